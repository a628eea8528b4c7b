//! Finds the contractor's own commits of a range, so that a delivery can be recognised under
//! another name.
//!
//! Knows nothing of what is in the commits.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

use super::Repository;
use super::increments::upstream_of;

/// Maximum number of commits of a range that are looked at.
const MAX_COMMITS: usize = 50_000;

impl Repository {
    /// Returns the commits of a range that are neither merges nor others' work: equal before and
    /// after a branch is merged, for any name or base. `None` when there are too many.
    ///
    /// # Errors
    /// When an end of the range or a ref cannot be read.
    pub fn own_commits(&self, range: &CommitRange) -> Result<Option<BTreeSet<ObjectId>>> {
        let without: Vec<ObjectId> = range
            .base
            .into_iter()
            .chain(upstream_of(self, range.head)?)
            .collect();
        let (commits, more) = self.history_without(range.head, &without, MAX_COMMITS)?;
        let own = commits
            .into_iter()
            .filter(|(_, parents)| parents.len() < 2)
            .map(|(id, _)| id);
        Ok((!more).then(|| own.collect()))
    }
}
