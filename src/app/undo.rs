//! Actions that can be undone.

use crate::model::amendment::TextChange;
use crate::model::id::{Digest, EventId, IncrementId};
use crate::model::link::LinkTarget;
use crate::model::spec::CriterionKey;

/// An action that can be undone, with what is needed to do so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Undo {
    /// A note was deleted.
    Deleted(EventId),
    /// A verdict was given or changed.
    Verdict {
        /// The criterion.
        criterion: CriterionKey,
        /// The user's earlier events on it that stood.
        before: Vec<EventId>,
    },
    /// Several lapsed verdicts were affirmed at once: each criterion, with the user's earlier events
    /// on it that stood.
    Verdicts(Vec<(CriterionKey, Vec<EventId>)>),
    /// An outcome was decided.
    Outcome {
        /// The increment.
        increment: IncrementId,
        /// The user's earlier decisions on it that stood.
        before: Vec<EventId>,
    },
    /// The state of a thread was set.
    State {
        /// The thread.
        thread: EventId,
        /// The events that determined its state before.
        before: Vec<EventId>,
    },
    /// Content was marked as viewed, or unmarked.
    Viewed {
        /// The content.
        contents: Vec<Digest>,
        /// Whether it was marked.
        viewed: bool,
    },
    /// Increments were defined.
    Increments(Vec<IncrementId>),
    /// Amendments were agreed or refused; each with the user's earlier decisions on it.
    Amendments(Vec<(TextChange, Vec<EventId>)>),
    /// The specs were pinned; with the user's earlier pins.
    Pin(Vec<EventId>),
    /// A link was made or rejected.
    Link {
        /// The criterion.
        criterion: CriterionKey,
        /// The target of the link.
        target: LinkTarget,
    },
}
