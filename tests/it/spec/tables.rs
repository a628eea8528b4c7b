//! Tables of requirements, and lists of sentences that bind.

use snaglist::model::spec::{Claim, CriterionKind};

use super::{ids_of, listed, spec, text_of, try_read};

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
    assert_eq!(text_of(&read.criteria[0]), "Verify that cookies are marked secure, `a\\|b`.");
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
        read.criteria.iter().map(|item| item.claim).collect::<Vec<_>>(),
        [Claim::Ticked, Claim::Unticked]
    );
}

#[test]
fn tasks_in_a_table_are_tasks() {
    let read = spec(
        "openspec/changes/new-ui/tasks.md",
        "| ID | Description | State |\n|---|---|---|\n| T1 | Write the new panel for settings | ☑ |\n| T2 | Remove the old panel for settings | ☐ |\n",
    );
    assert!(read.criteria.iter().all(|item| item.kind == CriterionKind::Task));
    assert_eq!(read.criteria[0].claim, Claim::Ticked);
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
    let contract = "# Checker\n\n## Contract\n\n1. Every change must run the check.\n2. See also the wiki.\n";
    assert_eq!(ids_of(&spec("specs/i18n/spec.md", contract)).len(), 1);
    let with_criteria = format!("{contract}\n## Acceptance criteria\n\n- It works.\n");
    assert_eq!(ids_of(&spec("specs/i18n/spec.md", &with_criteria)), ["AC1"]);
    assert!(try_read("notes.md", "# Notes\n\n- Milk\n- Bread\n").is_err());
}
