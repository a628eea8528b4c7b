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
        ".planning/REQUIREMENTS.md",
        "requirements/pay.rst",
        "docs/spec-payments.md",
        "docs/payments-prd.md",
        "docs/sdd.md",
        "backend/acceptance-of-refunds.md",
        "pay.feature",
        "features/charge/pay.feature",
        "spec.toml",
        "openspec/changes/archive/2025-01-01-x/specs/login/spec.md",
    ];
    let ranks: Vec<u32> = best_first
        .iter()
        .map(|path| rank_of(path).expect(path))
        .collect();
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
fn documents_of_requirements_are_candidates_in_every_format() {
    for path in [
        "docs/requirements.md",
        "docs/SRS.md",
        "REQUIREMENTS.md",
        "requirements/pay.md",
        "requirements/pay.rst",
        "requirements/pay.adoc",
        "requirements/requirements.csv",
        "requirements/requirements.yml",
        "docs/software-requirements-specification.md",
        "docs/prd-payments.md",
        "docs/specs/pay.md",
        "docs/spec/pay.md",
        "docs/user-stories.md",
        "Lastenheft.md",
        "docs/要件定義書.md",
        "docs/需求规格说明书.md",
        "docs/требования.md",
        "sdd.md",
        "acceptance-criteria.md",
        "pay.reqif",
    ] {
        assert!(rank_of(path).is_some(), "{path}");
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
        "tests/fixtures/SPEC.md",
        ".specify/templates/spec.md",
        "docs/requirements/README.md",
        "docs/acceptable-use.md",
        "",
    ] {
        assert_eq!(rank_of(path), None, "{path}");
    }
}

#[test]
fn a_heading_of_criteria_is_seen_outside_fences_only() {
    assert!(mentions_criteria(
        b"# A\n\n### Acceptance Criteria (must be testable)\n"
    ));
    assert!(mentions_criteria(
        b"\xef\xbb\xbf# A\r\n**Definition of Done:**\r\n"
    ));
    assert!(mentions_criteria("## Критерии приемки".as_bytes()));
    assert!(!mentions_criteria(
        b"# A\n\n```\n## Acceptance criteria\n```\nacceptance criteria\n## Requirements\n"
    ));
    assert!(mentions_criteria(
        b"# A\n\n### Refund\n`req~refund-once~1`\n"
    ));
    assert!(mentions_criteria(
        b"A\n=\n\n.. req:: Refund once\n   :id: REQ_1\n"
    ));
    assert!(!mentions_criteria(
        b".. note:: Really\n\n~~~~\n.. req:: Shown\n~~~~\n"
    ));
    assert!(!mentions_criteria(b""));
}
