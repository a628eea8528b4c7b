//! Which items of a Markdown text are criteria, which are tasks, and which are neither.

use snaglist::model::spec::{CriterionKind, Dialect, TickClaim};
use snaglist::model::text::Untrusted;

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

#[test]
fn boxes_are_criteria_with_the_contractors_tick() {
    let text = "# Billing\n\n## Acceptance criteria\n\n- [x] AC-1: Charges once\n- [ ] AC-2: Refunds\n* [X] AC-3: Logs\n";
    let read = spec("SPEC.md", text);
    assert_eq!(read.dialect, Dialect::Markdown);
    assert_eq!(read.title.lossy(), "Billing");
    assert_eq!(
        listed(&read),
        ["AC-1: Charges once", "AC-2: Refunds", "AC-3: Logs"]
    );
    let claims: Vec<TickClaim> = read
        .criteria
        .iter()
        .map(|criterion| criterion.claim)
        .collect();
    assert_eq!(
        claims,
        [TickClaim::Ticked, TickClaim::Unticked, TickClaim::Ticked]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Acceptance criteria"]);
    assert_eq!(lines_of(&read), [(5, 5), (6, 6), (7, 7)]);
}

#[test]
fn lists_under_a_heading_of_criteria_are_read_and_others_are_not() {
    let text = "# Export\n\n## Overview\n- It is fast\n\n## Requirements\n- Writes CSV\n- Writes JSON\n\n\
                ### Assumptions\n- The disk is large\n\n## Out of scope\n- [ ] XML\n";
    assert_eq!(
        listed(&spec("SPEC.md", text)),
        ["R1: Writes CSV", "R2: Writes JSON"]
    );
}

#[test]
fn a_bold_line_or_a_list_item_may_stand_for_the_heading() {
    let bold = "# A\n\n**Story 1.1: Set-up**\n\nText.\n\n* As a user\n* **Acceptance criteria (ACs):**\n    \
                1. The build runs\n    2. The tests run\n\n**Definition of done:**\n\n- Docs are there\n";
    let read = spec("docs/epic.md", bold);
    assert_eq!(
        listed(&read),
        [
            "1.1.1: The build runs",
            "1.1.2: The tests run",
            "1.1.D1: Docs are there"
        ]
        .map(|line| { line.replace("1.1.D1", "S1.1.1") })
    );
    assert_eq!(
        section_of(&read.criteria[0]),
        ["Story 1.1: Set-up", "Acceptance criteria (ACs)"]
    );

    let plain = "Acceptance criteria:\n- One\n- Two\n";
    assert_eq!(listed(&spec("notes.md", plain)), ["C1: One", "C2: Two"]);
}

#[test]
fn headings_in_other_languages_are_known() {
    for heading in [
        "Akzeptanzkriterien",
        "Critères d'acceptation",
        "受け入れ基準",
        "验收标准",
        "Критерии приемки",
    ] {
        let read = spec(
            "docs/spec.md",
            &format!("# X\n\n## {heading}\n\n- Eins\n- Zwei\n"),
        );
        assert_eq!(read.criteria.len(), 2, "{heading}");
    }
}

#[test]
fn what_stands_in_fences_comments_and_quotes_does_not_count() {
    let text = "# A\n\n## Acceptance criteria\n\n```\n- [ ] fenced\n```\n\n~~~md\n- [ ] fenced\n~~~\n\n\
                <!--\n- [ ] hidden\n-->\n\n> - [ ] quoted\n\n    - [ ] code\n\n- [ ] real\n";
    assert_eq!(listed(&spec("SPEC.md", text)), ["AC1: real"]);
}

#[test]
fn boxes_about_the_document_are_no_criteria_in_a_spec_but_are_in_a_checklist() {
    let text = "# Login\n\n## Requirements\n\n- **FR-001**: Users log in\n\n## Review & Acceptance Checklist\n\n\
                ### Content Quality\n- [x] Nothing about the implementation\n\n## Execution Status\n- [x] Parsed\n";
    assert_eq!(
        listed(&spec("specs/001-login/spec.md", text)),
        ["FR-001: Users log in"]
    );

    let quality = "# Quality\n\n## Content Quality\n- [x] Nothing about the implementation\n\n## Notes\n- [ ] later\n";
    let read = spec("specs/001-login/checklists/requirements.md", quality);
    assert_eq!(listed(&read), ["CQ1: Nothing about the implementation"]);
}

#[test]
fn boxes_in_a_task_list_are_tasks() {
    let text = "# Tasks\n\n## Phase 1\n\n- [x] T001 [P] Set up `a.rs`\n- [ ] T002 Write it\n  - [ ] in two steps\n\
                - plain\n- [ ]* 1.1 Optional test\n- [-] 1.2 Begun\n";
    let read = spec("specs/001-login/tasks.md", text);
    assert!(
        read.criteria
            .iter()
            .all(|criterion| criterion.kind == CriterionKind::Task)
    );
    assert_eq!(
        listed(&read),
        [
            "T001: [P] Set up `a.rs`",
            "T002: Write it",
            "P1.1: in two steps",
            "1.1: Optional test",
            "1.2: Begun"
        ]
    );
}

#[test]
fn a_story_keeps_its_tasks_apart_from_its_criteria() {
    let text = "# Story 2.1: Tenants\n\n## Acceptance Criteria\n\n1. A tenant is stored\n2. It is unique\n\n\
                ## Tasks / Subtasks\n\n- [x] **Task 1: Entity** (AC: 1)\n  - [x] Attributes\n\n\
                ## Definition of Done\n- [ ] Reviewed\n";
    let read = spec("docs/stories/2.1.story.md", text);
    let kinds: Vec<&str> = read
        .criteria
        .iter()
        .map(|criterion| criterion.kind.name())
        .collect();
    assert_eq!(
        kinds,
        ["criterion", "criterion", "task", "task", "criterion"]
    );
    assert_eq!(ids_of(&read), ["AC1", "AC2", "Task-1", "TS1", "DOD1"]);
    assert_eq!(super::text_of(&read.criteria[2]), "**Entity** (AC: 1)");
}

#[test]
fn a_box_needs_white_space_after_it() {
    let text = "## Links\n\n- [x](https://example.org)\n- [P] parallel\n- [Go](a.md)\n";
    assert!(try_read("links.md", text).is_err());
}

#[test]
fn nested_boxes_count_each_and_details_belong_to_their_item() {
    let text = "## Acceptance criteria\n\n- [ ] Outer\n  with more\n  - [x] Inner\n    - detail\n- [ ] Last\n";
    let read = spec("SPEC.md", text);
    assert_eq!(
        listed(&read),
        ["AC1: Outer\nwith more", "AC2: Inner\n- detail", "AC3: Last"]
    );
    assert_eq!(lines_of(&read), [(3, 4), (5, 6), (7, 7)]);
}

#[test]
fn text_keeps_wrapped_lines_and_code_moved_to_the_left() {
    let text = "## Requirements\n\n1. **FR-1**: Writes\n   this:\n\n   ```json\n   {\n     \"a\": 1\n   }\n   ```\n\n   and more\n\n2. Next\n";
    let read = spec("SPEC.md", text);
    assert_eq!(
        super::text_of(&read.criteria[0]),
        "Writes\nthis:\n\n```json\n{\n  \"a\": 1\n}\n```\n\nand more"
    );
    assert_eq!(lines_of(&read), [(3, 12), (14, 14)]);
}

#[test]
fn a_document_named_for_criteria_needs_no_heading_that_says_so() {
    let text = "# What good means\n\nSome words.\n\n- an aside\n\n## A. Shape\n\n1. It is round\n17. It rolls\n\n\
                ## B. Colour\n\n5. It is red\n";
    assert_eq!(
        listed(&spec("docs/acceptance-criteria.md", text)),
        ["C1: It is round", "C17: It rolls", "C5: It is red"]
    );
}

#[test]
fn requirements_and_scenarios_in_headings_are_read() {
    let text = "# cli\n\n## Requirements\n\n### Requirement: List charges\nThe system SHALL list charges.\n\n\
                - sorted by date\n\n#### Scenario: None\n- **WHEN** there are none\n- **THEN** it says so\n\n\
                #### Scenario: Some\nGiven two,\nWhen listed,\nThen both are shown.\n\n\
                ## REMOVED Requirements\n\n### Requirement: Print charges\n**Reason**: unused\n";
    let read = spec("openspec/specs/cli/spec.md", text);
    assert_eq!(
        listed(&read),
        [
            "LC1: None\n**WHEN** there are none\n**THEN** it says so",
            "LC2: Some\nGiven two,\nWhen listed,\nThen both are shown.",
            "RR1: Print charges\n**Reason**: unused",
        ]
    );
    assert_eq!(lines_of(&read), [(10, 12), (14, 17), (21, 22)]);
    assert_eq!(
        section_of(&read.criteria[0]),
        ["Requirements", "Requirement: List charges"]
    );
}

#[test]
fn numbered_requirements_lend_their_number_in_any_language() {
    let text = "# 要件定義書\n\n## 導入\n1. 背景\n\n## 要件\n\n### 要件1: 一覧\n**ユーザーストーリー:** 見たい\n\n#### 受け入れ基準\n\n\
                1. WHEN 押すTHEN システムは表示する\n2. IF 空THEN 知らせる\n\n### 要件2: 返金\n\n#### 条件\n1. 返金できる\n";
    let read = spec(".kiro/specs/pay/requirements.md", text);
    assert_eq!(ids_of(&read), ["1.1", "1.2", "2.1"]);
}

#[test]
fn the_front_matter_is_no_heading() {
    let text = "---\ntitle: \"Set-up\"\nid: F1\n---\n\n## Acceptance criteria\n- [ ] It starts\n";
    let read = spec("spec.md", text);
    assert_eq!(read.title.lossy(), "Set-up");
    assert_eq!(listed(&read), ["AC1: It starts"]);
}

#[test]
fn carriage_returns_a_byte_order_mark_and_tabs_do_not_matter() {
    let plain = spec(
        "SPEC.md",
        "## Acceptance criteria\n\n-   [ ] One\n    more\n-   [x] Two\n",
    );
    let odd = spec(
        "SPEC.md",
        "\u{feff}## Acceptance criteria\r\n\r\n-\t[ ] One\r\n\tmore\r\n-\t[x] Two\r\n",
    );
    assert_eq!(listed(&plain), ["AC1: One\nmore", "AC2: Two"]);
    assert_eq!(listed(&odd), listed(&plain));
    assert_eq!(lines_of(&odd), lines_of(&plain));
}

#[test]
fn what_was_read_is_told_and_nothing_found_says_what_was_looked_for() {
    let read = spec("SPEC.md", "## Requirements\n- FR-1: a\n- b\n- [ ] c\n");
    assert_eq!(
        read.because,
        "1 box, 1 list item under a heading of criteria, 1 item with an id"
    );
    let error = try_read("README.md", "# Hello\n\n- a\n- b\n")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`Acceptance criteria`") && error.contains("checkboxes"),
        "{error}"
    );
}

#[test]
fn a_line_shows_words_without_emphasis_and_where_links_lead() {
    for (written, shown) in [
        (
            "**Refunds** see [the plan](docs/plan.md) and ![a drawing](x.png).",
            "Refunds see the plan and a drawing.",
        ),
        (
            "A list[0](twice) of [brackets] and (others)",
            "A list0 of [brackets] and (others)",
        ),
        (
            "Calls `f[i](**args)` as [`get`](api.md#get) says",
            "Calls `f[i](**args)` as `get` says",
        ),
        ("[[a](b)](c)", "a"),
        ("An [open](end and a ](close", "An [open](end and a ](close"),
    ] {
        let spec = spec(
            "SPEC.md",
            &format!("## Acceptance criteria\n\n- [ ] AC-1: {written}\n"),
        );
        assert_eq!(spec.criteria[0].plain(), Untrusted::from(shown));
    }
}

#[test]
fn a_line_reads_no_more_of_a_criterion_than_it_can_show() {
    let shown = |written: &str| {
        let spec = spec(
            "SPEC.md",
            &format!("## Acceptance criteria\n\n- [ ] AC-1: {written}\n"),
        );
        (spec.criteria[0].one_line(), spec.criteria[0].plain())
    };
    let (line, whole) = shown("**x** ".repeat(8 << 10)[..8 << 10].trim_end());
    assert_eq!(line, whole);
    // The letter at the border takes two bytes.
    let (line, whole) = shown(&format!(
        "{}ü{}",
        "x".repeat((8 << 10) - 1),
        "y".repeat(100_000)
    ));
    assert_eq!(
        line,
        Untrusted::from(format!("{}…", "x".repeat((8 << 10) - 1)).as_str())
    );
    assert!(whole.as_bytes().len() > 100_000);
}
