//! The words that differ within lines, and how they are coloured.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use snaglist::ui::theme::{Depth, Theme};

use super::engagement::Delivery;
use super::picture::text;
use super::session::Session;

pub(super) fn remarks(name: &str, count: u32) -> String {
    (0..count)
        .map(|n| format!("// {name} remark number {n}\n"))
        .collect()
}

pub(super) const REFUND: &str = "\
pub fn refund(store: &Store, key: Key) -> Receipt {
    let charge = store.find(key);
    charge.cancel();
    store.audit(charge);
    store.receipt(charge)
}
";

/// The diff of some files, in a terminal so large that all of it is shown.
pub(super) fn between(old: &[(&str, &str)], new: &[(&str, &str)]) -> (Delivery, Session) {
    let delivery = Delivery::between(old, new);
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.resize(160, 100).press("tab g");
    (delivery, session)
}

/// What of the first line with a text is drawn in cells of some look.
pub(super) fn drawn(buffer: &Buffer, line_with: &str, is: impl Fn(&Cell) -> bool) -> String {
    let screen = text(buffer);
    let y = screen.lines().position(|line| line.contains(line_with));
    let y = y.unwrap_or_else(|| panic!("{line_with:?} is not on the screen:\n{screen}")) as u16;
    (0..buffer.area.width)
        .map(|x| &buffer[(x, y)])
        .filter(|cell| is(cell))
        .map(Cell::symbol)
        .collect()
}

pub(super) fn dark(depth: Depth) -> Theme {
    Theme::new(false, depth, false)
}

/// The words marked in the first line with a text.
pub(super) fn words(session: &Session, line_with: &str) -> String {
    let theme = dark(Depth::True);
    let grounds = [theme.added_words.bg, theme.removed_words.bg];
    drawn(&session.draw(&theme), line_with, |cell| {
        grounds.contains(&Some(cell.bg))
    })
}

#[test]
fn the_words_that_differ_stand_out_in_both_lines_and_both_views() {
    let (_delivery, mut session) = between(
        &[("a.rs", "start\nlet total = sum(one, two);\nend\n")],
        &[("a.rs", "start\nlet total = sum(one, three);\nend\n")],
    );
    for _ in 0..2 {
        assert_eq!(
            words(&session, "one, three"),
            if session.model.screens.review.split {
                "twothree"
            } else {
                "three"
            }
        );
        assert_eq!(words(&session, "one, two")[..3], *"two");
        // The cursor does not hide them.
        session.go_to("one, two");
        assert_eq!(words(&session, "one, two")[..3], *"two");
        session.press("|");
    }
}

#[test]
fn words_stand_out_where_they_are_drawn_behind_tabs_wide_and_unseen_characters() {
    let (_delivery, session) = between(
        &[("a.rs", "\t漢字\u{202e}\x1b[1m = \"old\"\tname;\n")],
        &[("a.rs", "\t漢字\u{202e}\x1b[1m = \"new\"\tname;\n")],
    );
    assert_eq!(words(&session, "\"old\""), "old");
    assert_eq!(words(&session, "\"new\""), "new");
}

#[test]
fn no_words_stand_out_where_a_line_is_another_or_has_no_counterpart() {
    let (_delivery, session) = between(
        &[
            ("a.rs", "start\nlet total = sum(one, two);\nend\n"),
            ("b.rs", "one\n\n\n\n\n"),
        ],
        &[
            ("a.rs", "start\nreturn Err(Refused::Unknown);\nend\n"),
            ("b.rs", "one\n\n\n\n\nlast line\n"),
        ],
    );
    assert_eq!(words(&session, "let total"), "");
    assert_eq!(words(&session, "return Err"), "");
    assert_eq!(words(&session, "last line"), "");
}

#[test]
fn a_line_put_in_between_does_not_shift_the_lines_that_are_set_against_each_other() {
    let (_delivery, mut session) = between(
        &[("a.rs", "alpha(first, 1);\nbeta(second, 2);\n")],
        &[(
            "a.rs",
            "alpha(first, 10);\n// something new altogether\nbeta(second, 20);\n",
        )],
    );
    session.press("|");
    let beside = session.line_with("beta(second, 20)");
    assert!(
        beside.contains("− beta(second, 2);") && beside.contains("+ beta(second, 20);"),
        "{beside}"
    );
    let between = session.line_with("something new");
    assert!(!between.contains('−'), "{between}");
    assert_eq!(words(&session, "beta(second, 20)"), "220");
}

#[test]
fn words_stand_out_in_few_colours_and_in_none() {
    let (_delivery, session) = between(
        &[("a.rs", "let total = sum(one, two);\n")],
        &[("a.rs", "let total = sum(one, three);\n")],
    );
    let green = |cell: &Cell| cell.bg == Color::Green;
    assert_eq!(
        drawn(&session.draw(&dark(Depth::Ansi)), "three", green),
        "three"
    );
    assert_eq!(
        drawn(&session.draw(&dark(Depth::Indexed)), "three", |c| c.bg
            == Color::Indexed(28)),
        "three"
    );
    let underlined = |cell: &Cell| cell.modifier.contains(Modifier::UNDERLINED);
    assert_eq!(
        drawn(&session.draw(&dark(Depth::None)), "three", underlined),
        "three"
    );
}

#[test]
fn words_are_looked_for_in_the_lines_on_the_screen_only() {
    let version = |word: &str| {
        (0..3_000)
            .map(|n| format!("line {n} says {word}\n\n\n\n\n\n\n\n"))
            .collect::<String>()
    };
    let (old, new) = (version("before"), version("after"));
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    let height = session.model.screens.review.view.height;
    assert!(session.model.screens.review.words.line_count() <= height);
    for pages in 2..12 {
        session.press("pgdn");
        assert!(session.model.screens.review.words.line_count() <= pages * height);
    }
}

#[test]
fn both_cells_of_a_wide_character_have_its_colours_so_that_neither_stays_behind() {
    let (_delivery, session) = between(&[("a.rs", "old\n")], &[("a.rs", "漢字\n")]);
    let theme = Theme::new(false, Depth::True, false);
    let mut terminal = Terminal::new(TestBackend::new(160, 100)).unwrap();
    let mut drawn = Buffer::default();
    terminal
        .draw(|frame| {
            snaglist::ui::draw(&session.model, &theme, frame);
            drawn = frame.buffer_mut().clone();
        })
        .unwrap();
    let leads: Vec<(u16, u16)> = (0..100)
        .flat_map(|y| (0..159).map(move |x| (x, y)))
        .filter(|at| ["漢", "字"].contains(&drawn[*at].symbol()))
        .collect();
    assert!(leads.len() >= 2, "{}", text(&drawn));
    for (x, y) in leads {
        assert_eq!(drawn[(x, y)].bg, drawn[(x + 1, y)].bg, "column {x}");
        assert_ne!(drawn[(x, y)].bg, Color::Reset, "an added line is coloured");
    }
}
