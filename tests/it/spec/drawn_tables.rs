//! Tables drawn in characters and tables in HTML within Markdown, and cells that span others.

use snaglist::model::spec::Dialect;

use super::markup::{MARKDOWN, of};
use super::{ids_of, lines_of, listed, spec};

#[test]
fn markdown_is_read_with_html_and_with_tables_drawn_in_characters() {
    let read = spec("docs/SPEC.md", MARKDOWN);
    assert_eq!(read.dialect, Dialect::Markdown);
    assert_eq!(
        ids_of(&read),
        [
            "PAY-1", "PAY-2", "AC1", "AC2", "NFR-1", "NFR-2", "SEC-1", "SEC-2", "UX-1", "UX-2",
            "AC3", "AC4", "FR-9"
        ]
    );
    let listed = listed(&read);
    assert_eq!(
        of(&listed, "PAY-1"),
        "The service shall refund each charge **only once** per `key`"
    );
    assert_eq!(
        of(&listed, "NFR-1"),
        "The answer comes within 200 ms at fifty requests a second"
    );
    assert_eq!(
        of(&listed, "UX-1"),
        "The page shall show the refunds of a day in one list"
    );
    assert_eq!(of(&listed, "AC4"), "Another box underlined");
    assert_eq!(of(&listed, "FR-9"), "An id in brackets");
    let lines = lines_of(&read);
    assert_eq!(
        (lines[0], lines[2], lines[4], lines[8]),
        ((8, 13), (20, 20), (29, 30), (43, 44))
    );
    assert_eq!(
        read.source.as_bytes(),
        MARKDOWN.as_bytes(),
        "the source is shown as it is"
    );
}

#[test]
fn what_only_looks_like_html_or_a_drawn_table_stays_as_it_is() {
    for text in [
        "## Requirements\n\n- FR-1: a\n\n<ul>\nnever closed\n\n- FR-2: b\n",
        "## Requirements\n\n- FR-1: a\n\n```\n<table>\n+---+\n```\n\n- FR-2: b\n",
        "## Requirements\n\n- FR-1: a\n\nwords\n--- ---\nwords\n\n- FR-2: b\n",
        "## Requirements\n\n- FR-1: a\n\n-----------\n\n- FR-2: b\n",
        "---\ntitle: x\n---\n\n## Requirements\n\n- FR-1: a\n- FR-2: b\n",
    ] {
        assert_eq!(ids_of(&spec("SPEC.md", text)), ["FR-1", "FR-2"], "{text}");
    }
}

#[test]
fn lines_stay_the_files_own_beside_drawn_tables_in_every_dialect_of_markdown() {
    let table = "+----+---+\n| a  | b |\n+----+---+\n| c  | d |\n+----+---+\n\n";
    let needs = spec("a.md", &format!("{table}```{{req}} A\n:id: R_1\n```\n"));
    assert_eq!(
        (needs.dialect, lines_of(&needs)),
        (Dialect::SphinxNeeds, vec![(7, 8)])
    );
    let rules = spec(
        "a.md",
        &format!("{table}r[a.one]\nThe rule.\n\nr[a.two]\nAnother.\n"),
    );
    assert_eq!((rules.dialect, lines_of(&rules)[0].0), (Dialect::Tracey, 7));
    let pasted = spec(
        "a.md",
        "## Ticket\n\nh2. Acceptance criteria\n\n* One\n** more\n* Two\n\nh2. Notes\n",
    );
    assert_eq!(
        listed(&pasted),
        ["AC1: One\n- more", "AC2: Two"],
        "headings of Jira in Markdown"
    );
}

#[test]
fn cells_that_span_rows_and_columns_do_not_lose_a_table() {
    let grid = "Requirements\n============\n\n+------+--------------------------+------+\n| ID   | Requirement              | Prio |\n\
                +======+==========================+======+\n| Refunds of charges made by card        |\n\
                +------+--------------------------+------+\n| FR-1 | The money is paid back   | high |\n\
                +------+--------------------------+      |\n| FR-2 | The mail is sent at once |      |\n\
                +------+--------------------------+------+\n";
    let read = spec("a.rst", grid);
    assert_eq!(
        listed(&read),
        [
            "FR-1: The money is paid back",
            "FR-2: The mail is sent at once"
        ]
    );
    let html = "<h2>Requirements</h2><table><tr><th>Group</th><th>ID</th><th>Requirement</th></tr>\n<tr><td \
                rowspan=2>Pay</td><td>FR-1</td><td>The money is paid back at once</td></tr>\n\
                <tr><td>FR-2</td><td>The mail is sent on the same day</td></tr></table>";
    assert_eq!(ids_of(&spec("a.html", html)), ["FR-1", "FR-2"]);
    let wide = "要件\n====\n\n+------+--------------------------------+\n| ID   | 要件                           |\n\
                +======+================================+\n| FR-1 | 返金は一度だけ行うものとする   |\n\
                +------+--------------------------------+\n| FR-2 | 返金の記録を十年間保存すること |\n\
                +------+--------------------------------+\n";
    let read = spec("a.rst", wide);
    assert_eq!(listed(&read)[0], "FR-1: 返金は一度だけ行うものとする");
}

#[test]
fn a_table_without_values_at_the_end_of_a_file_stands_on_no_line_after_it() {
    let read = spec(
        "docs/requirements.rst",
        "A\n==\n.. _REQ-7:\n\nB\n-\n.. csv-table::\n   :header:",
    );
    assert!(
        read.criteria.iter().all(|one| one.lines.last <= 8),
        "{:?}",
        listed(&read)
    );
}
