//! Paragraphs that are criteria, and what belongs to one: code, lists, further scenarios.

use super::{ids_of, lines_of, listed, spec, text_of};

#[test]
fn sentences_under_a_heading_of_criteria_are_each_one() {
    let text = "# S\n\n## Definition of Done\n\nEvery endpoint answers within 200 ms\nat 50 requests a second.\n\nThe guide describes every error code.\n\n\
                TBD\n\nWhat if it fails?\n\n## Overview\n\nThis is a sentence as well.\n";
    assert_eq!(lines_of(&spec("SPEC.md", text)), [(5, 6), (8, 8)]);
    let label = "# S\n\n## Plan\n\n**Definition of Done:**\n\nEvery endpoint answers within 200 ms.\n\n**Team:**\n\nThree people work on it.\n";
    assert_eq!(lines_of(&spec("SPEC.md", label)), [(7, 7)]);
    let vaguer = "# S\n\n## Requirements\n\nThis section has what we need.\n\nThe service must refund at once.\n";
    assert_eq!(lines_of(&spec("SPEC.md", vaguer)), [(7, 7)]);
}

#[test]
fn a_sentence_that_introduces_a_list_of_criteria_is_none() {
    let text = "# S\n\n## Definition of Done\n\nThis is done when all of these hold.\n\n- It pays\n- It logs\n\nAsk the owner in doubt.\n";
    assert_eq!(lines_of(&spec("SPEC.md", text)), [(7, 7), (8, 8)]);
}

#[test]
fn definition_lists_are_read() {
    let text =
        "## Acceptance criteria\n\nAC-1\n: The service pays.\n\nAC-2\n: The service limits.\n";
    assert_eq!(
        listed(&spec("SPEC.md", text)),
        ["AC-1: The service pays.", "AC-2: The service limits."]
    );
    let terms =
        "## Acceptance criteria\n\nRefund\n: The service pays.\n\nLimit\n: The service limits.\n";
    assert_eq!(lines_of(&spec("SPEC.md", terms)), [(3, 4), (6, 7)]);
}

#[test]
fn what_a_step_or_a_colon_leads_to_belongs_to_the_criterion() {
    let text = "# Init\n\n## Behavior\n\nThe command SHALL generate:\n- a.md\n- b.md\n\nWHEN init is run\nTHEN create the following:\n```\nproject.md\n```\n\n\
                WHEN run again\nTHEN ask which tools to set up:\n\n- first tool\n- second tool\n\nOther words.\n";
    let read = spec("openspec/specs/init/spec.md", text);
    assert_eq!(lines_of(&read), [(5, 7), (9, 13), (15, 19)]);
    assert!(text_of(&read.criteria[1]).contains("project.md"));
    assert!(text_of(&read.criteria[2]).ends_with("- second tool"));
}

#[test]
fn several_scenarios_under_one_id_are_told_apart() {
    let scenarios = "Given a charge\nWhen it is refunded\nThen the money is back\n\nGiven no charge\nWhen it is refunded\nThen the answer is 404\n";
    for title in [
        "### AC-7: Refunds\n\n",
        "**AC-7: Refunds**\n\n",
        "**AC-7**: Refunds\n\n",
    ] {
        let read = spec(
            "SPEC.md",
            &format!("# S\n\n## Acceptance criteria\n\n{title}{scenarios}"),
        );
        assert_eq!(ids_of(&read), ["AC-7", "AC-7-2"], "{title}");
        assert_eq!(lines_of(&read), [(7, 9), (11, 13)], "{title}");
        let text = text_of(&read.criteria[1]);
        assert!(
            text.contains("Refunds") && text.contains("\nGiven no charge"),
            "{text}"
        );
    }
    let indented = scenarios.replace("\n", "\n  ").replace("\n  \n", "\n\n");
    let read = spec(
        "SPEC.md",
        &format!(
            "# S\n\n## Acceptance criteria\n\n- **AC-7**: Refunds\n\n  {indented}\n- **AC-8**: More\n"
        ),
    );
    assert_eq!(ids_of(&read), ["AC-7", "AC-7-2", "AC-8"]);
    assert_eq!(
        text_of(&read.criteria[0]),
        "Refunds\nGiven a charge\nWhen it is refunded\nThen the money is back"
    );
    let alone = "# S\n\n## Acceptance criteria\n\n### AC-7: Refunds\n\nGiven a\nWhen b\nThen c\n";
    assert_eq!(lines_of(&spec("SPEC.md", alone)), [(5, 9)]);
}

#[test]
fn scenarios_without_a_line_between_are_two() {
    let text = "## Acceptance criteria\n\nGiven a\nWhen b\nThen c\nGiven d\nWhen e\nThen f\n";
    assert_eq!(lines_of(&spec("SPEC.md", text)), [(3, 5), (6, 8)]);
}
