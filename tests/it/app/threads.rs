//! What becomes of notes: verified, claimed to be fixed, moved with their lines, gone; and those of
//! others.

use snaglist::app::msg::Msg;
use snaglist::model::event::{Body, Statement};
use snaglist::model::note::{Label, NoteBody};
use snaglist::model::record::Newer;
use snaglist::model::text::Untrusted;

use super::engagement::WEBHOOK;
use super::notes::{note_on, rows_from};
use super::people::{self, Other};
use super::{review, review_of};

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
