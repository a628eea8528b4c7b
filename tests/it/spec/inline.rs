//! Labels of acceptance criteria that stand before their text on one line, and criteria that are
//! headings.

use super::{lines_of, listed, spec, try_read};

#[test]
fn a_label_before_its_text_makes_it_a_criterion_in_every_language() {
    for label in [
        "**Acceptance criteria:**",
        "**Acceptance Criteria**:",
        "_Acceptance criteria:_",
        "Acceptance criteria:",
        "**Akzeptanzkriterien:**",
        "**Critères d'acceptation :**",
        "**Criterios de aceptación:**",
        "**Kryteria akceptacji:**",
        "**Критерии приёмки:**",
        "**受け入れ基準：**",
        "**验收标准：**",
        "**Definition of Done:**",
    ] {
        let text = format!(
            "# S\n\n## Story\n\nWhy it is so.\n\n{label} The refund is paid within 2 days.\n"
        );
        assert_eq!(
            listed(&spec("SPEC.md", &text)),
            ["S1: The refund is paid within 2 days."],
            "{label}"
        );
    }
}

#[test]
fn a_label_that_names_something_else_makes_none() {
    for label in [
        "**Priority:**",
        "**Rationale:**",
        "**Out of scope:**",
        "**Notes:**",
        "Note:",
    ] {
        let text = format!("# S\n\n## Story\n\n{label} The refund is paid within 2 days.\n");
        assert!(try_read("SPEC.md", &text).is_err(), "{label}");
    }
}

#[test]
fn a_label_in_a_paragraph_of_labels_ends_where_the_next_begins() {
    let text = "# S\n\n## Story\n\n**Priority:** P1\n**Acceptance criteria:** The refund is paid.\n**Owner:** Ann\n";
    let read = spec("SPEC.md", text);
    assert_eq!(listed(&read), ["S1: The refund is paid."]);
    assert_eq!(lines_of(&read), [(6, 6)]);
}

#[test]
fn a_label_with_text_over_a_list_is_over_the_list() {
    let text = "# S\n\n## Story\n\n**Acceptance criteria:** all of these:\n\n- The refund is paid\n- The log has a line\n";
    assert_eq!(
        listed(&spec("SPEC.md", text)),
        ["S1: The refund is paid", "S2: The log has a line"]
    );
    let text = "# S\n\n## Stories\n\n- **Story**: refunds\n- **Acceptance criteria**: The log has one line.\n";
    assert_eq!(
        listed(&spec("SPEC.md", text)),
        ["S1: The log has one line."]
    );
}

#[test]
fn headings_under_acceptance_criteria_are_criteria_unless_some_stand_below_them() {
    let text = "# S\n\n## Acceptance criteria\n\n### 1. The refund is paid\n\n### 2. Log\n\nThe log has one line.\n\n\
                ### The audit ends in a report\n";
    let expected = [
        "AC1: The refund is paid",
        "L1: The log has one line.",
        "AC2: The audit ends in a report",
    ];
    assert_eq!(listed(&spec("SPEC.md", text)), expected);
}

#[test]
fn a_heading_with_an_id_of_one_letter_is_a_criterion_where_it_says_what_must_be() {
    for path in ["SPEC.md", "requirements.org"] {
        let mark = if path.ends_with("md") { "#" } else { "*" };
        let text = format!(
            "{mark} S\n{mark}{mark} R-1: The system shall refund\n\n- at once\n- in cash\n\n\
             {mark}{mark} R-2: The system must log\n"
        );
        let read = spec(path, &text);
        assert_eq!(
            listed(&read),
            [
                "R-1: The system shall refund\n- at once\n- in cash",
                "R-2: The system must log"
            ]
        );
    }
}

#[test]
fn the_first_heading_is_no_title_where_it_is_one_of_several_requirements() {
    let text = "* M1: the system MUST refund\n- at once\n* M2: the system MUST log\n";
    let read = spec("requirements.org", text);
    assert_eq!(
        listed(&read),
        [
            "M1: the system MUST refund\n- at once",
            "M2: the system MUST log"
        ]
    );
}
