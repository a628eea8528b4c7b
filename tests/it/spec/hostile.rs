//! Inputs made to break a reader: read or refused, never a panic, a hang or a flood.

use snaglist::model::text::RepoPath;
use snaglist::spec::{MAX_BYTES, ReadError, normalise, read};

use super::{listed, spec, try_read};

#[test]
fn a_hundred_thousand_criteria_are_read() {
    let items: String = (0..100_000).map(|n| format!("- [ ] AC-{n}: it works\n")).collect();
    let read = spec("SPEC.md", &format!("## Acceptance criteria\n{items}"));
    assert_eq!(read.criteria.len(), 100_000);
    assert!(read.warnings.is_empty());
}

#[test]
fn very_long_lines_are_read_up_to_the_limit() {
    let long = format!("- [ ] {}", "a ".repeat(MAX_BYTES / 2 - 10));
    assert_eq!(spec("SPEC.md", &long).criteria.len(), 1);
    let error = try_read("SPEC.md", &"a".repeat(MAX_BYTES + 1)).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }));
    assert!(error.to_string().contains("--spec"));
}

#[test]
fn deep_nesting_costs_the_lines_that_nest_and_no_more() {
    for mark in ["- ", "> ", "1. "] {
        let text = format!(
            "## Requirements\n\n- before\n\n{}deep\n{}\n\n- after\n",
            mark.repeat(10_000),
            "x\n".repeat(5_000)
        );
        let read = spec("SPEC.md", &text);
        assert!(listed(&read).first().is_some_and(|first| first == "R1: before"), "{mark}");
        assert!(read.warnings.iter().any(|warning| warning.line == 5), "{mark}");
    }
    let steps: String = (0..600).map(|depth| format!("{}- [ ] a\n", " ".repeat(2 * depth))).collect();
    assert!(spec("SPEC.md", &steps).criteria.len() >= 80);
}

#[test]
fn headings_as_long_as_the_file_are_cut() {
    let text = format!("## Requirements {}\n\n{}", "x".repeat(100_000), "- a\n".repeat(1_000));
    let read = spec("SPEC.md", &text);
    assert!(read.criteria.iter().all(|criterion| criterion.section[0].as_bytes().len() <= 120));
}

#[test]
fn warnings_are_bounded() {
    let read = spec("SPEC.md", &format!("## Requirements\n{}", "- FR-1: a\n".repeat(5_000)));
    assert_eq!(read.warnings.len(), 200);
    assert!(read.warnings[199].message.contains("more"));
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
        assert!(matches!(try_read("spec.toml", &text), Err(ReadError::Toml { .. })));
    }
}

#[test]
fn binary_files_are_refused_and_bad_bytes_replaced() {
    let error = read(&RepoPath::from("SPEC.md"), b"- [ ] a\x00b", None).unwrap_err();
    assert_eq!(error, ReadError::NotText { byte: 7 });
    let read = read(&RepoPath::from("SPEC.md"), b"- [ ] a\n- [ ] b\xff c\n", None).expect("reads");
    assert_eq!(listed(&read), ["C1: a", "C2: b\u{fffd} c"]);
    assert_eq!(read.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(), [2]);
    assert_eq!(read.source.as_bytes(), b"- [ ] a\n- [ ] b\xff c\n");
}
