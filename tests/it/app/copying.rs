//! Copying to the terminal's clipboard.

use snaglist::app::msg::Effect;
use snaglist::runtime::clipboard::{Between, sequence};

use super::review;
use super::session::Session;

pub(super) fn copied(session: &Session) -> &str {
    match session.outside.last() {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?} is no text copied"),
    }
}

#[test]
fn a_line_and_a_selection_are_copied_as_they_stand() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("y")
        .sees("Copy to the clipboard")
        .press("l");
    session.sees("copied the line");
    assert_eq!(
        copied(&session),
        "        let refund = self.store.insert(amount, key)?;"
    );
    session.press("V k y l").sees("copied 2 lines");
    assert_eq!(copied(&session).lines().count(), 2);
    assert!(session.model.screens.review.selecting.is_none());
}

#[test]
fn a_hunk_is_copied_as_a_patch() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("y h")
        .sees("copied the hunk");
    let patch = copied(&session).to_owned();
    let mut lines = patch.lines();
    assert_eq!(lines.next(), Some("--- a/src/refund.rs"));
    assert_eq!(lines.next(), Some("+++ b/src/refund.rs"));
    assert!(lines.next().unwrap().starts_with("@@ -"));
    assert!(
        patch.contains("\n+        let refund = self.store.insert(amount, key)?;\n"),
        "{patch}"
    );
    assert!(
        patch.contains("\n-        let refund = self.store.insert(amount)?;\n"),
        "{patch}"
    );
}

#[test]
fn where_a_line_is_can_be_cited_with_its_commit() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("y p")
        .sees("copied src/refund.rs:");
    let place = copied(&session).to_owned();
    session.press("y c").sees("copied src/refund.rs:");
    let head = session.model.increment().unwrap().range.head.short(12);
    assert_eq!(copied(&session), format!("{place}@{head}"));
}

#[test]
fn there_is_nothing_to_copy_on_the_cover() {
    let (_delivery, mut session) = review();
    session.press("tab g j j y");
    assert!(session.model.overlay.is_some() || session.footer().contains("nothing to copy here"));
}

#[test]
fn what_is_copied_can_be_pasted_anywhere() {
    let text = "a\tb\r\n\u{1b}[31mred\u{202e}gnihtemos\n\u{7}\u{200b}".as_bytes();
    let copied = snaglist::safe::copied(text);
    assert!(copied.starts_with("a\tb\r\n"), "{copied:?}");
    assert!(
        !copied.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{200b}']),
        "{copied:?}"
    );
    assert!(copied.contains("red"), "{copied:?}");
    let ordinary = "naïve ❤\u{fe0f} 漢字\n";
    assert_eq!(snaglist::safe::copied(ordinary.as_bytes()), ordinary);
    let long = "x".repeat(50_000);
    assert_eq!(
        snaglist::safe::copied(long.as_bytes()),
        long,
        "nothing is cut"
    );
}

#[test]
fn a_terminal_is_handed_the_text_as_it_is_told_in_its_language() {
    assert_eq!(sequence("foo", Between::Nothing), "\x1b]52;c;Zm9v\x1b\\");
    // tmux passes on what has its escapes doubled.
    let written = sequence("foo", Between::Tmux);
    assert!(
        written.ends_with("\x1bPtmux;\x1b\x1b]52;c;Zm9v\x1b\x1b\\\x1b\\"),
        "{written:?}"
    );
}

#[test]
fn screen_gets_strings_of_a_length_that_it_takes() {
    let written = sequence(&"x".repeat(2_000), Between::Screen);
    let strings: Vec<&str> = written
        .split("\x1b\\")
        .filter(|string| !string.is_empty())
        .collect();
    assert!(strings.len() > 5);
    assert!(
        strings
            .iter()
            .all(|string| string.starts_with("\x1bP") && string.len() < 512)
    );
    let joined: String = strings.iter().map(|string| &string[2..]).collect();
    assert!(joined.starts_with("\x1b]52;c;eHh4") && joined.ends_with('\x07'));
}
