//! Texts made to be expensive: what is gone through and kept has a bound. Lines that never come to
//! an end are the business of the process that paints.

use snaglist::model::paint::Paint;
use snaglist::syntax::{Grammars, MAX_BYTES, MAX_LINE};

use super::{class, paint_all, painter};

#[test]
fn a_long_line_stays_plain_and_what_follows_is_painted_as_if_it_were_not_there() {
    let source = format!("int a;\n/*{}\nint b;\n", "x".repeat(5_000_000));
    let spans = paint_all("a.c", source);
    assert!(spans[1].is_empty());
    assert_eq!(spans[2].at(0), Some(Paint::Type));

    let edge =
        |length: usize| paint_all("a.toml", format!("#{}", "x".repeat(length - 1)))[0].is_empty();
    assert!(!edge(MAX_LINE) && edge(MAX_LINE + 1));
}

#[test]
fn a_large_text_stays_plain_without_being_gone_through() {
    let mut painter = painter("a.toml", "a = 1\n".repeat(MAX_BYTES / 6 + 1));
    let mut grammars = Grammars::load();
    assert!(painter.advance(&mut grammars, &mut |_| true).is_done());
    let spans = painter.paint(&mut grammars, 5..7, &mut |_| true).unwrap();
    assert!(spans.len() == 2 && spans.iter().all(|spans| spans.is_empty()));
    assert_eq!((painter.lines_parsed(), painter.states_kept()), (0, 0));
}

#[test]
fn a_quarter_of_a_million_lines_keep_a_bounded_number_of_states() {
    let mut painter = painter("go.sum.env", "\n".repeat(250_000));
    let mut grammars = Grammars::load();
    assert!(painter.advance(&mut grammars, &mut |_| true).is_done());
    assert_eq!(painter.lines_parsed(), 250_000);
    assert!(
        (100..=256).contains(&painter.states_kept()),
        "{}",
        painter.states_kept()
    );
}

/// Comments between the tokens of JavaScript: there are grammars that stay in front of these for
/// ever.
#[test]
fn comments_within_javascript_are_painted_and_what_follows_them_too() {
    for (source, comment) in [
        ("x /*\nlet a\n*/ let b;\n", "let a"),
        (
            "{\n    // in a line\n\n    \"k\": \"v\" // at its end\n\n    /*\n       of several\n    */\n}\nlet b;\n",
            "of several",
        ),
        ("f() /* a\n c */ + 1\nlet b;\n", " c */"),
        ("let x = y /* z */ /* w\n */\nlet b;\n", "/* z */"),
    ] {
        for (path, before, after) in [
            ("a.js", "", ""),
            ("a.jsx", "", ""),
            ("a.ts", "", ""),
            ("a.html", "<script>\n", "</script>\n"),
            ("a.vue", "<script>", "</script>\n"),
            ("a.md", "```js\n", "```\n"),
        ] {
            let source = format!("{before}{source}{after}");
            let spans = paint_all(path, source.as_str());
            assert_eq!(
                class(&source, &spans, comment),
                Ok(Some(Paint::Comment)),
                "{path}: {source}"
            );
            let line = source
                .lines()
                .position(|line| line.contains("let b"))
                .unwrap();
            let at = source.lines().nth(line).unwrap().find("let b").unwrap() as u32;
            assert_eq!(spans[line].at(at), Some(Paint::Keyword), "{path}: {source}");
        }
    }
}

#[test]
fn what_is_opened_over_and_over_is_let_be() {
    for (path, piece) in [
        ("a.js", "(["),
        ("a.html", "<a "),
        ("a.rs", "<(["),
        ("a.json", "[{\"a\":"),
        ("a.md", "> - "),
        ("a.sh", "$("),
        ("a.rb", "<<A "),
        ("a.cs", "a<"),
        ("a.yml", "- [{"),
        ("a.swift", "\"\\("),
        ("a.php", "<?php ("),
    ] {
        let line = piece.repeat(200 / piece.len());
        let source = format!("{line}\n").repeat(40);
        assert_eq!(paint_all(path, source).len(), 40, "{path}");
    }
}
