//! Specs in other markups than Markdown, each read by the same rules: lists, tables, ids, code and
//! comments.

use snaglist::model::spec::{Dialect, Spec, TickClaim};
use snaglist::model::text::RepoPath;
use snaglist::spec::rank;

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

/// The lines that are said to be left out.
fn left_out(spec: &Spec) -> Vec<u32> {
    spec.left_out
        .iter()
        .map(|left_out| left_out.lines.first)
        .collect()
}

fn warned(spec: &Spec) -> Vec<u32> {
    spec.warnings.iter().map(|warning| warning.line).collect()
}

pub(super) fn of<'s>(listed: &'s [String], id: &str) -> &'s str {
    listed
        .iter()
        .find_map(|line| line.strip_prefix(&format!("{id}: ")))
        .unwrap_or_else(|| panic!("{id} of {listed:?}"))
}

const RST: &str = include_str!("markup/refunds.rst");

const ADOC: &str = include_str!("markup/refunds.adoc");

const HTML: &str = include_str!("markup/refunds.html");

const ORG: &str = include_str!("markup/refunds.org");

const JIRA: &str = include_str!("markup/refunds.jira");

const TEXT: &str = include_str!("markup/refunds.txt");

pub(super) const MARKDOWN: &str = include_str!("markup/refunds.md");

#[test]
fn restructured_text_is_read_with_its_tables_and_definitions() {
    let read = spec("docs/refunds.rst", RST);
    assert_eq!(
        (read.dialect, read.title.lossy().as_ref()),
        (Dialect::Rst, "Refund system")
    );
    assert!(read.is_markdown());
    assert_eq!(
        ids_of(&read),
        [
            "FR-001", "FR-002", "PAY-1", "PAY-2", "CSV-1", "CSV-2", "AC1", "AC2", "AC3", "NFR-1",
            "NFR-2", "SEC-1", "SEC-2", "REQ-31", "REQ-32"
        ]
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "FR-001"),
        "The system shall refund a charge\nonce per ``key``.\n\n- detail one\n- detail two"
    );
    assert_eq!(
        of(&listed, "FR-002"),
        "The system shall record every refund.",
        "roles are their text"
    );
    assert_eq!(
        of(&listed, "PAY-1"),
        "The service shall refund each charge only once"
    );
    assert_eq!(
        of(&listed, "CSV-2"),
        "Values with a comma, and \"quotes\", are values"
    );
    assert_eq!(
        of(&listed, "AC1"),
        "A refund comes back:\n\n```\nREQ-55: in code\n```"
    );
    assert_eq!(of(&listed, "AC3"), "A third\n\n1. sub a\n2. sub b");
    assert_eq!(
        of(&listed, "NFR-1"),
        "The answer comes within 200 ms at fifty requests a second"
    );
    assert_eq!(
        of(&listed, "SEC-1"),
        "Passwords shall be hashed with a slow function"
    );
    assert_eq!(of(&listed, "REQ-32"), "The system shall have classifiers.");
    assert_eq!(
        lines_of(&read)[..3],
        [(13, 17), (19, 19), (37, 40)],
        "lines are the original's"
    );
    assert_eq!(
        section_of(&read.criteria[2]),
        ["Functional requirements", "REQ-7: Keys", "Requirements"]
    );
    assert_eq!(left_out(&read), [90], "what stands in a comment is told of");
    assert_eq!(warned(&read), [92], "what is included is not read");
}

#[test]
fn asciidoc_is_read_with_its_tables_blocks_and_anchors() {
    let read = spec("docs/refunds.adoc", ADOC);
    assert_eq!(
        (read.dialect, read.title.lossy().as_ref()),
        (Dialect::AsciiDoc, "Refund system")
    );
    assert_eq!(
        ids_of(&read),
        [
            "FR-001", "FR-002", "PAY-1", "PAY-2", "AC1", "AC2", "AC3", "AC4", "REQ-12", "REQ-31",
            "REQ-32", "NFR-1", "NFR-2"
        ]
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "FR-001"),
        "The system shall refund a charge\nonce per key.\n- detail one\n- detail two\n\n  ```\n  REQ-66: in code\n  ```"
    );
    assert_eq!(
        of(&listed, "FR-002"),
        "The system shall record every refund, see the record."
    );
    assert_eq!(
        of(&listed, "PAY-1"),
        "The service shall refund each charge only once"
    );
    assert_eq!(
        of(&listed, "AC2"),
        "Another thing\n1. sub a",
        "two dots are a level deeper"
    );
    assert_eq!(
        of(&listed, "REQ-12"),
        "The system shall be anchored.",
        "an anchor is an id"
    );
    assert_eq!(
        of(&listed, "REQ-32"),
        "The system shall have later definitions."
    );
    let claims: Vec<_> = read.criteria[6..8]
        .iter()
        .map(|criterion| criterion.claim)
        .collect();
    assert_eq!(claims, [TickClaim::Unticked, TickClaim::Ticked]);
    assert_eq!(lines_of(&read)[..3], [(7, 14), (15, 15), (30, 33)]);
    assert_eq!(warned(&read), [20], "what is included is not read");
    assert_eq!(left_out(&read), [49]);
}

#[test]
fn a_block_of_asciidoc_that_is_never_closed_ends_at_the_next_heading() {
    let text = "= S\n\n== Requirements\n\n* FR-1: one\n\n----\ncode\n\n== More requirements\n\n* FR-2: two\n";
    let read = spec("a.adoc", text);
    assert_eq!(ids_of(&read), ["FR-1", "FR-2"]);
    assert_eq!(warned(&read), [7]);
}

#[test]
fn html_is_read_with_its_lists_tables_and_ids() {
    let read = spec("docs/refunds.html", HTML);
    assert_eq!(
        (read.dialect, read.title.lossy().as_ref()),
        (Dialect::Html, "Refunds")
    );
    assert_eq!(
        ids_of(&read),
        [
            "REQ-1", "REQ-2", "REQ-3", "AC1", "AC2", "AC-10", "AC-10-2", "AC-11"
        ],
        "nothing of the navigation or of code"
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "REQ-1"),
        "The system shall refund once.",
        "the id of an element is an id"
    );
    assert_eq!(
        of(&listed, "REQ-2"),
        "The system shall record \\<it>.\n\nSecond paragraph."
    );
    assert_eq!(
        of(&listed, "AC-11"),
        "This is another sentence with enough letters a b"
    );
    assert_eq!(lines_of(&read)[..2], [(9, 9), (10, 12)]);
    assert_eq!(
        section_of(&read.criteria[5]),
        ["Acceptance criteria", "More requirements"]
    );
}

#[test]
fn org_is_read_with_its_drawers_and_tables() {
    let read = spec("docs/refunds.org", ORG);
    assert_eq!(
        (read.dialect, read.title.lossy().as_ref()),
        (Dialect::Org, "Refund system")
    );
    assert_eq!(
        ids_of(&read),
        [
            "FR-001", "FR-002", "REQ-7", "AC1", "AC2", "AC3", "AC4", "NFR-1", "NFR-2"
        ]
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "FR-001"),
        "The system shall refund a charge\nonce per `key`.\n- detail one"
    );
    assert_eq!(
        of(&listed, "REQ-7"),
        "Keys\nThe system shall have keys.",
        "a property is an id"
    );
    assert_eq!(
        of(&listed, "AC2"),
        "Another thing\n\n```sh\nREQ-66: in code\n```"
    );
    assert_eq!(
        left_out(&read),
        [22, 24, 30],
        "comments and code are told of"
    );
    assert_eq!(lines_of(&read)[..2], [(5, 7), (8, 8)]);
}

#[test]
fn jira_markup_is_read_with_its_panels_and_tables() {
    let read = spec("docs/refunds.jira", JIRA);
    assert_eq!(
        (read.dialect, read.title.lossy().as_ref()),
        (Dialect::Jira, "Refund system")
    );
    assert_eq!(
        ids_of(&read),
        ["FR-001", "FR-002", "FR1", "FR2", "NFR-1", "NFR-2"]
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "FR-001"),
        "The system shall refund a charge\nonce per `key`.\n- detail one"
    );
    assert_eq!(
        of(&listed, "FR-002"),
        "The system shall record every refund, see [the record](https://x.org)."
    );
    assert_eq!(of(&listed, "FR2"), "Another thing\n1. sub");
    assert_eq!(
        of(&listed, "NFR-1"),
        "The answer comes within 200 ms at many calls",
        "a row over two lines"
    );
    assert_eq!(left_out(&read), [17, 21], "code and remarks are told of");
    let textile = "h2. Requirements\n\n|_. ID |_. Requirement |\n| FR-1 | The service pays back within a day |\n| FR-2 | The \
                   service keeps all of it for years |\n\n# first\n# second\n";
    assert_eq!(
        ids_of(&spec("a.textile", textile)),
        ["FR-1", "FR-2", "R1", "R2"]
    );
}

#[test]
fn plain_text_is_read_by_its_numbers_ids_and_bullets() {
    let read = spec("docs/SRS.txt", TEXT);
    assert_eq!(read.dialect, Dialect::Text);
    assert_eq!(
        ids_of(&read),
        [
            "2.1.1", "2.1.2", "2.1.3", "REQ-1", "REQ-2", "REQ-3", "AC3", "AC4", "AC1", "AC2",
            "AC5", "AC6", "SEC-1", "SEC-2"
        ]
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "2.1.1"),
        "The system shall refund a charge\nonce per key."
    );
    assert_eq!(
        of(&listed, "2.1.3"),
        "Login\n\nThe system shall let a user sign in with a password."
    );
    assert_eq!(
        of(&listed, "REQ-2"),
        "The system shall speak JSON,\nand nothing else."
    );
    assert_eq!(of(&listed, "AC4"), "A mail is sent\n- to the merchant");
    assert_eq!(
        of(&listed, "SEC-2"),
        "Sessions shall end after an hour",
        "a table without rules between rows"
    );
    assert_eq!(
        section_of(&read.criteria[0]),
        ["2. SPECIFIC REQUIREMENTS", "2.1 Functional requirements"]
    );
    let claims: Vec<_> = read.criteria[10..12]
        .iter()
        .map(|criterion| criterion.claim)
        .collect();
    assert_eq!(claims, [TickClaim::Unticked, TickClaim::Ticked]);
}

#[test]
fn files_at_the_usual_places_are_found() {
    for path in [
        "docs/requirements.rst",
        "docs/SRS.adoc",
        "spec.org",
        "docs/SRS.txt",
        "requirements/login.rst",
        "spec.html",
    ] {
        assert!(rank(&RepoPath::from(path)).is_some(), "{path}");
    }
    for path in [
        "requirements.txt",
        "docs/index.rst",
        "index.html",
        "README.adoc",
    ] {
        assert!(rank(&RepoPath::from(path)).is_none(), "{path}");
    }
}

#[test]
fn documents_without_criteria_are_refused() {
    for path in ["a.rst", "a.adoc", "a.html", "a.org", "a.jira", "a.txt"] {
        let error = try_read(path, "Words.\n\nMore words.\n").unwrap_err();
        assert!(
            error.to_string().contains("no criteria found"),
            "{path}: {error}"
        );
    }
}

#[test]
fn documents_made_to_be_slow_or_deep_are_read_to_their_end() {
    let pieces = [
        "* ",
        "** a\n",
        "*** a\n",
        "  - a\n",
        "+---+\n",
        "| a\n",
        "|===\n",
        "===\n",
        "=== ===\n",
        "----\n",
        "{code}\n",
        "{note}x\n",
        "[[a]]\n",
        "[cols=\"1\"]\n",
        ".. x::\n",
        "..\n",
        "a::\n",
        "`",
        "*",
        "[",
        "<ul>",
        "<li>",
        "<table>",
        "<td>",
        "<b>",
        "</b>",
        "<td rowspan=1000 colspan=1000>",
        "#+BEGIN_SRC\n",
        "#+begin_x\n",
        ":A:\n",
        "1.1 a\n",
        "AC-1 ",
        "\\[",
        "☐ ",
        "a\n- -\nb\n",
        "-------- --\n",
        "|-\n",
        "||",
        "100*|",
        "--\n",
        "+\n",
    ];
    for (path, end) in [
        ("a.rst", "\n\nRequirements\n============\n\n* FR-1: last\n"),
        ("a.adoc", "\n\n== Requirements\n\n* FR-1: last\n"),
        ("a.org", "\n\n* Requirements\n- FR-1: last\n"),
        ("a.jira", "\n\nh2. Requirements\n\n* FR-1: last\n"),
        ("a.txt", "\n\nREQUIREMENTS\n\n- FR-1: last\n"),
        (
            "a.html",
            "<h2>Requirements</h2><ul><li>FR-1: last</li></ul>",
        ),
        ("a.md", "\n\n## Requirements\n\n- FR-1: last\n"),
    ] {
        for piece in pieces {
            let _ = try_read(path, &format!("{}{end}", piece.repeat(1_000)));
        }
    }
}

#[test]
fn lists_of_links_to_other_parts_of_a_page_are_no_criteria() {
    let page = |attribute: &str| {
        format!(
            "<h2>Scenarios</h2>\n<ul {attribute}><li>Lewis<ul><li>Home</li></ul></li><li>Eric</li></ul>\n\
             <h2>Requirements</h2>\n<ul class=\"navy\"><li>Refunds are paid once.</li></ul>\n"
        )
    };
    for attribute in [
        "class=\"nav nav-tabs\"",
        "role=\"tablist\"",
        "class='breadcrumb'",
    ] {
        assert_eq!(
            listed(&spec("a.html", &page(attribute))),
            ["R1: Refunds are paid once."],
            "{attribute}"
        );
    }
    assert_eq!(spec("a.html", &page("class=\"people\"")).criteria.len(), 3);
}
