//! Moving through a review: hunks, files, criteria, increments, what is left to look at.

use snaglist::app::input::geometry::Widths;
use snaglist::app::msg::MouseKind;
use snaglist::app::screens::review::rows::RowKind;
use snaglist::model::settings::Layout;

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
fn long_lines_wrap_or_scroll() {
    let (mut delivery, mut session) = review();
    let long = format!("start {}end\nnext\n", "word ".repeat(40));
    delivery.deliver_again("long.txt", &long, "increment-4");
    session
        .press("R > > ]")
        .sees("1 + start word")
        .misses("word end");
    session.press("W").sees("word end").sees("↪");
    let rows = session
        .screen()
        .lines()
        .filter(|line| line.contains('↪'))
        .count();
    assert!(rows >= 2, "{}", session.screen());
    session.press("W").misses("word end");
    for _ in 0..30 {
        session.press("right");
    }
    session.sees("end").misses("start word").press("left");
    for _ in 0..40 {
        session.press("left");
    }
    session.sees("1 + start word");
}

#[test]
fn a_narrow_terminal_shows_one_pane_at_a_time() {
    let (_delivery, mut session) = review();
    session
        .resize(80, 24)
        .sees("┌ Criteria")
        .misses("┌ Increment");
    session
        .press("tab")
        .sees("┌ Increment")
        .misses("┌ Criteria");
    session
        .resize(120, 40)
        .sees("┌ Increment")
        .sees("┌ Criteria");
    session
        .resize(39, 40)
        .sees("at least 40×10")
        .resize(40, 9)
        .sees("at least 40×10")
        .resize(120, 40)
        .sees("┌ Criteria");
}

#[test]
fn the_mouse_chooses_opens_and_scrolls() {
    let (_delivery, mut session) = review();
    session.click("AC-6").sees("▸○ AC-6");
    session
        .click("⋯  8 lines")
        .misses("⋯  8 lines")
        .sees("//! Refunds.");
    let (x, y) = session.find("//! Refunds.");
    let top = session.model.screens.review.view.top;
    session.mouse(MouseKind::WheelDown, x, y);
    assert_eq!(session.model.screens.review.view.top, top + 3);
    session
        .mouse(MouseKind::WheelUp, x, y)
        .mouse(MouseKind::WheelUp, x, y);
    assert_eq!(session.model.screens.review.view.top, top.saturating_sub(3));
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

#[test]
fn the_divider_is_dragged_and_stays_within_the_screen() {
    let (_delivery, mut session) = review();
    let divider = |session: &Session| {
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .diff
            .x
    };
    let (before, y) = (divider(&session), 10);
    session
        .mouse(MouseKind::Click, before, y)
        .mouse(MouseKind::Drag, before + 12, y);
    assert_eq!(divider(&session), before + 13);
    assert_eq!(session.model.screens.review.selecting, None);
    session
        .mouse(MouseKind::Drag, 0, y)
        .sees("┌ Criteria")
        .mouse(MouseKind::Drag, 119, y)
        .sees("AC-6");
    let areas = session.model.screens.review.areas(&session.model.facts);
    assert!(areas.criteria.width >= 24 && areas.diff.width >= 24);
    // It stays where it was left on the next increment, and a click elsewhere lets go of it.
    session.mouse(MouseKind::Drag, 49, y).press("<").press(">");
    assert_eq!(divider(&session), 50);
    session
        .mouse(MouseKind::Click, 80, 12)
        .mouse(MouseKind::Drag, 90, 14);
    assert_eq!(divider(&session), 50);
}

#[test]
fn the_files_beside_the_criteria_have_a_divider_of_their_own() {
    let (_delivery, mut session) = review();
    session.resize(200, 50).press("T");
    let (tree, diff) = (
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .tree,
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .diff,
    );
    session
        .mouse(MouseKind::Click, diff.x - 1, 20)
        .mouse(MouseKind::Drag, diff.x + 9, 20);
    let areas = session.model.screens.review.areas(&session.model.facts);
    assert_eq!(
        (areas.tree.x, areas.tree.width, areas.diff.x),
        (tree.x, tree.width + 10, diff.x + 10)
    );
}

#[test]
fn the_layout_follows_the_width_until_the_key_says_otherwise() {
    let (_delivery, mut session) = review();
    session.model.screens.review.layout = Layout::Auto;
    assert!(!session.resize(200, 50).model.screens.review.split);
    assert!(session.resize(240, 50).model.screens.review.split);
    assert!(!session.resize(120, 40).model.screens.review.split);
    assert!(session.press("|").model.screens.review.split);
    assert!(
        !session
            .resize(240, 50)
            .press("|")
            .model
            .screens
            .review
            .split
    );
}

#[test]
fn a_line_that_goes_on_beyond_the_pane_says_so() {
    let (_delivery, mut session) = review();
    session.resize(100, 40);
    let screen = session.screen();
    assert!(screen.lines().any(|line| line.ends_with("»│")), "{screen}");
    session.command("wrap").misses("»│");
}

#[test]
fn the_diff_can_have_the_whole_width() {
    let (_delivery, mut session) = review();
    session.press("tab \\").misses("Criteria");
    assert_eq!(
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .diff
            .width,
        session.model.facts.size.cols
    );
    session.press("tab").sees("Criteria");
    session
        .press("tab")
        .misses("Criteria")
        .press("\\")
        .sees("Criteria");
}
