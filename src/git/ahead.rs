//! Counts commits of one history that another does not have.

use anyhow::Result;

use super::Repository;
use crate::model::id::ObjectId;
use crate::model::news::CommitCount;

/// Maximum number of commits that are counted.
const MAX_AHEAD: usize = 10_000;

impl Repository {
    /// Counts the commits that are in the history of `head` and in none of `known`, merges
    /// included; at most 10,000.
    ///
    /// # Errors
    /// When a commit cannot be read.
    pub fn count_ahead(&self, head: ObjectId, known: &[ObjectId]) -> Result<CommitCount> {
        let (commits, more) = self.history_without(head, known, MAX_AHEAD)?;
        Ok(CommitCount {
            count: commits.len(),
            more,
        })
    }
}
