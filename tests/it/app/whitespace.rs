//! White space in differences: which of it counts, and what of it is shown.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use snaglist::ui::theme::Depth;

use super::session::Session;
use super::words::{between, dark, drawn, remarks};

#[test]
fn a_key_goes_through_the_modes_of_white_space_and_the_bar_names_them() {
    let far = remarks("far", 20);
    let old = format!("fn a() {{\none( x );\n}}\n{far}end\n{far}amount here\n{far}");
    let new = format!("fn a() {{\n    one(x);\n}}\n{far}end  \n{far}amount   here\n{far}");
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    let shown = |session: &Session| {
        let screen = session.screen();
        ["+ end", "+ amount", "+     one"].map(|line| screen.contains(line))
    };
    assert_eq!(shown(&session), [true; 3]);
    session
        .press("i")
        .sees(" white space at line ends ignored ");
    assert_eq!(shown(&session), [false, true, true]);
    session.press("i").sees(" amount of white space ignored ");
    assert_eq!(shown(&session), [false, false, true]);
    session.press("i").sees(" white space ignored ");
    assert_eq!(shown(&session), [false; 3]);
    session
        .sees("no other change")
        .sees(" 1 file with ignored changes only ")
        .sees("+0 −0");
    session
        .press("i")
        .sees("all differences shown")
        .misses("ignored");
    assert_eq!(shown(&session), [true; 3]);
}

#[test]
fn changes_of_blank_lines_alone_are_left_out_when_asked() {
    let far = remarks("far", 20);
    let old = format!("start\n{far}middle\n{far}");
    let new = format!("start\n\n{far}center\n{far}\n");
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    session
        .sees("+3 −1")
        .press("I")
        .sees("+1 −1")
        .sees(" blank lines ignored ")
        .sees("center");
    session.press("I").sees("+3 −1");
}

#[test]
fn marks_and_notes_hold_whatever_counts() {
    let far = remarks("far", 20);
    let old = format!("one( x );\n{far}two\n{far}");
    let new = format!("one(x);\n{far}three\n{far}");
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    session
        .go_to("three")
        .press("c")
        .type_text("Why three?")
        .press("ctrl-s");
    session
        .press("i i i")
        .sees("Why three?")
        .misses("one( x )")
        .go_to("+ three")
        .press("space");
    session
        .sees("0/1 files viewed")
        .press("i")
        .sees("Why three?")
        .sees("one( x )");
    // What was hidden is still to be viewed.
    session.press("g n");
    assert!(
        session.cursor_line().contains("one( x )"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn white_space_at_the_end_of_added_lines_and_odd_line_ends_are_shown() {
    let (_delivery, mut session) = between(
        &[
            ("a.rs", "start\n\n\n\n\n\n\nend\n"),
            ("b.rs", "one = 1\ntwo\nthree\n"),
        ],
        &[
            ("a.rs", "start\nadded \t\n\n\n\n\n\n\nend"),
            ("b.rs", "one = 1\r\ntwo\nthree\n"),
        ],
    );
    let theme = dark(Depth::True);
    let is_trailing = |cell: &Cell| Some(cell.bg) == theme.trailing.bg;
    let marked = drawn(&session.draw(&theme), "+ added", is_trailing);
    assert!(marked.len() >= 2 && marked.trim().is_empty(), "{marked:?}");
    session.sees("+ end ⊣ no newline at end").sees("− end ⊣ LF");
    session
        .sees("− one = 1 ⊣ LF")
        .sees("+ one = 1 ⊣ CR LF")
        .misses("two ⊣");
    let underlined = |cell: &Cell| cell.modifier.contains(Modifier::UNDERLINED);
    let marked = drawn(&session.draw(&dark(Depth::None)), "+ added", underlined);
    assert!(marked.len() >= 2 && marked.trim().is_empty(), "{marked:?}");
}
