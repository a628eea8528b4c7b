//! Finds verdicts that lapsed for a while and hold again by themselves: what they rest on changed,
//! and is again what was judged.

use std::collections::{BTreeSet, HashMap};

use super::stale::stands;
use crate::git::Repository;
use crate::git::increments::FoundIncrements;
use crate::model::id::{EventId, ObjectId};
use crate::model::increment::Increment;
use crate::model::record::{Given, Judgement, Record, Subject};
use crate::model::time::Timestamp;

/// Maximum number of later deliveries in which a verdict's ground is looked at.
const MAX_DELIVERIES: usize = 200;

/// What verdicts rest on, in deliveries since; each is looked at once.
#[derive(Default)]
pub struct Restored {
    /// By verdict and delivered head: whether the code that the verdict rests on was another one.
    differs: HashMap<(EventId, ObjectId), bool>,
}

impl Restored {
    /// Returns the verdicts of a record that lapsed for a while and hold now, by their events.
    /// `record.stale` has those that do not hold.
    pub fn of(
        &mut self,
        repository: &Repository,
        record: &Record,
        found: &FoundIncrements,
    ) -> BTreeSet<EventId> {
        let mut restored = BTreeSet::new();
        for given in record.verdicts.values().flatten() {
            if given.value.verdict.is_none() || record.stale.contains_key(&given.id) {
                continue;
            }
            if self.changed_between(repository, record, given, found)
                || reworded_between(record, given)
            {
                restored.insert(given.id);
            }
        }
        restored
    }

    /// Whether the code that a verdict rests on was another one in a delivery since.
    fn changed_between(
        &mut self,
        repository: &Repository,
        record: &Record,
        given: &Given<Judgement>,
        found: &FoundIncrements,
    ) -> bool {
        let Some(subject) = &given.subject else {
            return false;
        };
        let deliveries = since(record, given.at, subject, found);
        deliveries.into_iter().take(MAX_DELIVERIES).any(|head| {
            *self
                .differs
                .entry((given.id, head))
                .or_insert_with(|| differs(repository, subject, head))
        })
    }
}

/// Whether the code that a verdict rests on differs at a delivered head; not where that is no longer
/// in the clone.
fn differs(repository: &Repository, subject: &Subject, head: ObjectId) -> bool {
    let Ok(tree) = repository.tree_of(head) else {
        return false;
    };
    if subject.evidence.is_empty() {
        return subject.tree.is_some_and(|judged| judged != tree);
    }
    let mut evidence = subject.evidence.iter();
    evidence.any(|file| !stands(repository, file, head))
}

/// Lists the heads that were delivered after a verdict: later rounds of its increment and, where it
/// rests on lines, later increments.
fn since(
    record: &Record,
    at: Timestamp,
    subject: &Subject,
    found: &FoundIncrements,
) -> Vec<ObjectId> {
    let judged = subject.range.head;
    let own = found
        .increments
        .iter()
        .position(|increment| Some(&increment.id) == subject.increment.as_ref());
    let Some(own) = own else { return Vec::new() };
    let mut heads = Vec::new();
    if let Some(increment) = found.increments.get(own) {
        heads.extend(rounds_since(record, at, judged, increment));
    }
    if !subject.evidence.is_empty() {
        let later = found.increments.iter().skip(own + 1);
        heads.extend(later.map(|increment| increment.range.head));
    }
    heads.retain(|head| *head != judged && *head != found.head);
    heads
}

/// Lists the heads of the rounds that came after a verdict on one of them. Where the newest round is
/// the judged one again, only what was said of the others tells which came later.
fn rounds_since(
    record: &Record,
    at: Timestamp,
    judged: ObjectId,
    increment: &Increment,
) -> Vec<ObjectId> {
    let rounds = increment.earlier.iter().map(|range| range.head);
    match rounds.clone().position(|head| head == judged) {
        Some(round) => rounds.skip(round + 1).collect(),
        None if increment.range.head == judged => rounds
            .filter(|head| is_said_since(record, *head, at))
            .collect(),
        None => Vec::new(),
    }
}

/// Whether somebody said something about a delivered head after a time.
fn is_said_since(record: &Record, head: ObjectId, at: Timestamp) -> bool {
    let is_on = |subject: Option<&Subject>| subject.is_some_and(|on| on.range.head == head);
    let verdicts = record.verdicts.values().flatten();
    let decisions = record.decisions.values().flatten();
    verdicts
        .into_iter()
        .any(|given| given.at > at && is_on(given.subject.as_deref()))
        || decisions
            .into_iter()
            .any(|found| found.given.at > at && is_on(found.given.subject.as_deref()))
        || record
            .threads
            .iter()
            .any(|thread| thread.at > at && is_on(thread.subject.as_deref()))
}

/// Whether another text of the criterion was agreed to since a verdict.
fn reworded_between(record: &Record, given: &Given<Judgement>) -> bool {
    let judged = given.spec.as_ref().and_then(|spec| spec.criterion);
    let Some(judged) = judged else { return false };
    let from = record
        .amendments
        .iter()
        .filter(|(change, _)| change.from == Some(judged));
    from.flat_map(|(_, decisions)| decisions)
        .any(|decision| decision.value.is_agreed && decision.at > given.at)
}
