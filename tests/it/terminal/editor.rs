//! A round trip through the user's own editor.

use super::*;

/// Opens a text box with some words in it, and takes them to that editor.
fn edit_with(place: &Place, editor: &str) -> Terminal {
    let command = [env!("CARGO_BIN_EXE_snaglist"), "charges..refunds"];
    let mut terminal = Terminal::open(place, &command, &[("EDITOR", editor)]);
    to_a_line(&mut terminal);
    terminal.press("c");
    terminal.wait_for("post");
    terminal.press("from the box");
    terminal.wait_for("from the box");
    terminal.press(CTRL_E);
    terminal
}

#[test]
fn what_the_editor_made_of_the_draft_is_in_the_box() {
    let (place, _repo) = Place::delivered();
    let editor = script(
        &place,
        "ed.sh",
        "printf '%s' \"$(cat \"$1\"), and from the editor\" > \"$1\"",
    );
    let mut terminal = edit_with(&place, editor.to_str().unwrap());
    terminal.wait_for("from the box, and from the editor");
    // Keyboard and screen are ours again.
    terminal.press("!");
    terminal.press(CTRL_S);
    terminal.wait_for("saved");
    terminal.wait_for("from the box, and from the editor!");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_given_back();
}

#[test]
fn the_editor_has_the_terminal_to_itself() {
    let (place, _repo) = Place::delivered();
    let editor = script(
        &place,
        "ask.sh",
        "stty -a | grep -q ' icanon' && printf 'what to write? '; read -r line; printf '%s' \"$line\" > \"$1\"",
    );
    let mut terminal = edit_with(&place, editor.to_str().unwrap());
    terminal.wait_for("what to write?");
    terminal.assert_given_back();
    // Every key is the editor's, to the last; q would leave the reviewer.
    terminal.press("q c ? typed there\r");
    terminal.wait_for("post");
    terminal.wait_for("q c ? typed there");
}

#[test]
fn an_editor_with_options_and_quotes_is_run_as_a_shell_would() {
    let (place, _repo) = Place::delivered();
    let editor = script(
        &place,
        "my editor.sh",
        "printf '%s|' \"$1\" \"$2\" > \"$3\"",
    );
    let quoted = format!("'{}' --wait \"in two words\"", editor.display());
    edit_with(&place, &quoted).wait_for("--wait|in two words|");
    // A full path with a space in it needs no quotes when it is nothing but that.
    let plain = script(&place, "plain editor.sh", "printf 'plain' > \"$1\"");
    edit_with(&place, plain.to_str().unwrap()).wait_for("plain");
}

#[test]
fn an_editor_that_fails_leaves_the_draft_as_it_was() {
    let (place, _repo) = Place::delivered();
    let mut terminal = edit_with(&place, "exit 3;");
    terminal.wait_for("the draft is unchanged");
    terminal.wait_for("from the box");
    terminal.press(CTRL_S);
    terminal.wait_for("saved");
}

#[test]
fn what_a_failing_editor_wrote_is_left_where_it_says() {
    let (place, _repo) = Place::delivered();
    let editor = script(&place, "ed.sh", "printf 'nearly lost' > \"$1\"; exit 1");
    let mut terminal = edit_with(&place, editor.to_str().unwrap());
    terminal.wait_for("from the box");
    terminal.wait_for("your text is in");
    let left = fs::read_dir(place.root.path().join("tmp")).unwrap();
    let texts =
        left.filter_map(|dir| fs::read_to_string(dir.unwrap().path().join("draft.md")).ok());
    assert_eq!(texts.collect::<Vec<_>>(), ["nearly lost"]);
}

#[test]
fn an_editor_that_is_not_there_is_said_so() {
    let (place, _repo) = Place::delivered();
    let mut terminal = edit_with(&place, "no-such-editor --wait");
    terminal.wait_for("set EDITOR to an installed editor");
    terminal.wait_for("from the box");
}

#[test]
fn no_file_of_the_reviewed_repository_is_taken_for_the_editor() {
    let (place, _repo) = Place::delivered();
    fs::write(
        place.repo().join("vi-of-theirs"),
        "#!/bin/sh\necho hijacked > \"$1\"\n",
    )
    .unwrap();
    make_executable(&place.repo().join("vi-of-theirs"));
    let mut terminal = edit_with(&place, "vi-of-theirs");
    terminal.wait_for("set EDITOR to an installed editor");
    assert!(!terminal.text().contains("hijacked"));
}

#[test]
fn an_editor_that_leaves_more_than_a_note_holds_loses_nothing() {
    let (place, _repo) = Place::delivered();
    let editor = script(&place, "ed.sh", "head -c 20000000 /dev/zero > \"$1\"");
    let mut terminal = edit_with(&place, editor.to_str().unwrap());
    terminal.wait_for("wrote more than 16 MiB, but a note can have 256 KiB");
    terminal.wait_for("from the box");
    let left = fs::read_dir(place.root.path().join("tmp")).unwrap();
    let sizes = left.filter_map(|dir| {
        Some(
            fs::metadata(dir.unwrap().path().join("draft.md"))
                .ok()?
                .len(),
        )
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [20_000_000]);
}
