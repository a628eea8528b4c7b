//! Ids that are repeated to say where or how a requirement is checked: references, not criteria.

use super::{lines_of, listed, spec};

const START: &str =
    "# S\n\n## Requirements\n\n- REQ-1: The service refunds\n- REQ-2: It logs what it did\n\n";

#[test]
fn an_id_under_verification_is_a_reference() {
    for heading in [
        "Verification",
        "Verification matrix",
        "Traceability",
        "Test coverage",
        "Nachweise",
        "Vérification",
        "验证",
    ] {
        let list =
            format!("{START}## {heading}\n\n- REQ-1: by test, once a week\n- REQ-2: inspection\n");
        let table = format!(
            "{START}## {heading}\n\n| Id | Method |\n|---|---|\n| REQ-1 | by test, once a week |\n| REQ-2 | inspection |\n"
        );
        for text in [list, table] {
            let read = spec("SPEC.md", &text);
            assert_eq!(lines_of(&read), [(5, 5), (6, 6)], "{heading}");
            assert_eq!(read.warnings, [], "{heading}");
            let last = read.left_out.last().map(|one| one.lines.last);
            assert_eq!(last, u32::try_from(text.lines().count()).ok(), "{heading}");
        }
    }
}

#[test]
fn a_repeated_id_that_says_what_must_be_is_read() {
    let text =
        format!("{START}## Verification\n\n- REQ-1: The service shall pay within two days\n");
    assert_eq!(
        lines_of(&spec("SPEC.md", &text)),
        [(5, 5), (6, 6), (10, 10)]
    );
    let text =
        format!("{START}## Payments\n\n- REQ-1: The refund arrives within two working days\n");
    assert_eq!(
        lines_of(&spec("SPEC.md", &text)),
        [(5, 5), (6, 6), (10, 10)]
    );
}

#[test]
fn checks_count_where_nothing_else_says_what_is_accepted() {
    let checks = "## Verification\n\n- The refund arrives\n";
    assert_eq!(
        listed(&spec("SPEC.md", &format!("# S\n\n{checks}"))),
        ["V1: The refund arrives"]
    );
    let text = format!("# S\n\n## Acceptance criteria\n\n- It pays\n\n{checks}");
    let read = spec("SPEC.md", &text);
    assert_eq!(listed(&read), ["AC1: It pays"]);
    assert_eq!(read.left_out.len(), 1);
}

#[test]
fn scenarios_of_removed_requirements_are_told_of() {
    let removed = "### Requirement: Cash\nIt SHALL pay cash.\n\n#### Scenario: Paid\n- **WHEN** asked\n- **THEN** cash is paid\n";
    let text = format!(
        "## REMOVED Requirements\n\n{removed}\n## Renamed Requirements\n\n- FROM: `### Requirement: A`\n- TO: `### Requirement: B`\n"
    );
    let read = spec("openspec/changes/x/specs/pay/spec.md", &text);
    assert_eq!(lines_of(&read), [(3, 4)]);
    let told: Vec<u32> = read.left_out.iter().map(|one| one.lines.first).collect();
    assert_eq!(told, [6, 12, 13]);
}

#[test]
fn an_id_that_is_written_in_another_way_is_the_same_one() {
    // Whether any id comes twice is looked at first; that must go by what people take for one id.
    for repeated in ["REQ-1", "REQ_1", "REQ#1", "REQ1", "Req-1"] {
        let text = format!(
            "{START}## Verification\n\n| Id | Method |\n|---|---|\n| {repeated} | by test |\n| X-9 | by looking |\n"
        );
        let read = spec("SPEC.md", &text);
        assert!(
            lines_of(&read).iter().all(|(first, _)| *first != 11),
            "{repeated}: {:?}",
            listed(&read)
        );
        assert!(
            read.left_out.iter().any(|one| one.lines.last >= 11),
            "{repeated}: {:?}",
            read.left_out
        );
        assert_eq!(lines_of(&read)[..2], [(5, 5), (6, 6)], "{repeated}");
    }
}

#[test]
fn an_id_that_only_begins_like_another_is_another() {
    let text = "# S\n\n## Requirements\n\n- REQ-1: The service refunds\n- REQ-11: It logs\n- REQ-1-1: It pays\n";
    let read = spec("SPEC.md", text);
    assert_eq!(lines_of(&read).len(), 3);
    assert_eq!(read.left_out, []);
}
