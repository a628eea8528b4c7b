//! Finds the contractor's own commits of a range, so that a delivery can be recognised under
//! another name.
//!
//! Knows nothing of what is in the commits.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange};

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

    /// Lists the contractor's own commits of one of several rounds, oldest first, without merges
    /// and others' work; and whether there are more than `limit`. `rounds` has the ranges of all:
    /// a default branch that has one of their heads is others' work only as far as their bases.
    ///
    /// # Errors
    /// When an end of the range, a commit or a ref cannot be read.
    pub fn round_commits(
        &self,
        range: &CommitRange,
        rounds: &[CommitRange],
        limit: usize,
    ) -> Result<(Vec<Commit>, bool)> {
        let mut without: Vec<ObjectId> = range.base.into_iter().collect();
        for tip in upstream_of(self, range.head)? {
            let delivered = self.delivered_to(tip, rounds)?;
            if delivered.is_empty() {
                without.push(tip);
            }
            without.extend(delivered.iter().filter_map(|round| round.base));
        }
        let (commits, more) = self.history_without(range.head, &without, MAX_COMMITS)?;
        let mut own: Vec<ObjectId> = commits
            .into_iter()
            .filter(|(_, parents)| parents.len() < 2)
            .map(|(id, _)| id)
            .collect();
        own.reverse();
        let cut = own.len() > limit;
        own.truncate(limit);
        let read = own.into_iter().map(|id| self.commit(id));
        Ok((read.collect::<Result<_>>()?, more || cut))
    }

    /// Returns the commit that the content of one of several rounds stands on: the newest commit of
    /// a default branch that was merged into it, else its base. A default branch that has the head
    /// of a round is no others' work.
    ///
    /// # Errors
    /// When an end of the range or a ref cannot be read.
    pub fn content_base(
        &self,
        range: &CommitRange,
        rounds: &[CommitRange],
    ) -> Result<Option<ObjectId>> {
        let mut base = range.base;
        for tip in upstream_of(self, range.head)? {
            if !self.delivered_to(tip, rounds)?.is_empty() {
                continue;
            }
            let shared = self.merge_base(tip, range.head)?;
            if let (Some(shared), Some(before)) = (shared, base)
                && shared != range.head
                && self.has_in_history(before, shared)?
            {
                base = Some(shared);
            }
        }
        Ok(base)
    }

    /// Lists the rounds whose heads are in the history of a commit.
    fn delivered_to(&self, tip: ObjectId, rounds: &[CommitRange]) -> Result<Vec<CommitRange>> {
        let mut delivered = Vec::new();
        for round in rounds {
            if self.has_in_history(round.head, tip)? {
                delivered.push(*round);
            }
        }
        Ok(delivered)
    }
}
