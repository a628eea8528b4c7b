//! Search: forwards and backwards, in what is and is not read yet, by words and by regular expressions.

use snaglist::app::input::geometry::Widths;
use snaglist::ui::theme::{Depth, Theme};

use super::review;
use super::session::Session;

#[test]
fn search_goes_through_matches_in_both_directions() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("REFUND(")
        .sees("diff /REFUND(")
        .press("enter");
    session
        .sees("no later match")
        .sees("column 7: unclosed group); searched as plain text")
        .press("esc");
    session
        .press("g /")
        .type_text("store.insert")
        .press("enter");
    assert!(
        session.cursor_line().contains("− "),
        "{}",
        session.cursor_line()
    );
    session.press("n");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session.press("n").sees("no later match").press("N");
    assert!(
        session.cursor_line().contains("insert(amount)?"),
        "{}",
        session.cursor_line()
    );
    session.press("N").sees("no earlier match");
    session
        .press("k")
        .sees("end search")
        .press("esc")
        .misses("end search");
    session.press("n").misses("match");
}

#[test]
fn small_letters_find_large_ones() {
    let (_delivery, mut session) = review();
    session.press("/").type_text("idemkey").press("enter");
    assert!(
        session.cursor_line().contains("IdemKey"),
        "{}",
        session.cursor_line()
    );
    session
        .press("g /")
        .type_text("IDEMKEY")
        .press("enter")
        .sees("no later match");
}

#[test]
fn search_finds_messages_paths_and_notes() {
    let (_delivery, mut session) = review();
    session
        .press("tab /")
        .type_text("second call")
        .press("enter");
    assert!(
        session.cursor_line().contains("second call"),
        "{}",
        session.cursor_line()
    );
    session.press("/").type_text("legacy").press("enter");
    assert!(
        session.cursor_line().contains("src/legacy.rs"),
        "{}",
        session.cursor_line()
    );
    session
        .press("esc")
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("Needle here.")
        .press("ctrl-s");
    session.press("g /").type_text("needle").press("enter");
    assert!(
        session.cursor_line().contains("Needle here."),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn search_reads_on_until_it_finds() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    session
        .press("/")
        .type_text("AC-6")
        .press("enter")
        .sees("searching …");
    session.let_go().misses("searching …");
    assert!(
        session.cursor_line().contains("// AC-6"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn a_search_that_reads_on_can_be_stopped() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    session
        .press("/")
        .type_text("AC-6")
        .press("enter")
        .sees("searching …")
        .press("esc");
    let before = session.model.screens.review.view.cursor;
    session.let_go();
    assert_eq!(session.model.screens.review.view.cursor, before);
    session.misses("searching …");
}

#[test]
fn a_search_takes_regular_expressions() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text(r"insert\(amount, \w+\)")
        .press("enter");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    // An escape in upper case does not make case count.
    session.press("g /").type_text(r"idem\Sey").press("enter");
    assert!(
        session.cursor_line().contains("IdemKey"),
        "{}",
        session.cursor_line()
    );
    // Nothing but empty matches is no match.
    session
        .press("g /")
        .type_text("(zzz)*")
        .press("enter")
        .sees("no later match");
}

#[test]
fn an_expression_that_is_none_is_looked_for_as_it_stands() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("insert(amount,")
        .press("enter")
        .sees("column 7: unclosed group");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session
        .press("g /")
        .type_text("((((((((a{999}){999}){999}")
        .press("enter")
        .sees("searched as plain text");
}

#[test]
fn hits_are_counted_over_the_whole_increment() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    session
        .press("/")
        .type_text("refund")
        .press("enter j")
        .sees("…  n next match");
    session.let_go();
    session.press("esc g /").type_text("refund").press("enter");
    let all = session.footer();
    assert!(all.contains(" hit ") || all.contains(" hits"), "{all}");
    // Every one of them is gone to, one after the other.
    let of: usize = all
        .split(" of ")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    session.press("g /").type_text("refund").press("enter");
    let first: usize = if session.footer().contains("hit 1 of") {
        1
    } else {
        2
    };
    for at in first..=of {
        session.sees(&format!("hit {at} of {of}"));
        session.press("n");
    }
    session.sees("no later match");
}

#[test]
fn a_file_without_a_match_is_not_read_for_a_search() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    let unread = |session: &Session| {
        let files = &session.model.screens.review.files;
        files.iter().filter(|file| file.diff().is_none()).count()
    };
    assert!(unread(&session) > 0);
    session
        .press("/")
        .type_text("no such words")
        .press("enter")
        .sees("searching …");
    session.let_go().sees("no later match");
}

#[test]
fn file_names_are_searched_by_themselves() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("refund")
        .press("tab")
        .sees("file names /refund")
        .press("enter");
    session.sees("hit 1 of");
    assert!(
        session.cursor_line().contains("src/refund"),
        "{}",
        session.cursor_line()
    );
    let hit = Theme::new(false, Depth::True, false).hit.bg;
    let lit = |session: &Session, text: &str| {
        let (x, y) = session.find(text);
        Some(session.buffer()[(x, y)].bg) == hit
    };
    assert!(!lit(&session, "IdemKey"), "lines are not searched");
}

#[test]
fn earlier_searches_are_called_back() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("first")
        .press("enter esc /")
        .type_text("second")
        .press("enter esc");
    session
        .press("/")
        .type_text("thi")
        .press("up")
        .sees("/second")
        .press("up")
        .sees("/first");
    session
        .press("up")
        .sees("/first")
        .press("down down")
        .sees("/thi_")
        .press("up")
        .sees("/second");
}

#[test]
fn matches_are_lit_in_every_part_of_a_wrapped_line() {
    let (_delivery, mut session) = review();
    session
        .resize(80, 24)
        .press("tab W /")
        .type_text("[a-z]")
        .press("enter")
        .press("g");
    let part = session.model.screens.review.rows.len();
    let row = (0..part)
        .find(|row| {
            let found = session
                .model
                .screens
                .review
                .rows
                .get(*row)
                .map(|(_, row)| row.kind);
            matches!(
                found,
                Some(snaglist::app::screens::review::rows::RowKind::Line { part: 1, .. })
            )
        })
        .expect("a line is wrapped");
    for _ in 0..row {
        session.press("j");
    }
    let pane = session
        .model
        .facts
        .size
        .review(true, Widths::default())
        .diff;
    let view = session.model.screens.review.view;
    let y = pane.y + 1 + (view.cursor - view.top) as u16;
    let hit = Theme::new(false, Depth::True, false).hit.bg;
    let buffer = session.buffer();
    let lit = (pane.x + 12..pane.x + pane.width)
        .filter(|x| Some(buffer[(*x, y)].bg) == hit)
        .count();
    assert!(lit > 0, "{}", session.screen());
}

#[test]
fn matches_are_lit_in_notes_too() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("Mind the zebra crossing")
        .press("ctrl-s");
    session.press("/").type_text("zebra").press("enter");
    let hit = Theme::new(false, Depth::True, false).hit.bg;
    let (x, y) = session.find("zebra");
    let buffer = session.buffer();
    assert!(
        (0..5).all(|at| Some(buffer[(x + at, y)].bg) == hit),
        "{}",
        session.screen()
    );
    assert_ne!(Some(buffer[(x + 5, y)].bg), hit);
}
