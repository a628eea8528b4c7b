//! What others said since the reviewer last had it on the screen: counted, marked, walked through,
//! and read only by being looked at.

use std::fs;

use snaglist::app::Screen;
use snaglist::model::event::{Body, Statement, VerifiedAs};
use snaglist::model::id::EventId;
use snaglist::model::text::Untrusted;
use snaglist::model::verdict::{Outcome, Verdict};

use super::engagement::Delivery;
use super::notes::note_on;
use super::people::{Other, ana, ben, cleo};
use super::review;
use super::session::Session;

fn reply(thread: EventId, text: &str) -> Statement {
    let text = Untrusted::from(text);
    Statement::new(Body::Reply { thread, text })
}

/// Ana's note on a line, and its thread's id.
fn noted() -> (Delivery, Session, EventId) {
    let (delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    let thread = session.opened.record().threads[0].id;
    (delivery, session, thread)
}

fn verdict(session: &Session, of: Verdict) -> Statement {
    // The last one, which is not chosen.
    let criteria = session.model.facts.engagement.criteria();
    let key = criteria.iter().last().unwrap().key.clone();
    Statement::new(Body::Verdict {
        criterion: key,
        verdict: Some(of),
        comment: Untrusted::default(),
    })
}

#[test]
fn a_reply_is_new_until_the_cursor_was_on_it_in_this_and_in_later_runs() {
    let (_delivery, mut session, thread) = noted();
    // The cursor is elsewhere when the reply comes.
    session.press("g g o");
    Other::new(&session, &cleo()).say(reply(thread, "Locked now."));
    session
        .refresh()
        .sees("1 new: 1 reply of Cleo; * goes to the next");
    let mut session = session.again();
    session.sees("1 new: 1 reply of Cleo");
    session.press("s").sees("✱┃");
    // Listed is not read: the row has none of the reply's words.
    session.press("j k o").sees("1 new: 1 reply of Cleo");
    assert!(session.press("*").on_screen(Screen::Review));
    session
        .sees("1 new: 1 reply of Cleo")
        .sees("┃ ✱ issue")
        .sees("┃ ✱ ↪ Cleo (contractor)")
        .sees("Locked now.");
    // The sign stays while the cursor rests there, and goes with the next key.
    session.press("G").press("*").sees("nothing new of others");
    session.press("o").misses("1 new");
    let mut session = session.again();
    session.misses("1 new");
}

#[test]
fn what_was_not_reached_stays_new_when_the_reviewer_leaves() {
    let (_delivery, mut session, thread) = noted();
    session.press("g g o");
    let mut bo = Other::new(&session, &ben());
    bo.say(verdict(&session, Verdict::NotMet));
    bo.say(reply(thread, "I think so too."));
    Other::new(&session, &cleo()).say(reply(thread, "It does not."));
    session.refresh().sees("3 new: 2 replies, 1 verdict of Ben");
    // Both replies are in one thread, which is left at once.
    session
        .press("*")
        .sees("2 new: 2 replies; 1 more")
        .press("q");
    let mut session = session.come_back();
    session
        .press("o")
        .sees("1 new: 1 verdict of Ben")
        .press("*")
        .sees("Ben, now");
    let mut session = session.again();
    session.press("o").misses(" new: ");
}

#[test]
fn a_reply_out_of_view_is_not_read_with_its_note() {
    let (_delivery, mut session, thread) = noted();
    session.press("g g o");
    let long = "A long story.\n\n".repeat(60);
    let mut cleo = Other::new(&session, &cleo());
    cleo.say(reply(thread, &long));
    cleo.say(reply(thread, "The point of it."));
    session
        .refresh()
        .sees("2 new: 2 replies of Cleo")
        .press("*");
    session.misses("The point of it.").press("k o");
    session.sees("1 new: 1 reply of Cleo");
    session.press("*");
    session
        .go_to("The point of it.")
        .press("j o")
        .misses(" new: ");
}

#[test]
fn keys_typed_ahead_read_nothing_that_was_never_drawn() {
    let (_delivery, mut session, thread) = noted();
    session.press("g g o");
    Other::new(&session, &cleo()).say(reply(thread, "Locked now."));
    session.refresh().sees("1 new");
    // All keys are handled before the next frame.
    session.hold().press("* G o");
    session.let_go().sees("1 new: 1 reply of Cleo");
}

#[test]
fn notes_states_verdicts_and_outcomes_of_others_are_new_and_my_own_are_not() {
    let (_delivery, mut session, thread) = noted();
    session.press("m").press("o").misses(" new: ");
    let mut bo = Other::new(&session, &ben());
    bo.say(Statement::new(Body::Verify {
        thread,
        state: VerifiedAs::Withdrawn,
    }));
    let increment = session.model.increment().unwrap().id.clone();
    bo.say(Statement::new(Body::Outcome {
        increment,
        outcome: Outcome::Rejected,
        comment: Untrusted::default(),
    }));
    session
        .refresh()
        .sees("2 new: 1 change of a note's state of Ben, 1 outcome of Ben");
}

#[test]
fn a_verdict_that_the_reviewer_replaced_is_not_new_any_more() {
    let (_delivery, mut session, _) = noted();
    session.press("g g o");
    let mut bo = Other::new(&session, &ben());
    bo.say(verdict(&session, Verdict::NotMet));
    let second = verdict(&session, Verdict::Met);
    session.refresh().sees("1 new: 1 verdict of Ben");
    let heads = session
        .model
        .facts
        .record
        .heads(&ben().writer, &second.body);
    bo.say(Statement {
        replaces: heads,
        ..second
    });
    session.refresh().sees("1 new: 1 verdict of Ben");
    session.press("*").press("k o").misses(" new: ");
    // Nor does the first one come back as new.
    let mut session = session.again();
    session.press("o").misses(" new: ");
}

#[test]
fn whoever_joins_a_review_finds_all_of_it_new_and_whoever_wrote_before_what_came_since() {
    let (delivery, mut session, thread) = noted();
    Other::new(&session, &cleo()).say(reply(thread, "Locked now."));
    session.refresh();
    let size = session.model.facts.size;
    let mut bens = Session::open_as(&delivery.path(), &delivery.data(), &ben(), size);
    bens.sees("2 new: 1 reply of Cleo, 1 note of Ana");
    // On a machine whose marks are lost, Ana's own entries prove what she had.
    session.press("C").type_text("And this.").press("ctrl-s");
    let marks = session.opened.project.path().join("read.toml");
    fs::remove_file(&marks).unwrap();
    Other::new(&session, &cleo()).say(reply(thread, "Released, too."));
    drop(bens);
    let mut session = Session::open_as(&delivery.path(), &delivery.data(), &ana(), size);
    session.sees("1 new: 1 reply of Cleo");
}

#[test]
fn reading_again_counts_what_others_said_since() {
    let (_delivery, mut session, thread) = noted();
    session.press("g g o");
    let mut cleo = Other::new(&session, &cleo());
    cleo.say(reply(thread, "Locked now."));
    cleo.say(reply(thread, "Released, too."));
    session.refresh();
    session.press("R").sees("read again: 2 replies of Cleo");
    session.press("R").sees("read again: nothing new");
}
