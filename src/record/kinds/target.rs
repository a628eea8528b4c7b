//! What a statement is about in the fold.

use crate::model::amendment::TextChange;
use crate::model::id::{Digest, EventId, IncrementId};
use crate::model::link::LinkTarget;
use crate::model::spec::CriterionKey;

/// What a statement is about: what has to be folded again when there is another statement about it.
#[derive(PartialEq, Eq, Debug)]
pub(in crate::record) enum FoldTarget<'a> {
    /// A thread, by the note that opened it.
    Thread(EventId),
    /// New words for another event.
    Words(EventId),
    /// Another event, taken back.
    TakenBack(EventId),
    /// The verdicts on a criterion.
    Verdict(&'a CriterionKey),
    /// A link, confirmed or rejected.
    Link(&'a CriterionKey, &'a LinkTarget),
    /// Content that was looked at.
    Viewed(&'a Digest),
    /// The outcomes of an increment.
    Outcome(&'a IncrementId),
    /// The definition of an increment.
    Increment(&'a IncrementId),
    /// All signatures.
    SignOffs,
    /// Where the specs count as agreed.
    Pins,
    /// A change of an agreed text.
    Amendment(&'a TextChange),
    /// What each reviewer reviews.
    Scopes,
    /// Who somebody is, which bears on everything.
    Person,
    /// Whatever only a newer version knows.
    Newer,
}
