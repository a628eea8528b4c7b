//! What no reader takes is told of: sentences in small letters, single ids under headings of
//! background, keys of data.

use super::{listed, spec, try_read};

const START: &str = "# S\n\n## Acceptance criteria\n\n- AC-1: The service refunds\n\n";

fn told(text: &str) -> Vec<u32> {
    spec("SPEC.md", text)
        .left_out
        .iter()
        .map(|one| one.lines.first)
        .collect()
}

#[test]
fn sentences_that_bind_are_told_of_in_small_letters_too() {
    for sentence in [
        "The system must answer within 2 s.",
        "Das System muss binnen 2 s antworten.",
        "Le système doit répondre en 2 s.",
        "El sistema debe responder en 2 s.",
        "O sistema deve responder em 2 s.",
        "Il sistema deve rispondere entro 2 s.",
        "Het systeem moet binnen 2 s antwoorden.",
        "System musi odpowiedzieć w 2 s.",
        "Systém musí odpovědět do 2 s.",
        "Система должна отвечать за 2 с.",
        "Система повинна відповідати за 2 с.",
        "Sistem en geç 2 saniyede yanıt vermelidir.",
        "Systemet ska svara inom 2 s.",
        "Systemet skal svare inden 2 s.",
        "Järjestelmän täytyy vastata kahdessa sekunnissa.",
        "Hệ thống phải trả lời trong 2 s.",
        "A rendszernek 2 s alatt válaszolnia kell.",
    ] {
        assert_eq!(
            told(&format!("{START}## Speed\n\n{sentence}\n")),
            [9],
            "{sentence}"
        );
    }
    for sentence in [
        "Must it answer within 2 s?",
        "It may answer late.",
        "We met the bank on Monday.",
    ] {
        assert_eq!(
            told(&format!("{START}## Speed\n\n{sentence}\n")),
            [0; 0],
            "{sentence}"
        );
    }
}

#[test]
fn a_single_id_under_background_is_told_of() {
    for heading in ["Dependencies", "Risks", "Assumptions", "Glossary"] {
        for item in ["- D-1: The bank answers", "- DEP-1: The bank answers"] {
            assert_eq!(
                told(&format!("{START}## {heading}\n\n{item}\n")),
                [9],
                "{heading} {item}"
            );
        }
    }
}

#[test]
fn a_word_that_begins_sentences_is_no_step() {
    assert_eq!(
        told(&format!("{START}## Contexte\n\nSoit : le client est là.\n")),
        [0; 0]
    );
    assert_eq!(
        told(&format!(
            "{START}## Contexte\n\nSoit le client, soit la banque.\n"
        )),
        [0; 0]
    );
}

#[test]
fn lists_under_keys_of_background_are_told_of() {
    let text = "requirements:\n  - id: REQ-1\n    text: The service refunds\nout_of_scope:\n  - Cash\n  - A mobile app\nrisks:\n  R01:\n    description: The bank is down\n";
    let read = spec("requirements.yaml", text);
    assert_eq!(listed(&read), ["REQ-1: The service refunds"]);
    let told: Vec<_> = read
        .left_out
        .iter()
        .map(|one| (one.lines.first, one.lines.last))
        .collect();
    assert_eq!(told, [(4, 6), (7, 9)]);
}

#[test]
fn measures_with_limits_are_criteria_in_files_of_requirements() {
    let text = "metrics:\n  recall:\n    min: 0.9\n    stretch: 0.95\n  latency_p95: {max: 200}\nrelease_gates:\n  all_tests_pass: true\n";
    let expected = [
        "recall: recall: min 0.9, stretch 0.95",
        "latency_p95: latency_p95: max 200",
        "all_tests_pass: all tests pass",
    ];
    assert_eq!(listed(&spec("acceptance-criteria.yaml", text)), expected);
    assert!(try_read("settings.yaml", text).is_err());
    let text =
        r#"{"kpis": [{"name": "Uptime", "target": "99.9 %"}, {"name": "Errors", "max": 3}]}"#;
    assert_eq!(
        listed(&spec("requirements.json", text)),
        ["K1: Uptime: target 99.9 %", "K2: Errors: max 3"]
    );
}

#[test]
fn a_row_with_a_number_like_those_of_criteria_is_told_of_where_no_table_is_read() {
    let table = "| # | Description |\n|---|---|\n| **1.1.1** | Verify that cookies are marked secure |\n| **1.1.2** | Verify that cookies are short-lived |\n";
    let text =
        format!("# V\n\n## A\n\n{table}\n## B\n\n| **1.2.1** | Verify that headers are sent |\n");
    let read = spec("verification.md", &text);
    assert_eq!(listed(&read).len(), 2);
    let told: Vec<u32> = read.left_out.iter().map(|one| one.lines.first).collect();
    assert_eq!(told, [12]);
    // A number that only comes back is a reference, and others are numbers of something else.
    for row in [
        "| **1.1.1** | covered by a test of its own |",
        "| 1.2 | The second version of it all |",
    ] {
        let text = format!("# V\n\n## A\n\n{table}\n## B\n\n{row}\n");
        assert_eq!(spec("verification.md", &text).left_out, [], "{row}");
    }
}

#[test]
fn what_is_indented_so_far_that_it_is_code_is_told_of_under_a_heading_of_criteria() {
    for item in [
        "      1. It pays back",
        "     - It pays back",
        "\t* It pays back",
    ] {
        let text = format!("# S\n\n## Acceptance criteria\n\n{item}\n\n- It logs\n");
        let read = spec("SPEC.md", &text);
        assert_eq!(listed(&read), ["AC1: It logs"], "{item}");
        let told: Vec<_> = read
            .left_out
            .iter()
            .map(|one| (one.lines.first, one.why))
            .collect();
        assert_eq!(
            told,
            [(5, "it is indented far enough to be code")],
            "{item}"
        );
    }
}

#[test]
fn a_step_without_others_that_says_what_must_be_is_told_of() {
    let step = "- When a key is used twice, the service must refuse it";
    assert_eq!(told(&format!("{START}## Notes\n\n{step}\n")), [9]);
}

#[test]
fn a_number_like_those_of_criteria_that_is_read_as_none_is_told_of() {
    let left_out = |line: &str| {
        let text = format!(
            "# R\n\n## Requirements\n\n### Requirement 3: Pages\n\n#### Acceptance criteria\n\n\
             3.1. **Page** meets this:\n   - a title is shown\n   - a heading is shown\n\n\
             3.2. The page is found\n\n3.3. **Detail** is shown:\n   - with text\n\n{line}\n"
        );
        let read = spec(".kiro/specs/pay/requirements.md", &text);
        assert!(
            listed(&read).contains(&"3.2: The page is found".to_owned()),
            "{:?}",
            listed(&read)
        );
        read.left_out
            .iter()
            .map(|one| one.lines.first)
            .collect::<Vec<_>>()
    };
    let removed = "3.4. **Blog (`/news`) is out of scope (removed)**. Reason: the risk of copying";
    assert_eq!(left_out(removed), [9, 18]);
    for line in [
        "1.5 million people read it",
        "3.1.4. Of other depth (out of scope)",
        "```\n3.4: x\n```",
    ] {
        assert_eq!(left_out(line), [9], "{line}");
    }
}

#[test]
fn what_is_indented_below_an_item_that_is_told_of_is_told_of_with_it() {
    let left_out = |below: &str| {
        let text = format!("{START}## Edge cases\n\n    - **NFR-004**: It sends\n{below}");
        let lines = spec("SPEC.md", &text)
            .left_out
            .iter()
            .map(|one| one.lines)
            .collect::<Vec<_>>();
        lines
            .into_iter()
            .map(|lines| (lines.first, lines.last))
            .collect::<Vec<_>>()
    };
    assert_eq!(left_out("      - one header\n      - another\n"), [(9, 11)]);
    assert_eq!(left_out("\n      A header\n"), [(9, 9)]);
    let text = format!("{START}    `req~pays~1`\n\n## B\n\n    req~refunds~2\n");
    assert!(told(&text).contains(&11), "{:?}", told(&text));
}
