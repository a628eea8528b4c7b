//! Titles, blocks, and text cut to a width.

use proptest::prelude::*;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::safe::{self, MAX_CELLS, Safe, block, cells, fit, fit_end, inline, str_cells};
use unicode_width::UnicodeWidthStr;

use super::hostile::{bytes, hostile, is_forbidden};

#[test]
fn inline_is_one_line() {
    assert_eq!(
        inline("  Refund twice\r\n\r\n\tSecond line \n").as_str(),
        "Refund twice Second line"
    );
    assert_eq!(inline("two  spaces stay").as_str(), "two  spaces stay");
    assert_eq!(inline("a\rb").as_str(), "a␍b");
    assert_eq!(inline("\n \t\n").as_str(), "");
    assert_eq!(inline(Untrusted::from("x\u{200b}")).as_str(), "x<ZWSP>");
    assert_eq!(
        safe::path(&RepoPath::new(*b"src/\xff.rs")).to_string(),
        "src/<\\xFF>.rs"
    );
}

#[test]
fn inline_says_how_much_it_left_out() {
    let title = inline("x".repeat(12_345));
    assert!(str_cells(&title) <= MAX_CELLS as usize);
    assert!(
        title.ends_with("…<+2365 cells>"),
        "{}",
        &title[title.len() - 40..]
    );
}

#[test]
fn block_keeps_lines() {
    assert_eq!(
        block("a\r\n\tb\n\nc\rd\u{1b}").as_str(),
        "a\n        b\n\nc␍d␛"
    );
    let long = block(format!("{}\nshort\n", "x".repeat(20_000)));
    let lines: Vec<&str> = long.lines().collect();
    assert!(lines[0].ends_with(" cells>") && lines[0].len() <= MAX_CELLS as usize + 2);
    assert_eq!(lines[1], "short");
}

#[test]
fn safe_text_can_be_padded_and_compared() {
    let text = inline("ab");
    assert_eq!(format!("{text:>4}|"), "  ab|");
    assert_eq!(text, Safe::literal("ab"));
    assert_eq!(text.into_string(), "ab");
}

#[test]
fn fit_cuts_between_graphemes() {
    assert_eq!(fit("Refund twice", 12), "Refund twice");
    assert_eq!(fit("Refund twice", 7), "Refund…");
    assert_eq!(fit("漢字漢字", 6), "漢字…");
    assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    assert_eq!(fit("abc", 1), "…");
    assert_eq!(fit("abc", 0), "");
    assert_eq!(fit("", 0), "");
}

#[test]
fn fit_end_keeps_the_end_of_a_path() {
    assert_eq!(fit_end("payments/api/src/refund.rs", 16), "…/src/refund.rs");
    assert_eq!(fit_end("payments/api/src/refund.rs", 14), "…/refund.rs");
    assert_eq!(fit_end("payments/api/src/refund.rs", 8), "…fund.rs");
    assert_eq!(fit_end("src/refund.rs", 13), "src/refund.rs");
    assert_eq!(fit_end("src/漢字漢字", 7), "…字漢字");
    assert_eq!(fit_end("abc", 0), "");
}

fn check(bytes: &[u8], width: usize) {
    let once = inline(bytes);
    assert!(!once.chars().any(is_forbidden), "{once:?}");
    assert!(str_cells(&once) <= MAX_CELLS as usize);
    assert_eq!(
        inline(once.as_bytes()),
        once,
        "not stable: {}",
        bytes.escape_ascii()
    );

    let several = block(bytes);
    assert!(!several.chars().any(|c| c != '\n' && is_forbidden(c)));
    let ends = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(ends(several.as_bytes()), ends(bytes));
    for (line, source) in several.split('\n').zip(bytes.split(|byte| *byte == b'\n')) {
        let last = source.strip_suffix(b"\r").unwrap_or(source);
        assert!(str_cells(line) as u32 >= cells(last, 8).min(MAX_CELLS - 22));
        assert!(str_cells(line) <= MAX_CELLS as usize);
    }

    assert_eq!(str_cells(&once), UnicodeWidthStr::width(once.as_str()));
    for cut in [fit(&once, width), fit_end(&once, width)] {
        assert!(str_cells(&cut) <= width, "{cut:?}");
        assert!(!cut.chars().any(is_forbidden));
        // At most a wide grapheme's cells are left unused, unless a path was cut at a border.
        if str_cells(&once) > width && !cut.starts_with("…/") {
            assert!(str_cells(&cut) + 4 > width, "{cut:?} in {width} cells");
        }
    }
}

#[test]
fn hostile_text_keeps_the_rules() {
    for bytes in hostile() {
        check(&bytes, 20);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_keeps_the_rules(bytes in bytes(), width in 0usize..40) {
        check(&bytes, width);
    }

    #[test]
    fn cutting_never_makes_anything_unsafe(text in any::<String>(), width in 0usize..40) {
        for cut in [fit(&text, width), fit_end(&text, width)] {
            prop_assert!(!cut.chars().any(is_forbidden));
            prop_assert!(str_cells(&cut) <= width);
        }
    }
}
