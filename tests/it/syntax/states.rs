//! What a line is depends on the lines above it.

use snaglist::model::paint::Paint;

use super::{class, paint_all};

fn check(path: &str, source: &str, expected: &[(&str, Option<Paint>)]) {
    let spans = paint_all(path, source);
    for (piece, paint) in expected {
        assert_eq!(
            class(source, &spans, piece),
            Ok(*paint),
            "{path}: {piece:?}"
        );
    }
}

#[test]
fn lines_within_a_block_comment_are_a_comment() {
    check(
        "a.c",
        "/* a\nint b;\n*/\nint c;\n",
        &[("int b;", Some(Paint::Comment)), ("c", None)],
    );
    check(
        "a.html",
        "<!--\n<p>\n-->\n",
        &[("<p>", Some(Paint::Comment))],
    );
    check(
        "a.lua",
        "--[[\nlocal b\n]]\nlocal c\n",
        &[("local b", Some(Paint::Comment))],
    );
}

#[test]
fn block_comments_nest_where_the_language_has_it_so() {
    let source = "/* a /* b */\nfn c\n*/ fn d() {}\n";
    check(
        "a.rs",
        source,
        &[("fn c", Some(Paint::Comment)), ("d", Some(Paint::Function))],
    );
    check(
        "a.java",
        "/* a /* b */\nint c;\n",
        &[("int", Some(Paint::Type))],
    );
}

#[test]
fn strings_go_on_over_lines() {
    check(
        "a.py",
        "a = \"\"\"b\nif c:\n\"\"\"\nif d: pass\n",
        &[("if c:", Some(Paint::String))],
    );
    check(
        "a.go",
        "var a = `b\nif c {\n`\n",
        &[("if c {", Some(Paint::String))],
    );
    check(
        "a.rs",
        "let a = r#\"b\nfn c\n\"#;\n",
        &[("fn c", Some(Paint::String))],
    );
}

#[test]
fn heredocs_end_at_their_word() {
    let source = "cat <<EOF\nif a $B\nEOF\nif [ c ]; then d; fi\n";
    check(
        "a.sh",
        source,
        &[
            ("if a ", Some(Paint::String)),
            ("$B", Some(Paint::Variable)),
            ("then", Some(Paint::Keyword)),
        ],
    );
}

#[test]
fn an_expression_within_a_template_is_code_over_lines() {
    let source = "const a = `b ${\n  f(1)\n} if`;\nreturn;\n";
    check(
        "a.ts",
        source,
        &[
            ("f", Some(Paint::Function)),
            ("1", Some(Paint::Number)),
            (" if`", Some(Paint::String)),
            ("return", Some(Paint::Keyword)),
        ],
    );
}

#[test]
fn code_within_prose_and_scripts_within_pages_are_in_their_own_language() {
    let source = "```python\ndef a(): pass\n```\nclass b\n";
    check(
        "a.md",
        source,
        &[("def", Some(Paint::Keyword)), ("class b", None)],
    );
    let source = "<script>\nlet a; /* b\nc */\n</script>\n<em>\n";
    check(
        "a.html",
        source,
        &[("c */", Some(Paint::Comment)), ("em", Some(Paint::Tag))],
    );
}

#[test]
fn places_are_bytes_of_the_line_as_it_is() {
    let source = "é = \"ß\" # ü\r\n".as_bytes();
    let spans = &paint_all("a.py", source)[0];
    assert_eq!(
        spans.at(5),
        Some(Paint::String),
        "behind a letter of two bytes"
    );
    assert_eq!(spans.at(11), Some(Paint::Comment));
    assert!(
        spans.iter().all(|span| span.bytes.end <= 14),
        "the line end is not painted: {spans:?}"
    );

    let spans = &paint_all("a.py", *b"\xff\xfe = \"\xff\" # \xff")[0];
    assert_eq!(spans.at(5), Some(Paint::String));
    assert_eq!(
        spans.at(11),
        Some(Paint::Comment),
        "behind bytes that are no text"
    );
}
