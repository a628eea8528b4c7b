//! Maps the names in statements to the names in use today.
//!
//! A statement names a spec's path, a criterion's id, an increment's name and a commit range. Names
//! move (`git mv`, a renumbered spec, a second tag, a merge); the content that the statement is
//! about does not. The `engagement` layer, which can read the content, computes [`Names`]; the fold
//! files each statement under those, so that nothing above the fold ever compares an old name with
//! a new one.

use std::collections::HashMap;
use std::sync::Arc;

use super::event::{Body, Event};
use super::id::{EventId, IncrementId};
use super::increment::CommitRange;
use super::record::Subject;
use super::spec::CriterionKey;

/// One delivery of an increment, under today's names.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Round {
    pub increment: IncrementId,
    /// The delivered commits.
    pub range: CommitRange,
}

/// A name and a range that statements use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundMention {
    /// The round as the statement names it.
    pub round: Round,
    /// Whether a reviewer used it.
    pub by_reviewer: bool,
}

impl Round {
    /// Extracts the name and the range of an event. Definitions are left out, because they are not
    /// deliveries.
    pub fn written(event: &Event) -> Option<Self> {
        let subject = event.statement.subject.as_ref()?;
        let increment = match &event.statement.body {
            Body::Outcome { increment, .. } => increment,
            Body::Increment { .. } => return None,
            _ => subject.increment.as_ref()?,
        };
        Some(Self {
            increment: increment.clone(),
            range: subject.range,
        })
    }
}

/// Today's targets of statements, by event. A statement that is not listed is about the names it
/// was written with.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Names {
    /// The criterion of each statement.
    pub criteria: HashMap<EventId, CriterionKey>,
    /// The rounds of each statement, never empty: several where the increment was split since; the
    /// first has the lines of a note.
    pub rounds: HashMap<EventId, Vec<Round>>,
}

impl Names {
    /// Returns the criterion that an event is about; `written` is the one in its text.
    pub fn criterion<'a>(&'a self, event: &Event, written: &'a CriterionKey) -> &'a CriterionKey {
        self.criteria.get(&event.id).unwrap_or(written)
    }

    /// Returns the increment that an event is about; `written` is the one in its text.
    pub fn increment<'a>(&'a self, event: &Event, written: &'a IncrementId) -> &'a IncrementId {
        self.rounds_of(event)
            .first()
            .map_or(written, |round| &round.increment)
    }

    /// Returns the rounds that an event is about; empty where its own names hold.
    pub fn rounds_of(&self, event: &Event) -> &[Round] {
        self.rounds.get(&event.id).map_or(&[], Vec::as_slice)
    }

    /// Returns an event's subject (the code it saw) under today's names.
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
