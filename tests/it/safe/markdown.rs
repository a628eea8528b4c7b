//! Outside text in exported Markdown forms no markup.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use snaglist::safe::{block, inline, markdown_fence, markdown_inline};

use super::hostile::{bytes, hostile, is_forbidden};

/// What a reader sees of one paragraph; fails on any markup but the code around mention signs.
fn rendered(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Text(part) => {
                assert!(!part.contains('@'), "a mention in {markdown:?}");
                text += &part;
            }
            Event::Code(sign) => {
                assert!(
                    sign.starts_with('@') || ["#", "!", "&"].contains(&sign.as_ref()),
                    "{sign} in {markdown:?}"
                );
                text += &sign;
            }
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    text
}

fn check_inline(bytes: &[u8]) {
    let escaped = markdown_inline(bytes);
    assert!(!escaped.chars().any(is_forbidden));
    assert_eq!(rendered(&escaped), inline(bytes).as_str(), "{escaped}");
    // The same inside a heading and a table cell.
    let heading = format!("## {escaped}");
    let starts =
        Parser::new_ext(&heading, Options::all()).filter(|event| matches!(event, Event::Start(_)));
    assert_eq!(starts.count(), 1, "{escaped}");
    let table = format!("| a | b |\n| --- | --- |\n| {escaped} | end |\n");
    let events: Vec<Event> = Parser::new_ext(&table, Options::all()).collect();
    let cells = events
        .iter()
        .filter(|event| matches!(event, Event::Start(Tag::TableCell)));
    assert_eq!(cells.count(), 4, "{table}");
    assert!(
        events
            .iter()
            .any(|event| *event == Event::Text("end".into())),
        "{table}"
    );
}

fn check_fence(bytes: &[u8]) {
    let fenced = format!(
        "before\n\n{}\nafter\n",
        markdown_fence(bytes, "rust\n# `x`")
    );
    let events: Vec<Event> = Parser::new_ext(&fenced, Options::all()).collect();
    let starts = events
        .iter()
        .filter(|event| matches!(event, Event::Start(_)))
        .count();
    assert_eq!(starts, 3, "{fenced}");
    let code: String = events[4..events.len() - 4]
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let block = block(bytes);
    assert_eq!(
        code.strip_suffix('\n').unwrap_or(&code),
        block.strip_suffix('\n').unwrap_or(&block)
    );
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment",
    "![x](https://evil.example/pixel.png)",
    "[text](javascript:alert(1))",
    "[ref]: https://evil.example",
    "[^1] note",
    "@team please approve @@x a@b.example",
    "fixes #12, !7, &3 and owner/repo#4",
    "**bold** _it_ ~~gone~~ `code` ``",
    "`unclosed @x `",
    "\\`@x\\` \\@y \\\\@z",
    "| cell | cell \\| x",
    "# heading",
    "#1 first",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "---",
    "===",
    "> quote",
    "~~~",
    "```",
    ": definition",
    "$x$ and $$y$$",
    "https://evil.example www.evil.example WWW.evil.example <https://x.example>",
    "&lt;b&gt; &#64;x &amp;",
    "{{ site.secret }} title {#id .class}",
    "trailing \\",
    "[[wiki]] ==x== ^sup^ ~sub~ :tada: ||x||",
];

#[test]
fn attacks_are_plain_text() {
    for attack in ATTACKS {
        check_inline(attack.as_bytes());
        check_fence(attack.as_bytes());
    }
}

#[test]
fn bare_addresses_do_not_become_links() {
    let escaped =
        markdown_inline("see https://evil.example and www.evil.example, mail a@b.example");
    assert_eq!(
        escaped.as_str(),
        "see https\\://evil.example and www\\.evil.example, mail a`@`b.example"
    );
}

#[test]
fn ordinary_titles_stay_legible() {
    assert_eq!(
        markdown_inline("Refund is idempotent per key (v2.1)!").as_str(),
        "Refund is idempotent per key (v2.1)!"
    );
    assert_eq!(
        markdown_inline("2. Use foo_bar").as_str(),
        "2\\. Use foo\\_bar"
    );
}

#[test]
fn a_fence_is_longer_than_any_inside() {
    assert_eq!(markdown_fence("x", "rust"), "```rust\nx\n```\n");
    assert_eq!(markdown_fence("a ```` b\n", ""), "`````\na ```` b\n`````\n");
    assert_eq!(markdown_fence("", "a b\n`c"), "```abc\n```\n");
    for bytes in hostile().into_iter().filter(|bytes| bytes.len() < 5_000) {
        check_fence(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_markup_is_plain_text(
        parts in proptest::collection::vec(prop_oneof![
            proptest::sample::select(ATTACKS).prop_map(str::to_owned),
            "[\\\\`*_\\[\\]()<>|~&$!#@:/.{}^=+ \n1a-]{0,12}",
        ], 0..6),
    ) {
        let text = parts.concat();
        check_inline(text.as_bytes());
        check_fence(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_plain_text(bytes in bytes()) {
        check_inline(&bytes);
        check_fence(&bytes);
    }
}
