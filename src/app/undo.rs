//! What can be taken back.

use crate::model::amendment::TextChange;
use crate::model::id::{Digest, EventId, IncrementId};
use crate::model::link::LinkTarget;
use crate::model::spec::CriterionKey;

/// Something that can be taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Undo {
    /// A note was deleted.
    Deleted(EventId),
    /// A verdict was given where another stood, or none.
    Verdict {
        /// On which criterion.
        criterion: CriterionKey,
        /// What of mine stood before.
        before: Vec<EventId>,
    },
    /// An outcome was decided.
    Outcome {
        /// Of which increment.
        increment: IncrementId,
        /// What of mine stood before.
        before: Vec<EventId>,
    },
    /// A word was said on where a thread stands.
    State {
        /// Which.
        thread: EventId,
        /// What stood before.
        before: Vec<EventId>,
    },
    /// Content was marked as viewed, or no longer.
    Viewed {
        /// Which.
        contents: Vec<Digest>,
        /// Which of the two.
        viewed: bool,
    },
    /// Increments were defined.
    Increments(Vec<IncrementId>),
    /// Changes of the spec were agreed or refused, each with what of mine stood before.
    Amendments(Vec<(TextChange, Vec<EventId>)>),
    /// The specs were pinned where these of mine stood.
    Pin(Vec<EventId>),
    /// A link was made or rejected.
    Link {
        /// Of which criterion.
        criterion: CriterionKey,
        /// To what.
        target: LinkTarget,
    },
}
