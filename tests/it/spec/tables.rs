//! Tables of requirements, and lists of sentences that bind.

use snaglist::model::spec::{CriterionKind, TickClaim};

use super::{ids_of, listed, section_of, spec, text_of, try_read};

#[test]
fn rows_with_an_id_and_a_sentence_are_criteria() {
    let read = spec(
        "verification.md",
        "# V\n\n## V1 Cookies\n\n| # | Description | Level |\n| :-: | :- | :-: |\n\
         | **1.1.1** | Verify that cookies are marked secure, `a\\|b`. | 1 |\n\
         | **1.1.2** | Verify that cookies are short-lived everywhere. | 2 |\n\n\
         ## V2 Headers\n\n| # | Description | Level |\n| :-: | :- | :-: |\n| **2.1.1** | Verify that the header is sent always. | 1 |\n",
    );
    assert_eq!(ids_of(&read), ["1.1.1", "1.1.2", "2.1.1"]);
    assert_eq!(
        text_of(&read.criteria[0]),
        "Verify that cookies are marked secure, `a\\|b`."
    );
    assert_eq!(read.criteria[2].lines.first, 14);
}

#[test]
fn tables_of_other_things_are_none() {
    let others = "# Spec\n\n## Acceptance criteria\n\n- Works\n\n## Changes\n\n| Version | What |\n|---|---|\n\
         | 1.0 | The first version that anybody has seen |\n| 1.1 | The second version that anybody has seen |\n\n\
         ## Terms\n\n| Term | Meaning |\n|---|---|\n| Refund | Money that goes back to the customer |\n| Order | What a customer has ordered |\n\n\
         ## Risks\n\n| R1 | It may never be finished at all |\n|---|---|\n| R2 | It may be finished too late for use |\n";
    assert_eq!(ids_of(&spec("spec.md", others)), ["AC1"]);
}

#[test]
fn a_column_of_boxes_is_the_contractors_tick_and_other_sentences_follow_the_main_one() {
    let read = spec(
        "spec.md",
        "## Requirements\n\n| Done | ID | Requirement | How to verify |\n|---|---|---|---|\n\
         | [x] | REQ-1 | The service answers within a second. | Run the whole load test twice. |\n\
         | [ ] | REQ-2 | The service logs every failed request. | Look into the log file of today. |\n",
    );
    assert_eq!(
        listed(&read)[0],
        "REQ-1: The service answers within a second.\nHow to verify: Run the whole load test twice."
    );
    assert_eq!(
        read.criteria
            .iter()
            .map(|item| item.claim)
            .collect::<Vec<_>>(),
        [TickClaim::Ticked, TickClaim::Unticked]
    );
}

#[test]
fn tasks_in_a_table_are_tasks() {
    let read = spec(
        "openspec/changes/new-ui/tasks.md",
        "| ID | Description | State |\n|---|---|---|\n| T1 | Write the new panel for settings | ☑ |\n| T2 | Remove the old panel for settings | ☐ |\n",
    );
    assert!(
        read.criteria
            .iter()
            .all(|item| item.kind == CriterionKind::Task)
    );
    assert_eq!(read.criteria[0].claim, TickClaim::Ticked);
}

#[test]
fn a_list_of_sentences_that_bind_is_one_of_criteria_whatever_its_heading() {
    let read = spec(
        "standard.md",
        "# Commits\n\n## Summary\n\n1. Short.\n2. Sweet.\n\n## Specification\n\n1. Commits MUST have a type.\n\
         1. A scope MAY follow.\n1. A colon MUST follow.\n1. Anything else is free.\n",
    );
    assert_eq!(ids_of(&read), ["S1", "S2", "S3", "S4"]);
    assert_eq!(read.criteria[0].lines.first, 10);
}

#[test]
fn sentences_with_must_count_only_where_nothing_else_does() {
    let contract =
        "# Checker\n\n## Contract\n\n1. Every change must run the check.\n2. See also the wiki.\n";
    assert_eq!(ids_of(&spec("specs/i18n/spec.md", contract)).len(), 1);
    let with_criteria = format!("{contract}\n## Acceptance criteria\n\n- It works.\n");
    assert_eq!(ids_of(&spec("specs/i18n/spec.md", &with_criteria)), ["AC1"]);
    assert!(try_read("notes.md", "# Notes\n\n- Milk\n- Bread\n").is_err());
}

/// A table under a heading, as a spec.
fn table(heading: &str, rows: &[&str]) -> Vec<String> {
    let read = try_read(
        "SPEC.md",
        &format!(
            "# S\n\n## {heading}\n\n{}\n\n- [ ] The rest is done\n",
            rows.join("\n")
        ),
    );
    let all = listed(&read.unwrap_or_else(|error| panic!("{error}")));
    all.into_iter()
        .filter(|line| !line.ends_with("The rest is done"))
        .collect()
}

#[test]
fn an_empty_cell_loses_neither_the_table_nor_the_row_and_unwritten_rows_are_told_of() {
    let text = "# S\n\n## Overview\n\n| ID | Requirement | Owner |\n|---|---|---|\n| REQ-1 | It refunds once | TBD |\n| REQ-2 | TBD | Bob |\n| REQ-3 | | |\n| REQ-4 | It logs | |\n";
    let read = spec("SPEC.md", text);
    assert_eq!(listed(&read), ["REQ-1: It refunds once", "REQ-4: It logs"]);
    let [out] = &read.left_out[..] else {
        panic!("{:?}", read.left_out)
    };
    assert_eq!((out.lines.first, out.lines.last), (8, 9));
    assert!(out.why.contains("still to be written"), "{}", out.why);
}

#[test]
fn rows_that_are_headings_name_a_group_and_headings_may_span_columns() {
    let text = "# S\n\n## Functions\n\n| Requirements | | |\n|---|---|---|\n| ID | Requirement | Prio |\n| **Paying** | | |\n| REQ-1 | It refunds once | 1 |\n\
                | Limits | Limits | Limits |\n| REQ-2 | It limits | 2 |\n| | and counts | |\n";
    let read = spec("SPEC.md", text);
    assert_eq!(
        listed(&read),
        ["REQ-1: It refunds once", "REQ-2: It limits\nand counts"]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Functions", "Paying"]);
    assert_eq!(section_of(&read.criteria[1]), ["Functions", "Limits"]);
    assert_eq!(read.criteria[1].lines.last, 12);
}

#[test]
fn rows_without_ids_are_read_under_a_heading_of_criteria_or_with_a_column_that_says_so() {
    let quality = [
        "| Deliverable | Performance standard | Acceptable quality level |",
        "|---|---|---|",
        "| Code | Tested on each commit | 90 % of lines |",
    ];
    let read = table("Acceptance criteria", &quality);
    assert!(
        read[0].ends_with(
            "Tested on each commit\nDeliverable: Code\nAcceptable quality level: 90 % of lines"
        ),
        "{read:?}"
    );
    for (first, second) in [
        ("Deliverable", "Accepted when"),
        ("Lieferung", "Erfüllt wenn"),
        ("Lieferung", "Akzeptanz"),
        ("Story", "Fit criterion"),
        ("項目", "要件"),
        ("项目", "验收标准"),
    ] {
        let rows = [
            &format!("| {first} | {second} |"),
            "|---|---|",
            "| Code | All tests pass |",
            "| Guide | None open |",
        ];
        assert_eq!(table("Delivery", &rows).len(), 2, "{second}");
    }
    let other = [
        "| Term | Meaning |",
        "|---|---|",
        "| Refund | Money that goes back to the customer |",
    ];
    assert!(table("Delivery", &other).is_empty());
}

#[test]
fn a_history_of_versions_is_none_in_any_language() {
    for rows in [
        [
            "| バージョン | 日付 | 変更内容 |",
            "|---|---|---|",
            "| 1.0 | 2026-04-22 | 初版を作成し、全員に配布した |",
            "| 1.1 | 2026年4月23日 | 返金と記録と上限の要件を追加した |",
        ],
        [
            "| Rev | Date | Requirements changed |",
            "|---|---|---|",
            "| 0.1 | 3 Feb 2026 | The first draft of all the text |",
            "| 0.2 | 4 Feb 2026 | Refunds were added to the text |",
        ],
        [
            "| Version | Datum | Änderung |",
            "|---|---|---|",
            "| v1 | 01.02.2026 | Der erste Entwurf des ganzen Textes |",
            "| v2 | 02.02.2026 | Die Anforderungen an das Geld |",
        ],
    ] {
        assert!(table("Dokument", &rows).is_empty(), "{rows:?}");
    }
}

#[test]
fn a_table_that_says_where_criteria_are_met_gives_none() {
    let text = "# S\n\n## Requirements\n\n- FR-001: a is b\n- FR-002: c is d\n\n## Where\n\n| Requirement | Implemented by the following module |\n|---|---|\n\
                | FR-001 | src/a.rs with all of its tests in place |\n| FR-002 | src/b.rs with all of its tests in place |\n";
    let read = spec("SPEC.md", text);
    assert_eq!(listed(&read), ["FR-001: a is b", "FR-002: c is d"]);
    assert_eq!(read.left_out.len(), 2, "{:?}", read.left_out);
}

#[test]
fn short_texts_beside_ids_count_under_a_heading_of_criteria() {
    let table =
        "| ID | Criterion |\n|---|---|\n| AC-1 | Refund works |\n| AC-2 | Log is written |\n";
    let read = spec(
        "SPEC.md",
        &format!("# S\n\n## Acceptance criteria\n\n{table}"),
    );
    assert_eq!(
        listed(&read),
        ["AC-1: Refund works", "AC-2: Log is written"]
    );
}

#[test]
fn the_first_row_of_a_table_in_html_may_be_shorter_than_the_others() {
    let rows = "<tr><td>The service refunds a charge once per key</td><td>must</td></tr>\n<tr><td>The service keeps every refund for ten years</td><td>should</td></tr>\n";
    let read = |heading: &str, first: &str| {
        spec(
            "page.html",
            &format!("<h2>{heading}</h2>\n<table>\n<tr>{first}</tr>\n{rows}</table>\n"),
        )
    };
    let both = [
        "The service refunds a charge once per key",
        "The service keeps every refund for ten years",
    ];
    let first_lines = |read: &snaglist::model::spec::Spec| -> Vec<String> {
        read.criteria
            .iter()
            .map(|one| text_of(one).lines().next().unwrap_or_default().to_owned())
            .collect()
    };
    for header in [
        "<th>Requirement</th>",
        "<td>Requirement</td>",
        "<td><b>Acceptance criteria</b></td>",
    ] {
        let read = read("Payments", header);
        assert_eq!(first_lines(&read), both, "{header}");
        assert!(text_of(&read.criteria[1]).ends_with("should"), "{header}");
    }
    // A sentence is no header.
    let read = read(
        "Acceptance criteria",
        "<td>The service pays back within two days</td>",
    );
    assert_eq!(
        first_lines(&read),
        ["The service pays back within two days", both[0], both[1]]
    );
}

#[test]
fn cells_beyond_the_header_are_part_of_the_requirement() {
    let read = spec(
        "SPEC.md",
        "## Acceptance criteria\n\n| Requirement | Level |\n|---|---|\n| The service refunds a charge once | must | or it says why not |\n| The service keeps every refund | must |\n",
    );
    assert_eq!(
        text_of(&read.criteria[0]),
        "The service refunds a charge once\nLevel: must\nor it says why not"
    );
}

#[test]
fn an_id_may_have_words_in_place_of_a_number_where_its_letters_are_those_of_requirements() {
    let table = |one: &str, other: &str| {
        format!(
            "# Game\n\n| ID | Description | User requirement |\n|---|---|---|\n\
             | {one} | The leg ends when the player crosses the line | UR_PLAYABLE |\n\
             | {other} | The boat is moved with the keyboard alone | UR_RUNNABLE |\n"
        )
    };
    assert_eq!(
        ids_of(&spec("game.md", &table("FR_END_LEVEL", "FR-CONTROLS"))),
        ["FR_END_LEVEL", "FR-CONTROLS"]
    );
    for (one, other) in [
        ("SYS_PATH", "SYS_HOME"),
        ("FR_end", "FR_move"),
        ("FR_", "FR__A"),
        ("FREE", "FRONT"),
    ] {
        assert!(try_read("game.md", &table(one, other)).is_err(), "{one}");
    }
}
