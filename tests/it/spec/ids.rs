//! How criteria get their ids.

use super::{ids_of, listed, spec, text_of};

#[test]
fn ids_are_taken_as_written_in_all_their_clothes() {
    let cases = [
        ("AC-3: Text", "AC-3", "Text"),
        ("AC-3 Text", "AC-3", "Text"),
        ("AC3. Text", "AC3", "Text"),
        ("AC 3: Text", "AC-3", "Text"),
        ("AC-3 - Text", "AC-3", "Text"),
        ("AC-3 — Text", "AC-3", "Text"),
        ("**FR-001**: Text", "FR-001", "Text"),
        ("**FR-002a:** Text", "FR-002a", "Text"),
        ("**FR-003: Name** Text", "FR-003", "**Name** Text"),
        ("**FR-004** Text", "FR-004", "Text"),
        ("__SC-002__ Text", "SC-002", "Text"),
        ("[REQ-12] Text", "REQ-12", "Text"),
        ("`REQ-13` Text", "REQ-13", "Text"),
        ("`REQ-14`: Text", "REQ-14", "Text"),
        ("**[NFR-5]** Text", "NFR-5", "Text"),
        ("US-1: Text", "US-1", "Text"),
        ("US1.2: Text", "US1.2", "Text"),
        ("**1.2** Text", "1.2", "Text"),
        ("ac-7: Text", "ac-7", "Text"),
    ];
    for (item, id, text) in cases {
        let read = spec("SPEC.md", &format!("## Requirements\n\n- {item}\n"));
        assert_eq!(listed(&read), [format!("{id}: {text}")], "{item}");
    }
}

#[test]
fn what_only_looks_like_an_id_stays_in_the_text() {
    let items = [
        "UTF-8 is used",
        "UTF-8: always",
        "S3: stores files",
        "1.5 seconds at most",
        "SHA256 digests",
        "[P1] first",
        "[REQ-1](a.md) is done",
        "2 replicas",
    ];
    for item in items {
        let read = spec("SPEC.md", &format!("## Requirements\n\n- {item}\n"));
        assert_eq!(listed(&read), [format!("R1: {item}")]);
    }
}

#[test]
fn letters_of_the_projects_own_are_believed_when_they_come_twice() {
    let read = spec(
        "SPEC.md",
        "## Requirements\n\n- PAY-1: Charge\n- PAY-2: Refund\n- UTF-8: always\n",
    );
    assert_eq!(
        listed(&read),
        ["PAY-1: Charge", "PAY-2: Refund", "R1: UTF-8: always"]
    );
}

#[test]
fn numbers_are_the_sources_own_and_composed_with_the_headings() {
    let text = "# Refunds\n\n## User Scenarios & Testing\n\n### User Story 1 - Ask (Priority: P1)\n\n\
                **Acceptance Scenarios**:\n\n1. **Given** a, **When** b, **Then** c\n4. **Given** d, **When** e, **Then** f\n\n\
                ### User Story 2 - Pay\n\nAcceptance Scenarios:\n\n1. Given a, When b, Then c\n";
    assert_eq!(
        ids_of(&spec("specs/002-refunds/spec.md", text)),
        ["US1.1", "US1.4", "US2.1"]
    );

    let kiro = "# Requirements Document\n\n## Requirements\n\n### Requirement 1: Ask\n\n#### Acceptance Criteria\n\n\
                1. WHEN a THEN b\n2. WHEN c THEN d\n\n##### Later\n\n3. WHEN e THEN f\n";
    assert_eq!(
        ids_of(&spec(".kiro/specs/pay/requirements.md", kiro)),
        ["1.1", "1.2", "1.3"]
    );
}

#[test]
fn a_list_of_ones_is_counted() {
    assert_eq!(
        ids_of(&spec(
            "a.md",
            "## Acceptance criteria\n\n1. a\n1. b\n1. c\n"
        )),
        ["AC1", "AC2", "AC3"]
    );
}

#[test]
fn numbering_that_runs_on_under_labels_keeps_the_headings_initials() {
    let text = "## Acceptance Criteria\n\n**Functional:**\n\n1. a\n2. b\n\n**Quality:**\n\n3. c\n";
    assert_eq!(ids_of(&spec("a.md", text)), ["AC1", "AC2", "AC3"]);
}

#[test]
fn ids_given_twice_are_told_apart_with_a_warning() {
    let read = spec(
        "a.md",
        "## Requirements\n\n- FR-1: a\n- FR-1: b\n- FR-1-2: c\n- FR-1: d\n",
    );
    assert_eq!(ids_of(&read), ["FR-1", "FR-1-3", "FR-1-2", "FR-1-4"]);
    assert_eq!(
        read.warnings
            .iter()
            .map(|warning| warning.line)
            .collect::<Vec<_>>(),
        [4, 6]
    );
    assert!(
        read.warnings[0].message.contains("FR-1-3"),
        "{}",
        read.warnings[0].message
    );
}

#[test]
fn a_written_id_is_never_taken_by_a_composed_one() {
    let read = spec(
        "a.md",
        "## Acceptance criteria\n\n- one\n- **AC1**: two\n- three\n",
    );
    assert_eq!(listed(&read), ["AC2: one", "AC1: two", "AC3: three"]);
}

#[test]
fn headings_with_ids_are_read_and_lend_them() {
    let text = "# PRD\n\n## Functional requirements\n\n#### FR-1: Refunds\n\n**Acceptance criteria:**\n\n- idempotent\n- logged\n\n\
                #### FR-2: Charges\n\nMust be made once.\n\n### AC-9: Audit\n\n- every refund\n- every charge\n";
    let read = spec("docs/prd.md", text);
    assert_eq!(
        listed(&read),
        [
            "FR-1.1: idempotent",
            "FR-1.2: logged",
            "FR-2: Charges\nMust be made once.",
            "AC-9: Audit\n- every refund\n- every charge"
        ]
    );
}

#[test]
fn ids_in_paragraphs_are_read() {
    let text = "# A\n\n**AC-1: Login**\n\n- works\n- is fast\n\n**AC-2: Logout**\n\nWorks.\n\nFR-3: Text\n";
    let read = spec("a.md", text);
    assert_eq!(
        listed(&read),
        [
            "AC-1: **Login**\n- works\n- is fast",
            "AC-2: **Logout**\nWorks.",
            "FR-3: Text"
        ]
    );
}

#[test]
fn a_remark_never_takes_the_id_of_a_criterion() {
    let criteria =
        "## Acceptance criteria\n\n- [ ] AC-1: Files are read\n- [ ] AC-2: Files are written\n";
    let remarks = "## Status\n\n- [x] AC-1: done\n- [x] AC-2: done as well\n";
    for text in [
        format!("{criteria}\n{remarks}"),
        format!("{remarks}\n{criteria}"),
    ] {
        let read = spec("SPEC.md", &text);
        let listed = listed(&read);
        assert!(
            listed.contains(&"AC-1: Files are read".to_owned()),
            "{listed:?}"
        );
        assert!(
            listed.contains(&"AC-2: Files are written".to_owned()),
            "{listed:?}"
        );
        let told = read
            .warnings
            .iter()
            .filter(|warning| warning.message.contains("given twice"));
        assert_eq!(told.count(), listed.len() - 2, "{:?}", read.warnings);
    }
}

#[test]
fn a_box_of_what_was_begun_is_a_box() {
    let read = spec(
        "SPEC.md",
        "## Acceptance criteria\n\n- [/] Files are read\n- [ ] Files are written\n",
    );
    assert_eq!(
        listed(&read),
        ["AC1: Files are read", "AC2: Files are written"]
    );
}

#[test]
fn ids_of_more_shapes_are_read() {
    for (first, second, id) in [
        ("FR-051: Pay", "FR-051A: Refund", "FR-051A"),
        ("/LF10/ Pay", "/LF20/ Refund", "LF20"),
        ("機能-1: 支払う", "機能-2: 返金する", "機能-2"),
        ("REQ–1: Pay", "REQ–2: Refund", "REQ-2"),
        ("REQ\\-1: Pay", "REQ\\-2: Refund", "REQ-2"),
        ("REQ\\_1: Pay", "REQ\\_2: Refund", "REQ_2"),
    ] {
        let read = spec(
            "SPEC.md",
            &format!("# S\n\n## Requirements\n\n- {first}\n- {second}\n"),
        );
        assert_eq!(
            read.criteria.get(1).map(|item| item.id.as_str()),
            Some(id),
            "{second}"
        );
        assert!(!text_of(&read.criteria[1]).contains('2'), "{second}");
    }
    for text in ["/usr/lib2/x is a path", "図-1: 画面", "UTF-8: an encoding"] {
        let read = spec(
            "SPEC.md",
            &format!("# S\n\n## Requirements\n\n- It pays\n- {text}\n"),
        );
        assert_eq!(read.criteria[1].id.as_str(), "R2", "{text}");
    }
}
