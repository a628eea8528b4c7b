//! Finds reverts of earlier increments by later ones.

use std::collections::BTreeMap;

use super::traced::MAX_COMMITS;
use crate::git::Repository;
use crate::model::id::IncrementId;
use crate::model::increment::{Commit, Increment};
pub(super) use crate::trace::Reverts;

/// The reverts between the increments under review, computed once for all of them.
#[derive(Default)]
pub struct Later {
    /// The position of each increment among all; the oldest is 0.
    places: BTreeMap<IncrementId, usize>,
    /// The reverts in each increment of commits before it.
    of: Vec<Reverts>,
}

impl Later {
    /// Reads the messages of all increments, given oldest first. An unreadable increment reverts
    /// nothing.
    pub fn of(repository: &Repository, increments: &[Increment]) -> Self {
        let commits = |increment: &Increment| {
            repository
                .commits(&increment.range, MAX_COMMITS)
                .map(|found| found.commits)
                .unwrap_or_default()
        };
        let commits: Vec<Vec<Commit>> = increments.iter().map(commits).collect();
        let mut of: Vec<Reverts> = commits.iter().map(|commits| Reverts::of(commits)).collect();
        // Newest first: a revert that is itself reverted has no effect.
        for at in (0..of.len()).rev() {
            let (own, later) = of.split_at_mut(at + 1);
            let Some((own, commits)) = own.last_mut().zip(commits.get(at)) else {
                continue;
            };
            later.iter().for_each(|later| own.add_later(commits, later));
            own.forget_undone();
        }
        let places = increments
            .iter()
            .enumerate()
            .map(|(at, increment)| (increment.id.clone(), at));
        Self {
            places: places.collect(),
            of,
        }
    }

    /// Returns the reverts in the increments after one; empty for an unknown one.
    pub(super) fn than(&self, increment: &Increment) -> &[Reverts] {
        let after = self
            .places
            .get(&increment.id)
            .map_or(self.of.len(), |at| at + 1);
        self.of.get(after..).unwrap_or_default()
    }
}
