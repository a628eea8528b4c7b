//! Every line of a spec is accounted for: what looks like a criterion and is none is told of, with
//! the reason.

use snaglist::model::account::{self, LineKind};
use snaglist::model::spec::Spec;

use super::spec;

/// What was left out: the lines and why.
fn left_out(spec: &Spec) -> Vec<(u32, u32, &'static str)> {
    spec.left_out
        .iter()
        .map(|one| (one.lines.first, one.lines.last, one.why))
        .collect()
}

fn lines_left_out(spec: &Spec) -> Vec<u32> {
    spec.left_out.iter().map(|one| one.lines.first).collect()
}

const START: &str =
    "# Refunds\n\n## Acceptance criteria\n\n- AC-1: The service refunds\n- AC-2: It logs\n\n";

#[test]
fn each_line_is_something() {
    let text = format!(
        "{START}## Tasks\n\n- [ ] Build it\n\n## Background\n\nThe service MUST be quick.\n\nIt is old.\n"
    );
    let read = spec("SPEC.md", &text);
    let kinds: Vec<&str> = account::lines(&read)
        .into_iter()
        .map(|(_, kind)| match kind {
            LineKind::Criterion(item) => item.id.as_str(),
            LineKind::Task(_) => "task",
            LineKind::Requirement => "requirement",
            LineKind::Heading => "heading",
            LineKind::LeftOut(_) => "left out",
            LineKind::Context => "",
        })
        .collect();
    let expected = [
        "heading", "", "heading", "", "AC-1", "AC-2", "", "heading", "", "task", "", "heading", "",
        "left out", "", "",
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn ids_boxes_steps_and_words_that_oblige_are_told_of_wherever_they_stand() {
    for line in [
        "AC-3: It is quick",
        "> **AC-3**: It is quick",
        "The service MUST be quick.",
        "El servicio DEBE ser rápido.",
        "服务必须快。",
        "The service shall be quick.",
    ] {
        let read = spec("SPEC.md", &format!("{START}## Out of scope\n\n{line}\n"));
        assert_eq!(lines_left_out(&read), [10], "{line}");
        assert_eq!(read.criteria.len(), 2, "{line}");
    }
    for line in [
        "It is old.",
        "It may be slow.",
        "We met on Monday.",
        "See AC-2.",
    ] {
        let read = spec("SPEC.md", &format!("{START}## Background\n\n{line}\n"));
        assert_eq!(lines_left_out(&read), [0; 0], "{line}");
    }
}

#[test]
fn the_reason_says_where_it_stands() {
    let read = spec(
        "SPEC.md",
        &format!("{START}## Out of scope\n\n- AC-9: Letters\n"),
    );
    assert_eq!(
        left_out(&read),
        [(10, 10, "it is under a heading for what is out of scope")]
    );
    let read = spec(
        "SPEC.md",
        &format!("{START}## Example\n\n```text\nAC-9: Letters\n```\n"),
    );
    assert_eq!(left_out(&read), [(11, 11, "it is in a code block")]);
    let read = spec("SPEC.md", &format!("{START}<!--\nAC-9: Letters\n-->\n"));
    assert_eq!(left_out(&read), [(9, 9, "it is in a comment")]);
}

#[test]
fn steps_of_one_scenario_are_told_of_once() {
    let text =
        format!("{START}## Out of scope\n\nGiven a letter\nWhen it is sent\nThen it is lost\n");
    let read = spec("SPEC.md", &text);
    assert_eq!(
        read.left_out
            .iter()
            .map(|one| (one.lines.first, one.lines.last))
            .collect::<Vec<_>>(),
        [(10, 12)]
    );
}

#[test]
fn what_a_requirement_says_itself_is_no_line_left_out() {
    let text = "# Fees\n\n## Requirements\n\n### Requirement: Late fees\nThe system SHALL take a fee.\n\n#### Scenario: Late\n- **WHEN** paid late\n- **THEN** a fee is due\n";
    let read = spec("openspec/specs/fees/spec.md", text);
    assert_eq!(lines_left_out(&read), [0; 0]);
    assert_eq!(account::lines(&read)[5].1, LineKind::Requirement);
}

#[test]
fn lists_and_tables_that_nothing_calls_criteria_are_told_of() {
    let text = format!(
        "{START}## Numbers\n\n- 40 ms on a phone\n\n| What | How |\n|---|---|\n| Start | in 2 s |\n"
    );
    let read = spec("SPEC.md", &text);
    assert_eq!(
        left_out(&read),
        [
            (
                10,
                10,
                "its heading does not say that the list holds criteria"
            ),
            (
                14,
                14,
                "its heading does not say that the table holds criteria"
            ),
        ]
    );
}

#[test]
fn carriage_returns_alone_cost_no_more_than_line_feeds() {
    // Each was looked at up to the end of the text once.
    let read = super::try_read("SPEC.md", &"a\r".repeat(200_000));
    assert!(read.is_err());
}
