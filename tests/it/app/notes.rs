//! Notes: written in place, edited, answered, deleted, kept as drafts.

use snaglist::app::input::geometry::Widths;
use snaglist::app::msg::{Effect, MouseKind, Msg};
use snaglist::model::event::{Body, Statement};
use snaglist::model::note::{Label, NoteBody};
use snaglist::model::record::Newer;
use snaglist::model::text::Untrusted;

use super::engagement::WEBHOOK;
use super::people::{self, Other};
use super::session::Session;
use super::{review, review_of};

/// The rows of the diff from the first that shows a text on, as they stand on the screen.
fn rows_from(session: &Session, text: &str, count: usize) -> Vec<String> {
    let screen = session.screen();
    let at = screen
        .lines()
        .position(|line| line.contains(text))
        .unwrap_or_else(|| panic!("{text:?}:\n{screen}"));
    let pane = session
        .model
        .facts
        .size
        .review(true, Widths::default())
        .diff;
    let inside = |line: &str| {
        line.chars()
            .skip(usize::from(pane.x) + 1)
            .collect::<String>()
            .trim_end_matches(['│', ' '])
            .to_owned()
    };
    screen.lines().skip(at).take(count).map(inside).collect()
}

fn note_on(session: &mut Session, line: &str, words: &str) {
    session
        .go_to(line)
        .press("c")
        .type_text(words)
        .press("ctrl-s");
}

#[test]
fn a_note_stands_right_below_its_line() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .sees("src/refund.rs:15")
        .sees("issue (blocking)");
    session
        .type_text("Two calls can both\npass this check.")
        .press("ctrl-s");
    session.press("j j j j");
    let rows = rows_from(&session, "insert(amount, key)", 5);
    assert!(
        rows[1].ends_with("┃ issue (blocking) · AC-4 · Ana · now · open"),
        "{rows:?}"
    );
    assert!(
        rows[2].ends_with("┃ Two calls can both") && rows[3].ends_with("┃ pass this check."),
        "{rows:?}"
    );
    assert!(rows[4].contains("Ok(refund)"), "{rows:?}");
    assert!(session.title().ends_with("1 snag"));
    assert!(
        session.drafts.is_empty(),
        "what was said is no draft any more"
    );
}

#[test]
fn the_cursor_is_on_the_note_just_written() {
    let (_delivery, mut session) = review();
    for words in ["the first note", "the second note"] {
        note_on(&mut session, "self.store.insert(amount, key)", words);
        assert!(
            session.cursor_line().contains("issue (blocking)"),
            "{words}: {}",
            session.cursor_line()
        );
    }
}

#[test]
fn a_note_can_be_edited_answered_deleted_and_brought_back() {
    let (_delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    session
        .press("E")
        .sees("edit issue")
        .sees("This races.")
        .type_text(" Lock it.")
        .press("ctrl-s");
    session.sees("This races. Lock it.").sees("now, edited");
    session
        .press("r")
        .sees("reply to issue")
        .type_text("See also AC-5.")
        .press("ctrl-s");
    let rows = rows_from(&session, "This races. Lock it.", 3);
    assert!(
        rows[1].contains("↪ Ana · now") && rows[2].ends_with("See also AC-5."),
        "{rows:?}"
    );
    session
        .press("D")
        .misses("This races")
        .sees("u brings it back");
    assert!(session.title().ends_with("0 snags"));
    assert!(
        session
            .cursor_line()
            .contains("self.store.insert(amount, key)"),
        "on {:?}",
        session.cursor_line()
    );
    session
        .press("u j j j")
        .sees("This races. Lock it.")
        .sees("See also AC-5.");
    assert!(session.title().ends_with("1 snag"));
}

#[test]
fn a_note_is_left_alone_by_others() {
    let (_delivery, mut session) = review();
    let mut ben = Other::new(&session, &people::ben());
    note_on(&mut session, "self.store.insert(amount, key)", "Mine.");
    let mut said = session.opened.record().threads[0].clone();
    said.body.text = Untrusted::from("Ben's.");
    let mut statement = Statement::new(Body::Note {
        criterion: None,
        note: said.body.clone(),
    });
    (statement.subject, statement.anchor) = (said.subject, said.place.anchor);
    ben.say(statement);
    session
        .refresh()
        .go_to("Ben's.")
        .press("D")
        .sees("that note is not yours; r replies");
    session
        .press("E")
        .sees("that note is not yours")
        .sees("Ben's.");
    session
        .press("r")
        .type_text("I agree.")
        .press("ctrl-s")
        .sees("I agree.");
}

#[test]
fn several_lines_can_be_noted() {
    let (_delivery, mut session) = review();
    session
        .go_to("if let Some(refund)")
        .press("V j j c")
        .sees("src/refund.rs:12-14")
        .type_text("All of this.")
        .press("ctrl-s");
    let rows = rows_from(&session, "if let Some(refund)", 5);
    assert!(
        rows[2].ends_with("}")
            && rows[3].contains("issue (blocking)")
            && rows[4].ends_with("All of this."),
        "{rows:?}"
    );
    // Upwards too, and a selection can be called off.
    session
        .go_to("return Ok(refund);")
        .press("V k c")
        .sees("src/refund.rs:12-13")
        .press("esc");
    session
        .press("V j esc c")
        .misses("src/refund.rs:13-")
        .press("esc");
    session
        .press("g V")
        .sees("first put the cursor on a line of the diff");
}

#[test]
fn lines_can_be_selected_with_the_mouse() {
    let (_delivery, mut session) = review();
    session.go_to("if let Some(refund)");
    let (x, y) = session.find("if let Some(refund)");
    session
        .mouse(MouseKind::Click, x, y)
        .mouse(MouseKind::Drag, x, y + 1)
        .mouse(MouseKind::Drag, x, y + 2);
    session.press("c").sees("src/refund.rs:12-14");
}

#[test]
fn a_removed_line_can_be_noted() {
    let (_delivery, mut session) = review();
    note_on(&mut session, "More to come.", "Was that not promised?");
    let rows = rows_from(&session, "More to come.", 4);
    assert!(
        rows[1].contains("issue") && rows[2].ends_with("Was that not promised?"),
        "{rows:?}"
    );
    assert!(rows[3].contains("kept for a year"), "{rows:?}");
    session.press("s").sees("old docs/notes.md:5");
}

#[test]
fn a_file_can_be_noted_even_one_without_lines() {
    let (_delivery, mut session) = review();
    for (file, below) in [
        ("src/refund.rs", "8 lines"),
        ("assets/flow.bin", "binary"),
        ("src/legacy.rs", "pub fn refund_all"),
    ] {
        session
            .go_to(&format!("▾ {file}"))
            .press("c")
            .type_text("About the file.")
            .press("ctrl-s");
        let rows = rows_from(&session, &format!("▾ {file}"), 4);
        assert!(
            rows[1].contains("issue") && rows[2].ends_with("About the file."),
            "{rows:?}"
        );
        assert!(rows[3].contains(below), "{rows:?}");
    }
    assert!(session.title().ends_with("3 snags"));
}

#[test]
fn a_criterion_can_be_noted_from_its_pane() {
    let (_delivery, mut session) = review();
    session
        .press("c")
        .sees("criterion AC-4")
        .type_text("Per key, or per key and day?")
        .press("ctrl-s");
    session
        .sees("1 note")
        .press("tab g")
        .sees("issue (blocking) · AC-4 · Ana")
        .sees("Per key, or per key and day?");
}

#[test]
fn an_increment_can_be_noted() {
    let (_delivery, mut session) = review();
    session
        .press("C")
        .sees("increment Idempotent refunds")
        .type_text("Good work.")
        .press("tab ctrl-s");
    session
        .press("tab g")
        .sees("suggestion · Ana")
        .sees("Good work.");
    session
        .press("<")
        .misses("Good work.")
        .press(">")
        .press("g")
        .sees("Good work.");
}

#[test]
fn label_and_blocking_are_chosen_while_writing() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .sees("issue (blocking)");
    session
        .press("tab")
        .sees("suggestion (not blocking)")
        .press("ctrl-b")
        .sees("suggestion (blocking)");
    session
        .press("tab")
        .sees("question (not blocking)")
        .press("shift-tab shift-tab")
        .sees("issue (blocking)");
    session
        .press("shift-tab")
        .sees("note (not blocking)")
        .press("tab tab ctrl-b");
    session
        .type_text("Why not a constraint?")
        .press("ctrl-s")
        .sees("suggestion (blocking) · AC-4");
    assert!(session.title().ends_with("1 snag"));
    session
        .press("E")
        .sees("suggestion (blocking)")
        .press("ctrl-b ctrl-s")
        .sees("suggestion · AC-4");
    assert!(session.title().ends_with("0 snags"));
}

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
fn a_thread_is_verified_withdrawn_and_opened_again() {
    let (_delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    session
        .press("t")
        .sees("verified: it was fixed")
        .press("v")
        .sees("verified by Ana");
    assert!(session.title().ends_with("0 snags"));
    session.press("t o").sees("· open");
    assert!(session.title().ends_with("1 snag"));
    session.press("t w").sees("· withdrawn");
    assert!(session.title().ends_with("0 snags"));
}

#[test]
fn the_contractors_claim_waits_for_a_reviewer() {
    let (_delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    let thread = session.opened.record().threads[0].id;
    let commit = session.opened.found.head;
    let mut cleo = Other::new(&session, &people::cleo());
    cleo.say(Statement::new(Body::Claim {
        thread,
        commit: Some(commit),
        text: Untrusted::from("Locked now."),
    }));
    session.refresh().press("j j j");
    session
        .sees(&format!("addressed in {}", commit.short(7)))
        .sees("Cleo (contractor)")
        .sees("Locked now.");
    assert!(
        session.title().ends_with("1 snag"),
        "a claim settles nothing"
    );
    session
        .press("o")
        .sees("1 addressed note to verify")
        .press("o");
    session.press("t v").sees("verified by Ana");
}

#[test]
fn a_note_moves_with_its_lines_and_says_when_they_are_gone() {
    let (mut delivery, mut session) = review_of(3);
    session
        .go_to("back_off(attempt)")
        .press("c")
        .type_text("How long?")
        .press("ctrl-s");
    delivery.deliver_again("src/other.rs", "fn other() {}\n", "increment-4");
    session.press("R");
    session.go_to("How long?");
    let rows = rows_from(&session, "back_off(attempt)", 3);
    assert!(
        rows[1].contains("issue") && rows[2].ends_with("How long?"),
        "{rows:?}"
    );
}

#[test]
fn notes_by_others_come_in_while_writing() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .type_text("While I write");
    let (_, before) = session.find("While I write");
    let mut ben = Other::new(&session, &people::ben());
    let note = NoteBody {
        label: Label::Question,
        blocking: None,
        text: Untrusted::from("On the whole."),
    };
    let mut statement = Statement::new(Body::Note {
        criterion: None,
        note,
    });
    statement.subject = Some(snaglist::model::statement::subject(
        session.model.increment().unwrap(),
        None,
        Vec::new(),
    ));
    ben.say(statement);
    session.refresh().sees("While I write");
    let (_, after) = session.find("While I write");
    assert_eq!(before, after, "the box stays below its line");
    session
        .type_text(" it stays")
        .press("ctrl-s")
        .sees("While I write it stays");
    session.press("g").sees("On the whole.");
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

#[test]
fn a_note_whose_lines_are_gone_is_listed_with_them_everywhere() {
    let (mut delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    let head = session.model.increment().unwrap().range.head.short(7);
    // The increment is delivered again, its tag moved, with the file written anew and then gone.
    delivery.deliver_again("src/refund.rs", "//! Elsewhere.\n", "increment-2");
    session.press("R");
    let was = format!("was on src/refund.rs:15 in {head}");
    session
        .go_to("This races.")
        .sees("lines are gone")
        .sees(&was)
        .sees("> ")
        .sees("self.store.insert(amount");
    session.sees("its lines are gone: issue");
    session
        .press("s")
        .sees("src/refund.rs:15 · lines are gone")
        .press("enter");
    delivery.builder.remove("src/refund.rs");
    delivery.deliver_again("README.md", "# Payments\n", "increment-2");
    session
        .press("R")
        .go_to("This races.")
        .sees(&was)
        .sees("lines are gone");
}

#[test]
fn what_a_newer_version_wrote_is_shown_where_it_hangs() {
    let (_delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    let mut record = session.opened.record();
    let newer = |thread, criterion| Newer {
        id: record.threads[0].id,
        by: people::ben().writer,
        at: record.threads[0].at,
        kind: Untrusted::from("reaction\u{202e}"),
        thread,
        criterion,
    };
    let on_thread = newer(Some(record.threads[0].id), None);
    let on_criterion = newer(None, record.threads[0].place.criterion.clone());
    record.newer = vec![on_thread, on_criterion];
    session.send(Msg::Record(std::sync::Arc::new(record)));
    session
        .sees("written by a newer version (reaction")
        .sees("now: written by a newer version");
    session
        .press("?")
        .sees("2 entries of the record were written by a newer version");
}

#[test]
fn a_note_goes_with_its_lines_into_another_file() {
    let (mut delivery, mut session) = review_of(3);
    note_on(&mut session, "back_off(attempt)", "How long?");
    let head = session.model.increment().unwrap().range.head.short(7);
    // What is cut out of the one file is pasted into another.
    let (stays, goes) = WEBHOOK.split_at(WEBHOOK.find("pub fn").unwrap());
    delivery.builder.write("src/webhook.rs", stays).unwrap();
    delivery.deliver_again(
        "src/retry.rs",
        &format!("//! Again and again.\n\n{goes}"),
        "increment-3",
    );
    session.press("R").go_to("How long?");
    session
        .sees("▾ src/retry.rs")
        .sees("· moved")
        .sees("was on src/webhook.rs:10");
    session.sees(&format!(" in {head}"));
    session
        .press("s")
        .sees(" · moved to src/retry.rs")
        .press("enter");
    let line = session.cursor_line();
    assert!(line.contains("issue"), "{line}");
}
