//! Says what the names that statements were written under stand for today.
//!
//! A statement names a spec's path, a criterion's id, an increment's name and a commit range. Names move
//! (`git mv`, a renumbered spec, a second tag, a merge); the content that the statement is about does not.
//! Whoever can look at the content works out [`Names`]; the fold files each statement under what they
//! give, so that nothing above the fold ever compares a name of then with a name of now.

use std::collections::HashMap;
use std::sync::Arc;

use super::event::{Body, Event};
use super::id::{EventId, IncrementId};
use super::increment::CommitRange;
use super::record::Subject;
use super::spec::CriterionKey;

/// One delivery of an increment, by the names that are in use today.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Round {
    /// The increment.
    pub increment: IncrementId,
    /// What was delivered.
    pub range: CommitRange,
}

/// A name and a range that statements were written under.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// As written.
    pub round: Round,
    /// Whether a reviewer wrote one of them.
    pub by_reviewer: bool,
}

impl Round {
    /// The name and the range that an event was written under. A definition says what an increment is; it
    /// is no delivery.
    pub fn written(event: &Event) -> Option<Self> {
        let subject = event.statement.subject.as_ref()?;
        let increment = match &event.statement.body {
            Body::Outcome { increment, .. } => increment,
            Body::Increment { .. } => return None,
            _ => subject.increment.as_ref()?,
        };
        Some(Self { increment: increment.clone(), range: subject.range })
    }
}

/// What statements are about today, by event. A statement that is not listed is about what it names.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Names {
    /// The criterion that a statement is about.
    pub criteria: HashMap<EventId, CriterionKey>,
    /// The rounds that a statement is about: several where the increment was split since; the first is
    /// the one that holds the lines of a note. Never empty.
    pub rounds: HashMap<EventId, Vec<Round>>,
}

impl Names {
    /// Whether every statement is about what it names.
    pub fn is_empty(&self) -> bool {
        self.criteria.is_empty() && self.rounds.is_empty()
    }

    /// The criterion that an event is about; `written` is the one that it names.
    pub fn criterion<'a>(&'a self, event: &Event, written: &'a CriterionKey) -> &'a CriterionKey {
        self.criteria.get(&event.id).unwrap_or(written)
    }

    /// The increment that an event is about; `written` is the one that it names.
    pub fn increment<'a>(&'a self, event: &Event, written: &'a IncrementId) -> &'a IncrementId {
        self.rounds_of(event).first().map_or(written, |round| &round.increment)
    }

    /// The rounds that an event is about; none where it is about what it names.
    pub fn rounds_of(&self, event: &Event) -> &[Round] {
        self.rounds.get(&event.id).map_or(&[], Vec::as_slice)
    }

    /// What an event says of the code it saw, under the names of today.
    pub fn subject(&self, event: &Event) -> Option<Arc<Subject>> {
        let mut subject = event.statement.subject.clone()?;
        if let Some(round) = self.rounds_of(event).first() {
            let subject = Arc::make_mut(&mut subject);
            subject.increment = Some(round.increment.clone());
            subject.range = round.range;
        }
        Some(subject)
    }
}
