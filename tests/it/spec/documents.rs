//! What a document is as a whole decides what some of its headings mean: features, groups of
//! quality, checklists met.

use super::{ids_of, listed, spec, try_read};

#[test]
fn features_are_requirements_in_a_document_of_requirements() {
    for heading in [
        "Features",
        "Key features",
        "Funktionen",
        "Fonctionnalités",
        "Funcionalidades",
        "Główne funkcje",
        "Основные функции",
        "主要機能",
        "核心功能",
        "주요 기능",
    ] {
        let text = format!(
            "# Shop\n\n## {heading}\n\n### 1. Board\n\n- **Cards**: Tracks the state\n- Colours\n"
        );
        let read = spec("docs/prd.md", &text);
        assert_eq!(
            listed(&read),
            ["B1: **Cards**: Tracks the state", "B2: Colours"],
            "{heading}"
        );
        assert!(try_read("docs/readme.md", &text).is_err(), "{heading}");
    }
    let text = "# Product requirements: shop\n\n## Features\n\n- It has a cart\n";
    assert_eq!(ids_of(&spec("shop.md", text)), ["F1"]);
}

#[test]
fn a_heading_of_quality_groups_what_stands_below_it() {
    let text = "# S\n\n## Requirements\n\n### NFR-1: Speed\n\n- It answers in 2 s\n- It starts in 3 s\n\n### FR-1: Refund\n\n- at once\n- in cash\n";
    let read = spec("SPEC.md", text);
    assert_eq!(ids_of(&read), ["NFR-1.1", "NFR-1.2", "FR-1"]);
}

#[test]
fn boxes_under_criteria_met_count_where_nothing_else_says_what_they_are() {
    let met = "## Acceptance Criteria Met\n\n- [x] The refund arrives\n";
    assert_eq!(
        listed(&spec(
            "docs/stories/1.1.story.md",
            &format!("# Story 1.1: S\n\n{met}")
        )),
        ["ACM1: The refund arrives"]
    );
    let text = format!("# Story 1.1: S\n\n## Acceptance Criteria\n\n1. It pays\n\n{met}");
    assert_eq!(ids_of(&spec("docs/stories/1.1.story.md", &text)), ["AC1"]);
}

#[test]
fn a_definition_of_ready_is_about_the_document() {
    for heading in [
        "Definition of Ready",
        "DoR",
        "Definicja gotowości",
        "就绪定义",
    ] {
        let text = format!(
            "# S\n\n## {heading}\n\n- [ ] It is estimated\n\n## Definition of Done\n\n- [ ] Tests pass\n"
        );
        let read = spec("SPEC.md", &text);
        assert_eq!(listed(&read), ["DOD1: Tests pass"], "{heading}");
        assert_eq!(read.left_out.len(), 1, "{heading}");
    }
}

#[test]
fn sentences_below_a_topic_are_criteria_by_themselves() {
    let text = "# S\n\n## Requirements\n\n- Payments:\n  - The system must pay within 2 days.\n  - The system must log the payment.\n\
                - The system must:\n  - refund\n  - log\n- Errors:\n  - The system must retry.\n  - a log\n";
    let expected = [
        "R1: The system must pay within 2 days.",
        "R2: The system must log the payment.",
        "R3: The system must:\n- refund\n- log",
        "R4: Errors:\n- The system must retry.\n- a log",
    ];
    assert_eq!(listed(&spec("SPEC.md", text)), expected);
}

#[test]
fn scenarios_on_one_line_are_several() {
    let text = "# S\n\n- AC-1: Given a, when b, then c. Given d, when e, then f.\n- AC-2: Given g, when h, then i.\n";
    let expected = [
        "AC-1: Given a, when b, then c.",
        "AC-1-2: Given d, when e, then f.",
        "AC-2: Given g, when h, then i.",
    ];
    assert_eq!(listed(&spec("SPEC.md", text)), expected);
}
