//! Lines that are items to people and parts of a paragraph to Markdown, and ids wherever they
//! stand.

use super::{ids_of, lines_of, listed, spec};

/// The lines at which criteria start, with their ids.
fn found(path: &str, text: &str) -> Vec<(u32, String)> {
    let read = spec(path, text);
    read.criteria
        .iter()
        .map(|item| (item.lines.first, item.id.to_string()))
        .collect()
}

fn under_criteria(lines: &str) -> Vec<(u32, String)> {
    found("SPEC.md", &format!("## Acceptance criteria\n\n{lines}"))
}

fn pairs(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
    expected
        .iter()
        .map(|(line, id)| (*line, (*id).to_owned()))
        .collect()
}

#[test]
fn lines_with_a_dotted_number_are_items_with_that_id() {
    let kiro = "# R\n\n### Requirement 1: Refund\n\n#### Acceptance Criteria\n\n1.1 When a charge is refunded, the service shall pay.\n1.2 If it is unknown, the service shall answer 404.\n";
    assert_eq!(
        found(".kiro/specs/pay/requirements.md", kiro),
        pairs(&[(7, "1.1"), (8, "1.2")])
    );
    assert_eq!(
        under_criteria("1.1. It pays\n1.2. It logs\n"),
        pairs(&[(3, "1.1"), (4, "1.2")])
    );
    assert_eq!(
        under_criteria("- 1.1 It pays\n- 1.2 It logs\n"),
        pairs(&[(3, "1.1"), (4, "1.2")])
    );
    let nested = "1. Paying\n1.1. It pays\n1.2. It refunds\n2. Limits\n2.1. It limits\n";
    assert_eq!(
        under_criteria(nested),
        pairs(&[(4, "1.1"), (5, "1.2"), (7, "2.1")])
    );
    let srs =
        "# SRS\n\n3.1 Payments\n\n3.1.1 The system shall pay.\n3.1.2 The system shall refund.\n";
    assert_eq!(
        found("docs/SRS.md", srs),
        pairs(&[(5, "3.1.1"), (6, "3.1.2")])
    );
}

#[test]
fn a_number_at_the_start_of_a_wrapped_line_is_none() {
    let text = "- It answers within\n  2.5 Seconds of a call\n- It costs less than\n  1.1 Euro\n";
    assert_eq!(
        under_criteria(text)
            .iter()
            .map(|(line, _)| *line)
            .collect::<Vec<_>>(),
        [3, 5]
    );
}

#[test]
fn letters_roman_numbers_and_marks_that_markdown_does_not_know_are_items() {
    for lines in [
        "a) It pays\nb) It limits\nc) It logs\n",
        "(a) It pays\n(b) It limits\n(c) It logs\n",
        "i. It pays\nii. It limits\niii. It logs\n",
        "• It pays\n• It limits\n• It logs\n",
        "– It pays\n– It limits\n– It logs\n",
        "☐ It pays\n☑ It limits\n☐ It logs\n",
        "①返金は一度だけ行う\n②返金を記録する\n③返金を数える\n",
        "1、返金只做一次\n2、返金有记录\n3、返金有限额\n",
        "（1）返金只做一次\n（2）返金有记录\n（3）返金有限额\n",
        "1.返金只做一次\n2.返金有记录\n3.返金有限额\n",
    ] {
        let at: Vec<u32> = under_criteria(lines)
            .iter()
            .map(|(line, _)| *line)
            .collect();
        assert_eq!(at, [3, 4, 5], "{lines}");
    }
    let read = spec(
        "SPEC.md",
        "## Acceptance criteria\n\nAll of these:\n• It **pays**\n• It logs\n",
    );
    assert_eq!(listed(&read), ["AC1: It **pays**", "AC2: It logs"]);
}

#[test]
fn numbers_that_go_on_right_below_a_label_are_items() {
    let text = "**Paying:**\n\n1. It pays one\n2. It pays two\n\n**Limits:**\n3. It limits three\n4. It limits four\n";
    assert_eq!(
        under_criteria(text),
        pairs(&[(5, "AC1"), (6, "AC2"), (9, "AC3"), (10, "AC4")])
    );
    let sentence = "- It was made in\n  2024. Nothing else is known\n";
    assert_eq!(under_criteria(sentence), pairs(&[(3, "AC1")]));
}

#[test]
fn an_id_at_the_start_of_the_next_line_begins_another_criterion() {
    let text = "## Requirements\n\n**FR-001**: System MUST a  \n**FR-002**: System MUST b\nand c, see FR-001\nFR-003: System MUST d\n";
    let read = spec("SPEC.md", text);
    assert_eq!(ids_of(&read), ["FR-001", "FR-002", "FR-003"]);
    assert_eq!(lines_of(&read), [(3, 3), (4, 5), (6, 6)]);
}

#[test]
fn a_lone_id_of_the_specs_own_is_one_where_criteria_are_expected() {
    let text = "## Requisitos\n\n- RF-01: El sistema devuelve el dinero\n- UTF-8: siempre\n";
    assert_eq!(ids_of(&spec("SPEC.md", text)), ["RF-01", "R1"]);
    let others =
        "## Требования\n\n- ФТ-1: Сервис возвращает деньги\n- FR\u{2011}002: Сервис пишет\n";
    assert_eq!(ids_of(&spec("SPEC.md", others)), ["ФТ-1", "FR-002"]);
}

#[test]
fn ids_decide_over_the_words_of_a_heading() {
    let text = "# S\n\n## Functional requirements\n\n- ANF-1: a\n\n## Deliverables\n\n- DEL-1: The image\n- DEL-2: A guide\n\n\
                ## Assumptions\n\n- FR-001: It holds\n- The disk is large\n\n## Out of scope\n\n- FR-002: Letters\n\n## Tasks\n\n- [ ] FR-003: Write it\n";
    let read = spec("SPEC.md", text);
    let criteria: Vec<&str> = read
        .criteria
        .iter()
        .filter(|item| item.kind == snaglist::model::spec::CriterionKind::Criterion)
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(criteria, ["ANF-1", "DEL-1", "DEL-2", "FR-001"]);
    let [out] = &read.left_out[..] else {
        panic!("{:?}", read.left_out)
    };
    assert_eq!(out.lines.first, 19);
    assert!(out.why.contains("out of scope"), "{}", out.why);
}

#[test]
fn a_heading_with_an_id_is_a_criterion_when_none_stands_below_it() {
    let text = "# S\n\n## Lieferung\n\n### DEL-1: The image\n\n- for operators\n- for users\n\n### DEL-2: The guide\n\n\
                ## User Stories\n\n### US-001: Refund\n\nAs a merchant, I want to refund.\n\n### US-002: See\n\n**Acceptance criteria:**\n\n- Seen\n";
    let read = spec("SPEC.md", text);
    assert_eq!(ids_of(&read), ["DEL-1", "DEL-2", "US-001", "US-002.1"]);
}

#[test]
fn stories_with_an_id_are_criteria_unless_some_stand_below_and_others_are_told_of() {
    let text = "# F\n\n## User Stories\n\n**US-001**: As a merchant, I want to refund\n\n**US-002**: As a clerk, I want to see\n\n\
                Acceptance Criteria:\n- Seen\n- Sorted\n\n## Requirements\n\n- As a clerk, I want to sort\n- It sorts\n";
    let read = spec("specs/002-pay/spec.md", text);
    assert_eq!(ids_of(&read), ["US-001", "US-002.1", "US-002.2", "R1"]);
    assert!(
        read.left_out
            .iter()
            .any(|out| out.lines.first == 15 && out.why.contains("user story"))
    );
}

#[test]
fn a_remark_takes_no_id_over() {
    let text = "# Story 1.1\n\n## Acceptance Criteria\n\n1. The money goes back\n2. It is logged\n\n## Summary of work\n\n- AC1: it goes back\n- AC#2: logged\n";
    let read = spec("docs/stories/1.1.story.md", text);
    assert_eq!(
        listed(&read),
        ["AC1: The money goes back", "AC2: It is logged"]
    );
    assert_eq!(
        read.left_out
            .iter()
            .map(|out| out.lines.first)
            .collect::<Vec<_>>(),
        [10, 11]
    );
}

#[test]
fn a_long_id_is_kept() {
    let id = "dsn~refund-writer-removes-a-refund-from-the-administrative-tables~1";
    let read = spec(
        "spec.md",
        &format!("# D\n\n### Refund\n`{id}`\n\nIt removes it.\n\nNeeds: impl\n"),
    );
    assert_eq!(ids_of(&read), [id]);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn a_renamed_requirement_is_no_criterion() {
    let text = "## RENAMED Requirements\n- FROM: `### Requirement: Late Fees`\n- TO: `### Requirement: Overdue Penalties`\n\n\
                ## ADDED Requirements\n\n### Requirement: Grace\nIt SHALL wait a day.\n\n#### Scenario: Late by hours\n- **WHEN** paid\n- **THEN** no fee\n";
    let read = spec("openspec/changes/fix/specs/fees/spec.md", text);
    assert_eq!(lines_of(&read), [(10, 12)]);
    assert_eq!(
        read.left_out
            .iter()
            .map(|out| out.lines.first)
            .collect::<Vec<_>>(),
        [2, 3]
    );
}

#[test]
fn the_last_of_a_numbered_list_in_plain_text_is_no_heading() {
    let text = "ACCEPTANCE CRITERIA\n\n1. The service pays one\n2. The service pays two\n3. The service pays three\n";
    assert_eq!(
        found("SRS.txt", text),
        pairs(&[(3, "AC1"), (4, "AC2"), (5, "AC3")])
    );
    let apart = "Acceptance criteria\n\n1. Pays one\n\n2. Pays two\n";
    assert_eq!(found("requirements.txt", apart).len(), 2);
}

#[test]
fn a_result_below_the_criteria_does_not_take_an_id_over() {
    let text =
        "# Story 1\n\n## Acceptance Criteria\n\n1. It pays\n\n## Verification\n\n1. AC1 - pass\n";
    assert_eq!(
        found("docs/stories/1.1.story.md", text),
        pairs(&[(5, "AC1")])
    );
}

#[test]
fn a_story_is_no_section_of_what_it_is_called() {
    for title in ["Change log", "Review checklist", "Notes", "Out of scope"] {
        let text = format!(
            "# Feature\n\n### User Story 1 - {title} (Priority: P1)\n\n**Acceptance Scenarios**:\n\n1. **Given** a, **When** b, **Then** c\n"
        );
        assert_eq!(
            found("specs/001-a/spec.md", &text),
            pairs(&[(7, "US1.1")]),
            "{title}"
        );
    }
}

#[test]
fn headings_that_are_ids_of_acceptance_criteria_hold_one_or_the_boxes_below() {
    let steps = "# Story 1\n\n## Acceptance Criteria\n\n### AC 1: Paid\n\n**Given** a\n**When** b\n**Then** c\n";
    assert_eq!(
        found("docs/stories/1.1.story.md", steps),
        pairs(&[(5, "AC-1")])
    );
    let boxes =
        "# Story 1\n\n## Acceptance Criteria\n\n### AC1: Paid\n\n- [ ] once\n- [ ] in full\n";
    assert_eq!(
        found("docs/stories/1.1.story.md", boxes)
            .iter()
            .map(|(line, _)| *line)
            .collect::<Vec<_>>(),
        [7, 8]
    );
}

#[test]
fn what_a_story_says_of_tests_is_no_criterion() {
    let text = "# Story 1\n\n## Acceptance Criteria\n\n1. It pays\n\n## Testing\n\n### Test Scenarios\n\n1. Pays twice\n2. Pays never\n";
    assert_eq!(
        found("docs/stories/1.1.story.md", text),
        pairs(&[(5, "AC1")])
    );
}
