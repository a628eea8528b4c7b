//! What statements add up to.

use std::sync::Arc;

use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::id::{Digest, EventId};
use snaglist::model::increment::CommitRange;
use snaglist::model::link::LinkTarget;
use snaglist::model::note::{Anchor, Label, ThreadState};
use snaglist::model::person::Role;
use snaglist::model::record::{Record, Subject};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::verdict::{CriterionState, Outcome, Verdict};
use snaglist::record::fold;

use super::sample::{
    self, Chain, claim, criterion, edit, increment, note, object, role, verdict, verify,
};

fn replacing(replaces: &[EventId], statement: Statement) -> Statement {
    Statement {
        replaces: replaces.to_vec(),
        ..statement
    }
}

fn state(record: &Record, number: u8) -> CriterionState {
    record.state_of(&criterion(number))
}

fn contractor(number: u8) -> (Chain, Event) {
    let mut chain = Chain::new(number);
    let introduction = role(&sample::writer(number), "Con", Role::Contractor);
    let introduction = chain.say(introduction);
    (chain, introduction)
}

fn subject(number: u8, head: u8) -> Option<Arc<Subject>> {
    let range = CommitRange {
        base: Some(object(1)),
        head: object(head),
    };
    Some(
        Subject {
            increment: Some(increment(number)),
            range,
            tree: None,
            evidence: Vec::new(),
        }
        .into(),
    )
}

#[test]
fn reviewers_who_agree_are_both_credited_and_who_differ_dispute() {
    let (mut ana, mut bo) = (Chain::new(0), Chain::new(1));
    let mut events = vec![
        ana.say(verdict(1, Verdict::Met)),
        bo.say(verdict(1, Verdict::Met)),
    ];
    let record = fold(&events);
    assert_eq!(state(&record, 1), CriterionState::Judged(Verdict::Met));
    assert_eq!(record.verdicts_on(&criterion(1)).count(), 2);

    events.push(bo.say(verdict(1, Verdict::NotMet)));
    let record = fold(&events);
    assert_eq!(state(&record, 1), CriterionState::Disputed);
    assert_eq!(
        record.verdicts_on(&criterion(1)).count(),
        2,
        "Bo's newer verdict replaces Bo's older one"
    );

    let mut cy = Chain::new(2);
    let body = verdict(1, Verdict::Partial);
    let heads = record.heads(&cy.writer, &body.body);
    events.push(cy.say(replacing(&heads, body)));
    assert_eq!(
        state(&fold(&events), 1),
        CriterionState::Judged(Verdict::Partial)
    );

    events.push(cy.say(verdict(1, None)));
    assert_eq!(state(&fold(&events), 1), CriterionState::Unreviewed);
}

#[test]
fn a_contractors_verdict_neither_counts_nor_replaces_one_that_does() {
    let mut ana = Chain::new(0);
    let (mut con, introduction) = contractor(1);
    let judged = ana.say(verdict(1, Verdict::NotMet));
    let by_con = con.say(replacing(&[judged.id], verdict(1, Verdict::Met)));
    let range = subject(1, 9).expect("a subject").range;
    let others = [
        con.say(Statement::new(Body::Outcome {
            increment: increment(1),
            outcome: Outcome::Accepted,
            comment: Untrusted::default(),
        })),
        con.say(Statement::new(Body::Increment {
            increment: increment(1),
            title: Untrusted::from("all of it"),
            range,
            criteria: Vec::new(),
        })),
        con.say(Statement::new(Body::SignOff {
            comment: Untrusted::default(),
        })),
        con.say(Statement::new(Body::Link {
            criterion: criterion(1),
            target: LinkTarget::Commit(object(1)),
        })),
    ];
    let record = fold([&judged, &by_con, &introduction].into_iter().chain(&others));
    assert_eq!(state(&record, 1), CriterionState::Judged(Verdict::NotMet));
    assert_eq!(record.outcomes_of(&increment(1)).count(), 0);
    assert!(record.increments.is_empty() && record.sign_offs.is_empty() && record.links.is_empty());
    assert_eq!(record.events, 7, "they are kept and counted all the same");
}

#[test]
fn only_reviewers_say_who_others_are() {
    let (mut ana, mut con) = (Chain::new(0), Chain::new(1));
    let mut events = vec![
        ana.say(role(&sample::writer(0), "Ana", Role::Reviewer)),
        con.say(role(&sample::writer(1), "Con", Role::Reviewer)),
    ];
    let introduced = events[1].id;
    let placing = role(&sample::writer(1), "the contractor", Role::Contractor);
    events.push(ana.say_having_seen(&[introduced], placing));
    let placed = events[2].id;
    events.push(con.say_having_seen(
        &[placed],
        role(&sample::writer(1), "Conrad", Role::Reviewer),
    ));
    events.push(con.say(role(&sample::writer(0), "Anna", Role::Observer)));
    let record = fold(&events);
    assert!(record.is_reviewer(&sample::writer(0)));
    assert!(!record.is_reviewer(&sample::writer(1)));
    assert_eq!(record.name_of(&sample::writer(0)), Untrusted::from("Ana"));
    assert_eq!(
        record.name_of(&sample::writer(1)),
        Untrusted::from("Conrad"),
        "a name is one's own to say"
    );
}

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

#[test]
fn marks_links_outcomes_and_rounds_follow_what_was_said_last() {
    let mut ana = Chain::new(0);
    let content = Digest([5; 32]);
    let link = |linked| {
        let (criterion, target) = (criterion(1), LinkTarget::File(RepoPath::from("a.rs")));
        Statement::new(if linked {
            Body::Link { criterion, target }
        } else {
            Body::Unlink { criterion, target }
        })
    };
    let outcome = |outcome, head| Statement {
        subject: subject(2, head),
        ..Statement::new(Body::Outcome {
            increment: increment(2),
            outcome,
            comment: Untrusted::default(),
        })
    };
    let events = [
        ana.say(Statement::new(Body::Viewed {
            content,
            viewed: true,
        })),
        ana.say(link(true)),
        ana.say(link(false)),
        ana.say(outcome(Outcome::ChangesRequested, 3)),
        ana.say(outcome(Outcome::Accepted, 4)),
        ana.say(outcome(Outcome::AcceptedWithConditions, 4)),
    ];
    let record = fold(&events);
    assert!(record.has_viewed(&ana.writer, &content));
    assert!(
        record
            .links
            .values()
            .all(|live| live.len() == 1 && !live[0].value)
    );
    let stands: Vec<_> = record
        .outcomes_of(&increment(2))
        .map(|decision| decision.given.value.0)
        .collect();
    assert_eq!(
        stands,
        [Outcome::ChangesRequested, Outcome::AcceptedWithConditions],
        "one of each round"
    );
    let heads: Vec<_> = record
        .written
        .iter()
        .map(|of| of.round.range.head)
        .collect();
    assert_eq!(heads, [object(3), object(4)]);

    let off = ana.say(Statement::new(Body::Viewed {
        content,
        viewed: false,
    }));
    assert!(!fold(events.iter().chain([&off])).has_viewed(&ana.writer, &content));
}

#[test]
fn sign_offs_are_kept_for_each_increment() {
    let mut ana = Chain::new(0);
    let sign = |number| Statement {
        subject: subject(number, 3),
        ..Statement::new(Body::SignOff {
            comment: Untrusted::default(),
        })
    };
    let events = [ana.say(sign(1)), ana.say(sign(2)), ana.say(sign(1))];
    let ids: Vec<_> = fold(&events)
        .sign_offs
        .iter()
        .map(|given| given.id)
        .collect();
    assert_eq!(ids, [events[1].id, events[2].id]);
}

#[test]
fn forks_gaps_and_broken_chains_are_folded_and_listed() {
    let mut ana = Chain::new(0);
    let first = ana.say(note(Label::Issue, "1"));
    let mut fork = Chain {
        writer: ana.writer.clone(),
        seq: ana.seq,
        last: ana.last,
    };
    let (here, there) = (
        ana.say(note(Label::Issue, "2")),
        fork.say(note(Label::Issue, "2 on another machine")),
    );
    let record = fold([&first, &here, &there]);
    assert_eq!((record.threads.len(), record.damaged.len()), (3, 2));
    assert!(
        record
            .damaged
            .iter()
            .all(|damaged| damaged.why.contains("2 different events with this number"))
    );

    ana.say(note(Label::Issue, "3, lost"));
    let after = ana.say(note(Label::Issue, "4"));
    let record = fold([&first, &here, &after]);
    assert_eq!(record.threads.len(), 3);
    assert_eq!(record.damaged.len(), 1);
    assert_eq!(record.damaged[0].file, sample::name(&after));
    assert_eq!(record.damaged[0].why, "number 3 is missing before it");

    let mut stranger = Chain {
        writer: ana.writer.clone(),
        seq: 1,
        last: Some(EventId(Digest([9; 32]))),
    };
    let broken = stranger.say(note(Label::Issue, "2, after another 1"));
    let record = fold([&first, &broken]);
    assert_eq!(
        record.damaged[0].why,
        "it names another event before it than there is"
    );
}

#[test]
fn what_a_newer_version_said_is_counted_and_replaces_nothing() {
    let mut ana = Chain::new(0);
    let judged = ana.say(verdict(1, Verdict::Met));
    let kind = Untrusted::from("poem");
    let newer = ana.say(replacing(
        &[judged.id],
        Statement::new(Body::Unknown {
            kind,
            of: None,
            criterion: None,
        }),
    ));
    let record = fold([&judged, &newer]);
    assert_eq!((record.newer.len(), record.events), (1, 2));
    assert_eq!(state(&record, 1), CriterionState::Judged(Verdict::Met));
}
