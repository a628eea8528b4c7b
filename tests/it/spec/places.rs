//! Which files are taken for specs by their names, and by a look into them.

use snaglist::model::text::RepoPath;
use snaglist::spec::{mentions_criteria, rank};

fn rank_of(path: &str) -> Option<u32> {
    rank(&RepoPath::from(path))
}

#[test]
fn better_places_come_first() {
    let best_first = [
        "specs/001-login/spec.md",
        "specs/001-login/tasks.md",
        "SPEC.md",
        "backend/spec.md",
        "docs/spec-payments.md",
        "docs/acceptance.md",
        "pay.feature",
        "features/charge/pay.feature",
        "spec.toml",
        "openspec/changes/archive/2025-01-01-x/specs/login/spec.md",
    ];
    let ranks: Vec<u32> = best_first.iter().map(|path| rank_of(path).expect(path)).collect();
    assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
}

#[test]
fn generators_places_are_known() {
    for path in [
        "openspec/specs/login/spec.md",
        "openspec/changes/add-login/specs/login/spec.md",
        "openspec/changes/add-login/tasks.md",
        ".kiro/specs/login/requirements.md",
        ".claude/specs/login/requirements.md",
        "specs/001-login/checklists/security.md",
    ] {
        assert!(rank_of(path).is_some_and(|rank| rank < 200), "{path}");
    }
}

#[test]
fn other_files_are_no_candidates() {
    for path in [
        "README.md",
        "src/spec.rs",
        "docs/design.md",
        "Cargo.toml",
        "node_modules/a/SPEC.md",
        "vendor/a/features/a.feature",
        "spec/a.md",
        "",
    ] {
        assert_eq!(rank_of(path), None, "{path}");
    }
}

#[test]
fn a_heading_of_criteria_is_seen_outside_fences_only() {
    assert!(mentions_criteria(b"# A\n\n### Acceptance Criteria (must be testable)\n"));
    assert!(mentions_criteria(b"\xef\xbb\xbf# A\r\n**Definition of Done:**\r\n"));
    assert!(mentions_criteria("## Критерии приемки".as_bytes()));
    assert!(!mentions_criteria(
        b"# A\n\n```\n## Acceptance criteria\n```\nacceptance criteria\n## Requirements\n"
    ));
    assert!(!mentions_criteria(b""));
}
