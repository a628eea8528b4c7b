//! Disks that fail: nothing is called saved that is not, and no word is lost.

use super::*;

/// Puts a file where the data directory was, so that nothing can be written there.
fn break_disk(place: &Place) {
    let _ = fs::remove_dir_all(place.data());
    fs::write(place.data(), "in the way").unwrap();
}

#[test]
fn a_note_that_cannot_be_saved_is_saved_once_the_disk_is_back() {
    let (place, _repo) = Place::delivered();
    let mut terminal = on_a_line(&place);
    break_disk(&place);
    terminal.press("cKept in memory");
    terminal.press(CTRL_S);
    terminal.wait_for("NOT SAVED");
    terminal.wait_for("Kept in memory");
    fs::remove_file(place.data()).unwrap();
    terminal.wait_without("NOT SAVED");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(place.ok(&["note", "--list"]).contains("Kept in memory"));
}

#[test]
fn what_never_gets_to_the_disk_is_printed_at_the_end() {
    let (place, _repo) = Place::delivered();
    let mut terminal = on_a_line(&place);
    break_disk(&place);
    terminal.press("cA note in vain");
    terminal.press(CTRL_S);
    terminal.wait_for("NOT SAVED");
    terminal.press("CA draft in vain");
    terminal.wait_for("A draft in vain");
    terminal.press("\x03");
    assert_eq!(terminal.end(), 1);
    terminal.assert_given_back();
    let text = terminal.text();
    for words in [
        "A note in vain",
        "issue on criterion AC-2 on src/refund.rs:1",
        "A draft in vain",
        "copy it to a file",
    ] {
        assert!(text.contains(words), "{words:?} is not in:\n{text}");
    }
}

#[test]
fn a_text_too_long_to_be_kept_stays_in_the_box_and_is_printed_at_the_end() {
    let (place, _repo) = Place::delivered();
    let editor = script(
        &place,
        "ed.sh",
        "yes 'far too long' | head -c 3000000 > \"$1\"",
    );
    let command = [env!("CARGO_BIN_EXE_snaglist"), "charges..refunds"];
    let mut terminal = Terminal::open(&place, &command, &[("EDITOR", editor.to_str().unwrap())]);
    to_a_line(&mut terminal);
    terminal.press("cx");
    terminal.wait_for("post");
    terminal.press(CTRL_E);
    terminal.wait_for("far too long");
    terminal.press(CTRL_S);
    terminal.wait_for("shorten or split it");
    terminal.wait_for("post");
    terminal.press("\x03");
    assert_eq!(terminal.end(), 1);
    assert_eq!(
        String::from_utf8_lossy(&terminal.written)
            .matches("far too long\r\n")
            .count(),
        3_000_000 / 13
    );
    terminal.wait_for("copy it to a file");
}
