//! Verdicts and words on states that were taken back, notes that were moved, entries of newer
//! versions.

use proptest::prelude::*;
use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::id::EventId;
use snaglist::model::increment::CommitRange;
use snaglist::model::note::{Label, ThreadState};
use snaglist::model::person::Role;
use snaglist::model::record::Subject;
use snaglist::model::text::Untrusted;
use snaglist::model::verdict::{CriterionState, Verdict};
use snaglist::record::{codec, fold};

use super::sample::{
    Chain, claim, criterion, increment, note, object, role, verdict, verify, writer,
};

fn replacing(replaces: &[EventId], statement: Statement) -> Statement {
    Statement {
        replaces: replaces.to_vec(),
        ..statement
    }
}

fn retract(of: EventId) -> Statement {
    Statement::new(Body::Retract { of })
}

#[test]
fn a_verdict_taken_back_brings_back_what_it_settled() {
    let (mut ana, mut bo) = (Chain::new(0), Chain::new(1));
    let met = ana.say(verdict(1, Verdict::Met));
    let not_met = bo.say(verdict(1, Verdict::NotMet));
    let settled = ana.say(replacing(
        &[met.id, not_met.id],
        verdict(1, Verdict::Waived),
    ));
    let mut events = vec![met, not_met, settled.clone()];
    let state = |events: &[Event]| fold(events).state_of(&criterion(1));
    assert_eq!(state(&events), CriterionState::Judged(Verdict::Waived));
    // Somebody else cannot take it back.
    events.push(bo.say(retract(settled.id)));
    assert_eq!(state(&events), CriterionState::Judged(Verdict::Waived));
    events.push(ana.say(retract(settled.id)));
    assert_eq!(state(&events), CriterionState::Disputed);
}

#[test]
fn what_was_settled_on_top_of_it_stays_settled() {
    let (mut ana, mut bo, mut cy) = (Chain::new(0), Chain::new(1), Chain::new(2));
    let not_met = bo.say(verdict(1, Verdict::NotMet));
    let settled = ana.say(replacing(&[not_met.id], verdict(1, Verdict::Met)));
    let again = cy.say(replacing(&[settled.id], verdict(1, Verdict::Partial)));
    let back = ana.say(retract(settled.id));
    let record = fold(&[not_met, settled, again, back]);
    assert_eq!(
        record.state_of(&criterion(1)),
        CriterionState::Judged(Verdict::Partial)
    );
    assert_eq!(record.verdicts_on(&criterion(1)).count(), 1);
}

#[test]
fn a_word_on_a_state_taken_back_lets_the_claim_wait_again() {
    let mut ana = Chain::new(0);
    let mut con = Chain::new(1);
    let introduction = con.say(role(&writer(1), "Con", Role::Contractor));
    let opened = ana.say(note(Label::Issue, "Put it right"));
    let claimed = con.say(claim(opened.id));
    let verified = ana.say(replacing(
        &[claimed.id],
        verify(opened.id, VerifiedAs::Verified),
    ));
    let mut events = vec![introduction, opened, claimed.clone(), verified.clone()];
    assert!(matches!(
        fold(&events).threads[0].state,
        ThreadState::Verified { .. }
    ));
    events.push(ana.say(retract(verified.id)));
    let record = fold(&events);
    assert!(matches!(
        record.threads[0].state,
        ThreadState::Addressed { .. }
    ));
    assert_eq!(record.threads[0].since, claimed.at);
    assert!(!record.threads[0].retracted, "the note itself stays");
}

#[test]
fn a_note_by_somebody_who_is_no_reviewer_blocks_nothing() {
    let mut con = Chain::new(1);
    let opened = con.say(note(Label::Issue, "What about this?"));
    let introduction = con.say(role(&writer(1), "Con", Role::Observer));
    assert!(fold([&opened]).threads[0].is_snag());
    assert!(!fold([&opened, &introduction]).threads[0].is_snag());
}

#[test]
fn reviewers_put_anybodys_note_on_other_lines_and_others_only_their_own() {
    let (mut ana, mut bo, mut con) = (Chain::new(0), Chain::new(1), Chain::new(2));
    let introduction = con.say(role(&writer(2), "Con", Role::Contractor));
    let opened = ana.say(note(Label::Issue, "mine"));
    let on = |path: &str, number: u8| {
        let range = CommitRange {
            base: Some(object(1)),
            head: object(2),
        };
        let subject = Subject {
            increment: Some(increment(number)),
            range,
            tree: None,
            evidence: Vec::new(),
        };
        let anchor = snaglist::model::note::Anchor {
            path: path.into(),
            side: snaglist::model::change::Side::New,
            blob: None,
            lines: None,
            text: Untrusted::default(),
            before: None,
            after: None,
        };
        let note = super::sample::edit(opened.id, "other words").body;
        Statement {
            anchor: Some(anchor.into()),
            subject: Some(subject.into()),
            ..Statement::new(note)
        }
    };
    let moved = bo.say_having_seen(&[opened.id], on("a.rs", 3));
    let not = con.say_having_seen(&[moved.id], on("b.rs", 4));
    let record = fold([&introduction, &opened, &moved, &not]);
    let thread = &record.threads[0];
    assert_eq!(
        thread
            .place
            .anchor
            .as_ref()
            .map(|anchor| anchor.path.lossy().into_owned())
            .as_deref(),
        Some("a.rs")
    );
    assert_eq!(thread.place.increment, Some(increment(3)));
    assert_eq!(
        (thread.body.text.lossy().as_ref(), thread.edited),
        ("mine", None),
        "words are one's own"
    );
}

/// What a newer version might write, in this one's spelling of everything but the kind.
fn newer(chain: &mut Chain, statement: Statement, kind: &str) -> Event {
    let event = chain.say(statement);
    let text = codec::encode(&event);
    let at = text.find("kind = ").unwrap();
    let end = at + text[at..].find('\n').unwrap();
    let text = format!("{}kind = \"{kind}\"{}", &text[..at], &text[end..]);
    let id = EventId(snaglist::digest::of_bytes(text.as_bytes()));
    codec::decode(
        &codec::file_name(&event.writer, event.seq, id),
        text.as_bytes(),
    )
    .unwrap()
}

#[test]
fn what_a_newer_version_wrote_is_kept_where_it_hangs() {
    let (mut ana, mut bo) = (Chain::new(0), Chain::new(1));
    let opened = ana.say(note(Label::Issue, "mine"));
    let reply = Body::Reply {
        thread: opened.id,
        text: Untrusted::from("yes"),
    };
    let reply = ana.say(Statement::new(reply));
    let events = [
        newer(&mut bo, claim(opened.id), "reaction"),
        newer(
            &mut bo,
            super::sample::edit(reply.id, "in a new way"),
            "reaction",
        ),
        newer(&mut bo, verdict(1, Verdict::Met), "score"),
        newer(
            &mut bo,
            Statement::new(Body::SignOff {
                comment: Untrusted::default(),
            }),
            "poem",
        ),
    ];
    let record = fold(events.iter().chain([&opened, &reply]));
    let found: Vec<_> = record
        .newer
        .iter()
        .map(|newer| {
            (
                newer.kind.lossy().into_owned(),
                newer.thread,
                newer.criterion.clone(),
            )
        })
        .collect();
    assert_eq!(found.len(), 4);
    assert!(found.contains(&("reaction".to_owned(), Some(opened.id), None)));
    assert_eq!(
        found
            .iter()
            .filter(|(_, thread, _)| *thread == Some(opened.id))
            .count(),
        2
    );
    assert!(found.contains(&("score".to_owned(), None, Some(criterion(1)))));
    assert!(found.contains(&("poem".to_owned(), None, None)));
    assert_eq!(
        record.state_of(&criterion(1)),
        CriterionState::Unreviewed,
        "it says nothing that counts"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever three reviewers said, each knowing all or nothing of the others: taking the newest
    /// verdict back gives the record as it was before, in whatever order it all arrives.
    #[test]
    fn taking_a_verdict_back_is_as_if_it_had_not_been_said(
        said in prop::collection::vec((0_u8..3, 0_usize..5, any::<bool>()), 1..12),
        turn in any::<usize>(),
    ) {
        let mut chains = [Chain::new(0), Chain::new(1), Chain::new(2)];
        let mut events: Vec<Event> = Vec::new();
        let mut before = fold(&events);
        for (by, what, for_all) in said {
            before = fold(&events);
            let live: Vec<EventId> = before.verdicts.get(&criterion(1)).into_iter().flatten()
                .filter(|given| for_all || given.by == writer(by)).map(|given| given.id).collect();
            let statement = replacing(&live, verdict(1, Verdict::ALL[what]));
            events.push(chains[usize::from(by)].say(statement));
        }
        let last = events.last().unwrap().clone();
        let by = (0..3).find(|number| writer(*number) == last.writer).unwrap();
        events.push(chains[usize::from(by)].say(retract(last.id)));
        let middle = turn % events.len();
        events.rotate_left(middle);
        let after = fold(&events);
        let none = Vec::new();
        let ids = |record: &snaglist::model::record::Record| -> Vec<EventId> {
            record.verdicts.get(&criterion(1)).unwrap_or(&none).iter().map(|given| given.id).collect()
        };
        prop_assert_eq!(ids(&after), ids(&before));
        prop_assert_eq!(after.state_of(&criterion(1)), before.state_of(&criterion(1)));
    }
}
