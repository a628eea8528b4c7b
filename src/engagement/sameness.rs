//! Compares the contents of two ranges, whatever their names and places.

use std::collections::{BTreeSet, HashMap};

use super::content::content_of;
use crate::git::Repository;
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::{CommitRange, Increment, IncrementSource};
use crate::model::text::RepoPath;

/// Budget for reading ranges, in bytes as [`Repository::work`] counts them: about 1 s worth.
/// Reviewers write under some hundreds of ranges; a record from outside may name any number.
const MAX_WORK: u64 = 256 << 20;

/// The identifying content of a range, read once.
#[derive(Default)]
pub(super) struct RangeContent {
    commits: HashMap<CommitRange, Option<BTreeSet<ObjectId>>>,
    digests: HashMap<CommitRange, Option<Digest>>,
    paths: HashMap<CommitRange, BTreeSet<RepoPath>>,
    here: HashMap<ObjectId, bool>,
    /// The repository's work when the first range was read.
    began: Option<u64>,
}

impl RangeContent {
    /// Whether the budget allows reading another range.
    pub(super) fn has_room(&mut self, repository: &Repository) -> bool {
        let now = repository.work();
        now - *self.began.get_or_insert(now) < MAX_WORK
    }

    /// Whether two ranges have the same content: the same commits, else the same change. Unreadable
    /// ranges equal nothing.
    pub(super) fn is_same(
        &mut self,
        repository: &Repository,
        a: CommitRange,
        b: CommitRange,
    ) -> bool {
        if !self.is_here(repository, a) || !self.is_here(repository, b) {
            return false;
        }
        if self
            .commits(repository, a)
            .is_some_and(|commits| !commits.is_empty())
            && self.commits(repository, a).cloned() == self.commits(repository, b).cloned()
        {
            return true;
        }
        // Compare paths first, because reading lines is expensive.
        let paths = self.paths(repository, a).clone();
        !paths.is_disjoint(self.paths(repository, b))
            && self
                .digest(repository, a)
                .is_some_and(|digest| self.digest(repository, b) == Some(digest))
    }

    /// Whether ranges with the same content have other commits: one was made of the other by a
    /// rebase or a squash.
    pub(super) fn is_rewritten(
        &mut self,
        repository: &Repository,
        a: CommitRange,
        b: CommitRange,
    ) -> bool {
        let commits = self.commits(repository, a).cloned();
        commits.is_some_and(|commits| {
            !commits.is_empty() && self.commits(repository, b) != Some(&commits)
        })
    }

    /// Whether the clone has both ends of a range: without them, nothing of it can be read.
    fn is_here(&mut self, repository: &Repository, of: CommitRange) -> bool {
        let mut is_here = |id: ObjectId| {
            *self
                .here
                .entry(id)
                .or_insert_with(|| repository.tree_of(id).is_ok())
        };
        is_here(of.head) && of.base.is_none_or(is_here)
    }

    fn commits(&mut self, repository: &Repository, of: CommitRange) -> Option<&BTreeSet<ObjectId>> {
        let read = || repository.own_commits(&of).ok().flatten();
        self.commits.entry(of).or_insert_with(read).as_ref()
    }

    /// Returns the files that a range changes.
    pub(super) fn paths(
        &mut self,
        repository: &Repository,
        of: CommitRange,
    ) -> &BTreeSet<RepoPath> {
        self.paths.entry(of).or_insert_with(|| {
            let files = repository
                .changes(&of)
                .map(|changes| changes.files)
                .unwrap_or_default();
            files.iter().map(|change| change.path().clone()).collect()
        })
    }

    fn digest(&mut self, repository: &Repository, of: CommitRange) -> Option<Digest> {
        *self
            .digests
            .entry(of)
            .or_insert_with(|| content_of(repository, &of).ok().flatten())
    }
}

/// Whether a range lies within an increment that a person defined: a reviewer, or the user on the
/// command line.
pub(super) fn is_within(repository: &Repository, range: CommitRange, found: &Increment) -> bool {
    if !matches!(
        found.source,
        IncrementSource::Record | IncrementSource::CommandLine
    ) {
        return false;
    }
    let is_before = |a: ObjectId, b: ObjectId| {
        a == b || matches!(repository.merge_base(a, b), Ok(Some(shared)) if shared == a)
    };
    let begins_within = match (found.range.base, range.base) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(whole), Some(part)) => is_before(whole, part),
    };
    begins_within && is_before(range.head, found.range.head)
}
