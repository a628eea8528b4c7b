//! The story that the made-up engagement tells: increments, criteria, threads, verdicts.

use std::collections::BTreeMap;

use snaglist::diff::{Relocation, relocate};
use snaglist::model::id::IncrementId;
use snaglist::model::note::{Label, ThreadState};
use snaglist::model::person::Role;
use snaglist::model::spec::{CriterionKey, TickClaim};
use snaglist::model::verdict::Outcome;

use super::{declared, name_of, open};

#[test]
fn four_increments_are_found_and_the_second_came_twice() {
    let demo = open();
    let found = &demo.engagement.found;
    let shown: Vec<_> = found
        .increments
        .iter()
        .map(|increment| {
            (
                increment.id.as_str(),
                increment.title.lossy().into_owned(),
                increment.round,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("increment-1", "Charges and idempotency keys".to_owned(), 1),
            ("increment-2", "Idempotent refunds".to_owned(), 2),
            ("increment-3", "Signed webhooks with retries".to_owned(), 1),
            ("increment-4", "Health, load and housekeeping".to_owned(), 1),
        ]
    );
    let second = &found.increments[1];
    let [first_round] = second.earlier[..] else {
        panic!("one earlier round: {:?}", second.earlier)
    };
    assert_eq!(first_round.base, second.range.base);
    assert_ne!(first_round.head, second.range.head);
    assert_eq!(
        found.head, found.increments[3].range.head,
        "nothing is left over after the last tag"
    );
    assert!(
        demo.engagement.remarks.is_empty(),
        "{:?}",
        demo.engagement.remarks
    );
    assert_eq!(demo.engagement.name.lossy(), "payments-api");
}

#[test]
fn the_spec_has_twelve_criteria_in_four_sections() {
    let demo = open();
    let [spec] = &demo.engagement.specs[..] else {
        panic!("one spec")
    };
    assert_eq!(spec.title.lossy(), "Refunds");
    assert!(spec.warnings.is_empty(), "{:?}", spec.warnings);
    let mut sections: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for criterion in &spec.criteria {
        let section = criterion.section.last().unwrap().lossy().into_owned();
        sections
            .entry(section)
            .or_default()
            .push(criterion.id.as_str());
    }
    let expected: BTreeMap<String, Vec<&str>> = [
        ("Charges", vec!["AC-1", "AC-2", "AC-3"]),
        ("Refunds", vec!["AC-4", "AC-5", "AC-6"]),
        ("Webhooks", vec!["AC-7", "AC-8", "AC-9"]),
        ("Operations", vec!["AC-10", "AC-11", "AC-12"]),
    ]
    .map(|(section, ids)| (section.to_owned(), ids))
    .into();
    assert_eq!(sections, expected);
    let claimed = |claim| {
        let of_claim = spec
            .criteria
            .iter()
            .filter(move |criterion| criterion.claim == claim);
        of_claim
            .map(|criterion| criterion.id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(claimed(TickClaim::Unticked), ["AC-9", "AC-11"]);
    assert_eq!(claimed(TickClaim::None), ["AC-12"]);
    assert!(
        spec.criteria[0]
            .text
            .lossy()
            .contains("\nThen the answer is 201"),
        "steps stay on their lines"
    );
}

#[test]
fn criteria_stand_where_the_review_left_them() {
    let mut demo = open();
    let record = demo.engagement.record();
    let spec = &demo.engagement.specs[0];
    let states: Vec<_> = spec
        .criteria
        .iter()
        .map(|criterion| {
            let key = CriterionKey {
                spec: spec.path.clone(),
                id: criterion.id.clone(),
            };
            (criterion.id.as_str(), record.state_of(&key).name())
        })
        .collect();
    assert_eq!(
        states,
        [
            ("AC-1", "met"),
            ("AC-2", "met"),
            // The team amended its text.
            ("AC-3", "stale"),
            // The code it rested on was put right in the second round.
            ("AC-4", "stale"),
            ("AC-5", "not-met"),
            ("AC-6", "partial"),
            ("AC-7", "unreviewed"),
            ("AC-8", "unreviewed"),
            ("AC-9", "unclear"),
            ("AC-10", "unreviewed"),
            ("AC-11", "unreviewed"),
            ("AC-12", "waived"),
        ]
    );
    assert_eq!(record.stale.len(), 2);
    let texts: Vec<_> = spec
        .criteria
        .iter()
        .map(|criterion| criterion.digest)
        .collect();
    for (key, given) in &record.verdicts {
        let [given] = &given[..] else {
            panic!("one verdict on {}", key.id)
        };
        let judged = given.spec.as_ref().and_then(|spec| spec.criterion).unwrap();
        assert_eq!(
            texts.contains(&judged),
            key.id.as_str() != "AC-3",
            "{}",
            key.id
        );
    }
    let outcome = |id: &str| {
        let id: IncrementId = id.parse().unwrap();
        record
            .standing(demo.engagement.found.increment(Some(&id)).unwrap())
            .outcome
    };
    assert_eq!(outcome("increment-1"), Outcome::Accepted);
    assert_eq!(
        outcome("increment-2"),
        Outcome::InReview,
        "what was decided was of round 1"
    );
    assert_eq!(outcome("increment-3"), Outcome::InReview);
}

#[test]
fn threads_stand_in_every_state() {
    let mut demo = open();
    let record = demo.engagement.record();
    assert!(record.damaged.is_empty(), "{:?}", record.damaged);
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for thread in record.live_threads() {
        assert_eq!(name_of(&record, thread), "Ana Duarte");
        *states.entry(thread.state.name()).or_default() += 1;
    }
    assert_eq!(
        states,
        BTreeMap::from([
            ("open", 7),
            ("addressed", 1),
            ("verified", 1),
            ("withdrawn", 1)
        ])
    );
    let labels: Vec<Label> = record
        .threads
        .iter()
        .map(|thread| thread.body.label)
        .collect();
    for label in [
        Label::Issue,
        Label::Question,
        Label::Praise,
        Label::Nitpick,
        Label::Suggestion,
        Label::Note,
    ] {
        assert!(labels.contains(&label), "{}", label.name());
    }
    let roles: Vec<_> = record
        .people
        .values()
        .map(|person| (person.name.lossy().into_owned(), person.role))
        .collect();
    let expected = [
        ("Ana Duarte".to_owned(), Role::Reviewer),
        ("Jonas Weber".to_owned(), Role::Contractor),
    ];
    assert_eq!(roles, expected);
    assert!(
        !record.people.contains_key(&demo.engagement.identity.writer),
        "the newcomer is somebody else"
    );
    let snags: Vec<_> = record
        .threads
        .iter()
        .filter(|thread| thread.is_snag())
        .collect();
    let [snag] = snags[..] else {
        panic!("one blocking note is open: {snags:?}")
    };
    assert_eq!(snag.place.criterion_id().unwrap().as_str(), "AC-5");
}

#[test]
fn the_second_round_puts_one_issue_right_and_only_says_so_of_the_other() {
    let mut demo = open();
    let repository = demo
        .engagement
        .repository
        .commits(&demo.engagement.found.increments[1].range, 100);
    let delivered: Vec<_> = repository
        .unwrap()
        .commits
        .into_iter()
        .map(|commit| commit.id)
        .collect();
    let now = demo.text_at_head("src/refund.rs");
    let head = demo
        .engagement
        .repository
        .entry(demo.engagement.found.head, &"src/refund.rs".into());
    let blob = head.unwrap().unwrap().id;

    let race = demo.thread("before either inserts");
    assert_eq!(race.state.name(), "verified");
    let check = race.place.anchor.unwrap();
    assert!(
        check
            .text
            .lossy()
            .contains("if let Some(made) = store.refund_by_key(key)")
    );
    assert!(
        !now.bytes()
            .windows(13)
            .any(|words| words == b"refund_by_key"),
        "the check is gone"
    );

    let claimed = demo.thread("Only settled refunds count");
    let ThreadState::Addressed {
        commit: Some(commit),
        ..
    } = claimed.state
    else {
        panic!("claimed as addressed: {:?}", claimed.state)
    };
    assert!(delivered.contains(&commit));
    let anchor = claimed.place.anchor.unwrap();
    let Relocation::Moved(lines) = relocate(&anchor, None, &now, blob) else {
        panic!("the lines are still there")
    };
    assert!(
        now.line(lines.first - 1)
            .ends_with(b"refund.status == Status::Settled);")
    );
}

#[test]
fn claims_and_verdicts_name_rounds_that_were_delivered() {
    let mut demo = open();
    let record = demo.engagement.record();
    let first_round = demo.engagement.found.increments[1].earlier[0];
    let on_refunds = record.threads.iter().filter(|thread| {
        thread
            .place
            .increment
            .as_ref()
            .is_some_and(|increment| increment.as_str() == "increment-2")
    });
    let ranges: Vec<_> = on_refunds
        .map(|thread| thread.subject.as_ref().unwrap().range)
        .collect();
    assert_eq!(ranges, [first_round; 4]);
}

#[test]
fn the_contractor_names_most_criteria_and_one_is_named_nowhere() {
    let demo = open();
    let named: Vec<Vec<String>> = (0..4)
        .map(|increment| declared(&demo.traced(increment)))
        .collect();
    assert_eq!(named[0], ["AC-1", "AC-2", "AC-3"]);
    assert_eq!(named[1], ["AC-4", "AC-5", "AC-6"]);
    assert_eq!(named[2], ["AC-3", "AC-7", "AC-8", "AC-9"]);
    assert_eq!(named[3], ["AC-10", "AC-12"]);
}
