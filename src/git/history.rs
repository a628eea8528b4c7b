//! Walks history: the commits of a range, merge bases, the root, the first-parent line.
//!
//! libgit2's sorted walks read a whole history before they return the first commit (0.8 s in an
//! 80,000-commit one), so ranges are walked here, newest first (`queue.rs`). Every walk has a
//! budget. Knows nothing of trees.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange};
use crate::model::time::Timestamp;

use super::Repository;
use super::commit::{self, CommitLinks};
use super::queue::{CommitQueue, HIDDEN, MAX_VISITED, OURS, STALE, THEIRS, is_shared};
use super::store::{ObjectKind, ObjectStart};

/// Budget in bytes for complete messages of one range; beyond it, the first [`LEAST_MESSAGE`] bytes
/// of each are kept.
const MAX_MESSAGES: usize = 4 << 20;
const LEAST_MESSAGE: usize = 1 << 10;
/// Maximum size of commit objects that a walk keeps for callers that want them in full: some
/// 10,000.
const MAX_KEPT_BYTES: usize = 8 << 20;

/// Maximum size of a short commit, in bytes, which is read whole. People write few longer ones.
const SHORT: u64 = 4 << 10;
/// Budget in bytes for reading longer ones; beyond it, only the first [`SHORT`] bytes of each are
/// read.
const MAX_LONG_BYTES: u64 = 512 << 20;
/// Maximum size of cached links of commits, so that no walk reads these commits again: some
/// 300,000. Finding increments walks over the same commits hundreds of times.
const MAX_LINKS: usize = 64 << 20;
/// Charge in bytes for visiting a commit on a walk.
const MEETING: u64 = 128;
/// Memory for the links of one commit in bytes, without its parents.
const LINKS: usize = 180;

/// Cached facts about commits.
#[derive(Default)]
pub(super) struct CommitFacts {
    links: RefCell<HashMap<ObjectId, Arc<CommitLinks>>>,
    /// Bytes that these links take.
    kept: Cell<usize>,
    /// Bytes that were read of long commits.
    read: Cell<u64>,
    /// Number of commits that were read.
    commits: Cell<u64>,
    /// Number of commits visited on walks, including cached ones.
    met: Cell<u64>,
}

impl CommitFacts {
    fn links(&self, id: ObjectId) -> Option<Arc<CommitLinks>> {
        self.links.borrow().get(&id).cloned()
    }

    /// Counts a commit visited on a walk.
    pub(super) fn count_met(&self) {
        self.met.set(self.met.get() + 1);
    }

    /// Caches the links of a commit while there is room.
    fn keep(&self, id: ObjectId, links: &Arc<CommitLinks>) {
        let kept = self.kept.get() + LINKS + size_of_val(&links.parents[..]);
        if kept <= MAX_LINKS {
            self.kept.set(kept);
            self.links.borrow_mut().insert(id, Arc::clone(links));
        }
    }
}

/// The commits of a range.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Commits {
    /// Newest first; no commit comes before those of its children that are included.
    pub commits: Vec<Commit>,
    /// Whether the range has more commits than the limit.
    pub more: bool,
}

/// A commit with its parents.
pub(super) type Parented = (ObjectId, Vec<ObjectId>);

impl Repository {
    /// Lists the commits of a range, at most `limit`. An error when an end is not in this clone.
    pub fn commits(&self, range: &CommitRange, limit: usize) -> Result<Commits> {
        let mut walk = CommitQueue::new(self, HIDDEN, MAX_KEPT_BYTES);
        let (ids, more) = walk.range(range.head, range.base.as_slice(), limit)?;
        let mut left = MAX_MESSAGES;
        let read = |id: ObjectId| {
            let most = left.max(LEAST_MESSAGE);
            let commit = match (walk.kept.get(&id), walk.met.get(&id)) {
                (Some(start), Some(met)) => {
                    commit::parse(id, start, met.links.parents.clone(), most).0
                }
                _ => self.commit_and_offset(id, most)?.0,
            };
            left = left.saturating_sub(commit.message.as_bytes().len());
            Ok(commit)
        };
        Ok(Commits {
            commits: ids.into_iter().map(read).collect::<Result<_>>()?,
            more,
        })
    }

    /// Lists commits like [`Self::commits`], ids only, without regard to messages.
    pub fn range_ids(&self, range: &CommitRange, limit: usize) -> Result<(Vec<ObjectId>, bool)> {
        CommitQueue::new(self, HIDDEN, 0).range(range.head, range.base.as_slice(), limit)
    }

    /// Lists the commits of a head's history that are in none of other histories, at most `limit`,
    /// children first, each with its parents; and whether there are more.
    pub(super) fn history_without(
        &self,
        head: ObjectId,
        without: &[ObjectId],
        limit: usize,
    ) -> Result<(Vec<Parented>, bool)> {
        let mut walk = CommitQueue::new(self, HIDDEN, 0);
        let (ids, more) = walk.range(head, without, limit)?;
        let parents = |id: &ObjectId| walk.met.get(id).map(|met| met.links.parents.clone());
        Ok((
            ids.into_iter()
                .map(|id| (id, parents(&id).unwrap_or_default()))
                .collect(),
            more,
        ))
    }

    /// Whether a commit is in the history of another, or equals it.
    pub fn has_in_history(&self, commit: ObjectId, of: ObjectId) -> Result<bool> {
        if commit == of {
            return Ok(true);
        }
        let range = CommitRange {
            base: Some(of),
            head: commit,
        };
        Ok(self.range_ids(&range, 1)?.0.is_empty())
    }

    /// Returns when a commit was made, by its committer's clock: an author's time may be much
    /// older.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn committed_at(&self, id: ObjectId) -> Result<Timestamp> {
        let links = self.links(id)?.with_context(|| self.not_here(id))?;
        Ok(Timestamp(links.committed.saturating_mul(1_000)))
    }

    /// Finds the newest commit that both histories share.
    pub fn merge_base(&self, a: ObjectId, b: ObjectId) -> Result<Option<ObjectId>> {
        let mut walk = CommitQueue::new(self, STALE, 0);
        walk.add(a, OURS)?;
        walk.add(b, THEIRS)?;
        while walk.waiting > 0 && walk.met.len() <= MAX_VISITED {
            let Some((_, flags, date, links)) = walk.pop() else {
                break;
            };
            let stale = if is_shared(flags) { STALE } else { 0 };
            walk.go_on(&links.parents, flags | stale, date)?;
        }
        let shared = walk.met.iter().filter(|(_, met)| is_shared(met.flags));
        let shared: Vec<(ObjectId, Arc<CommitLinks>)> = shared
            .map(|(id, met)| (*id, Arc::clone(&met.links)))
            .collect();
        for (_, links) in &shared {
            walk.spread(&links.parents, STALE)?;
        }
        let newest = shared
            .into_iter()
            .filter(|(id, _)| walk.flags(*id) & STALE == 0);
        Ok(newest
            .max_by_key(|(id, links)| (links.committed, *id))
            .map(|(id, _)| id))
    }

    /// Finds the first commit of the first-parent history; `None` when this clone does not reach
    /// it.
    pub fn root_of(&self, head: ObjectId) -> Result<Option<ObjectId>> {
        let mut at = head;
        for _ in 0..MAX_VISITED {
            if self.location.cut.contains(&at) {
                return Ok(None);
            }
            let Some(links) = self.links(at)? else {
                return Ok(None);
            };
            match links.parents.first() {
                Some(parent) => at = *parent,
                None => return Ok(Some(at)),
            }
        }
        Ok(None)
    }

    /// Reads a whole commit. An error when this clone does not have it.
    pub fn commit(&self, id: ObjectId) -> Result<Commit> {
        Ok(self.commit_and_offset(id, commit::MAX_MESSAGE_BYTES)?.0)
    }

    /// Reads a commit with so many bytes of its message, and how many minutes its author's clock
    /// was ahead of UTC.
    pub(super) fn commit_and_offset(&self, id: ObjectId, most: usize) -> Result<(Commit, i32)> {
        let start = self.commit_start(id)?.with_context(|| self.not_here(id))?;
        let links = self.cut_links(id, &start)?;
        Ok(commit::parse(id, &start, links.parents, most))
    }

    /// Returns the tree of a commit. An error when this clone does not have the commit.
    pub fn tree_of(&self, commit: ObjectId) -> Result<ObjectId> {
        Ok(self
            .links(commit)?
            .with_context(|| self.not_here(commit))?
            .tree)
    }

    /// Returns the parents of a commit, that of its own line first. Reads a commit with a long
    /// message in part, and once only. An error when this clone does not have the commit.
    pub fn parents_of(&self, commit: ObjectId) -> Result<Vec<ObjectId>> {
        Ok(self
            .links(commit)?
            .with_context(|| self.not_here(commit))?
            .parents
            .clone())
    }

    /// Returns a commit's tree, parents and time; `None` when this clone does not have it.
    pub(super) fn links(&self, id: ObjectId) -> Result<Option<Arc<CommitLinks>>> {
        Ok(self.links_and_start(id)?.map(|(links, _)| links))
    }

    /// Returns the links, and the commit's start if it had to be read for them.
    pub(super) fn links_and_start(
        &self,
        id: ObjectId,
    ) -> Result<Option<(Arc<CommitLinks>, Option<ObjectStart>)>> {
        if let Some(links) = self.known.links(id) {
            return Ok(Some((links, None)));
        }
        let Some(start) = self.commit_start(id)? else {
            return Ok(None);
        };
        let links = Arc::new(self.cut_links(id, &start)?);
        self.known.keep(id, &links);
        Ok(Some((links, Some(start))))
    }

    /// Returns the work done so far, as bytes that take about as long to read: objects, cached
    /// folders, commits visited on walks.
    pub fn work(&self) -> u64 {
        self.store.work() + self.trees.kept_again() + self.known.met.get() * MEETING
    }

    /// Returns how many commits were read so far, with repetitions: the cost of walks.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn commits_read(&self) -> u64 {
        self.known.commits.get()
    }

    fn cut_links(&self, id: ObjectId, start: &ObjectStart) -> Result<CommitLinks> {
        let mut links = commit::parse_links(start).with_context(|| {
            format!("commit {id} is damaged or has a header too long to read; `git fsck` says more")
        })?;
        if self.location.cut.contains(&id) {
            links.parents.clear();
        }
        Ok(links)
    }

    /// Reads a short commit whole, and a long one as far as the budget for long commits allows.
    fn commit_start(&self, id: ObjectId) -> Result<Option<ObjectStart>> {
        let Some(mut start) = self.store.start(id, SHORT)? else {
            return Ok(None);
        };
        if start.kind != ObjectKind::Commit {
            bail!(
                "{id} is a {}, not a commit; name a commit",
                start.kind.name()
            );
        }
        self.known.commits.set(self.known.commits.get() + 1);
        let read = self.known.read.get();
        if start.size > SHORT && read < MAX_LONG_BYTES {
            start = self.store.start(id, commit::MAX_START)?.unwrap_or(start);
            self.known.read.set(read + start.data.len() as u64);
        }
        Ok(Some(start))
    }

    pub(super) fn not_here(&self, id: ObjectId) -> String {
        let hint = if self.location.cut.is_empty() {
            "git fetch"
        } else {
            "git fetch --unshallow"
        };
        format!(
            "commit {} is not in this clone; `{hint}` may get it",
            id.short(12)
        )
    }
}
