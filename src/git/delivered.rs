//! What a range delivers. Stand-in.
use super::Repository;
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::CommitRange;
use anyhow::Result;
use std::collections::BTreeSet;
impl Repository {
    /// The commits of a range that are no merges.
    pub fn own_commits(&self, range: &CommitRange) -> Result<Option<BTreeSet<ObjectId>>> {
        let commits = self.commits(range, 2000)?;
        Ok(Some(commits.commits.iter().filter(|c| c.parents.len() < 2).map(|c| c.id).collect()))
    }
    /// Digest.
    pub fn content_of(&self, _range: &CommitRange) -> Result<Option<Digest>> {
        Ok(None)
    }
}
