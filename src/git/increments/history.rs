//! The commits that are the contractor's own: what a head has and neither the base nor others have; and the
//! parts that it is cut into.
//!
//! Knows nothing of what the parts are called.

use std::collections::{HashMap, HashSet};

use anyhow::{Context as _, Result};

use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

/// How many commits are looked at.
const MAX_COMMITS: usize = 50_000;
/// As many where nothing bounds them: most of what a history of 20 years holds is not asked for.
const MAX_UNBOUNDED: usize = 20_000;
/// How many commits a part that starts at several places is tried from.
const MAX_STARTS: usize = 12;

/// Commits with their parents.
#[derive(Clone)]
pub(super) struct History {
    /// Children first.
    pub(super) order: Vec<ObjectId>,
    parents: HashMap<ObjectId, Vec<ObjectId>>,
    /// Whether there are more commits than these.
    pub(super) more: bool,
}

/// What one delivery has that those before it have not.
pub(super) struct Part {
    /// Its commits, the head first.
    pub(super) own: Vec<ObjectId>,
    /// Where it starts so that a range holds as little else as possible; `None` is before the first commit.
    pub(super) base: Option<ObjectId>,
}

impl History {
    /// What a head has and none of the others.
    pub(super) fn read(repository: &Repository, head: ObjectId, without: &[ObjectId]) -> Result<Self> {
        let limit = if without.is_empty() { MAX_UNBOUNDED } else { MAX_COMMITS };
        let found = repository.history_without(head, without, limit);
        let (commits, more) = found.context("looking for where the branch began")?;
        let order = commits.iter().map(|(id, _)| *id).collect();
        Ok(Self { order, parents: commits.into_iter().collect(), more })
    }

    /// Whether a commit is among them.
    pub(super) fn holds(&self, id: ObjectId) -> bool {
        self.parents.contains_key(&id)
    }

    /// A commit's parents; none for one that is not among them.
    pub(super) fn parents(&self, id: ObjectId) -> &[ObjectId] {
        self.parents.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Takes what a head has and nobody took yet.
    pub(super) fn take(
        &self,
        repository: &Repository,
        head: ObjectId,
        taken: &mut HashSet<ObjectId>,
    ) -> Result<Part> {
        let mut own = Vec::new();
        let mut starts = Vec::new();
        // The line of first parents is followed first, so that its end is the first start.
        let mut todo = vec![head];
        while let Some(id) = todo.pop() {
            if !self.holds(id) || taken.contains(&id) {
                if !starts.contains(&id) && !own.contains(&id) && id != head {
                    starts.push(id);
                }
                continue;
            }
            taken.insert(id);
            own.push(id);
            todo.extend(self.parents(id).iter().rev());
        }
        let own_ids: HashSet<&ObjectId> = own.iter().collect();
        starts.retain(|start| !own_ids.contains(start));
        let base = self.nearest(repository, head, own.len(), &starts)?;
        Ok(Part { own, base })
    }

    /// Of the commits that a part of `own` commits goes on from, the one since which the least besides it was
    /// committed: own work that another part has before others' work, which is told apart anyway.
    fn nearest(
        &self,
        repository: &Repository,
        head: ObjectId,
        own: usize,
        starts: &[ObjectId],
    ) -> Result<Option<ObjectId>> {
        if starts.len() < 2 {
            return Ok(starts.first().copied());
        }
        let mut best: Option<((usize, usize), ObjectId)> = None;
        for start in starts.iter().take(MAX_STARTS) {
            let range = CommitRange { base: Some(*start), head };
            let found = repository.range_ids(&range, MAX_COMMITS)?.0;
            let cost = (found.iter().filter(|id| self.holds(**id)).count(), found.len());
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, *start));
            }
            if found.len() <= own {
                break;
            }
        }
        Ok(best.map(|(_, start)| start))
    }
}
