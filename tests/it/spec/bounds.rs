//! What is not read because there is too much of it: each bound is told of where it is met, and not
//! before.

use snaglist::model::spec::Spec;

use super::{ids_of, listed, spec, try_read};

/// The most bytes of Markdown that another markup is written as.
const MAX_BYTES: usize = 24 << 20;
/// The most lines of Markdown with something in them.
const MAX_LINES: usize = 1_300_000;
const HERE_ON: &str = "reading stops here";

/// The lines of the warnings that say this.
fn told(spec: &Spec, words: &str) -> Vec<u32> {
    let warnings = spec
        .warnings
        .iter()
        .filter(|warning| warning.message.contains(words));
    warnings.map(|warning| warning.line).collect()
}

#[test]
fn data_that_is_nested_deeper_than_anything_is_passed_over_ends_the_reading_there_and_that_is_told()
{
    // The map of the file is one level itself.
    let list = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    // The library for YAML takes no more than some 250 brackets, so there each level is a list of
    // its own.
    let yaml = |depth: usize| {
        let lists = "- ".repeat(depth);
        format!(
            "requirements:\n  - REQ-1: It pays\nother:\n  {lists}a\nnfr:\n  - NFR-1: It is fast\n"
        )
    };
    let json = |depth: usize| {
        format!(
            "{{\"requirements\": [{{\"REQ-1\": \"It pays\"}}],\n\n\"other\": {},\n\"nfr\": [{{\"NFR-1\": \"It is fast\"}}]}}",
            list(depth)
        )
    };
    for (path, text) in [
        ("requirements.yaml", yaml(999)),
        ("requirements.json", json(999)),
    ] {
        let read = spec(path, &text);
        assert_eq!(ids_of(&read), ["REQ-1", "NFR-1"], "{path}");
        assert_eq!(told(&read, "nested too deep").len(), 1, "{path}");
        assert_eq!(told(&read, HERE_ON), [0; 0], "{path}");
    }
    for (path, text) in [
        ("requirements.yaml", yaml(1_000)),
        ("requirements.json", json(1_000)),
    ] {
        let read = spec(path, &text);
        assert_eq!(ids_of(&read), ["REQ-1"], "{path}");
        assert_eq!(
            told(&read, HERE_ON),
            [if path.ends_with("json") { 3 } else { 4 }],
            "{path}"
        );
    }
}

#[test]
fn data_of_which_nothing_could_be_read_is_refused_for_that_reason() {
    for path in ["requirements.yaml", "requirements.json"] {
        let error = try_read(path, &"[".repeat(2_000)).unwrap_err().to_string();
        assert!(
            error.starts_with("line 1: ") && !error.contains("not valid"),
            "{path}: {error}"
        );
    }
}

#[test]
fn another_markup_is_cut_off_where_it_is_too_long_as_markdown_and_that_is_told() {
    // Cells that span rows are written again for each: a small file is long as Markdown.
    let wide: String = (0..20)
        .map(|_| format!("<td rowspan=1000>{}</td>", "x".repeat(48)))
        .collect();
    let mut text =
        String::from("<h2>Requirements</h2>\n<table>\n<tr><th>ID</th><th>Requirement</th></tr>\n");
    let rows = 26_000;
    for row in 0..rows {
        let more = if row % 1000 == 0 { wide.as_str() } else { "" };
        text.push_str(&format!(
            "<tr><td>REQ-{:05}</td><td>The service pays</td>{more}</tr>\n",
            row + 10_000
        ));
    }
    text.push_str("</table>\n");
    let read = spec("requirements.html", &text);
    let [line] = told(&read, HERE_ON)[..] else {
        panic!("{:?}", read.warnings)
    };
    // The rows stand below three lines, and above the end of the table.
    let written = line as usize - 4;
    assert_eq!(
        read.criteria.len(),
        written,
        "each row above that line is a criterion"
    );
    assert_eq!(
        read.criteria.last().map(|last| last.lines.last),
        Some(line - 1)
    );
    let row = "| REQ-10000 | The service pays |\n".len() + 20 * (48 + " ".len() + " |".len());
    let room = MAX_BYTES - written * row;
    assert!(room < 2 * row, "{room} bytes are left for a row of {row}");

    let fits: String = text
        .lines()
        .take(3 + 20_000)
        .flat_map(|line| [line, "\n"])
        .collect();
    let read = spec("requirements.html", &format!("{fits}</table>\n"));
    assert_eq!((read.criteria.len(), read.warnings.len()), (20_000, 0));
}

#[test]
fn more_lines_than_a_file_may_have_are_cut_off_in_every_markup_and_that_is_told() {
    let text = format!(
        "REQUIREMENTS\n============\n\nREQ-1: The service pays\n\n{}",
        "x\n".repeat(MAX_LINES)
    );
    let read = spec("SRS.txt", &text);
    assert_eq!(listed(&read), ["REQ-1: The service pays"]);
    let [line] = told(&read, HERE_ON)[..] else {
        panic!("{:?}", read.warnings)
    };
    assert!(
        (MAX_LINES - 10..=MAX_LINES + 10).contains(&(line as usize)),
        "{line}"
    );
}

#[test]
fn what_is_not_read_beside_needs_is_told_of_as_well() {
    let text = format!(
        "# Refunds\n\n```{{req}} Once per key\n:id: REQ_1\n\nThe service refunds once.\n```\n\n{}deep\n",
        "- ".repeat(50)
    );
    let read = spec("docs/refunds.md", &text);
    assert_eq!(ids_of(&read), ["REQ_1"]);
    assert_eq!(told(&read, "40 levels deep"), [9]);
}

#[test]
fn an_id_is_kept_whole_up_to_80_characters_and_a_longer_one_is_told_with_what_follows() {
    let item = |length: usize| {
        let name = "n".repeat(length - "req~~1".len());
        (
            format!("req~{name}~1"),
            format!("# S\n\n`req~{name}~1`\n\nThe service refunds.\n\nNeeds: dsn\n"),
        )
    };
    let (id, text) = item(80);
    let read = spec("docs/spec.md", &text);
    assert_eq!(ids_of(&read), [id]);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    let (id, text) = item(81);
    let read = spec("docs/spec.md", &text);
    assert_eq!(told(&read, "longer than the limit of 80 characters"), [3]);
    assert_eq!(told(&read, "are not linked"), [3]);
    assert_eq!(read.warnings[0].about.lossy(), id);
}

#[test]
fn ids_that_differ_only_after_80_characters_stay_apart_wherever_they_stand() {
    let id = |end: &str| format!("req~{}{end}~1", "n".repeat(80));
    let item = |end: &str| {
        format!(
            "## S\n\n`{}`\n\nThe service pays {end}.\n\nNeeds: dsn\n\n",
            id(end)
        )
    };
    let read = |text: &str| {
        let read = spec("docs/spec.md", text);
        assert_eq!(
            told(&read, "longer than the limit of 80 characters").len(),
            read.criteria.len()
        );
        let one = |item: &snaglist::model::spec::Criterion| {
            (item.text.lossy().into_owned(), item.id.to_string())
        };
        read.criteria
            .iter()
            .map(one)
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let both = read(&format!("# R\n\n{}{}", item("a"), item("b")));
    assert_eq!(both.len(), 2);
    assert_eq!(
        both.values()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        2
    );
    assert_eq!(both, read(&format!("# R\n\n{}{}", item("b"), item("a"))));
    let alone = read(&format!("# R\n\n{}", item("b")));
    assert!(
        alone.iter().all(|(text, id)| both.get(text) == Some(id)),
        "{alone:?} {both:?}"
    );
}

#[test]
#[ignore = "reads files of 17 MB, which takes a minute without optimisation"]
fn a_hundred_thousand_requirements_with_scenarios_or_numbered_criteria_are_read_whole() {
    let scenario = |n: usize| {
        format!(
            "### Requirement: Payment {n}\nThe system SHALL record payments.\n\n#### Scenario: Paid\n\
             - **WHEN** it is paid\n- **THEN** it is recorded\n\n"
        )
    };
    let numbered = |n: usize| {
        format!(
            "### Requirement {n}: Pay\n\n**User Story:** As a user, I want to pay, so that I have it\n\n\
             #### Acceptance Criteria\n\n1. WHEN it is paid THEN THE SYSTEM SHALL record it\n\n"
        )
    };
    let changes = (0..100_000).map(scenario).collect::<String>();
    let pay = (0..100_000).map(numbered).collect::<String>();
    for (path, text) in [
        (
            "openspec/changes/pay/specs/pay/spec.md",
            format!("## ADDED Requirements\n\n{changes}"),
        ),
        (
            ".kiro/specs/pay/requirements.md",
            format!("# Requirements Document\n\n## Requirements\n\n{pay}"),
        ),
    ] {
        let read = spec(path, &text);
        assert_eq!(
            (read.criteria.len(), read.warnings.len()),
            (100_000, 0),
            "{path}"
        );
    }
}
