//! Code that holds criteria, and fences that nobody closed.

use snaglist::model::spec::Spec;

use super::{ids_of, lines_of, listed, spec, text_of, try_read};

#[test]
fn scenarios_in_a_fence_under_a_heading_of_criteria_are_read() {
    let steps = "Given a charge\nWhen it is refunded\nThen the money is back\n\nGiven no charge\nWhen it is refunded\nThen the answer is 404\n";
    for fence in ["gherkin", "cucumber", ""] {
        let read = spec(
            "SPEC.md",
            &format!("# S\n\n## Acceptance criteria\n\n```{fence}\n{steps}```\n"),
        );
        assert_eq!(lines_of(&read), [(6, 8), (10, 12)], "{fence}");
    }
    let titled = "# S\n\n### User Story 1 - Refund\n\n```gherkin\nFeature: Pay\n\n  Background:\n    Given a shop\n\n  @AC-3\n  Scenario: Refund\n    \
                  Given a charge\n    When refunded\n    Then back\n\n  Scenario: None\n    When refunded\n    Then 404\n```\n";
    let read = spec("SPEC.md", titled);
    assert_eq!(ids_of(&read), ["AC-3", "US1.1"]);
    assert_eq!(lines_of(&read), [(12, 15), (17, 19)]);
    assert_eq!(
        text_of(&read.criteria[1]),
        "Scenario: None\n  When refunded\n  Then 404"
    );
}

#[test]
fn scenarios_in_code_elsewhere_are_examples() {
    let text = "# Guide\n\n## How to write\n\n```gherkin\nGiven a\nWhen b\nThen c\n```\n\n## Requirements\n\n- It works\n";
    assert_eq!(listed(&spec("SPEC.md", text)), ["R1: It works"]);
}

#[test]
fn lists_of_criteria_in_yaml_are_read() {
    let text = "# S\n\n```yaml\nstory: x\nacceptance_criteria:\n  - The service pays\n  - id: AC-9\n    text: The service limits\n    method: test\n  \
                - \"quoted: text\"\n  - >\n    folded\n    text\nother:\n  - nothing\n```\n";
    let read = spec("SPEC.md", text);
    let [first, second, third, fourth] = &read.criteria[..] else {
        panic!("{:?}", listed(&read))
    };
    assert_eq!(text_of(first), "The service pays");
    assert_eq!(
        (second.id.as_str(), text_of(second).as_str()),
        ("AC-9", "The service limits\nmethod: test")
    );
    assert_eq!(text_of(third), "quoted: text");
    assert_eq!(text_of(fourth), "folded\ntext");
    assert_eq!(lines_of(&read), [(6, 6), (7, 9), (10, 10), (11, 13)]);
}

#[test]
fn front_matter_may_hold_the_criteria() {
    let text = "---\ntitle: Refunds\nacceptanceCriteria:\n- The service pays\n- The service limits\nstatus: draft\n---\n\n# S\n\nText.\n";
    let read = spec("SPEC.md", text);
    assert_eq!(lines_of(&read), [(4, 4), (5, 5)]);
    assert_eq!(read.title.lossy(), "S");
}

/// The lines at which a code block is said to be open.
fn open_fences(read: &Spec) -> Vec<u32> {
    let open = read
        .warnings
        .iter()
        .filter(|warning| warning.message.contains("never closed"));
    open.map(|warning| warning.line).collect()
}

#[test]
fn a_fence_that_nobody_closed_hides_nothing_below_the_next_heading() {
    let end =
        "# S\n\n```\ncode\n\n- [ ] in code\n\n## Acceptance criteria\n\n- It pays\n- It limits\n";
    let read = spec("SPEC.md", end);
    assert_eq!(lines_of(&read), [(10, 10), (11, 11)]);
    assert_eq!(open_fences(&read), [3]);
    assert!(
        read.warnings[0].message.contains("line 8"),
        "{}",
        read.warnings[0].message
    );

    for language in ["json", "python"] {
        let middle = format!(
            "# S\n\n```{language}\nx\n\n## Acceptance criteria\n\n- It pays\n\n```\ncode\n```\n\n## Requirements\n\n- It limits\n"
        );
        let read = spec("SPEC.md", &middle);
        assert_eq!(lines_of(&read), [(8, 8), (16, 16)], "{language}");
        assert_eq!(open_fences(&read), [3], "{language}");
    }
}

#[test]
fn a_fence_that_is_closed_stays_code() {
    let text = "# S\n\n## Acceptance criteria\n\n- It pays\n\n```bash\n# remark\n\n## another\n\n- [ ] x\n```\n\n~~~\n## Requirements\n\n- [ ] y\n~~~\n\n- It logs\n";
    let read = spec("SPEC.md", text);
    assert_eq!(lines_of(&read), [(5, 5), (21, 21)]);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn a_fence_around_the_whole_text_is_taken_off() {
    let text = "```markdown\n# S\n\n## Acceptance criteria\n\n- It pays\n\n```json\n{}\n```\n\n- It limits\n```\n";
    let read = spec("SPEC.md", text);
    assert_eq!(lines_of(&read), [(6, 6), (12, 12)]);
    assert_eq!(read.title.lossy(), "S");
    assert!(
        try_read(
            "notes.md",
            "```markdown\n- [ ] an example\n```\n\nand text\n"
        )
        .is_err()
    );
}

#[test]
fn fences_made_to_be_slow_are_read() {
    let mut text: String = (3..2_000)
        .rev()
        .map(|length| format!("{}\n\n## a\n\n", "`".repeat(length)))
        .collect();
    text.push_str("## Requirements\n\n- It ends\n");
    let _ = try_read("SPEC.md", &text);
}

#[test]
fn a_rule_right_above_text_begins_no_front_matter() {
    let body =
        "---\n## Acceptance criteria\n\n- It pays\n\n---\n\n## Speed\n\n- FR-1: It is fast\n";
    let read = spec("SPEC.md", &format!("# S\n\nText.\n\n{body}"));
    assert_eq!(listed(&read), ["AC1: It pays", "FR-1: It is fast"]);
    let read = spec("SPEC.md", &format!("# S\n\nText.\n\n---\n{body}"));
    assert_eq!(
        listed(&read),
        ["AC1: It pays", "FR-1: It is fast"],
        "below another rule"
    );
    // Front matter at the start stays front matter, blank lines in it included.
    let read = spec("SPEC.md", &format!("---\ntitle: Refunds\n\n---\n\n{body}"));
    assert_eq!(listed(&read), ["AC1: It pays", "FR-1: It is fast"]);
    assert_eq!(read.title.lossy(), "Refunds");
}

#[test]
fn front_matter_is_only_at_the_start() {
    for marks in ["+++", "---"] {
        let text = format!(
            "## Requirements\n\n- FR-1: It pays\n\n{marks}\na: b\n\n- FR-2: It ends\n\n{marks}\n"
        );
        assert_eq!(ids_of(&spec("SPEC.md", &text)), ["FR-1", "FR-2"], "{marks}");
        let text = format!(
            "## Requirements\n\n{}- FR-9: It ends\n",
            format!("* {marks}\n  a: b\n").repeat(20)
        );
        assert!(ids_of(&spec("SPEC.md", &text)).contains(&"FR-9"), "{marks}");
        let text =
            format!("{marks}\ntitle = Refunds\n{marks}\n\n## Requirements\n\n- FR-1: It pays\n");
        let read = spec("SPEC.md", &text);
        assert_eq!(
            (read.title.lossy(), ids_of(&read)),
            ("Refunds".into(), vec!["FR-1"]),
            "{marks}"
        );
    }
}

#[test]
fn a_fence_between_carriage_returns_ends_where_it_is_closed() {
    let text = "## Requirements\n\n```\n- code\n```\n\n- REQ-1: The service pays `once`\n";
    let returns = text.replace('\n', "\r");
    assert_eq!(ids_of(&spec("SPEC.md", text)), ["REQ-1"]);
    assert_eq!(ids_of(&spec("SPEC.md", &returns)), ["REQ-1"]);
}
