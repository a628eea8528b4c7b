//! The place where a reviewer left off, as plain data.

use super::change::Side;
use super::id::{CriterionId, IncrementId};
use super::text::RepoPath;

/// The place to resume at. A hint: whoever reads it drops the parts that no longer exist.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Resume {
    /// The screen's name, chosen by the `app` layer: up to 80 letters, digits and `-`.
    pub screen: String,
    pub increment: Option<IncrementId>,
    /// The spec, or the folder of a group of specs.
    pub spec: Option<RepoPath>,
    pub criterion: Option<CriterionId>,
    pub file: Option<RepoPath>,
    /// The side of the file.
    pub side: Option<Side>,
    /// The line, 1-based.
    pub line: Option<u32>,
}
