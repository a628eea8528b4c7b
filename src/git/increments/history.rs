//! Collects the contractor's own commits (those of a head that neither the base nor others have),
//! and cuts them into parts.
//!
//! Knows nothing of the parts' names.

use std::collections::{HashMap, HashSet};

use anyhow::{Context as _, Result};

use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

/// Maximum number of commits.
const MAX_COMMITS: usize = 50_000;
/// Maximum number where nothing bounds them: most of a history of 20 years is not asked for.
const MAX_UNBOUNDED: usize = 20_000;
/// Maximum number of possible starts that are tried for a part.
const MAX_STARTS: usize = 12;

/// Commits with their parents.
#[derive(Clone)]
pub(super) struct CommitHistory {
    /// Their order: children first.
    pub(super) order: Vec<ObjectId>,
    parents: HashMap<ObjectId, Vec<ObjectId>>,
    /// Whether there are more commits than these.
    pub(super) more: bool,
}

/// The commits of one delivery that those before it lack.
pub(super) struct DeliveryPart {
    /// Its commits, the head first.
    pub(super) own: Vec<ObjectId>,
    /// The start with which a range has as few other commits as possible; `None` is before the
    /// first commit.
    pub(super) base: Option<ObjectId>,
}

impl CommitHistory {
    /// Reads the commits of a head that none of the others has.
    pub(super) fn read(
        repository: &Repository,
        head: ObjectId,
        without: &[ObjectId],
    ) -> Result<Self> {
        let limit = if without.is_empty() {
            MAX_UNBOUNDED
        } else {
            MAX_COMMITS
        };
        let found = repository.history_without(head, without, limit);
        let (commits, more) = found.context("looking for where the branch began")?;
        let order = commits.iter().map(|(id, _)| *id).collect();
        Ok(Self {
            order,
            parents: commits.into_iter().collect(),
            more,
        })
    }

    /// Whether a commit is among them.
    pub(super) fn holds(&self, id: ObjectId) -> bool {
        self.parents.contains_key(&id)
    }

    /// Returns a commit's parents; empty for one that is not among them.
    pub(super) fn parents(&self, id: ObjectId) -> &[ObjectId] {
        self.parents.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Takes the commits of a head that nobody took yet.
    pub(super) fn take(
        &self,
        repository: &Repository,
        head: ObjectId,
        taken: &mut HashSet<ObjectId>,
    ) -> Result<DeliveryPart> {
        let mut own = Vec::new();
        let mut starts = Vec::new();
        // The line of first parents comes first, so that its end is the first start.
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
        Ok(DeliveryPart { own, base })
    }

    /// Chooses, among the starts of a part with `own` commits, the one with the fewest other
    /// commits since: own work of another part before others' work, which is told apart anyway.
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
            let range = CommitRange {
                base: Some(*start),
                head,
            };
            let found = repository.range_ids(&range, MAX_COMMITS)?.0;
            let cost = (
                found.iter().filter(|id| self.holds(**id)).count(),
                found.len(),
            );
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
