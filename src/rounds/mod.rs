//! Compares two rounds of an increment: what the contractor changed since the earlier one, apart
//! from what came with a new base.
//!
//! The new round is compared with what the old one would be on the new base (`expected`), file by
//! file, in memory; no work tree is touched. Knows nothing of records, specs or screens.

mod allowance;
mod assign;
mod commits;
mod expected;
mod files;
mod lines;
mod merge;
mod pairing;
mod patch;
mod renamed;
mod summary;
mod words;

use anyhow::Result;

use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

pub use allowance::RoundAllowance;
pub use commits::RoundCommits;
pub use expected::{Basis, FileComparison, WholeReason, compare};
pub use files::{ExpectedFile, RoundFile, RoundFiles, list};
pub use lines::RebaseLines;
pub use merge::{Merged, merge};
pub use pairing::{CommitPair, CommitPairs, PairState, PairedBy, pair};
pub use summary::{FileRound, HunkCounts, LineCounts, RoundChange, RoundKind, summarise};
pub use words::{pair_words, words};

/// Two rounds of one increment. Their bases are those that the delivered content stands on: a
/// default branch that a round merged in is part of its base.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoundPair {
    /// The earlier round as it was delivered, and the base of its content.
    pub old: CommitRange,
    pub old_base: Option<ObjectId>,
    /// The later round, and the base of its content.
    pub new: CommitRange,
    pub new_base: Option<ObjectId>,
}

impl RoundPair {
    /// Makes a pair of two delivered ranges, and finds the bases of their contents.
    ///
    /// # Errors
    /// When a head or the refs cannot be read.
    pub fn new(repository: &Repository, old: CommitRange, new: CommitRange) -> Result<Self> {
        Ok(Self {
            old,
            old_base: repository.content_base(&old, &[old, new])?,
            new,
            new_base: repository.content_base(&new, &[old, new])?,
        })
    }

    /// Whether the new round stands on another base than the old one.
    pub fn is_rebased(&self) -> bool {
        self.old_base != self.new_base
    }

    /// Returns the changes of the old round, as a range from the base of its content.
    pub fn old_content(&self) -> CommitRange {
        CommitRange {
            base: self.old_base,
            head: self.old.head,
        }
    }

    /// Returns the changes of the new round, as a range from the base of its content.
    pub fn new_content(&self) -> CommitRange {
        CommitRange {
            base: self.new_base,
            head: self.new.head,
        }
    }
}
