//! Prose as its author formatted it.

use proptest::prelude::*;
use snaglist::safe::prose::{MAX_FORMATTED, ProseRow, ProseStyle, markdown, plain};
use snaglist::safe::str_cells;

use super::hostile::{bytes, hostile, is_forbidden};

fn texts(rows: &[ProseRow]) -> Vec<&str> {
    rows.iter().map(|row| row.line.text.as_str()).collect()
}

/// The parts of all rows that are of a kind.
fn marked(rows: &[ProseRow], mark: ProseStyle) -> Vec<&str> {
    let own = |row: &'_ ProseRow| -> Vec<std::ops::Range<usize>> {
        let of_kind = row.marks.iter().filter(|(_, found)| *found == mark);
        of_kind
            .map(|(range, _)| range.start as usize..range.end as usize)
            .collect()
    };
    rows.iter()
        .flat_map(|row| own(row).into_iter().map(|range| &row.line.text[range]))
        .collect()
}

#[test]
fn marks_go_and_what_they_mean_stays() {
    let rows = markdown("A **strong** and *soft* `code_x` and ~~old~~ 5 * 3.", 80);
    assert_eq!(texts(&rows), ["A strong and soft code_x and old 5 * 3."]);
    assert_eq!(marked(&rows, ProseStyle::Strong), ["strong"]);
    assert_eq!(marked(&rows, ProseStyle::Emphasis), ["soft"]);
    assert_eq!(marked(&rows, ProseStyle::Code), ["code_x"]);
    assert_eq!(marked(&rows, ProseStyle::Struck), ["old"]);
}

#[test]
fn marks_follow_their_words_over_rows_and_wide_characters() {
    let rows = markdown("漢字漢字 **one two three** \u{202e}four `五六`", 12);
    assert_eq!(
        texts(&rows),
        ["漢字漢字 one", "two three", "<RLO", "U+202E>four", "五六"]
    );
    assert_eq!(marked(&rows, ProseStyle::Strong), ["one", "two three"]);
    assert_eq!(marked(&rows, ProseStyle::Code), ["五六"]);
}

#[test]
fn a_paragraph_flows_and_steps_stand_alone() {
    let rows = markdown(
        "Refused\nwith 404.\nGIVEN no charge\nwith that id\n**WHEN** asked\nThen refused",
        40,
    );
    assert_eq!(
        texts(&rows),
        [
            "Refused with 404.",
            "GIVEN no charge with that id",
            "WHEN asked",
            "Then refused"
        ]
    );
    assert_eq!(
        marked(&rows, ProseStyle::Keyword),
        ["GIVEN", "WHEN", "Then"]
    );
    let rows = plain("Given a card and an amount\nthen when", 16);
    assert_eq!(
        texts(&rows),
        ["Given a card and", "  an amount", "then when"]
    );
    assert_eq!(marked(&rows, ProseStyle::Keyword), ["Given"]);
}

#[test]
fn lists_nest_and_hang() {
    let text = "Intro:\n- one two three four\n  - [x] nested box done here\n  - [ ] other\n\n3. third\n4. fourth item here";
    assert_eq!(
        texts(&markdown(text, 18)),
        [
            "Intro:",
            "- one two three",
            "  four",
            "  - [x] nested box",
            "        done here",
            "  - [ ] other",
            "",
            "3. third",
            "4. fourth item",
            "   here",
        ]
    );
    assert_eq!(
        texts(&markdown("> quoted words\n> > again and so on", 12)),
        ["> quoted", "> words", "> > again", "> > and so", "> > on"]
    );
}

#[test]
fn links_show_where_they_lead() {
    let rows = markdown(
        "See [the form](https://a.example/x \"hm\") and <https://b.example>.",
        90,
    );
    assert_eq!(
        texts(&rows),
        ["See the form (https://a.example/x \"hm\") and https://b.example."]
    );
    assert_eq!(
        marked(&rows, ProseStyle::Link),
        ["the form", "https://b.example"]
    );
    assert_eq!(
        marked(&rows, ProseStyle::Target),
        ["(https://a.example/x \"hm\")"]
    );
    let rows = markdown("Pay.\n\n[//]: # (not that anybody would see)", 90);
    assert_eq!(
        texts(&rows),
        ["Pay.", "", "[//]: # (not that anybody would see)"]
    );
    assert_eq!(
        texts(&markdown("a <!-- hid --> b<br>c", 90)),
        ["a <!-- hid --> b<br>c"]
    );
}

#[test]
fn code_keeps_its_lines_and_blanks() {
    let rows = markdown("Send:\n\n```json\n{\n    \"a\":  1\n}\n```\nand wait", 40);
    assert_eq!(
        texts(&rows),
        ["Send:", "", "json", "{", "    \"a\":  1", "}", "and wait"]
    );
    assert_eq!(marked(&rows, ProseStyle::Code), ["{", "\"a\":  1", "}"]);
}

#[test]
fn tables_are_aligned_or_taken_apart() {
    let table = "| Code | Meaning of it |\n|---|---|\n| `404` | unknown *charge* |\n| 漢字 | x |";
    assert_eq!(
        texts(&markdown(table, 40)),
        [
            "Code | Meaning of it",
            "-----|---------------",
            "404  | unknown charge",
            "漢字 | x"
        ]
    );
    assert_eq!(
        texts(&markdown(table, 18)),
        [
            "Code | Meaning of",
            "     | it",
            "-----|------------",
            "404  | unknown",
            "     | charge",
            "漢字 | x"
        ]
    );
    assert_eq!(
        texts(&markdown(table, 10)),
        [
            "Code: 404",
            "Meaning of",
            "it:",
            "unknown",
            "charge",
            "",
            "Code: 漢字",
            "Meaning of",
            "it: x"
        ]
    );
    // In an item, the mark stands before the first row only.
    let item = "- | Code | Meaning |\n  |---|---|\n  | 404 | unknown |\n  | 500 | broken |";
    assert_eq!(
        texts(&markdown(item, 40)),
        [
            "- Code | Meaning",
            "  -----|--------",
            "  404  | unknown",
            "  500  | broken"
        ]
    );
    assert_eq!(
        texts(&markdown(item, 12)),
        [
            "- Code: 404",
            "  Meaning:",
            "  unknown",
            "",
            "  Code: 500",
            "  Meaning:",
            "  broken"
        ]
    );
}

#[test]
fn what_is_hostile_is_bounded() {
    let long = "x".repeat(10 << 20);
    let rows = markdown(&long, 40);
    assert!(
        rows.len() < 300 && rows.last().unwrap().line.text.contains("cells>"),
        "{}",
        rows.len()
    );
    for deep in ["> ", "- ", "1. ", "*", "[", "`", "<", "| ", "**a *b "] {
        let text = deep.repeat(MAX_FORMATTED / deep.len());
        assert!(!markdown(&text, 40).is_empty(), "{deep}");
    }
    let mut staircase = String::new();
    for level in 0..120 {
        staircase += &format!("{}- item\n", "  ".repeat(level));
    }
    for row in markdown(&staircase, 40) {
        assert!(row.line.cells <= 40, "{row:?}");
    }
}

fn holds(text: &[u8], width: u16) {
    for rows in [markdown(text, width), plain(text, width)] {
        for row in rows {
            assert!(!row.line.text.chars().any(is_forbidden), "{row:?}");
            assert_eq!(row.line.cells as usize, str_cells(&row.line.text));
            assert!(row.line.cells <= u32::from(width.max(8)), "{row:?}");
            let marks = row.marks.iter().map(|(range, _)| range);
            for range in marks.chain(&row.line.stand_ins) {
                assert!(
                    row.line
                        .text
                        .get(range.start as usize..range.end as usize)
                        .is_some(),
                    "{row:?}"
                );
            }
        }
    }
}

#[test]
fn known_attacks_are_safe() {
    for text in hostile() {
        holds(&text, 30);
    }
}

const MARKUP: &[&str] = &[
    "\n",
    "\n\n",
    "- ",
    "> ",
    "**",
    "_",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "```\n",
    "[a](b)",
    "`",
    "&#x202e;",
    "1. ",
    "  ",
    "[ ] ",
    "Given ",
    "<b>",
    "# ",
    "![x](y \"z\")",
    "\n---\n",
    "~~",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_comes_is_safe_and_as_wide_as_it_says(
        parts in prop::collection::vec((bytes(), prop::sample::select(MARKUP)), 0..8),
        width in 0_u16..60,
    ) {
        let text: Vec<u8> = parts.iter().flat_map(|(text, mark)| [mark.as_bytes(), text].concat()).collect();
        holds(&text, width);
    }
}
