//! Lists and tables whose marks were lost or never there: lines of Jira, tables without a header,
//! labels in bold.

use super::{ids_of, listed, spec};

const TWO: [&str; 2] = [
    "R1: The service refunds at once.",
    "R2: It writes a line into the log.",
];

#[test]
fn lines_of_jira_that_lost_their_marks_are_items() {
    let text = "h2. Requirements\n\nThe service refunds at once.\nIt writes a line into the log.\nh2. Notes\n\nOne.\nTwo.\n";
    assert_eq!(listed(&spec("ticket.jira", text)), TWO);
    // One line is a text; lines with marks are items as they are.
    let text = "h2. Requirements\n\nThese hold from 2027 on:\n* The service refunds at once.\n* It writes a line into the log.\n";
    assert_eq!(listed(&spec("ticket.jira", text)), TWO);
}

#[test]
fn the_first_row_of_a_table_without_a_header_is_read() {
    let text = "# S\n\n## Requirements\n\n<table>\n<tr><td>REQ-1</td><td>The service refunds</td></tr>\n\
                <tr><td>REQ-2</td><td>It logs</td></tr>\n</table>\n";
    assert_eq!(
        listed(&spec("SPEC.md", text)),
        ["REQ-1: The service refunds", "REQ-2: It logs"]
    );
    let text = "# S\n\n## Requirements\n\n| | |\n|---|---|\n| **Id** | **Requirement** |\n| REQ-1 | It refunds |\n| REQ-2 | It logs |\n";
    assert_eq!(ids_of(&spec("SPEC.md", text)), ["REQ-1", "REQ-2"]);
}

#[test]
fn lists_right_below_a_title_of_requirements_are_read() {
    let text = "* Requirements\n\n*Paying:*\n\n- The service refunds at once.\n- It writes a line into the log.\n";
    assert_eq!(listed(&spec("requirements.org", text)), TWO);
    // What a program needs to run is called the same.
    let needs = "Requirements\n============\n\n* python >3.9 - used to run scripts\n* dpkg - used to build packages\n";
    assert!(super::try_read("docs/requirements.rst", needs).is_err());
}

#[test]
fn dashes_meant_as_a_second_level_are_read_in_asciidoc() {
    let text = "= S\n\n== Requirements\n\n- Sprites\n-- The engine should be able to load textures.\n- Sound\n-- The engine should play sounds.\n";
    let expected = [
        "R1: The engine should be able to load textures.",
        "R2: The engine should play sounds.",
    ];
    assert_eq!(listed(&spec("requirements.adoc", text)), expected);
}

#[test]
fn a_heading_over_several_scenarios_is_what_they_detail() {
    let steps = "Given a\nWhen b\nThen c\n\nGiven d\nWhen e\nThen f\n";
    let read = spec(
        "SPEC.md",
        &format!("# S\n\n## Acceptance criteria\n\n### AC-7: Refunds\n\n{steps}"),
    );
    assert_eq!(ids_of(&read), ["AC-7", "AC-7-2"]);
    assert_eq!(read.requirements.len(), 1);
    assert_eq!(read.requirements[0].lines.first, 5);
    assert!(read.left_out.is_empty());
}
