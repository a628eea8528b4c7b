//! Moving through a review: hunks, files, criteria, increments, what is left to look at.

use snaglist::app::input::geometry::Widths;
use snaglist::app::screens::review::rows::RowKind;

use super::session::Session;
use super::{review, review_of};

/// The file and hunk that the diff's border names.
fn here(session: &Session) -> String {
    let pane = session
        .model
        .facts
        .size
        .review(true, Widths::default())
        .diff;
    let screen = session.screen();
    let border: String = screen
        .lines()
        .nth(usize::from(pane.y))
        .unwrap()
        .chars()
        .skip(usize::from(pane.x))
        .collect();
    let words: Vec<&str> = border
        .split(['─', '┌', '┐'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    let hunk = words
        .last()
        .and_then(|facts| facts.split(" · ").find(|fact| fact.starts_with("hunk")));
    let path = words[0].split(" (").next().unwrap_or_default();
    format!("{path} {}", hunk.unwrap_or("-"))
}

const HUNKS: [&str; 5] = [
    "docs/notes.md hunk 1/1",
    "src/legacy.rs hunk 1/1",
    "src/refund.rs hunk 1/2",
    "src/refund.rs hunk 2/2",
    "tests/refund.rs hunk 1/1",
];

#[test]
fn hunks_are_gone_through_in_order_and_back() {
    let (_delivery, mut session) = review();
    for hunk in HUNKS {
        session.press("]");
        assert_eq!(here(&session), hunk);
        let (_, row) = session
            .model
            .screens
            .review
            .rows
            .get(session.model.screens.review.view.cursor)
            .unwrap();
        assert!(matches!(row.kind, RowKind::Line { .. }) && !session.cursor_line().is_empty());
    }
    session.press("]").sees("no later hunk");
    for hunk in HUNKS.iter().rev().skip(1) {
        session.press("[");
        assert_eq!(here(&session), *hunk);
    }
    session.press("[").sees("no hunk before");
}

#[test]
fn a_hunk_in_a_file_not_read_yet_is_met_at_its_header() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    // Only the listing has come.
    session.let_one_go();
    assert!(session.model.screens.review.files.len() == 5);
    session.press("tab ]");
    assert!(
        session.cursor_line().contains("assets/flow.bin"),
        "{}",
        session.cursor_line()
    );
    session.press("] ]");
    assert!(
        session.cursor_line().contains("src/legacy.rs"),
        "{}",
        session.cursor_line()
    );
    session.sees("reading …").let_go().misses("reading …");
    assert!(
        session.cursor_line().contains("src/legacy.rs"),
        "the cursor stays: {}",
        session.cursor_line()
    );
    session.press("]");
    assert_eq!(here(&session), "src/legacy.rs hunk 1/1");
}

#[test]
fn files_are_gone_through_by_their_headers() {
    let (_delivery, mut session) = review();
    let files = [
        "assets/flow.bin",
        "docs/notes.md",
        "src/legacy.rs",
        "src/refund.rs",
        "tests/refund.rs",
    ];
    for file in files {
        session.press("}");
        assert!(
            session.cursor_line().contains(&format!("▾ {file}")),
            "{}",
            session.cursor_line()
        );
    }
    session.press("j j {");
    assert!(
        session.cursor_line().contains("tests/refund.rs"),
        "first to this file's own header"
    );
    session.press("{");
    assert!(session.cursor_line().contains("src/refund.rs"));
}

#[test]
fn choosing_follows_the_hunk_and_the_other_way_round() {
    let (_delivery, mut session) = review();
    session.press("] ] ] ]").sees("▸○ AC-4");
    session.press("]").sees("▸○ AC-6");
    session
        .press("J")
        .sees("▸○ AC-1")
        .press("K K K")
        .sees("▸○ AC-4");
    session.press(".");
    assert_eq!(here(&session), "src/legacy.rs hunk 1/1");
    session.press(". .");
    assert_eq!(here(&session), "src/refund.rs hunk 2/2");
    session.press(".");
    assert_eq!(here(&session), "src/legacy.rs hunk 1/1", "round and round");
    session.press(",");
    assert_eq!(here(&session), "src/refund.rs hunk 2/2");
    session
        .press("L")
        .sees("hunk not linked to AC-4")
        .press(".");
    assert_eq!(
        here(&session),
        "src/legacy.rs hunk 1/1",
        "what was rejected is left out"
    );
}

#[test]
fn opening_a_criterion_leads_to_its_hunks() {
    let (_delivery, mut session) = review();
    session.press("j enter");
    assert_eq!(here(&session), "src/refund.rs hunk 2/2");
    session.sees("▸○ AC-5");
}

#[test]
fn everything_is_looked_at_once_by_one_key() {
    let (_delivery, mut session) = review();
    session.press("n");
    assert_eq!(here(&session), "assets/flow.bin -");
    for hunk in HUNKS {
        session.press("space");
        assert_eq!(here(&session), hunk);
    }
    session
        .press("space")
        .sees("nothing unviewed below")
        .sees("5/5 files viewed");
    // What is left are the criteria that the increment bears on.
    for id in ["AC-4", "AC-5", "AC-6"] {
        session
            .press("n")
            .sees("this criterion needs a verdict")
            .sees(&format!("▸○ {id}"));
        session.press("m");
    }
    session.press("n").sees("nothing is left to review here");
}

#[test]
fn what_was_skipped_is_found_again() {
    let (_delivery, mut session) = review();
    session.press("n space").press("] ]");
    assert_eq!(here(&session), "src/refund.rs hunk 1/2");
    session.press("space space space");
    for _ in 0..2 {
        session.press("n");
        assert_eq!(here(&session), "docs/notes.md hunk 1/1");
        session.press("n");
        assert_eq!(here(&session), "src/legacy.rs hunk 1/1");
    }
    session.press("N");
    assert_eq!(here(&session), "docs/notes.md hunk 1/1");
}

#[test]
fn viewed_marks_show_and_can_be_taken_off() {
    let (_delivery, mut session) = review();
    session
        .press("] ] ] space")
        .misses("▾ ✓ src/refund.rs")
        .press("space")
        .sees("▾ ✓ src/refund.rs")
        .sees("1/5 files viewed");
    session
        .press("u")
        .misses("▾ ✓ src/refund.rs")
        .press("[ [ space space")
        .sees("▾ ✓ src/refund.rs");
    session
        .go_to("src/refund.rs")
        .press("backspace")
        .misses("▾ ✓ src/refund.rs")
        .sees("0/5 files viewed");
    session.press("space").sees("▾ ✓ src/refund.rs");
}

#[test]
fn only_the_chosen_criterions_hunks() {
    let (_delivery, mut session) = review();
    session
        .press("j f")
        .sees("(only AC-5)")
        .sees("AC-5: what was refunded");
    session.misses("▾ docs/notes.md").misses("▾ src/legacy.rs");
    assert_eq!(here(&session), "src/refund.rs hunk 2/2");
    // Another criterion, other hunks.
    session
        .press("J")
        .sees("post(\"/refunds\")")
        .misses("▾ src/refund.rs");
    session.press("} } { {");
    session
        .press("f")
        .sees("▾ src/refund.rs")
        .misses("(only AC");
    session.press("K f esc").misses("(only AC");
}

#[test]
fn links_are_made_rejected_and_undone() {
    let (_delivery, mut session) = review();
    session
        .press("]")
        .press("J J")
        .sees("▸○ AC-6")
        .press("l")
        .sees("Link this hunk to which criterion?");
    session
        .type_text("unknown charge")
        .press("enter")
        .sees("hunk linked to AC-6");
    session
        .sees("1 hunk confirmed · 1 declared")
        .sees("+1 −1 · AC-6");
    session
        .press("L")
        .sees("hunk not linked to AC-6")
        .sees("+1 −1 · no criterion");
    session
        .press("u")
        .sees("+1 −1 · AC-6")
        .press("u")
        .misses("+1 −1 · AC-6");
    assert!(
        session.model.facts.record.links.is_empty(),
        "as if nothing had been said"
    );
    // A whole file, by its header; a declared link can be rejected.
    session
        .go_to("▾ src/legacy.rs")
        .press("K K")
        .sees("▸○ AC-4")
        .press("L")
        .sees("file not linked to AC-4");
    assert!(
        session
            .line_with("▾ src/legacy.rs")
            .contains("no criterion")
    );
    session.press("u").sees("link undone");
    assert!(
        session.line_with("▾ src/legacy.rs").contains("(AC-4)"),
        "declared again"
    );
    session
        .press("g l")
        .sees("first put the cursor on a hunk, a file header or a commit");
}

#[test]
fn increments_are_gone_through() {
    let (_delivery, mut session) = review();
    assert!(session.title().contains("◂ 2/3 Idempotent refunds ▸"));
    session.press(">");
    assert!(session.title().contains("◂ 3/3 Webhooks ▸"));
    session
        .sees("▾ src/webhook.rs")
        .press(">")
        .sees("this is the last increment");
    session.press("< <");
    assert!(session.title().contains("◂ 1/3 Charges ▸"));
    session
        .sees("▾ src/charge.rs")
        .press("<")
        .sees("this is the first increment");
}

#[test]
fn a_file_folds_to_its_header() {
    let (_delivery, mut session) = review();
    session.go_to("self.store.insert(amount, key)").press("z");
    assert!(
        session.cursor_line().contains("▸ src/refund.rs"),
        "{}",
        session.cursor_line()
    );
    session
        .misses("self.store.insert(amount, key)")
        .sees("▾ tests/refund.rs");
    session
        .press("enter")
        .go_to("self.store.insert(amount, key)")
        .press("z ]");
    assert_eq!(
        here(&session),
        "tests/refund.rs hunk 1/1",
        "jumps pass it by"
    );
}

#[test]
fn hidden_lines_are_shown_on_request() {
    let (_delivery, mut session) = review();
    session
        .go_to("▾ src/refund.rs")
        .misses("//! Refunds.")
        .press("j");
    assert!(
        session.cursor_line().contains("⋯  8 lines"),
        "{}",
        session.cursor_line()
    );
    session
        .press("enter")
        .sees("//! Refunds.")
        .misses("⋯  8 lines");
    // Of a longer gap, what is next to the hunk below comes first.
    session
        .go_to("⋯  26 lines")
        .press("enter")
        .go_to("⋯  6 lines")
        .press("j");
    assert!(
        session.cursor_line().contains("22  25"),
        "{}",
        session.cursor_line()
    );
    session
        .go_to("⋯  6 lines")
        .press("enter")
        .misses("⋯  6 lines")
        .go_to("self.store.list()");
}

#[test]
fn the_ends_are_reached() {
    let (_delivery, mut session) = review_of(2);
    session.press("tab G").sees("100%");
    assert_eq!(
        session.model.screens.review.view.cursor,
        session.model.screens.review.rows.len() - 1
    );
    session.press("pgup pgup pgup pgup").press("g");
    assert_eq!(session.model.screens.review.view.cursor, 0);
    session.press("ctrl-d pgdn ctrl-u pgup");
    assert_eq!(session.model.screens.review.view.cursor, 0);
    session
        .press("tab G")
        .sees("▸○ AC-7")
        .press("g")
        .sees("▸○ AC-4");
}
