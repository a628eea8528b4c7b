//! What statements add up to: verdicts, roles, marks, links, outcomes; and broken chains of them.

use std::sync::Arc;

use snaglist::model::event::{Body, Event, Statement};
use snaglist::model::id::{Digest, EventId};
use snaglist::model::increment::CommitRange;
use snaglist::model::link::LinkTarget;
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::record::{Record, Subject};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::verdict::{CriterionState, Outcome, Verdict};
use snaglist::record::fold;

use super::sample::{self, Chain, criterion, increment, note, object, role, verdict};

pub(super) fn replacing(replaces: &[EventId], statement: Statement) -> Statement {
    Statement {
        replaces: replaces.to_vec(),
        ..statement
    }
}

fn state(record: &Record, number: u8) -> CriterionState {
    record.state_of(&criterion(number))
}

pub(super) fn contractor(number: u8) -> (Chain, Event) {
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
