//! What criteria detail, and what tasks carry out.

use snaglist::model::spec::{CriterionKind, Spec};

use super::{ids_of, section_of, spec};

fn requirement_of(read: &Spec, index: usize) -> (String, String) {
    let requirement =
        &read.requirements[read.criteria[index].requirement.expect("a requirement") as usize];
    (
        requirement.title.lossy().into_owned(),
        requirement.text.lossy().into_owned(),
    )
}

fn names_of(read: &Spec) -> Vec<Vec<String>> {
    let tasks = read
        .criteria
        .iter()
        .filter(|item| item.kind == CriterionKind::Task);
    tasks
        .map(|task| {
            task.names
                .iter()
                .map(|name| name.lossy().into_owned())
                .collect()
        })
        .collect()
}

#[test]
fn a_scenario_comes_with_the_statement_of_its_requirement() {
    let read = spec(
        "openspec/specs/login/spec.md",
        "# login\n\n## Requirements\n\n### Requirement: Lock\nAn account SHALL be locked\nafter five failures.\n\n\
         #### Scenario: Fifth\n- **WHEN** it fails\n- **THEN** it locks\n\n#### Scenario: Fourth\n- **WHEN** it fails\n- **THEN** it does not\n",
    );
    let stated = (
        "Requirement: Lock".to_owned(),
        "An account SHALL be locked\nafter five failures.".to_owned(),
    );
    assert_eq!(requirement_of(&read, 0), stated);
    assert_eq!(requirement_of(&read, 1), stated);
    assert_eq!(read.requirements.len(), 1);
    assert_eq!(
        (
            read.requirements[0].lines.first,
            read.requirements[0].lines.last
        ),
        (5, 7)
    );
}

#[test]
fn a_story_is_stated_up_to_its_first_label() {
    let read = spec(
        "specs/001-a/spec.md",
        "### User Story 1 - Refunds (Priority: P1)\n\nA clerk refunds.\n\n**Acceptance Scenarios**:\n\n\
         1. **Given** a, **When** b, **Then** c.\n\n### Functional Requirements\n\n- **FR-001**: System MUST log.\n",
    );
    let (title, text) = requirement_of(&read, 0);
    assert_eq!(
        (title.as_str(), text.as_str()),
        ("User Story 1 - Refunds (Priority: P1)", "A clerk refunds.")
    );
    assert_eq!(read.criteria[1].requirement, None);
}

#[test]
fn tasks_name_criteria_in_the_ways_their_generators_do() {
    let story = "# Story 1.2: A\n\n## Acceptance Criteria\n\n1. One\n2. Two\n3. Three\n\n## Tasks / Subtasks\n\n\
         - [ ] Task 1: Do it (AC: 1, 3)\n  - [ ] Subtask 1.1 with 2 files\n- [x] Task 2 (AC: #2)\n- [ ] Task 3 (AC 1-3)\n";
    let read = spec("docs/stories/1.2.story.md", story);
    assert_eq!(
        names_of(&read),
        [
            vec!["AC1", "AC3"],
            vec![],
            vec!["AC2"],
            vec!["AC1", "AC2", "AC3"]
        ]
    );
    assert_eq!(ids_of(&read)[..3], ["AC1", "AC2", "AC3"]);
    let kiro = "- [x] 1. Set up\n  - a bullet with 3.4 in it\n  - _Requirements: 1.1, 2.3_\n- [ ]* 1.1 Test\n  - **Validates: Requirements 4.2**\n\
         - [ ] 2. Ещё\n  - _Требования: 5.1_\n";
    let names = names_of(&spec(".kiro/specs/a/tasks.md", kiro));
    assert_eq!(names, [vec!["1.1", "2.3"], vec!["4.2"], vec!["5.1"]]);
    let speckit =
        "- [ ] T001 [P] [US1] Write a.rs for FR-002\n- [ ] T002 Nothing named, at 10:30\n";
    assert_eq!(
        names_of(&spec("specs/001-a/tasks.md", speckit)),
        [vec!["US1", "FR-002"], vec![]]
    );
}

#[test]
fn each_criterion_says_what_made_it_one() {
    let read = spec(
        "spec.md",
        "## Acceptance criteria\n\n- Works\n- [ ] Ticked\n\n## Tasks\n\n- [ ] Do\n",
    );
    let rules: Vec<&str> = read.criteria.iter().map(|item| item.rule).collect();
    assert_eq!(
        rules,
        [
            "list item under a heading of criteria",
            "box",
            "box in a list of tasks"
        ]
    );
}

#[test]
fn what_those_who_do_the_work_note_is_no_criterion() {
    let read = spec(
        "docs/stories/1.1.story.md",
        "# Story 1.1\n\n## Acceptance Criteria\n\n* **As a** clerk, **I want** refunds\n1. It works\n\n\
         ## Dev Notes\n\n### Testing Requirements\n\n- Unit tests\n\n## Definition of Done\n\n- [ ] Reviewed\n",
    );
    assert_eq!(ids_of(&read), ["AC1", "DOD1"]);
    assert_eq!(section_of(&read.criteria[1]), ["Definition of Done"]);
}

#[test]
fn an_item_that_leads_on_to_what_acceptance_needs_is_a_group() {
    let read = spec(
        "spec.md",
        "## Acceptance criteria\n\n- The list shows:\n  - names\n  - dates\n- The demo. Acceptance requires:\n  - no network\n  - a keyboard\n",
    );
    assert_eq!(ids_of(&read).len(), 3);
    assert_eq!(
        section_of(&read.criteria[1]).last().map(String::as_str),
        Some("The demo. Acceptance requires")
    );
}

#[test]
fn what_is_put_off_in_a_list_of_tasks_is_a_task_still() {
    let read = spec(
        "openspec/changes/a/tasks.md",
        "## 1. Now\n\n- [x] 1.1 A\n\n## Out of scope\n\n- [ ] 2.1 B\n",
    );
    assert_eq!(ids_of(&read), ["1.1", "2.1"]);
}

#[test]
fn a_scenario_of_another_name_counts_by_its_steps() {
    let read = spec(
        "openspec/specs/a/spec.md",
        "### Requirement: A\nIt SHALL.\n\n#### Schema\n\n- a table\n\n#### When it is empty\n- **WHEN** empty\n- **THEN** a hint\n",
    );
    assert_eq!(read.criteria.len(), 1);
    assert_eq!(read.criteria[0].lines.first, 8);
}
