//! Extends a fold, so that one more event does not cost as much as folding all.
//!
//! Owns when that is possible, and which events bear on a new one. The folding itself follows the
//! same rules as for the whole record; only the time differs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{SortedEvents, Trust, chain, fold_said, newer, order, people};
use crate::model::event::Event;
use crate::model::id::{Digest, EventId};
use crate::model::names::Names;
use crate::model::record::Record;
use crate::record::kinds::{self, FoldTarget};

/// A folded set of events that can be extended.
pub struct Folded {
    record: Arc<Record>,
    depths: HashMap<EventId, u32>,
    /// Depth and id of the last event in the order.
    last: (u32, EventId),
    /// Today's names for the names in statements.
    names: Arc<Names>,
}

impl Folded {
    /// Folds all events, under today's names and with the words of trusted people.
    pub fn of<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        names: Arc<Names>,
        trust: &Trust,
    ) -> Self {
        let by_number = order::by_number(events);
        let ordered = order::by_depth(&by_number);
        let depths = ordered
            .iter()
            .map(|(depth, event)| (event.id, *depth))
            .collect();
        let last = ordered
            .last()
            .map_or((0, EventId(Digest([0; 32]))), |(depth, event)| {
                (*depth, event.id)
            });
        let events: Vec<&Event> = ordered.into_iter().map(|(_, event)| event).collect();
        let people = people::people(&events, trust);
        let said = SortedEvents::of(&events, &people, &names);
        let unknown = said.newer.clone();
        let mut record = fold_said(said, &people, &names);
        record.newer = newer(&names, &unknown, &record.threads);
        record.damaged = chain::check(&by_number);
        record.events = events.len() as u32;
        record.people = people;
        Self {
            record: Arc::new(record),
            depths,
            last,
            names,
        }
    }

    /// Returns the folded record.
    pub fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// Returns the folded record without the rest.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn into_record(self) -> Arc<Record> {
        self.record
    }

    /// Adds an event to the folded ones, which are `others` in any order. Returns false and changes
    /// nothing when everything must be folded anew: the event is not last in the order, does not
    /// follow its writer's last one, or says who somebody is, which bears on everything.
    #[must_use]
    pub fn add<'a>(
        &mut self,
        event: &'a Event,
        others: impl Iterator<Item = &'a Event> + Clone,
    ) -> bool {
        if self.depths.contains_key(&event.id) {
            return true;
        }
        let known = event
            .prev
            .iter()
            .chain(&event.seen)
            .chain(&event.statement.replaces);
        let depth = 1 + known
            .filter_map(|id| self.depths.get(id))
            .copied()
            .max()
            .unwrap_or(0);
        let is_last = (depth, event.id) > self.last;
        let is_role = kinds::target(event, &self.names) == FoldTarget::Person;
        let is_known = self.record.people.contains_key(&event.writer);
        if !is_last || is_role || !is_known || !goes_on(event, others.clone()) {
            return false;
        }
        self.depths.insert(event.id, depth);
        self.last = (depth, event.id);
        let names = self.names.clone();
        let mut bearing = bearing(&names, event, others.clone());
        bearing.sort_unstable_by_key(|event| (self.depths.get(&event.id), event.id));
        let record = Arc::make_mut(&mut self.record);
        record.events += 1;
        if let Some(person) = record.people.get_mut(&event.writer) {
            person.entries = person.entries.saturating_add(1);
        }
        let said = SortedEvents::of(&bearing, &record.people, &names);
        let unknown = said.newer.clone();
        let target = target(&names, event).or_else(|| {
            bearing
                .iter()
                .find_map(|other| said_of(&names, event, other))
        });
        let part = fold_said(said, &record.people, &names);
        put(record, part, target);
        record.newer = newer(&names, &unknown, &record.threads);
        true
    }
}

/// Whether an event follows its writer's last one, and no event refers to it yet.
fn goes_on<'a>(event: &Event, others: impl Iterator<Item = &'a Event>) -> bool {
    let mut follows = false;
    for other in others {
        let mut named = other
            .prev
            .iter()
            .chain(&other.seen)
            .chain(&other.statement.replaces);
        if named.any(|id| *id == event.id) {
            return false;
        }
        if other.writer == event.writer {
            if other.seq >= event.seq {
                return false;
            }
            follows |= Some(other.id) == event.prev && other.seq + 1 == event.seq;
        }
    }
    follows
}

/// Collects the event with the others on the same target, and the events of newer versions.
fn bearing<'n, 'a: 'n>(
    names: &'n Names,
    event: &'a Event,
    others: impl Iterator<Item = &'a Event> + Clone,
) -> Vec<&'a Event> {
    let on = target(names, event).or_else(|| {
        others
            .clone()
            .find_map(|other| said_of(names, event, other))
    });
    let mut bearing = vec![event];
    let mut changes = Vec::new();
    for other in others.filter(|other| other.id != event.id) {
        let target = kinds::target(other, names);
        if let FoldTarget::Words(of) | FoldTarget::TakenBack(of) = target {
            changes.push((of, other));
        } else if target == FoldTarget::Newer || on.as_ref() == Some(&target) {
            bearing.push(other);
        }
    }
    let about: HashSet<EventId> = bearing.iter().map(|event| event.id).collect();
    bearing.extend(
        changes
            .into_iter()
            .filter(|(of, _)| about.contains(of))
            .map(|(_, change)| change),
    );
    bearing
}

/// Returns an event's own target, which can be folded alone.
fn target<'a>(names: &'a Names, event: &'a Event) -> Option<FoldTarget<'a>> {
    let target = kinds::target(event, names);
    let is_own = !matches!(
        target,
        FoldTarget::Words(_) | FoldTarget::TakenBack(_) | FoldTarget::Person | FoldTarget::Newer
    );
    is_own.then_some(target)
}

/// Returns the target of an edit or retraction of another event.
fn said_of<'a>(names: &'a Names, change: &Event, other: &'a Event) -> Option<FoldTarget<'a>> {
    let (FoldTarget::Words(of) | FoldTarget::TakenBack(of)) = kinds::target(change, names) else {
        return None;
    };
    if of == other.id {
        target(names, other)
    } else {
        None
    }
}

/// Puts one folded target into the record.
fn put(record: &mut Record, part: Record, target: Option<FoldTarget<'_>>) {
    match target {
        // Removes targets of which everything was taken back.
        Some(FoldTarget::Link(from, to)) => drop(record.links.remove(&(from.clone(), to.clone()))),
        Some(FoldTarget::Increment(increment)) => drop(record.increments.remove(increment)),
        Some(FoldTarget::SignOffs) => record.sign_offs = part.sign_offs,
        Some(FoldTarget::Pins) => record.pins = part.pins,
        Some(FoldTarget::Scopes) => record.scopes = part.scopes,
        Some(FoldTarget::Amendment(change)) => drop(record.amendments.remove(change)),
        _ => {}
    }
    for thread in part.threads {
        match record.threads.iter_mut().rfind(|old| old.id == thread.id) {
            Some(old) => *old = thread,
            None => record.threads.push(thread),
        }
    }
    record.verdicts.extend(part.verdicts);
    record.links.extend(part.links);
    record.viewed.extend(part.viewed);
    record.decisions.extend(part.decisions);
    record.amendments.extend(part.amendments);
    record.increments.extend(part.increments);
    for written in part.written {
        match record
            .written
            .iter_mut()
            .find(|known| known.round == written.round)
        {
            Some(known) => known.by_reviewer |= written.by_reviewer,
            None => record.written.push(written),
        }
    }
}
