//! Which commits of a range were made by whoever delivers it, so that one delivery can be told again under
//! another name.
//!
//! Knows nothing of what is in the commits.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

use super::Repository;
use super::increments::upstream_of;

/// How many commits of a range are looked at.
const MAX_COMMITS: usize = 50_000;

impl Repository {
    /// The commits of a range that are no merges and not others' work: the same before a branch is merged and
    /// after, by whichever name or base it is called. `None` when there are too many.
    ///
    /// # Errors
    /// When an end of the range or a ref cannot be read.
    pub fn own_commits(&self, range: &CommitRange) -> Result<Option<BTreeSet<ObjectId>>> {
        let without: Vec<ObjectId> = range.base.into_iter().chain(upstream_of(self, range.head)?).collect();
        let (commits, more) = self.history_without(range.head, &without, MAX_COMMITS)?;
        let own = commits.into_iter().filter(|(_, parents)| parents.len() < 2).map(|(id, _)| id);
        Ok((!more).then(|| own.collect()))
    }
}
