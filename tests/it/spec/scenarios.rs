//! Given, When, Then in their many shapes: always one criterion.

use super::{lines_of, listed, spec};

#[test]
fn steps_in_one_item() {
    let text = "## Scenarios\n\n1. **Given** a key,\n   **When** it is used twice,\n   **Then** one refund is made\n\
                2. **Given** none\n   - **When** used\n   - **Then** it fails\n";
    let read = spec("SPEC.md", text);
    assert_eq!(
        listed(&read),
        [
            "S1: **Given** a key,\n**When** it is used twice,\n**Then** one refund is made",
            "S2: **Given** none\n**When** used\n**Then** it fails"
        ]
    );
}

#[test]
fn steps_in_bullets_beside_each_other() {
    let text = "## Acceptance criteria\n\n- Given a\n- When b\n- Then c\n- And d\n- Given e\n- When f\n- Then g\n- Something else\n";
    let read = spec("SPEC.md", text);
    assert_eq!(
        listed(&read),
        [
            "AC1: Given a\nWhen b\nThen c\nAnd d",
            "AC2: Given e\nWhen f\nThen g",
            "AC3: Something else"
        ]
    );
    assert_eq!(lines_of(&read), [(3, 6), (7, 9), (10, 10)]);
}

#[test]
fn steps_in_paragraphs() {
    let text = "### Story 1.2: Refunds\n\n**Acceptance Criteria:**\n\n**Given** a\n**When** b\n**Then** c\n**And** d\n\n\
                Given e\n\nWhen f\n\nThen g\n";
    let read = spec("epics.md", text);
    assert_eq!(
        listed(&read),
        [
            "S1.2.1: **Given** a\n**When** b\n**Then** c\n**And** d",
            "S1.2.2: Given e\n\nWhen f\n\nThen g"
        ]
    );
}

#[test]
fn conditions_that_are_complete_stay_apart() {
    let text = "## Acceptance criteria\n\n- When a user adds, the system must save\n- Given a diff, nothing is shown\n- When saving, all is kept\n";
    assert_eq!(spec("SPEC.md", text).criteria.len(), 3);
}

#[test]
fn a_whole_scenario_needs_no_heading() {
    let text = "# Notes\n\n- **Given** a, **When** b, **Then** c\n- WHEN x THE SYSTEM SHALL y\n- When in Rome\n";
    assert_eq!(spec("x.md", text).criteria.len(), 2);
}
