//! Folds a set of events into the record.
//!
//! Pure. `docs/record.md` has the rules. A target's state follows from its events that nobody
//! replaced. Knows nothing of files but their names.

mod chain;
mod folded;
mod order;
mod people;
mod threads;
mod written;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::model::amendment::{AmendmentDecision, TextChange};
use crate::model::decision::Decision;
use crate::model::event::{Body, Event};
use crate::model::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use crate::model::increment::{CommitRange, Definition};
use crate::model::link::LinkTarget;
use crate::model::names::Names;
use crate::model::note::Thread;
use crate::model::person::{Person, Role};
use crate::model::record::{Given, Judgement, Newer, Record};
use crate::model::spec::CriterionKey;
use crate::model::text::{RepoPath, Untrusted};
use crate::model::verdict::Outcome;
use crate::record::kinds::{self, FoldTarget, WhoCounts};

pub use folded::Folded;
pub use people::Trust;

/// Folds a set of events into a record: the same record for the same set, in any order and with any
/// repetitions.
#[allow(dead_code, reason = "only tests use it")]
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Record {
    fold_under(events, Names::default())
}

/// Folds events, with each statement filed under today's names.
#[allow(dead_code, reason = "only tests use it")]
pub fn fold_under<'a>(events: impl IntoIterator<Item = &'a Event>, names: Names) -> Record {
    Arc::unwrap_or_clone(Folded::of(events, Arc::new(names), &Trust::default()).into_record())
}

/// Sorts events into the order of the record: every event comes after those its writer knew.
#[allow(dead_code, reason = "only tests use it")]
pub fn in_order<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    order::by_depth(&order::by_number(events))
        .into_iter()
        .map(|(_, event)| event)
        .collect()
}

/// Folds statements into a record, without the events of newer versions, the people and the damage.
fn fold_said(said: SortedEvents<'_>, people: &PeopleByWriter, names: &Names) -> Record {
    let by_content = |marks: Vec<&Event>| {
        let mut by_writer: BTreeMap<&WriterId, Vec<&Event>> = BTreeMap::new();
        marks
            .into_iter()
            .for_each(|mark| by_writer.entry(&mark.writer).or_default().push(mark));
        by_writer
            .into_values()
            .filter_map(|of| standing(names, &of, is_viewed).pop())
            .collect()
    };
    let taken_back = &said.taken_back;
    let verdict = |(on, of): (&CriterionKey, Vec<&Event>)| {
        (
            on.clone(),
            given(names, live(&of, |event| taken_back.has(event)), judgement),
        )
    };
    let link = |((from, to), of): ((&CriterionKey, &LinkTarget), Vec<&Event>)| {
        (
            (from.clone(), to.clone()),
            given(names, live(&of, |event| taken_back.has(event)), is_link),
        )
    };
    let amended = |(change, of): (&TextChange, Vec<&Event>)| {
        (
            *change,
            given(names, live(&of, |event| taken_back.has(event)), amendment),
        )
    };
    let defined = |(on, of): (&IncrementId, Vec<&Event>)| {
        Some((
            on.clone(),
            given(names, live(&of, |event| taken_back.has(event)), definition).pop()?,
        ))
    };
    Record {
        threads: said.threads.threads(
            threads::CountingWriters {
                is_reviewer: &|writer| is_reviewer(people, writer),
                is_admitted: &|writer| {
                    people
                        .get(writer)
                        .is_none_or(|person| person.pending.is_none())
                },
            },
            taken_back,
            names,
        ),
        verdicts: said.verdicts.into_iter().map(verdict).collect(),
        links: said
            .links
            .into_iter()
            .map(link)
            .filter(|(_, given)| !given.is_empty())
            .collect(),
        viewed: said
            .viewed
            .into_iter()
            .map(|(content, marks)| (*content, by_content(marks)))
            .collect(),
        decisions: decisions(names, said.outcomes, taken_back),
        increments: said.increments.into_iter().filter_map(defined).collect(),
        written: said.written.into_all(),
        sign_offs: sign_offs(names, &said.sign_offs),
        pins: given(names, live(&said.pins, |event| taken_back.has(event)), pin),
        amendments: said
            .amendments
            .into_iter()
            .map(amended)
            .filter(|(_, given)| !given.is_empty())
            .collect(),
        scopes: said
            .scopes
            .into_values()
            .filter_map(|of| standing(names, &of, scope).pop())
            .collect(),
        ..Record::default()
    }
}

type PeopleByWriter = BTreeMap<WriterId, Person>;

fn is_reviewer(people: &PeopleByWriter, writer: &WriterId) -> bool {
    people
        .get(writer)
        .is_none_or(|person| person.role == Role::Reviewer)
}

fn increment<'a>(names: &'a Names, event: &'a Event) -> Option<&'a IncrementId> {
    let written = event.statement.subject.as_ref()?.increment.as_ref()?;
    Some(names.increment(event, written))
}

/// Selects the events that nobody replaced, in the given order. All are on one target, by people
/// whose words count there. A writer's newer statement replaces their own older ones even when it
/// does not say so.
///
/// An event that is `void`, because its writer took it back, replaces nothing. An event that
/// replaces a void one replaces also what the void one named, because that was settled with it.
fn live<'a>(events: &[&'a Event], is_void: impl Fn(&Event) -> bool) -> Vec<&'a Event> {
    let (void, events): (Vec<&Event>, Vec<&'a Event>) =
        events.iter().partition(|event| is_void(event));
    if events.len() < 2 && void.is_empty() {
        return events;
    }
    let void: HashMap<EventId, &Event> = void.into_iter().map(|event| (event.id, event)).collect();
    let mut replaced: HashSet<EventId> = HashSet::new();
    let mut named: Vec<EventId> = events
        .iter()
        .flat_map(|event| &event.statement.replaces)
        .copied()
        .collect();
    while let Some(id) = named.pop() {
        if replaced.insert(id)
            && let Some(event) = void.get(&id)
        {
            named.extend(&event.statement.replaces);
        }
    }
    // What a writer replaced themselves is old, whatever its number: one far ahead may be a
    // forgery.
    let by: HashMap<EventId, &WriterId> = events
        .iter()
        .map(|event| (event.id, &event.writer))
        .collect();
    let own = |event: &Event, of: &EventId| by.get(of) == Some(&&event.writer);
    let replaced_by_own: HashSet<EventId> = events
        .iter()
        .flat_map(|event| event.statement.replaces.iter().filter(|of| own(event, of)))
        .copied()
        .collect();
    let mut newest: HashMap<&WriterId, u64> = HashMap::new();
    for event in events
        .iter()
        .filter(|event| !replaced_by_own.contains(&event.id))
    {
        let seq = newest.entry(&event.writer).or_default();
        *seq = event.seq.max(*seq);
    }
    let is_live = |event: &&Event| {
        !replaced.contains(&event.id) && newest.get(&event.writer) == Some(&event.seq)
    };
    events.iter().copied().filter(is_live).collect()
}

/// Events that their own writers took back.
#[derive(Default)]
struct TakenBack<'a>(HashSet<(EventId, &'a WriterId)>);

impl TakenBack<'_> {
    fn has(&self, event: &Event) -> bool {
        self.0.contains(&(event.id, &event.writer))
    }
}

/// Statements sorted by target, in order: those that count there.
#[derive(Default)]
struct SortedEvents<'a> {
    threads: threads::ThreadEvents<'a>,
    verdicts: BTreeMap<&'a CriterionKey, Vec<&'a Event>>,
    links: BTreeMap<(&'a CriterionKey, &'a LinkTarget), Vec<&'a Event>>,
    /// Outcomes by increment, each with its round where the event says.
    outcomes: BTreeMap<&'a IncrementId, Vec<(Option<CommitRange>, &'a Event)>>,
    increments: BTreeMap<&'a IncrementId, Vec<&'a Event>>,
    viewed: BTreeMap<&'a Digest, Vec<&'a Event>>,
    sign_offs: Vec<&'a Event>,
    pins: Vec<&'a Event>,
    amendments: BTreeMap<&'a TextChange, Vec<&'a Event>>,
    scopes: BTreeMap<&'a WriterId, Vec<&'a Event>>,
    written: written::RoundMentions,
    newer: Vec<&'a Event>,
    taken_back: TakenBack<'a>,
}

impl<'a> SortedEvents<'a> {
    /// Sorts ordered events.
    fn of(ordered: &[&'a Event], people: &PeopleByWriter, names: &'a Names) -> Self {
        let mut said = Self::default();
        for event in ordered {
            said.take(event, is_reviewer(people, &event.writer), names);
        }
        said
    }

    fn take(&mut self, event: &'a Event, by_reviewer: bool, names: &'a Names) {
        self.written.take(event, by_reviewer);
        if !by_reviewer && kinds::who_counts(&event.statement.body) == WhoCounts::Reviewers {
            return;
        }
        match kinds::target(event, names) {
            FoldTarget::Thread(_) | FoldTarget::Words(_) => self.threads.take(event),
            FoldTarget::TakenBack(of) => {
                self.taken_back.0.insert((of, &event.writer));
                self.threads.take(event);
            }
            FoldTarget::Verdict(criterion) => {
                self.verdicts.entry(criterion).or_default().push(event)
            }
            FoldTarget::Link(from, to) => self.links.entry((from, to)).or_default().push(event),
            FoldTarget::Viewed(content) => self.viewed.entry(content).or_default().push(event),
            FoldTarget::Outcome(increment) => self.decide(event, increment, names),
            FoldTarget::Increment(increment) => {
                self.increments.entry(increment).or_default().push(event)
            }
            FoldTarget::SignOffs => self.sign_offs.push(event),
            FoldTarget::Pins => self.pins.push(event),
            FoldTarget::Amendment(change) => self.amendments.entry(change).or_default().push(event),
            FoldTarget::Scopes => self.scopes.entry(&event.writer).or_default().push(event),
            FoldTarget::Newer => self.newer.push(event),
            // Folded before, with the people.
            FoldTarget::Person => {}
        }
    }

    /// Files an outcome under each of its rounds.
    fn decide(&mut self, event: &'a Event, written: &'a IncrementId, names: &'a Names) {
        let rounds = names.rounds_of(event);
        if rounds.is_empty() {
            let range = event
                .statement
                .subject
                .as_ref()
                .map(|subject| subject.range);
            self.outcomes
                .entry(written)
                .or_default()
                .push((range, event));
        }
        for round in rounds {
            self.outcomes
                .entry(&round.increment)
                .or_default()
                .push((Some(round.range), event));
        }
    }
}

/// Selects the statements on one target that are in force, in order.
fn standing<T>(names: &Names, of: &[&Event], what: impl Fn(&Body) -> Option<T>) -> Vec<Given<T>> {
    given(names, live(of, |_| false), what)
}

fn given<T>(names: &Names, live: Vec<&Event>, what: impl Fn(&Body) -> Option<T>) -> Vec<Given<T>> {
    live.into_iter()
        .filter_map(|event| give(names, event, &what))
        .collect()
}

fn give<T>(names: &Names, event: &Event, what: impl Fn(&Body) -> Option<T>) -> Option<Given<T>> {
    Some(Given {
        id: event.id,
        by: event.writer.clone(),
        at: event.at,
        subject: names.subject(event),
        spec: event.statement.spec.clone(),
        value: what(&event.statement.body)?,
    })
}

/// Folds all decisions about each increment round by round: a decision about one round never
/// replaces one about another.
fn decisions(
    names: &Names,
    said: BTreeMap<&IncrementId, Vec<(Option<CommitRange>, &Event)>>,
    taken_back: &TakenBack<'_>,
) -> BTreeMap<IncrementId, Vec<Decision>> {
    let of_increment = |(on, of): (&IncrementId, Vec<(Option<CommitRange>, &Event)>)| {
        let mut by_round: HashMap<Option<CommitRange>, Vec<&Event>> = HashMap::new();
        of.iter()
            .for_each(|(round, event)| by_round.entry(*round).or_default().push(event));
        let live = by_round.iter().flat_map(|(round, of)| {
            live(of, |event| taken_back.has(event))
                .into_iter()
                .map(|event| (*round, event.id))
        });
        let live: HashSet<(Option<CommitRange>, EventId)> = live.collect();
        let decision = |(round, event): (Option<CommitRange>, &Event)| {
            let mut given = give(names, event, outcome)?;
            if let (Some(subject), Some(range)) = (&mut given.subject, round) {
                let subject = Arc::make_mut(subject);
                subject.range = range;
                subject.increment = Some(on.clone());
            }
            let stands = live.contains(&(round, event.id));
            Some(Decision {
                given,
                stands,
                is_taken_back: taken_back.has(event),
            })
        };
        (on.clone(), of.into_iter().filter_map(decision).collect())
    };
    said.into_iter().map(of_increment).collect()
}

fn judgement(body: &Body) -> Option<Judgement> {
    let Body::Verdict {
        verdict, comment, ..
    } = body
    else {
        return None;
    };
    Some(Judgement {
        verdict: *verdict,
        comment: comment.clone(),
    })
}

fn is_link(body: &Body) -> Option<bool> {
    Some(matches!(body, Body::Link { .. }))
}

fn pin(body: &Body) -> Option<ObjectId> {
    let Body::Pin { commit } = body else {
        return None;
    };
    Some(*commit)
}

fn amendment(body: &Body) -> Option<AmendmentDecision> {
    let Body::Amendment { agreed, text, .. } = body else {
        return None;
    };
    Some(AmendmentDecision {
        is_agreed: *agreed,
        text: text.clone(),
    })
}

fn scope(body: &Body) -> Option<(Vec<Untrusted>, Vec<RepoPath>)> {
    let Body::Scope { specs, paths } = body else {
        return None;
    };
    Some((specs.clone(), paths.clone()))
}

fn is_viewed(body: &Body) -> Option<bool> {
    Some(matches!(body, Body::Viewed { viewed: true, .. }))
}

fn outcome(body: &Body) -> Option<(Outcome, Untrusted)> {
    let Body::Outcome {
        outcome, comment, ..
    } = body
    else {
        return None;
    };
    Some((*outcome, comment.clone()))
}

fn definition(body: &Body) -> Option<Definition> {
    let Body::Increment {
        title,
        range,
        criteria,
        ..
    } = body
    else {
        return None;
    };
    Some(Definition {
        title: title.clone(),
        range: *range,
        criteria: criteria.clone(),
    })
}

/// Collects events of newer versions; one that names a reply belongs to the reply's thread.
fn newer(names: &Names, of: &[&Event], threads: &[Thread]) -> Vec<Newer> {
    if of.is_empty() {
        return Vec::new();
    }
    // Index the threads once for all events: there may be many.
    let own = |thread: &Thread| {
        thread
            .replies
            .iter()
            .map(|reply| reply.id)
            .chain([thread.id])
            .collect::<Vec<_>>()
    };
    let hangs: HashMap<EventId, EventId> = threads
        .iter()
        .rev()
        .flat_map(|thread| own(thread).into_iter().map(|id| (id, thread.id)))
        .collect();
    let thread = |of: EventId| hangs.get(&of).copied();
    let newer = |event: &&Event| {
        let Body::Unknown {
            kind,
            of,
            criterion,
        } = &event.statement.body
        else {
            return None;
        };
        Some(Newer {
            id: event.id,
            by: event.writer.clone(),
            at: event.at,
            kind: kind.clone(),
            thread: of.and_then(thread),
            criterion: criterion
                .as_ref()
                .map(|written| names.criterion(event, written).clone()),
        })
    };
    of.iter().filter_map(newer).collect()
}

/// Selects the newest sign-off of each reviewer and increment, in order.
fn sign_offs(names: &Names, of: &[&Event]) -> Vec<Given<Untrusted>> {
    let mut newest = HashMap::new();
    for event in of {
        newest.insert((&event.writer, increment(names, event)), event.id);
    }
    let stands =
        |event: &&&Event| newest.get(&(&event.writer, increment(names, event))) == Some(&event.id);
    let comment = |body: &Body| {
        let Body::SignOff { comment } = body else {
            return None;
        };
        Some(comment.clone())
    };
    of.iter()
        .filter(stands)
        .flat_map(|event| standing(names, &[event], comment))
        .collect()
}
