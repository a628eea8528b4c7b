//! `spec show` and `spec new`: which specs are found, what is said of each, and in which order.

use std::fs;

use serde_json::Value;
use snaglist::engagement::{Engagement, OpenRequest};

use super::{Place, SPEC, list};

pub(super) const TASKS: &str = "# Tasks\n\n- [ ] 1.1 Build it\n  - _Requirements: 1.1_\n";

pub(super) fn criteria(text: &str) -> String {
    format!("# Spec\n\n## Acceptance criteria\n\n- [ ] AC-1: {text}\n")
}

pub(super) fn paths(shown: &Value) -> Vec<&str> {
    list(&shown["specs"])
        .iter()
        .map(|spec| spec["path"].as_str().unwrap())
        .collect()
}

/// A repository with a spec-kit feature, OpenSpec specs and changes, stories and one spec of its
/// own.
fn many() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    let spec = criteria("It works");
    for path in [
        "openspec/changes/archive/2025-01-01-old/specs/login/spec.md",
        "openspec/changes/archive/2025-02-01-newer/specs/login/spec.md",
        "openspec/changes/archive/2025-02-01-newer/tasks.md",
        "openspec/changes/add-refunds/tasks.md",
        "openspec/changes/add-refunds/specs/refunds/spec.md",
        "openspec/specs/login/spec.md",
        "openspec/specs/audit/spec.md",
        "specs/001-login/tasks.md",
        "specs/001-login/checklists/security.md",
        "specs/001-login/spec.md",
        "docs/stories/1.2.md",
        "docs/stories/1.1.md",
        "SPEC.md",
    ] {
        let is_tasks = path.ends_with("tasks.md");
        repo.write(path, if is_tasks { TASKS } else { &spec })
            .unwrap();
    }
    repo.commit("Agree").unwrap();
    place
}

#[test]
fn specs_that_belong_together_stand_together() {
    let place = many();
    assert_eq!(
        paths(&place.json(&["spec", "show"])),
        [
            "specs/001-login/spec.md",
            "specs/001-login/tasks.md",
            "openspec/specs/audit/spec.md",
            "openspec/specs/login/spec.md",
            "openspec/changes/add-refunds/specs/refunds/spec.md",
            "openspec/changes/add-refunds/tasks.md",
            "docs/stories/1.1.md",
            "docs/stories/1.2.md",
            "SPEC.md",
            "openspec/changes/archive/2025-02-01-newer/specs/login/spec.md",
            "openspec/changes/archive/2025-02-01-newer/tasks.md",
            "openspec/changes/archive/2025-01-01-old/specs/login/spec.md",
        ]
    );
    let wanted = OpenRequest {
        dir: place.repo(),
        data_dir: Some(place.data()),
        ..OpenRequest::default()
    };
    let opened = Engagement::open(&wanted).unwrap();
    let groups: Vec<_> = opened
        .groups
        .iter()
        .map(|group| (group.path.lossy(), group.what, group.specs.clone()))
        .collect();
    assert_eq!(
        groups,
        [
            ("specs/001-login".into(), "spec-kit feature", 0..2),
            ("openspec/specs".into(), "OpenSpec specs", 2..4),
            (
                "openspec/changes/add-refunds".into(),
                "OpenSpec change",
                4..6
            ),
            ("docs/stories".into(), "stories", 6..8),
            (
                "openspec/changes/archive/2025-02-01-newer".into(),
                "archived OpenSpec change",
                9..11
            ),
            (
                "openspec/changes/archive/2025-01-01-old".into(),
                "archived OpenSpec change",
                11..12
            ),
        ]
    );
    let text = place.ok(&["spec", "show"]);
    assert_eq!(
        text.matches("spec-kit feature: specs/001-login\n").count(),
        1,
        "{text}"
    );
}

#[test]
fn a_folder_stands_for_the_specs_in_it() {
    let place = many();
    let change = [
        "openspec/changes/add-refunds/specs/refunds/spec.md",
        "openspec/changes/add-refunds/tasks.md",
    ];
    for folder in [
        "openspec/changes/add-refunds",
        "openspec/changes/add-refunds/",
    ] {
        assert_eq!(paths(&place.json(&["-s", folder, "spec", "show"])), change);
    }
    let said = place.fails(1, &["-s", "openspec/changes/nothing", "status"]);
    assert!(
        said.contains("openspec/changes/nothing") && said.contains("from the top"),
        "{said}"
    );

    let outside = place.root.path().join("agreed/specs/001-login");
    fs::create_dir_all(outside.join("checklists")).unwrap();
    fs::write(outside.join("spec.md"), criteria("a")).unwrap();
    fs::write(outside.join("tasks.md"), TASKS).unwrap();
    fs::write(outside.join("README.md"), "# Nothing\n").unwrap();
    let here = "../agreed/specs/001-login";
    let expected = [format!("{here}/spec.md"), format!("{here}/tasks.md")];
    assert_eq!(paths(&place.json(&["spec", "show", here])), expected);
    assert_eq!(paths(&place.json(&["-s", here, "spec", "show"])), expected);
    let mut command = place.command(&["spec", "show", ".", "--json"]);
    let run = super::Run::of(command.current_dir(&outside).output().unwrap());
    let shown: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        paths(&shown),
        ["spec.md", "tasks.md"],
        "its own folders say what they are"
    );
    assert_eq!(shown["specs"][1]["criteria"][0]["kind"], "task");
}

#[test]
fn checklists_about_a_spec_are_told_of_and_read_when_named() {
    let place = many();
    let path = "specs/001-login/checklists/security.md";
    let run = place.run(&["spec", "show"]);
    assert!(
        run.err.contains(path) && run.err.contains("not counted as criteria"),
        "{}",
        run.err
    );
    assert_eq!(paths(&place.json(&["-s", path, "spec", "show"])), [path]);
    assert_eq!(
        paths(&place.json(&["-s", "specs/001-login/checklists", "spec", "show"])),
        [path]
    );
}

#[test]
fn a_spec_in_a_format_that_is_not_read_is_told_of() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", criteria("It works")).unwrap();
    repo.write(
        "docs/requirements.docx",
        "PK\u{3}\u{4} word/document.xml - [ ] a box",
    )
    .unwrap();
    repo.commit("Agree").unwrap();
    let run = place.run(&["spec", "show"]);
    assert!(
        run.err
            .contains("docs/requirements.docx: a Word document is not read"),
        "{}",
        run.err
    );
    let said = place.fails(1, &["-s", "docs/requirements.docx", "status"]);
    assert!(said.contains("pandoc in.docx -t gfm -o in.md"), "{said}");
    let said = place.fails(1, &["-s", "docs", "status"]);
    assert!(
        said.contains("no spec in this folder") && said.contains("a Word document is not read"),
        "{said}"
    );
}

#[test]
fn dialects_are_found_by_what_stands_in_files_of_any_name() {
    for (path, text) in [
        (
            "docs/design/refunds.md",
            "# Refunds\n\n### Once\n`req~refund-once~1`\n\nIt refunds once.\n\nNeeds: dsn\n",
        ),
        (
            "docs/refunds.rst",
            "Refunds\n=======\n\n.. req:: Refund once\n   :id: REQ_1\n",
        ),
    ] {
        let place = Place::new();
        place
            .builder()
            .write(path, text)
            .unwrap()
            .commit("Agree")
            .unwrap();
        assert_eq!(paths(&place.json(&["spec", "show"])), [path]);
    }
}

#[test]
fn likely_files_are_named_when_none_is_certain() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write(
        "notes/scope of work.md",
        "# Scope\n\n- [ ] It refunds\n- [ ] It records\n",
    )
    .unwrap();
    repo.write("notes/other.md", "# Other\n\nNothing in it.\n")
        .unwrap();
    repo.write("node_modules/a/plan.md", "- [ ] Not ours\n")
        .unwrap();
    repo.commit("Begin").unwrap();
    let said = place.fails(1, &["status"]);
    assert!(
        said.contains("snaglist -s 'notes/scope of work.md'  (2 criteria)"),
        "{said}"
    );
    assert!(
        !said.contains("other.md") && !said.contains("plan.md"),
        "{said}"
    );
}

#[test]
fn what_is_left_out_is_said() {
    let place = Place::new();
    let mut repo = place.builder();
    for number in 0..1002 {
        repo.write(&format!("docs/stories/{number:04}.md"), SPEC)
            .unwrap();
    }
    repo.commit("Agree").unwrap();
    let run = place.run(&["spec", "show", "--json"]);
    assert_eq!(paths(&serde_json::from_str(&run.out).unwrap()).len(), 1000);
    let said = "1002 files look like specs; 2 are left out, from docs/stories/1000.md on";
    assert!(run.err.contains(said), "{}", run.err);
}

#[test]
fn a_file_that_gives_nothing_does_not_hide_the_others() {
    let place = Place::new();
    fs::write(place.repo().join("a.md"), SPEC).unwrap();
    fs::write(place.repo().join("b.md"), "# Nothing here\n").unwrap();
    for more in [&[][..], &["--json"]] {
        let run = place.run(&[&["spec", "show", "b.md", "a.md", "gone.md"], more].concat());
        assert_eq!(run.code, Some(1));
        assert!(run.out.contains("AC-3"), "{run:?}");
        assert!(
            run.err.contains("b.md") && run.err.contains("looked for"),
            "{run:?}"
        );
        assert!(run.err.contains("gone.md"), "{run:?}");
    }
    assert!(
        place
            .fails(1, &["spec", "show", "b.md"])
            .contains("docs/spec-format.md")
    );
}

#[test]
fn tasks_stand_apart_with_what_they_are_for() {
    let place = Place::new();
    let story = "# Story 1.1: Log in\n\n## Acceptance Criteria\n\n1. It works\n2. It is fast\n\n\
                 ## Tasks / Subtasks\n\n- [ ] Task 1: Build it (AC: 1, 2)\n";
    fs::write(place.repo().join("1.1.story.md"), story).unwrap();
    let shown = place.json(&["spec", "show", "1.1.story.md"]);
    let items = list(&shown["specs"][0]["criteria"]);
    let task = items.iter().find(|item| item["kind"] == "task").unwrap();
    let names: Vec<&str> = list(&task["names"])
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 2, "{task}");
    let text = place.ok(&["spec", "show", "1.1.story.md"]);
    let (criteria, tasks) = text
        .split_once("\nTasks\n")
        .unwrap_or_else(|| panic!("{text}"));
    assert!(
        criteria.contains("It is fast") && !criteria.contains("Build it"),
        "{text}"
    );
    assert!(
        tasks.contains("Build it") && tasks.contains(&format!("for {}", names.join(", "))),
        "{text}"
    );
    let text = place.ok(&["spec", "show", "1.1.story.md", "--explain"]);
    let rule = items[0]["rule"].as_str().unwrap();
    assert!(
        text.contains(&format!("line 5, criterion: {rule}")),
        "{text}"
    );
    super::reading::assert_narrow(&text);
}

#[test]
fn a_spec_is_begun_and_never_overwritten() {
    let place = Place::new();
    let template = place.ok(&["spec", "new", "-"]);
    let said = place.ok(&["spec", "new"]);
    assert!(said.contains("snaglist spec show spec.toml"), "{said}");
    let file = place.repo().join("spec.toml");
    assert_eq!(fs::read_to_string(&file).unwrap(), template);
    assert_eq!(
        place.json(&["spec", "show", "spec.toml"])["specs"][0]["warnings"],
        serde_json::json!([])
    );

    fs::write(&file, "mine").unwrap();
    assert!(place.fails(1, &["spec", "new"]).contains("--force"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(place.json(&["spec", "new", "--force"])["path"], "spec.toml");
    assert_eq!(fs::read_to_string(&file).unwrap(), template);
    assert!(
        place
            .fails(2, &["spec", "new", "spec.md"])
            .contains(".toml")
    );
    assert!(
        place
            .fails(1, &["spec", "new", "nowhere/spec.toml"])
            .contains("nowhere/spec.toml")
    );
    #[cfg(unix)]
    {
        let other = place.root.path().join("other");
        fs::write(&other, "theirs").unwrap();
        std::os::unix::fs::symlink(&other, place.repo().join("link.toml")).unwrap();
        place.fails(1, &["spec", "new", "link.toml", "--force"]);
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
    }
}
