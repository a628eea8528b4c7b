//! What headings say about the lists under them: whole headings count, in many languages.

use snaglist::model::spec::CriterionKind;

use super::{ids_of, spec, try_read};

/// What becomes of a plain item, a box and an item with an id under a heading of a specification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holds {
    /// All are criteria.
    Criteria,
    /// The plain item is none; the box and the item with an id are.
    Stated,
    /// The box is a task, the item with an id is a criterion.
    Phase,
    /// The box is a task, the plain item nothing.
    Tasks,
    /// The plain item is none; the box is one.
    Aside,
    /// None is anything.
    Nothing,
}

/// Reads a document with one section of that heading, under a heading with a criterion of its own.
fn holds(heading: &str) -> Holds {
    let text = format!(
        "# Payments\n\n## Anything\n\n- FR-001: The service pays\n- FR-002: The service asks\n\n## {heading}\n\n- It is plain\n\n\
         * [ ] It has a box\n\n+ FR-003: It has an id\n"
    );
    let read = try_read("SPEC.md", &text).expect("it has criteria");
    let kind_at = |line: u32| {
        read.criteria
            .iter()
            .find(|item| item.lines.first == line)
            .map(|item| item.kind)
    };
    let (criterion, task) = (Some(CriterionKind::Criterion), Some(CriterionKind::Task));
    match (kind_at(10), kind_at(12), kind_at(14)) {
        (plain, boxed, id) if (plain, boxed, id) == (criterion, criterion, criterion) => {
            Holds::Criteria
        }
        (None, boxed, id) if (boxed, id) == (criterion, criterion) => Holds::Stated,
        (None, boxed, id) if (boxed, id) == (task, criterion) => Holds::Phase,
        (None, boxed, None) if boxed == task => Holds::Tasks,
        (None, boxed, None) if boxed == criterion => Holds::Aside,
        (None, None, None) => Holds::Nothing,
        other => panic!("{heading}: {other:?}"),
    }
}

/// Says which of the headings hold something else than what is expected.
pub(super) fn check(headings: &[&str], expected: &[Holds]) {
    let wrong: Vec<(&str, Holds)> = headings
        .iter()
        .map(|heading| (*heading, holds(heading)))
        .collect();
    let wrong: Vec<_> = wrong
        .into_iter()
        .filter(|(_, holds)| !expected.contains(holds))
        .collect();
    assert_eq!(wrong, [], "instead of {expected:?}");
}

/// Under an aside, ids may count.
const ASIDE: [Holds; 2] = [Holds::Aside, Holds::Stated];

#[test]
fn a_word_in_the_name_of_a_feature_says_nothing() {
    let features = [
        "Context menu",
        "Task management",
        "Background jobs",
        "Risk engine",
        "Note taking",
        "Scheduled tasks",
        "Links between documents",
        "Dependency graph view",
        "Milestone planning",
        "Change tracking",
        "Definitions editor",
        "Backlog export",
        "Payment history",
        "Resume",
        "Comments",
        "Out-of-stock items",
        "Related products",
        "Deliverables",
        "Question bank",
        "Requirements gathering",
        "Phased array",
        "Kontextmenü",
        "Gestion des tâches",
    ];
    check(&features, &[Holds::Stated]);
}

#[test]
fn a_heading_of_criteria_may_say_what_they_are_of() {
    let headings = [
        "Technical requirements",
        "3.2 Non-Functional Requirements",
        "Requirements for refunds",
        "Requirements (mandatory)",
        "✅ Acceptance Criteria (Epic 3)",
        "Refunds – acceptance criteria",
        "IV. Success Criteria *(mandatory)*",
        "**Definition of Done**:",
        "User Stories & Acceptance Criteria",
        "Consequences (testable):",
        "Background Task Requirements",
        "Risk Engine Requirements",
        "List of requirements",
        "Story 1.2: Acceptance criteria",
        "Must-haves",
        "Requirements Payment Service",
    ];
    check(&headings, &[Holds::Criteria]);
}

#[test]
fn stages_of_the_work_have_tasks_in_boxes_and_keep_requirements() {
    let headings = [
        "Phase 2: Implementation of limits",
        "Implementation Phases",
        "Sprint 3",
        "Milestone 1 – First users",
        "Phase II",
        "Week 4",
    ];
    check(&headings, &[Holds::Phase]);
}

#[test]
fn work_to_be_done_is_known_by_the_whole_heading() {
    let headings = [
        "Tasks / Subtasks",
        "Implementation Plan",
        "Development tasks",
        "Task 3: Write the table",
        "7. To-Do",
        "Tasks for the first release",
        "Next steps",
    ];
    check(&headings, &[Holds::Tasks]);
}

#[test]
fn what_is_beside_the_matter_is_known_by_the_whole_heading() {
    let headings = [
        "Background",
        "1. Introduction",
        "Context",
        "Assumptions & Known Gaps",
        "External dependencies",
        "Edge Cases",
        "Key Entities *(include if feature involves data)*",
        "Risks",
        "Technical constraints",
        "User Scenarios & Testing",
    ];
    check(&headings, &ASIDE);
}

#[test]
fn what_doers_wrote_afterwards_is_never_a_criterion() {
    let headings = [
        "QA Results",
        "Senior Developer Review (AI)",
        "Dev Agent Record",
        "Completion Notes List",
        "Testing notes",
        "Debug Log References",
        "File List",
        "Code Review – 2026-03-01",
        "Acceptance Criteria Verification",
        "Dev Notes",
    ];
    check(&headings, &[Holds::Nothing]);
}

#[test]
fn what_is_out_of_scope_history_or_remarks_is_never_a_criterion() {
    let headings = [
        "Out of scope",
        "Out-of-Scope (v1)",
        "Non-Goals",
        "Deferred requirements",
        "Out-of-scope requirements",
        "Won't have",
        "Reports (out of scope)",
        "Change Log",
        "Revision history",
        "Notes",
        "Notes for reviewers",
        "Glossary",
        "Open Questions / [NEEDS CLARIFICATION]",
        "Terms and definitions",
    ];
    check(&headings, &[Holds::Nothing]);
}

#[test]
fn a_program_that_keeps_tasks_has_requirements_on_these() {
    let text = "# P\n\n## Requirements\n\n### Tasks\n\n- FR-001: A task can be made\n- FR-002: A task can be closed\n- [ ] Write it\n";
    let read = try_read("SPEC.md", text).expect("it has criteria");
    let kinds: Vec<&str> = read.criteria.iter().map(|item| item.kind.name()).collect();
    assert_eq!(kinds, ["criterion", "criterion", "task"]);
}

#[test]
fn under_requirements_only_a_known_heading_leaves_items_out() {
    let text = "# P\n\n## Requirements\n\n### Phase 1\n\n- Pays once\n\n### Task management\n\n- Tasks can be made\n\n\
                ### Assumptions\n\n- The disk is large\n\n### Deferred\n\n- Pays twice\n";
    let read = try_read("SPEC.md", text).expect("it has criteria");
    assert_eq!(ids_of(&read).len(), 2);
}

#[test]
fn a_section_of_acceptance_criteria_in_a_list_of_tasks_holds_criteria() {
    let text = "# Tasks\n\n## 1. Refunds\n\n- [ ] 1.1 Make the endpoint\n- 1.2 Note it\n\n## Acceptance criteria\n\n- [ ] The money goes back once\n- An unknown charge is answered with 404\n\n## 2. Log\n\n- [ ] 2.1 Write the log\n";
    let read = spec("openspec/changes/a/tasks.md", text);
    let kinds: Vec<_> = read
        .criteria
        .iter()
        .map(|one| (one.lines.first, one.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            (5, CriterionKind::Task),
            (10, CriterionKind::Criterion),
            (11, CriterionKind::Criterion),
            (15, CriterionKind::Task)
        ]
    );
}
