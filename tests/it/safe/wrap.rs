//! Prose in rows.

use proptest::prelude::*;
use snaglist::safe::{MAX_ROWS, rejoin, str_cells, wrap};

use super::hostile::{bytes, hostile, is_forbidden};

fn rows(text: &str, width: u16) -> Vec<String> {
    wrap(text, width)
        .into_iter()
        .map(|line| line.text)
        .collect()
}

#[test]
fn words_stay_whole() {
    assert_eq!(
        rows("Two calls with one key", 10),
        ["Two calls", "with one", "key"]
    );
    assert_eq!(rows("exactly it", 10), ["exactly it"]);
    assert_eq!(rows("a  b      c", 8), ["a  b", "c"]);
    assert_eq!(
        rows("line one\r\n\r\nline two\n", 20),
        ["line one", "", "line two"]
    );
    assert_eq!(rows("", 20), [""; 0]);
}

#[test]
fn long_words_break_between_graphemes() {
    assert_eq!(rows("abcdefghijkl", 8), ["abcdefgh", "ijkl"]);
    assert_eq!(rows("漢字漢字漢", 9), ["漢字漢字", "漢"]);
    assert_eq!(
        rows(&"e\u{301}".repeat(9), 8),
        ["e\u{301}".repeat(8), "e\u{301}".into()]
    );
}

#[test]
fn list_items_hang() {
    assert_eq!(
        rows("- one two three four", 10),
        ["- one two", "  three", "  four"]
    );
    assert_eq!(
        rows("  1. one two three", 13),
        ["  1. one two", "     three"]
    );
    assert_eq!(
        rows("- [ ] one two three", 14),
        ["- [ ] one two", "      three"]
    );
    assert_eq!(
        rows("> quoted text here", 10),
        ["> quoted", "  text", "  here"]
    );
    assert_eq!(
        rows("    deep indent text", 12),
        ["    deep", "    indent", "    text"]
    );
    assert_eq!(rows("-5 is no list item", 10), ["-5 is no", "list item"]);
}

#[test]
fn marks_move_along() {
    let lines = wrap("one two \u{202e}three раура", 10);
    let marked: String = lines
        .iter()
        .flat_map(|line| {
            line.stand_ins
                .iter()
                .map(|r| &line.text[r.start as usize..r.end as usize])
        })
        .collect();
    assert_eq!(marked.replace(' ', ""), "<RLOU+202E>");
    let last = lines.last().unwrap();
    let range = &last.suspicious[0];
    assert_eq!(
        &last.text[range.start as usize..range.end as usize],
        "раура"
    );
    // Source offsets count from the start of the whole text.
    let text = "first\n- second é third";
    let lines = wrap(text, 10);
    let third = text.find("third").unwrap();
    assert!(
        lines
            .iter()
            .any(|line| line.text[line.text_offset(third)..].starts_with("third"))
    );
}

#[test]
fn endless_text_is_bounded() {
    let many = wrap("\n".repeat(3_000_000), 40);
    assert_eq!(many.len(), MAX_ROWS + 1);
    assert_eq!(many.last().unwrap().text, "<+2990000 lines>");
    let long = wrap("x".repeat(5_000_000), 50);
    assert_eq!(long.len(), 201);
    assert_eq!(long.last().unwrap().text, "…<+4990000 cells>");
}

fn check(bytes: &[u8], width: u16) {
    let lines = wrap(bytes, width);
    for line in &lines {
        assert!(line.cells <= u32::from(width.max(8)), "{:?}", line.text);
        assert_eq!(line.cells as usize, str_cells(&line.text));
        assert!(!line.text.chars().any(is_forbidden));
        for range in line.stand_ins.iter().chain(&line.suspicious) {
            assert!(
                line.text
                    .get(range.start as usize..range.end as usize)
                    .is_some()
            );
        }
        let mut last = 0;
        for source in 0..bytes.len() + 1 {
            let at = line.text_offset(source);
            assert!(last <= at && line.text.is_char_boundary(at));
            last = at;
        }
        assert_eq!(line.column(line.text.len()), line.cells);
    }
    // Nothing visible is lost, and nothing is added but blanks.
    let visible = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
    let wrapped: String = lines.iter().map(|line| visible(&line.text)).collect();
    let whole: String = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(|text| {
            let text = text
                .strip_suffix(b"\n")
                .map_or(text, |text| text.strip_suffix(b"\r").unwrap_or(text));
            visible(&snaglist::safe::line(text, 8).text)
        })
        .collect();
    if !wrapped.contains("cells>") && !wrapped.contains("lines>") {
        assert_eq!(wrapped, whole);
    }
}

#[test]
fn hostile_prose_keeps_the_rules() {
    for bytes in hostile().into_iter().filter(|bytes| bytes.len() < 5_000) {
        check(&bytes, 20);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_prose_keeps_the_rules(bytes in bytes(), width in 0u16..30) {
        check(&bytes, width);
    }
}

fn rejoined(text: &str) -> String {
    String::from_utf8(rejoin(text.as_bytes())).unwrap()
}

#[test]
fn paragraphs_broken_for_their_width_are_made_whole() {
    let first = "The look for a former charge and the write of a new one happen under one";
    assert_eq!(
        rejoined(&format!("{first}\nlock, so a retry waits.\n\nNext.\n")),
        format!("{first} lock, so a retry waits.\n\nNext.\n")
    );
    // Ended on purpose, or by what it is.
    for kept in [
        "Short.\nShort too.\n".to_owned(),
        format!("{first}\n- an item\n"),
        format!("- {first}\nnot of it\n"),
        format!("{first}\n    code();\n"),
        format!("    {first}\n    code();\n"),
        format!("{first}\nSigned-off-by: Jonas Weber <jonas@example.org>\n"),
        format!("Fixes: {first}\nRefs: {first}\n"),
        format!("{first}\n\n{first}\n"),
        format!("```\n{first}\n{first}\n```\n"),
        format!("# {first}\n{first}"),
        format!("| {first} |\n| {first} |\n"),
        format!("{first}\r\nlock\r\n"),
    ] {
        assert_eq!(rejoined(&kept), kept);
    }
    assert_eq!(
        rejoined(&format!("```\nx\n```\n{first}\n{first}")),
        format!("```\nx\n```\n{first} {first}")
    );
}

proptest! {
    #[test]
    fn rejoining_only_makes_line_ends_blanks(text in bytes()) {
        let joined = rejoin(&text);
        prop_assert_eq!(joined.len(), text.len());
        for (was, is) in text.iter().zip(&joined) {
            prop_assert!(was == is || (*was == b'\n' && *is == b' '));
        }
    }
}
