//! Drafts of notes: kept whatever is left, finished in an editor outside, found on their lines.

use snaglist::app::msg::{Effect, Msg};

use super::notes::{note_on, rows_from};
use super::review;

#[test]
fn a_draft_is_kept_and_comes_back_in_its_place() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c tab")
        .type_text("Half a thou")
        .press("esc");
    session.sees("draft stored").misses("Half a thou");
    session.press("k c").misses("Half a thou").press("esc j c");
    session
        .sees("Half a thou")
        .sees("suggestion (not blocking)")
        .sees("this is the draft you began here");
    session
        .type_text("ght")
        .press("ctrl-s")
        .sees("Half a thought");
    assert!(session.drafts.is_empty() && session.model.drafts.is_empty());
}

#[test]
fn a_draft_outlasts_leaving_and_is_never_only_on_the_screen() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .type_text("Not lost");
    assert_eq!(
        session
            .drafts
            .values()
            .map(|draft| draft.text.lossy().into_owned())
            .collect::<Vec<_>>(),
        ["Not lost"]
    );
    session.send(Msg::FocusLost);
    assert!(session.outside.contains(&Effect::KeepDraftNow));
    session.press("ctrl-c");
    assert!(session.outside.contains(&Effect::Quit));
    let mut session = session.again();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .sees("Not lost");
}

#[test]
fn a_draft_of_nothing_is_no_draft() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c esc");
    assert!(session.drafts.is_empty());
    session.press("c").type_text("x").press("backspace esc");
    assert!(session.drafts.is_empty());
    session
        .press("c ctrl-s")
        .sees("nothing written yet")
        .press("esc");
}

#[test]
fn an_edit_that_changes_nothing_leaves_no_draft() {
    let (_delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    session.press("E esc");
    assert!(session.drafts.is_empty());
}

#[test]
fn the_draft_goes_to_the_editor_outside_and_comes_back() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .type_text("Begun")
        .press("ctrl-e");
    assert_eq!(
        session.outside.last(),
        Some(&Effect::EditOutside("Begun".to_owned()))
    );
    session
        .send(Msg::Edited(Ok("Begun and finished.\n".to_owned())))
        .sees("Begun and finished.");
    session
        .send(Msg::Edited(Err("no editor".to_owned())))
        .sees("no editor")
        .sees("Begun and finished.");
    session.press("ctrl-s").sees("Begun and finished.");
}

#[test]
fn a_paste_goes_where_text_is_typed() {
    let (_delivery, mut session) = review();
    session.paste("nowhere").sees("no text box to paste into");
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .paste("one\r\ntwo\tthree\u{1b}[31m")
        .press("ctrl-s");
    let rows = rows_from(&session, "┃ one", 2);
    assert!(rows[1].ends_with("two    three[31m"), "{rows:?}");
    session.press("g /").paste("legacy\nmore").press("enter");
    assert!(
        session.cursor_line().contains("src/legacy.rs"),
        "{}",
        session.cursor_line()
    );
    session
        .press("esc :")
        .paste("help")
        .press("enter")
        .sees("any other key closes");
}

#[test]
fn a_draft_is_found_on_its_line_whatever_criterion_is_chosen() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .type_text("Half a thou")
        .press("esc");
    session
        .press("K c")
        .sees("Half a thou")
        .sees("this is the draft you began here")
        .type_text("ght")
        .press("ctrl-s");
    session.sees("Half a thought").sees("· AC-4 ·");
    assert!(session.drafts.is_empty());
}
