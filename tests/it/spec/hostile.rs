//! Inputs made to break a reader: read or refused, never a panic, a hang or a flood.

use snaglist::model::spec::Spec;
use snaglist::model::text::RepoPath;
use snaglist::spec::{MAX_BYTES, ReadError, normalise, read};

use super::{listed, spec, text_of, try_read};

#[test]
fn a_hundred_thousand_criteria_are_read() {
    let items: String = (0..100_000)
        .map(|n| format!("- [ ] AC-{n}: it works\n"))
        .collect();
    let read = spec("SPEC.md", &format!("## Acceptance criteria\n{items}"));
    assert_eq!(read.criteria.len(), 100_000);
    assert!(read.warnings.is_empty());
}

#[test]
fn more_criteria_are_left_out_and_that_is_said_whatever_else_there_is_to_say() {
    let items = "- [ ] AC-1: it works\n".repeat(100_002);
    let read = spec("SPEC.md", &format!("## Acceptance criteria\n{items}"));
    assert_eq!(read.criteria.len(), 100_000);
    let said: Vec<u32> = told(&read, "100,000");
    assert_eq!(
        said,
        [100_002],
        "the first one left out, after the heading and 100,000 others"
    );
    assert_eq!(told(&read, "more warnings").len(), 1);
}

#[test]
fn megabytes_on_one_line_are_one_criterion() {
    let words = "word ".repeat(400_000);
    let read = spec("SPEC.md", &format!("- [ ] {words}\n- [ ] next\n"));
    assert_eq!(read.criteria.len(), 2);
    assert_eq!(text_of(&read.criteria[0]), words.trim_end());
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    let marks = "[*`<_".repeat(400_000);
    let read = spec(
        "SPEC.md",
        &format!("## Requirements\n- a {marks}\n- next\n"),
    );
    assert_eq!(text_of(&read.criteria[0]), format!("a {marks}"));
    assert_eq!(text_of(&read.criteria[1]), "next");
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn what_is_too_large_is_refused_and_says_so() {
    let error = try_read("SPEC.md", &"a".repeat(MAX_BYTES + 1)).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }));
    assert!(error.to_string().contains("split it"), "{error}");
}

#[test]
fn too_much_markup_is_cut_off_and_says_where() {
    let read = spec(
        "SPEC.md",
        &format!(
            "- [ ] first\n\n{}- [ ] last\n",
            "[][][][][][][][][][]\n\n".repeat(90_000)
        ),
    );
    assert_eq!(listed(&read), ["C1: first"]);
    let [line] = told(&read, "reading stops here")[..] else {
        panic!("{:?}", read.warnings)
    };
    assert!(line > 10_000, "{line}");
    // A requirement above ends where reading does.
    let heading = format!(
        "## Requirements\n\n### REQ-1: Pay\n\n{}",
        "[][][][][][][][][][]\n\n".repeat(90_000)
    );
    let read = spec("SPEC.md", &heading);
    let [line] = told(&read, "reading stops here")[..] else {
        panic!("{:?}", read.warnings)
    };
    assert!(
        read.criteria[0].lines.last < line,
        "{:?}",
        read.criteria[0].lines
    );
    let error = try_read("SPEC.md", &"[][][][][][][][][][]\n".repeat(90_000)).unwrap_err();
    assert!(
        matches!(error, ReadError::Unread { line: 10_000.., .. }),
        "{error}"
    );
    assert!(error.to_string().contains("split the file"), "{error}");
}

#[test]
fn a_tag_of_html_with_too_many_attributes_ends_the_reading_and_says_where() {
    let page = |tag: &str| {
        format!(
            "<h2>Acceptance criteria</h2>\n<ul>\n<li>AC-1: Pay\n</li>\n{tag}\n<li>AC-2: Refund</li>\n</ul>\n"
        )
    };
    let attributes =
        |count: usize| -> String { (0..count).map(|n| format!(" a{n}=\">\"")).collect() };
    let read = spec("spec.html", &page(&format!("<p{}></p>", attributes(200))));
    assert_eq!(listed(&read), ["AC-1: Pay", "AC-2: Refund"]);
    assert!(told(&read, "reading stops here").is_empty());
    // A hundred thousand would overflow the stack, in an end tag too, and behind a comment's quotes.
    let (one_more, many) = (attributes(201), attributes(100_000));
    // What stands between the last tag or comment before it and this one is not read either.
    for (tag, line) in [
        (format!("<p{one_more}>"), 4),
        (format!("<p{many}>"), 4),
        (format!("</p{many}>"), 4),
        (format!("<!-- <a b=\"--><a {many}>"), 5),
    ] {
        let read = spec("spec.html", &page(&tag));
        assert_eq!(listed(&read), ["AC-1: Pay"]);
        assert_eq!(told(&read, "reading stops here"), [line]);
    }
}

#[test]
fn deep_nesting_costs_the_lines_that_nest_and_no_more() {
    for mark in ["- ", "> ", "1. "] {
        let text = format!(
            "## Requirements\n\n- before\n\n{}deep\n{}\n\n- after\n",
            mark.repeat(10_000),
            "x\n".repeat(1_000)
        );
        let read = spec("SPEC.md", &text);
        assert_eq!(listed(&read), ["R1: before", "R2: after"], "{mark}");
        assert_eq!(told(&read, "40 levels deep"), [5], "{mark}");
        let error = try_read("SPEC.md", &format!("{}deep\n", mark.repeat(10_000))).unwrap_err();
        assert!(error.to_string().starts_with("line 1: "), "{error}");
    }
    let steps: String = (0..600)
        .map(|depth| format!("{}- [ ] a\n", " ".repeat(2 * depth)))
        .collect();
    let read = spec("SPEC.md", &steps);
    assert!(read.criteria.len() >= 80);
    assert_eq!(told(&read, "40 levels deep").len(), 1);
}

#[test]
fn headings_as_long_as_the_file_are_cut() {
    let text = format!(
        "## Requirements {}\n\n{}",
        "x".repeat(100_000),
        "- a\n".repeat(1_000)
    );
    let read = spec("SPEC.md", &text);
    assert!(
        read.criteria
            .iter()
            .all(|criterion| criterion.section[0].as_bytes().len() <= 120)
    );
}

#[test]
fn warnings_are_bounded() {
    let read = spec(
        "SPEC.md",
        &format!("## Requirements\n{}", "- FR-1: a\n".repeat(5_000)),
    );
    assert_eq!(read.warnings.len(), 200);
    assert!(
        read.warnings
            .iter()
            .any(|warning| warning.message.starts_with("4800 more warnings"))
    );
}

#[test]
fn markup_made_to_be_slow_is_read() {
    for piece in [
        "**a ",
        "*a_ ",
        "[",
        "[a](",
        "<!-- ",
        "`",
        "![",
        "\\",
        "&#",
        "|",
        "Given a\n\n",
        "- Given a\n",
        "- x\n  - Given a\n",
        "- [ ] a\r",
        "+++\n* ",
        "---\n  a: b\n- ",
        "a\n\n```{req} t\n",
        "a\n\n:::{req} t\n::::{need} a\n",
    ] {
        let text = format!("## Requirements\n\n- {}", piece.repeat(4_000));
        let _ = read(&RepoPath::from("SPEC.md"), text.as_bytes(), None);
        let _ = normalise(&text);
    }
}

#[test]
fn deep_toml_is_refused() {
    for text in [
        "a = ".to_owned() + &"[".repeat(100_000),
        "a.".repeat(100_000) + "a = 1",
        "a = ".to_owned() + &"{a=".repeat(100_000),
    ] {
        assert!(matches!(
            try_read("spec.toml", &text),
            Err(ReadError::Toml { .. })
        ));
    }
}

#[test]
fn large_toml_is_read_as_small_toml_is() {
    let criterion = |n: usize| {
        format!("[[criteria]]\nid = \"AC-{n}\"\ntext = \"\"\"\n[[criteria]] {n}\n\"\"\"\n\n")
    };
    let text = format!(
        "title = \"T\"\n\n{}",
        (0..10_000).map(criterion).collect::<String>()
    );
    let read = spec("spec.toml", &text);
    assert_eq!(read.criteria.len(), 10_000);
    assert_eq!(read.title.lossy(), "T");
    for (n, criterion) in read.criteria.iter().enumerate() {
        assert_eq!(criterion.id.as_str(), format!("AC-{n}"));
        assert_eq!(text_of(criterion), format!("[[criteria]] {n}"));
        let first = 3 + 6 * n as u32;
        assert_eq!(
            (criterion.lines.first, criterion.lines.last),
            (first, first + 4)
        );
    }
    // The same with a line that only looks like the start of a table.
    let quoted = "[[criteria]]\ntext = \"\"\"\n[[criteria]]\nx\n\"\"\"\n".repeat(10_000);
    assert_eq!(spec("spec.toml", &quoted).criteria.len(), 10_000);
    // And with a table that goes on with one further up.
    let apart = format!(
        "[[requirements]]\ntitle = \"R\"\n{}[[requirements.checks]]\ntext = \"c\"\n",
        (0..10_000).map(criterion).collect::<String>()
    );
    let read = spec("spec.toml", &apart);
    assert_eq!(read.criteria.last().map(text_of), Some("c".to_owned()));
    assert_eq!(read.criteria.len(), 10_001);
}

#[test]
fn an_error_far_into_large_toml_has_its_line() {
    let criterion = |n: usize| format!("[[criteria]]\nid = \"AC-{n}\"\ntext = \"it works\"\n\n");
    let good: String = (0..20_000).map(criterion).collect();
    let error = try_read("spec.toml", &format!("{good}[[criteria]]\nid = AC\n{good}")).unwrap_err();
    assert!(
        matches!(
            error,
            ReadError::Toml {
                line: 80_002,
                column: 6,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn toml_of_too_many_values_is_refused() {
    for text in [
        "#\n".repeat(900_000),
        format!("criteria = [{}]", "\"a\",".repeat(300_000)),
    ] {
        let error = try_read("spec.toml", &text).unwrap_err();
        assert!(error.to_string().contains("split the file"), "{error}");
    }
}

#[test]
fn what_criteria_share_is_not_copied_without_end() {
    let long = "x".repeat(1 << 17);
    let nested = "\"a\",".repeat(5_000);
    let many = "\"p\",".repeat(5_000);
    for text in [
        format!("[[requirements]]\nid = \"{long}\"\ntext = \"t\"\nchecks = [{nested}]"),
        format!("[[requirements]]\nsection = \"{long}\"\ntext = \"t\"\nchecks = [{nested}]"),
        format!("[[requirements]]\nsection = [{many}]\ntext = \"t\"\nchecks = [{nested}]"),
        format!("[[requirements]]\ntext = \"{long}\"\nchecks = [{nested}]"),
    ] {
        let read = spec("spec.toml", &text);
        assert_eq!(read.criteria.len(), 5_000);
        assert!(read.criteria.iter().all(|item| item.section.len() <= 6));
    }
    let read = spec(
        "spec.toml",
        &format!("[[requirements]]\npaths = [{many}]\ntext = \"t\"\nchecks = [{nested}]"),
    );
    assert!(read.criteria.iter().all(|item| item.paths.len() == 64));
    assert_eq!(told(&read, "more than 64 paths"), [1]);

    let sections = format!(
        "[DOCUMENT]\nTITLE: a\n{}",
        "[[SECTION]]\nTITLE: b\n[REQUIREMENT]\nSTATEMENT: c\n".repeat(3_000)
    );
    assert_eq!(spec("a.sdoc", &sections).criteria.len(), 3_000);
    let tag = format!(
        "@AC-1{}\nFeature: a\n{}",
        ".1".repeat(50_000),
        "Scenario: b\nGiven c\n".repeat(3_000)
    );
    assert_eq!(spec("a.feature", &tag).criteria.len(), 3_000);
    let header = format!(
        "|ID|{}|\n|-|-|\n{}",
        "n".repeat(100_000),
        "|AC-1|it has to work for all of them|\n".repeat(3_000)
    );
    assert_eq!(
        spec("SPEC.md", &format!("## Requirements\n\n{header}"))
            .criteria
            .len(),
        3_000
    );
}

#[test]
fn binary_files_are_refused_with_line_and_column() {
    let error = read(&RepoPath::from("SPEC.md"), b"- [ ] a\n- b\x00c", None).unwrap_err();
    assert_eq!(error, ReadError::NotText { line: 2, column: 4 });
    assert!(
        error.to_string().starts_with("line 2, column 4: "),
        "{error}"
    );
}

#[test]
fn utf16_is_named_and_the_message_says_what_to_do() {
    let text = "## Requirements\n- a\n";
    let units = |unit: u16| [unit.to_le_bytes(), unit.to_be_bytes()];
    for order in 0..2 {
        let bytes: Vec<u8> = text
            .encode_utf16()
            .flat_map(|unit| units(unit)[order])
            .collect();
        let marked = [&units(0xfeff)[order], &bytes[..]].concat();
        for bytes in [bytes, marked] {
            let error = read(&RepoPath::from("SPEC.md"), &bytes, None).unwrap_err();
            assert_eq!(error, ReadError::Utf16);
            assert!(error.to_string().contains("save it as UTF-8"), "{error}");
        }
    }
}

#[test]
fn utf32_is_not_taken_for_utf16() {
    let text = "## Requirements\n- a\n";
    let units = |unit: u32| [unit.to_le_bytes(), unit.to_be_bytes()];
    for order in 0..2 {
        let bytes: Vec<u8> = text.chars().flat_map(|c| units(c.into())[order]).collect();
        let marked = [&units(0xfeff)[order], &bytes[..]].concat();
        for bytes in [bytes, marked] {
            let error = read(&RepoPath::from("SPEC.md"), &bytes, None).unwrap_err();
            assert_eq!(error, ReadError::Utf32);
            assert!(
                error.to_string().contains("in UTF-32; save it as UTF-8"),
                "{error}"
            );
        }
    }
}

#[test]
fn bad_bytes_are_replaced_and_told_with_line_and_column() {
    let bytes = b"- [ ] a\n- [ ] b\xff c\n- [ ] d\xe9\n";
    let read = read(&RepoPath::from("SPEC.md"), bytes, None).expect("reads");
    assert_eq!(listed(&read), ["C1: a", "C2: b\u{fffd} c", "C3: d\u{fffd}"]);
    let [warning] = &read.warnings[..] else {
        panic!("{:?}", read.warnings)
    };
    assert_eq!(warning.line, 2);
    assert!(
        warning
            .message
            .starts_with("column 8 is not valid UTF-8, and one more place is not either"),
        "{}",
        warning.message
    );
    assert_eq!(read.source.as_bytes(), bytes);
}

#[test]
fn carriage_returns_alone_end_lines_and_that_is_told() {
    let read = spec("SPEC.md", "## Acceptance criteria\r\r- [ ] a\r- [x] b\r");
    assert_eq!(listed(&read), ["AC1: a", "AC2: b"]);
    assert_eq!(told(&read, "carriage returns only"), [1]);
}

/// The lines of the warnings that say this.
fn told(spec: &Spec, words: &str) -> Vec<u32> {
    spec.warnings
        .iter()
        .filter(|warning| warning.message.contains(words))
        .map(|warning| warning.line)
        .collect()
}

#[test]
fn line_ends_do_not_change_what_a_spec_says() {
    // So deep that a parser of Markdown puts the item on another line when there are carriage
    // returns.
    let depths = [0, 29, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60];
    let list: String = depths
        .iter()
        .map(|depth| format!("{}- x\n", " ".repeat(*depth)))
        .collect();
    let text = format!("{list}MUST");
    let one = spec("notes/x", &text);
    let two = spec("notes/x", &text.replace('\n', "\r\n"));
    assert_eq!(listed(&one), listed(&two));
    let lines = |spec: &Spec| -> Vec<_> { spec.criteria.iter().map(|item| item.lines).collect() };
    assert!(!lines(&one).is_empty());
    assert_eq!(lines(&one), lines(&two));
}
