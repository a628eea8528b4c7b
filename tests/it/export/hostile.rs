//! Text from outside forms no markup, whatever it says and wherever it stands.

use std::sync::LazyLock;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use snaglist::export::{json, markdown, text};
use snaglist::model::text::Untrusted;
use snaglist::safe::{Hidden, block, inline, str_cells};

use super::made::summary;

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<details><summary>x",
    "<!-- unclosed",
    "![x](https://evil.example/pixel.png)",
    "[text](javascript:alert(1))",
    "](javascript:alert(1))",
    "[ref]: https://evil.example\n\n[ref]",
    "<https://evil.example> www.evil.example https://evil.example",
    "@team please, fixes #12, !7, &3",
    "`code` ``` ```` `",
    "```\nfenced\n```",
    "````rust\n```\n~~~",
    "~~~\nfenced",
    "| a | b |\n| --- | --- |\n| c | d |",
    "a | b \\| c \\\\| d \\",
    "# heading\n## heading ##",
    "title\n===\nother\n---",
    "***\n---\n___",
    "- item\n1. item\n> quote",
    "\n\n    indented\n\n\tindented",
    "- [ ] task",
    "[^1]\n\n[^1]: note",
    "$x$ and $$y$$ and &lt;b&gt;",
    "> [!NOTE]\n> alert",
    "/close\n/assign @me",
    "one\r\ntwo\rthree\n\n\n\nfour",
    "\u{202e}desrever\u{202c} \u{200b}\u{feff} \u{1b}[31m \u{9b}31m \u{7f} \u{2028}x",
    "#",
    "ends in #",
    "\\",
    "\u{a0}",
    "{#id .class}",
];

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// The blocks of a document, without what is within quotes, items and cells.
fn structure(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut quotes = 0;
    let mut before = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::BlockQuote(kind)) => {
                assert_eq!((quotes, kind), (0, None), "{markdown}");
                quotes += 1;
                blocks.push("quote".to_owned());
            }
            Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
            Event::Start(Tag::Paragraph) | Event::End(_) => {}
            Event::Start(
                tag @ (Tag::Heading { .. }
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::CodeBlock(_)),
            ) => {
                assert_eq!(quotes, 0, "{tag:?} in a quote of {markdown}");
                blocks.push(format!("{tag:?}"));
            }
            // Words that were changed are marked by us, in the texts of amendments and nowhere
            // else.
            Event::Start(Tag::Strikethrough) if quotes == 1 && before == "Agreed:" => {}
            Event::Start(Tag::Strong) if quotes == 1 && before == "Delivered:" => {}
            Event::Text(text) if quotes == 0 => before = text.to_string(),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    blocks
}

/// The texts of all code blocks.
fn excerpts(markdown: &str) -> Vec<String> {
    let mut excerpts = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                inside = true;
                excerpts.push(String::new());
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(part) if inside => *excerpts.last_mut().unwrap() += &part,
            _ => {}
        }
    }
    excerpts
}

/// What a reader sees of the first heading.
fn title(markdown: &str) -> String {
    let events =
        Parser::new_ext(markdown, options()).take_while(|event| !matches!(event, Event::End(_)));
    let shown = events.filter_map(|event| match event {
        Event::Text(part) | Event::Code(part) => Some(part.to_string()),
        _ => None,
    });
    shown.collect()
}

static HARMLESS: LazyLock<Vec<String>> =
    LazyLock::new(|| structure(&markdown(&summary(&Untrusted::from("harmless")))));

fn check(bytes: &[u8]) {
    let outside = Untrusted::from(bytes);
    let summary = summary(&outside);
    let markdown = markdown(&summary);
    if !outside.is_blank() {
        // As with any harmless text: the same headings, tables, columns and quotes in the same
        // order.
        assert_eq!(structure(&markdown), *HARMLESS, "{markdown}");
        assert_eq!(
            title(&markdown).trim_end(),
            format!("Review of {}", inline(bytes)).trim_end(),
            "{markdown}"
        );
        let lines: Vec<&[u8]> = bytes
            .split_inclusive(|byte| *byte == b'\n')
            .take(40)
            .collect();
        let code = block(lines.concat());
        let code = code.strip_suffix('\n').unwrap_or(&code).to_owned();
        let found = excerpts(&markdown);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].strip_suffix('\n').unwrap_or(&found[0]), code);
    }
    let text = text(&summary);
    for form in [&markdown, &text] {
        assert!(shows_all(form), "{form}");
        assert!(form.ends_with('\n') && !form.ends_with("\n\n"));
    }
    for line in text.lines() {
        assert!(str_cells(line) <= 80, "{line}");
    }
    let json = json(&summary);
    assert!(shows_all(&json), "{json}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        value["notes"][0]["text"],
        String::from_utf8_lossy(bytes).as_ref()
    );
    assert_eq!(value["version"], 1);
}

/// Whether nothing in it acts on a terminal or hides; words in another script may be there.
fn shows_all(text: &str) -> bool {
    Hidden {
        confusable: 0,
        marks: 0,
        ..Hidden::of(text.as_bytes())
    }
    .is_empty()
}

#[test]
fn attacks_stay_text_in_every_place() {
    for attack in ATTACKS {
        check(attack.as_bytes());
    }
    check(b"caf\xe9 \xff\xfe | \x80");
}

#[test]
fn nobody_is_mentioned_and_no_command_starts_a_line() {
    let markdown = markdown(&summary(&Untrusted::from("/close\n@team\r/assign @team")));
    let mut fenced = false;
    for line in markdown.lines() {
        fenced ^= line.starts_with("```");
        assert!(fenced || !line.trim_start().starts_with('/'), "{line}");
    }
    let code: String = excerpts(&markdown).concat();
    for event in Parser::new_ext(&markdown, options()) {
        // In code spans, nobody is told.
        if let Event::Text(part) = event {
            assert!(
                !part.contains('@') || code.contains(part.as_ref()),
                "{part}"
            );
        }
    }
}

#[test]
fn a_note_keeps_its_lines_and_paragraphs() {
    let markdown = markdown(&summary(&Untrusted::from("one\ntwo\n\n\nthree\n")));
    assert!(
        markdown.contains("> one\\\n> two\n>\n> three\n"),
        "{markdown}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn any_text_stays_text(
        parts in prop::collection::vec(prop_oneof![
            prop::sample::select(ATTACKS).prop_map(str::to_owned),
            "[\\\\`*_\\[\\]()<>|~&$!#@:/.{}=+ \n\r\t1a-]{0,12}",
            any::<String>(),
        ], 0..5),
    ) {
        check(parts.concat().as_bytes());
    }

    #[test]
    fn any_bytes_stay_text(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        check(&bytes);
    }
}
