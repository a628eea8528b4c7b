//! Which folder a spec is reviewed with, by its path alone.

use snaglist::model::text::RepoPath;
use snaglist::spec::{group_of, rank};

/// `folder: what`, or nothing for a spec that stands alone.
fn group(path: &str) -> String {
    let found = group_of(&RepoPath::from(path));
    found
        .map(|(folder, what)| format!("{}: {what}", folder.lossy()))
        .unwrap_or_default()
}

#[test]
fn a_feature_has_its_spec_tasks_and_checklists() {
    for path in ["spec.md", "tasks.md", "checklists/security.md"] {
        assert_eq!(
            group(&format!("specs/001-login/{path}")),
            "specs/001-login: spec-kit feature"
        );
    }
    assert_eq!(
        group("Apps/API/specs/002-X/spec.md"),
        "Apps/API/specs/002-X: spec-kit feature"
    );
    for path in ["requirements.md", "bugfix.md", "tasks.md"] {
        assert_eq!(
            group(&format!(".kiro/specs/login/{path}")),
            ".kiro/specs/login: Kiro feature"
        );
        assert_eq!(
            group(&format!(".claude/specs/login/{path}")),
            ".claude/specs/login: Kiro feature"
        );
    }
    let ranks: Vec<_> = ["spec.md", "tasks.md", "checklists/a.md"]
        .iter()
        .map(|path| rank(&RepoPath::new(format!("specs/001-login/{path}"))).unwrap())
        .collect();
    assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
}

#[test]
fn openspec_has_its_specs_in_one_and_each_change_in_another() {
    assert_eq!(
        group("openspec/specs/login/spec.md"),
        "openspec/specs: OpenSpec specs"
    );
    assert_eq!(
        group("openspec/specs/refunds/spec.md"),
        "openspec/specs: OpenSpec specs"
    );
    for path in ["tasks.md", "specs/login/spec.md"] {
        assert_eq!(
            group(&format!("openspec/changes/add-login/{path}")),
            "openspec/changes/add-login: OpenSpec change"
        );
        assert_eq!(
            group(&format!("openspec/changes/archive/2025-01-01-x/{path}")),
            "openspec/changes/archive/2025-01-01-x: archived OpenSpec change"
        );
    }
    assert_eq!(group("openspec/changes/add-login/proposal.md"), "");
}

#[test]
fn stories_and_epics_go_by_folder() {
    assert_eq!(group("docs/stories/1.1.story.md"), "docs/stories: stories");
    assert_eq!(group("docs/stories/epic-1/1.2.md"), "docs/stories: stories");
    assert_eq!(group("plan/login.story.md"), "plan: stories");
    assert_eq!(group("docs/epics/epic-2.md"), "docs/epics: epics");
    assert_eq!(
        group("login.story.md"),
        "",
        "the top is no folder of stories"
    );
    assert_eq!(group("docs/prd.md"), "");
}

#[test]
fn others_stand_alone() {
    for path in [
        "SPEC.md",
        "docs/spec-payments.md",
        "spec.toml",
        "docs/acceptance.md",
        "README.md",
        "",
        "/",
        "a//b",
    ] {
        assert_eq!(group(path), "", "{path}");
    }
}

#[test]
fn a_folder_is_spelled_as_it_is_in_the_path() {
    assert_eq!(
        group("/tmp/x/specs/001-login/spec.md"),
        "/tmp/x/specs/001-login: spec-kit feature"
    );
    assert_eq!(
        group("./specs/001-login/spec.md"),
        "./specs/001-login: spec-kit feature"
    );
    assert_eq!(
        group("../a//specs/001-login/tasks.md"),
        "../a//specs/001-login: spec-kit feature"
    );
}
