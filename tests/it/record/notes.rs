//! What statements about notes add up to: edits, moves, claims, verifications.

use std::sync::Arc;

use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::note::{Anchor, Label, ThreadState};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::record::fold;

use super::fold::{contractor, replacing};
use super::sample::{Chain, claim, edit, note, object, verify};

#[test]
fn an_edit_replaces_the_words_and_brings_a_retracted_note_back() {
    let mut ana = Chain::new(0);
    let opened = ana.say(note(Label::Issue, "first"));
    let edited = ana.say(edit(opened.id, "second"));
    let mut events = vec![opened.clone(), edited.clone()];
    let record = fold(&events);
    let thread = record.thread(opened.id).expect("the thread");
    assert_eq!(
        (&thread.body.text, thread.edited),
        (&Untrusted::from("second"), Some(edited.at))
    );

    let retracts = Statement::new(Body::Retract { of: opened.id });
    let heads = record.heads(&ana.writer, &retracts.body);
    assert_eq!(heads, [edited.id]);
    events.push(ana.say(replacing(&heads, retracts)));
    let record = fold(&events);
    let thread = record.thread(opened.id).expect("the thread");
    assert!(thread.retracted && record.live_threads().next().is_none());
    assert_eq!(
        thread.body.text,
        Untrusted::from("second"),
        "the words stay at hand for undoing"
    );

    let again = edit(opened.id, "second");
    let heads = record.heads(&ana.writer, &again.body);
    events.push(ana.say(replacing(&heads, again)));
    assert!(!fold(&events).threads[0].retracted);
}

#[test]
fn nobody_puts_words_into_anothers_mouth() {
    let (mut ana, mut bo) = (Chain::new(0), Chain::new(1));
    let opened = ana.say(note(Label::Issue, "mine"));
    let reply = bo.say(Statement::new(Body::Reply {
        thread: opened.id,
        text: Untrusted::from("his"),
    }));
    let events = [
        bo.say(replacing(&[opened.id], edit(opened.id, "not hers"))),
        bo.say(replacing(
            &[opened.id],
            Statement::new(Body::Retract { of: opened.id }),
        )),
        ana.say(replacing(
            &[reply.id],
            Statement::new(Body::Retract { of: reply.id }),
        )),
        opened.clone(),
        reply,
    ];
    let record = fold(&events);
    let thread = record.thread(opened.id).expect("the thread");
    assert_eq!(thread.body.text, Untrusted::from("mine"));
    assert!(!thread.retracted && !thread.replies[0].retracted);
}

#[test]
fn an_edit_with_an_anchor_moves_the_note() {
    let anchor = |line| {
        Arc::new(Anchor {
            path: RepoPath::from("src/a.rs"),
            side: snaglist::model::change::Side::New,
            blob: None,
            lines: Some(snaglist::model::spec::LineRange::new(line, line)),
            text: Untrusted::default(),
            before: None,
            after: None,
        })
    };
    let mut ana = Chain::new(0);
    let opened = ana.say(Statement {
        anchor: Some(anchor(3)),
        ..note(Label::Issue, "x")
    });
    let moved = ana.say(Statement {
        anchor: Some(anchor(9)),
        ..edit(opened.id, "x")
    });
    let reworded = edit(opened.id, "y");
    assert_eq!(
        fold([&opened, &moved]).threads[0].place.anchor,
        Some(anchor(9))
    );
    let reworded = ana.say(reworded);
    let thread = &fold([&opened, &moved, &reworded]).threads[0];
    assert_eq!(thread.body.text, Untrusted::from("y"));
    assert_eq!(
        thread.place.anchor,
        Some(anchor(9)),
        "new words alone move nothing"
    );
}

#[test]
fn a_thread_goes_from_open_to_addressed_to_verified() {
    let mut ana = Chain::new(0);
    let (mut con, introduction) = contractor(1);
    let opened = ana.say(note(Label::Issue, "x"));
    let mut events = vec![opened.clone(), introduction];
    let then = |events: &mut Vec<Event>, chain: &mut Chain, statement: Statement| {
        let heads = fold(events.iter()).heads(&chain.writer, &statement.body);
        events.push(chain.say(replacing(&heads, statement)));
        fold(events.iter()).threads[0].state.clone()
    };
    let addressed = ThreadState::Addressed {
        by: con.writer.clone(),
        commit: Some(object(7)),
    };
    let verified = ThreadState::Verified {
        by: ana.writer.clone(),
    };
    assert_eq!(then(&mut events, &mut con, claim(opened.id)), addressed);
    assert_eq!(
        then(
            &mut events,
            &mut con,
            verify(opened.id, VerifiedAs::Verified)
        ),
        addressed,
        "a contractor verifies nothing"
    );
    assert_eq!(
        then(
            &mut events,
            &mut ana,
            verify(opened.id, VerifiedAs::Reopened)
        ),
        ThreadState::Open
    );
    assert_eq!(then(&mut events, &mut con, claim(opened.id)), addressed);
    assert_eq!(
        then(
            &mut events,
            &mut ana,
            verify(opened.id, VerifiedAs::Verified)
        ),
        verified
    );
    assert!(!fold(&events).threads[0].is_snag());
}

#[test]
fn a_claim_made_meanwhile_still_waits_for_a_reviewer() {
    let mut ana = Chain::new(0);
    let (mut con, introduction) = contractor(1);
    let opened = ana.say(note(Label::Issue, "x"));
    let claimed = con.say(claim(opened.id));
    for meanwhile in [
        VerifiedAs::Reopened,
        VerifiedAs::Verified,
        VerifiedAs::Withdrawn,
    ] {
        let mut ana = Chain {
            writer: ana.writer.clone(),
            seq: ana.seq,
            last: ana.last,
        };
        let said = ana.say(verify(opened.id, meanwhile));
        let record = fold([&opened, &introduction, &claimed, &said]);
        assert!(
            matches!(record.threads[0].state, ThreadState::Addressed { .. }),
            "{meanwhile:?}"
        );
        assert_eq!(record.threads[0].state_heads.len(), 2);
    }
    let taken_back = con.say(Statement::new(Body::Retract { of: claimed.id }));
    let record = fold([&opened, &introduction, &claimed, &taken_back]);
    assert_eq!(
        record.threads[0].state,
        ThreadState::Open,
        "a claim can be taken back"
    );
}

#[test]
fn the_author_of_a_note_may_withdraw_it_whoever_they_are() {
    let (mut con, introduction) = contractor(1);
    let asked = con.say(note(Label::Question, "which currency?"));
    let withdrawn = con.say(verify(asked.id, VerifiedAs::Withdrawn));
    let record = fold([&introduction, &asked, &withdrawn]);
    assert_eq!(
        record.threads[0].state,
        ThreadState::Withdrawn {
            by: con.writer.clone()
        }
    );
}

#[test]
fn the_words_of_a_claim_stand_among_the_replies() {
    let (mut ana, mut con) = (Chain::new(0), Chain::new(1));
    let opened = ana.say(note(Label::Issue, "x"));
    let silent = con.say(claim(opened.id));
    let text = Untrusted::from("now checked under the lock");
    let worded = con.say(Statement::new(Body::Claim {
        thread: opened.id,
        commit: None,
        text: text.clone(),
    }));
    let record = fold([&opened, &silent, &worded]);
    let replies: Vec<_> = record.threads[0]
        .replies
        .iter()
        .map(|reply| (reply.id, &reply.text))
        .collect();
    assert_eq!(replies, [(worded.id, &text)]);
}
