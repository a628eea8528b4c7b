//! Terminals that say too much, or claim to be too large.

use super::*;

#[test]
fn an_answer_of_a_megabyte_acts_on_nothing_and_ctrl_c_is_heard() {
    let (place, _repo) = Place::delivered();
    let mut terminal = reviewer(&place);
    terminal.wait_for("Overview");
    terminal.press(&format!("\x1b]11;{}", "x".repeat(1 << 20)));
    terminal.press("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.assert_given_back();
    let run = place.run(&["status", "--json"]);
    assert!(
        !run.out.contains("not-met"),
        "the answer judged something: {}",
        run.out
    );
}

#[test]
fn a_terminal_that_claims_to_be_endless_is_drawn_in_its_corner() {
    let (place, _repo) = Place::delivered();
    let mut terminal = reviewer(&place);
    terminal.wait_for("Overview");
    // The emulator has as much as is drawn on: it would need the memory that the program does
    // without.
    terminal
        .emulator
        .screen_mut()
        .set_size(cells(500), cells(1_000));
    let size = PtySize {
        rows: u16::MAX,
        cols: u16::MAX,
        pixel_width: 0,
        pixel_height: 0,
    };
    terminal.master.resize(size).unwrap();
    terminal.press("?");
    terminal.wait_for("half a page");
    terminal.press("\x03");
    assert_eq!(terminal.end(), 0);
}
