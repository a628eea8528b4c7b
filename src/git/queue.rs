//! Walks commits newest first: the queue that every walk over history goes by.
//!
//! Sorted by the committer's time as git does in `limit_list`, with flags that go from children to
//! parents. Knows nothing of what a walk is for.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::Repository;
use super::commit::CommitLinks;
use super::store::ObjectStart;
use crate::model::id::ObjectId;

/// Maximum number of commits that one walk reads; about 3 s worth.
pub(super) const MAX_VISITED: usize = 250_000;
/// Number of further commits looked at after everything seems settled, because clocks differ. Git's
/// `SLOP` is 5.
const SLOP: usize = 64;

/// A commit seen on a walk.
pub(super) struct SeenCommit {
    pub(super) links: Arc<CommitLinks>,
    /// Flags: [`HIDDEN`], or for merge bases [`OURS`], [`THEIRS`] and [`STALE`].
    pub(super) flags: u8,
    /// Whether it was taken off the queue.
    done: bool,
}

pub(super) const HIDDEN: u8 = 1;
pub(super) const OURS: u8 = 2;
pub(super) const THEIRS: u8 = 4;
pub(super) const STALE: u8 = 8;

pub(super) fn is_shared(flags: u8) -> bool {
    flags & (OURS | THEIRS) == OURS | THEIRS
}

/// A queue of commits by the committer's time, newest first; within a second, first come first.
pub(super) struct CommitQueue<'r> {
    repository: &'r Repository,
    queue: BinaryHeap<(i64, Reverse<usize>, ObjectId)>,
    pub(super) met: HashMap<ObjectId, SeenCommit>,
    /// Number of commits in the queue without this flag.
    pub(super) waiting: usize,
    settled: u8,
    /// Commit objects that were read and are not hidden, so that nobody reads them again.
    pub(super) kept: HashMap<ObjectId, ObjectStart>,
    /// How many bytes of them may still be kept.
    room: usize,
    /// Whether a parent was newer than its child.
    is_astray: bool,
}

impl<'r> CommitQueue<'r> {
    pub(super) fn new(repository: &'r Repository, settled: u8, room: usize) -> Self {
        let (queue, met, kept) = (BinaryHeap::new(), HashMap::new(), HashMap::new());
        Self {
            repository,
            queue,
            met,
            waiting: 0,
            settled,
            kept,
            room,
            is_astray: false,
        }
    }

    /// Adds flags to a commit, and queues it when it is new. A commit that the clone does not have
    /// ends the history there.
    pub(super) fn add(&mut self, id: ObjectId, flags: u8) -> Result<()> {
        if let Some(met) = self.met.get_mut(&id) {
            let before = met.flags;
            met.flags |= flags;
            if !met.done && before & self.settled == 0 && met.flags & self.settled != 0 {
                self.waiting -= 1;
            }
            return Ok(());
        }
        let Some((links, start)) = self.repository.links_and_start(id)? else {
            return Ok(());
        };
        if let Some(start) =
            start.filter(|start| flags & HIDDEN == 0 && start.data.len() <= self.room)
        {
            self.room -= start.data.len();
            self.kept.insert(id, start);
        }
        self.repository.known.count_met();
        let date = self.repository.sorting_date(id, links.committed)?;
        self.queue.push((date, Reverse(self.met.len()), id));
        self.waiting += usize::from(flags & self.settled == 0);
        self.met.insert(
            id,
            SeenCommit {
                links,
                flags,
                done: false,
            },
        );
        Ok(())
    }

    /// Takes the newest off the queue: its id, flags, the time by which it was sorted, and links.
    pub(super) fn pop(&mut self) -> Option<(ObjectId, u8, i64, Arc<CommitLinks>)> {
        let (date, _, id) = self.queue.pop()?;
        let met = self.met.get_mut(&id)?;
        met.done = true;
        self.waiting -= usize::from(met.flags & self.settled == 0);
        Some((id, met.flags, date, Arc::clone(&met.links)))
    }

    /// Passes the flags of a commit on to its parents, given the time by which it was sorted.
    pub(super) fn go_on(&mut self, parents: &[ObjectId], flags: u8, date: i64) -> Result<()> {
        self.spread(parents, flags)?;
        let is_newer = |parent| {
            self.met
                .get(parent)
                .is_some_and(|met| met.links.committed > date)
        };
        self.is_astray |= parents.iter().any(is_newer);
        Ok(())
    }

    /// Propagates flags to commits that were handled before their children, as wrong clocks cause.
    pub(super) fn spread(&mut self, from: &[ObjectId], flags: u8) -> Result<()> {
        let mut todo = from.to_vec();
        while let Some(id) = todo.pop() {
            let again = self
                .met
                .get(&id)
                .is_some_and(|met| met.done && met.flags & flags != flags);
            self.add(id, flags)?;
            if again {
                todo.extend(
                    self.met
                        .get(&id)
                        .into_iter()
                        .flat_map(|met| met.links.parents.iter().copied()),
                );
            }
        }
        Ok(())
    }

    /// Lists the ids of a head's history without those of others, at most `limit`, and whether
    /// there are more.
    pub(super) fn range(
        &mut self,
        head: ObjectId,
        without: &[ObjectId],
        limit: usize,
    ) -> Result<(Vec<ObjectId>, bool)> {
        for (id, flags) in std::iter::once((head, 0)).chain(without.iter().map(|id| (*id, HIDDEN)))
        {
            self.add(id, flags)?;
            self.met
                .get(&id)
                .with_context(|| self.repository.not_here(id))?;
        }
        let mut taken = Vec::new();
        let mut oldest = i64::MAX;
        let mut slop = SLOP;
        while let Some((id, flags, date, links)) = self.pop() {
            self.go_on(&links.parents, flags, date)?;
            if flags & HIDDEN == 0 {
                taken.push(id);
                oldest = date;
            }
            slop = if self.waiting > 0 || date >= oldest {
                SLOP
            } else {
                slop - 1
            };
            if slop == 0 || taken.len() > limit.saturating_add(SLOP) || self.met.len() > MAX_VISITED
            {
                break;
            }
        }
        taken.retain(|id| self.flags(*id) & HIDDEN == 0);
        let more = taken.len() > limit || self.met.len() > MAX_VISITED;
        taken.truncate(limit);
        Ok((children_first(&taken, &self.met), more))
    }

    pub(super) fn flags(&self, id: ObjectId) -> u8 {
        self.met.get(&id).map_or(0, |met| met.flags)
    }
}

impl Drop for CommitQueue<'_> {
    fn drop(&mut self) {
        if self.is_astray {
            self.repository.dates.count_astray(self.met.len());
        }
    }
}

/// Sorts commits so that none comes before its children, and a merged branch stays together: git's
/// `--topo-order`. `ids` are newest first and in `met`.
fn children_first(ids: &[ObjectId], met: &HashMap<ObjectId, SeenCommit>) -> Vec<ObjectId> {
    let mut children: HashMap<ObjectId, usize> = ids.iter().map(|id| (*id, 0)).collect();
    let parents_of = |id: &ObjectId| met.get(id).map_or(&[][..], |met| &met.links.parents);
    for parent in ids.iter().flat_map(parents_of) {
        if let Some(count) = children.get_mut(parent) {
            *count += 1;
        }
    }
    let mut ready: Vec<ObjectId> = ids
        .iter()
        .rev()
        .filter(|id| children[*id] == 0)
        .copied()
        .collect();
    let mut ordered = Vec::with_capacity(ids.len());
    while let Some(id) = ready.pop() {
        ordered.push(id);
        for parent in parents_of(&id) {
            if let Some(count) = children.get_mut(parent) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*parent);
                }
            }
        }
    }
    ordered
}
