//! What is being typed outlives whatever ends the program.

use super::*;

/// Opens a text box on a line and types into it.
fn typing(place: &Place, words: &str) -> Terminal {
    let mut terminal = on_a_line(place);
    terminal.press("c");
    terminal.wait_for("post");
    terminal.press(words);
    terminal.wait_for(words);
    terminal
}

/// Holds that the next start offers the only draft, and that it can be gone on with and said.
fn assert_offered(place: &Place, words: &str) {
    let mut terminal = reviewer(place);
    terminal.wait_for("there is a draft; Ctrl-O opens it");
    terminal.press(CTRL_O);
    terminal.wait_for("Continue a draft");
    terminal.wait_for(words);
    terminal.press(ENTER);
    terminal.wait_for("post");
    terminal.press(" to the end");
    terminal.press(CTRL_S);
    terminal.wait_for("saved");
    terminal.press(CTRL_O);
    terminal.wait_for("there are no drafts");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(
        kept_drafts(place).is_empty(),
        "what was said is no draft any more"
    );
    assert!(
        place
            .ok(&["note", "--list"])
            .contains(&format!("{words} to the end"))
    );
}

#[test]
fn a_draft_survives_being_killed() {
    let (place, _repo) = Place::delivered();
    let mut terminal = typing(&place, "half a thou");
    terminal.wait_for_draft(&place, "half a thou");
    terminal.kill();
    assert_offered(&place, "half a thou");
}

#[test]
fn a_draft_survives_leaving_at_once() {
    let (place, _repo) = Place::delivered();
    let mut terminal = on_a_line(&place);
    terminal.press("c");
    terminal.wait_for("post");
    // In one go: the draft has no time to be written before the end.
    terminal.press("typed and gone\x03");
    assert_eq!(terminal.end(), 0);
    assert_offered(&place, "typed and gone");
}

#[test]
fn a_draft_survives_signals_that_end_the_program() {
    for (name, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let (place, _repo) = Place::delivered();
        let mut terminal = typing(&place, "interrupted by a signal");
        terminal.signal(name);
        assert_eq!(terminal.end(), status, "SIG{name}");
        terminal.assert_given_back();
        assert_offered(&place, "interrupted by a signal");
    }
}

#[test]
fn a_draft_survives_the_terminal_going_away() {
    let (place, _repo) = Place::delivered();
    let terminal = typing(&place, "the line was cu");
    assert_eq!(terminal.hang_up(), 129);
    assert_offered(&place, "the line was cu");
}

#[test]
fn a_draft_is_found_again_where_it_was_begun() {
    let (place, _repo) = Place::delivered();
    let mut terminal = typing(&place, "come back to this");
    terminal.press(ESC);
    terminal.wait_for("draft stored");
    terminal.press("c");
    terminal.wait_for("this is the draft you began here");
    terminal.wait_for("come back to this");
}
