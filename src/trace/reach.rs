//! Computes the history of each commit within a range, and so what each merge brought.
//!
//! Computed once for all of them: a range may have thousands of merges with a thousand parents
//! each.

use std::collections::HashMap;

use crate::model::id::ObjectId;
use crate::model::increment::Commit;

/// The histories of some commits, as far as they are among these.
pub(super) struct CommitReach<'c> {
    commits: &'c [Commit],
    places: HashMap<ObjectId, usize>,
    /// By commit index: a bit for the index of each commit in its history, including itself.
    sets: Vec<Vec<u64>>,
}

impl<'c> CommitReach<'c> {
    /// Walks commits that are sorted so that children come before their parents.
    pub(super) fn of(commits: &'c [Commit]) -> Self {
        let places: HashMap<ObjectId, usize> = commits
            .iter()
            .enumerate()
            .map(|(at, commit)| (commit.id, at))
            .collect();
        let mut sets = vec![Vec::new(); commits.len()];
        for (at, commit) in commits.iter().enumerate().rev() {
            let mut set = joined(&sets, commit.parents.iter().filter_map(|id| places.get(id)));
            add(&mut set, at);
            sets[at] = set;
        }
        Self {
            commits,
            places,
            sets,
        }
    }

    /// Returns the commits that a merge brought, in order: what its other parents reach and its
    /// first does not.
    pub(super) fn brought(&self, merge: &Commit) -> Vec<ObjectId> {
        let Some((own, others)) = merge.parents.split_first() else {
            return Vec::new();
        };
        let others = joined(
            &self.sets,
            others.iter().filter_map(|id| self.places.get(id)),
        );
        let own = self.places.get(own).map_or(&[][..], |at| &self.sets[*at]);
        let is_brought = |at: &usize| has(&others, *at) && !has(own, *at);
        (0..self.commits.len())
            .filter(is_brought)
            .map(|at| self.commits[at].id)
            .collect()
    }
}

fn joined<'p>(sets: &[Vec<u64>], places: impl Iterator<Item = &'p usize>) -> Vec<u64> {
    let mut all: Vec<u64> = Vec::new();
    for place in places {
        let set = &sets[*place];
        all.resize(all.len().max(set.len()), 0);
        all.iter_mut().zip(set).for_each(|(all, one)| *all |= one);
    }
    all
}

fn add(set: &mut Vec<u64>, at: usize) {
    set.resize(set.len().max(at / 64 + 1), 0);
    set[at / 64] |= 1 << (at % 64);
}

fn has(set: &[u64], at: usize) -> bool {
    set.get(at / 64)
        .is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}
