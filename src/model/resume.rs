//! Where a reviewer was when they left, as plain data.

use super::change::Side;
use super::id::{CriterionId, IncrementId};
use super::text::RepoPath;

/// Where to pick up again. A hint: whatever of it is no longer there is left out by the reader.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Resume {
    /// The screen, by a name of the `app` layer's choosing: up to 80 letters, digits and `-`.
    pub screen: String,
    /// The increment.
    pub increment: Option<IncrementId>,
    /// The spec, or the folder of a group of specs.
    pub spec: Option<RepoPath>,
    /// The criterion.
    pub criterion: Option<CriterionId>,
    /// The file.
    pub file: Option<RepoPath>,
    /// Which side of it.
    pub side: Option<Side>,
    /// The line, 1-based.
    pub line: Option<u32>,
}
