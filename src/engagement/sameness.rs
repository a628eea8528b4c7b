//! Tells whether two ranges hold the same, whatever they are called and wherever they stand.

use std::collections::{BTreeSet, HashMap};

use super::content::content_of;
use crate::git::Repository;
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::{CommitRange, Increment, Source};
use crate::model::text::RepoPath;

/// What looking into ranges may cost in all, in bytes as [`Repository::work`] counts them: about 1 s worth. The ranges that
/// reviewers write under are some hundreds, a record from outside may name any.
const MAX_WORK: u64 = 256 << 20;

/// What of a range tells it apart, read once.
#[derive(Default)]
pub(super) struct Content {
    commits: HashMap<CommitRange, Option<BTreeSet<ObjectId>>>,
    digests: HashMap<CommitRange, Option<Digest>>,
    paths: HashMap<CommitRange, BTreeSet<RepoPath>>,
    here: HashMap<ObjectId, bool>,
    /// The work of the repository when the first range was looked into.
    began: Option<u64>,
}

impl Content {
    /// Whether another range may be looked into.
    pub fn has_room(&mut self, repository: &Repository) -> bool {
        let now = repository.work();
        now - *self.began.get_or_insert(now) < MAX_WORK
    }

    /// Whether two ranges hold the same: the same commits, else the same change. What cannot be read is
    /// the same as nothing.
    pub fn is_same(&mut self, repository: &Repository, a: CommitRange, b: CommitRange) -> bool {
        if !self.is_here(repository, a) || !self.is_here(repository, b) {
            return false;
        }
        if self.commits(repository, a).is_some_and(|commits| !commits.is_empty())
            && self.commits(repository, a).cloned() == self.commits(repository, b).cloned()
        {
            return true;
        }
        // Whoever changes other files changes something else; reading lines is dear.
        let paths = self.paths(repository, a).clone();
        !paths.is_disjoint(self.paths(repository, b))
            && self.digest(repository, a).is_some_and(|digest| self.digest(repository, b) == Some(digest))
    }

    /// Whether the clone has both ends of a range: without them, nothing of it can be read.
    fn is_here(&mut self, repository: &Repository, of: CommitRange) -> bool {
        let mut is_here =
            |id: ObjectId| *self.here.entry(id).or_insert_with(|| repository.tree_of(id).is_ok());
        is_here(of.head) && of.base.is_none_or(is_here)
    }

    fn commits(&mut self, repository: &Repository, of: CommitRange) -> Option<&BTreeSet<ObjectId>> {
        let read = || repository.own_commits(&of).ok().flatten();
        self.commits.entry(of).or_insert_with(read).as_ref()
    }

    /// The files that a range changes.
    pub fn paths(&mut self, repository: &Repository, of: CommitRange) -> &BTreeSet<RepoPath> {
        self.paths.entry(of).or_insert_with(|| {
            let files = repository.changes(&of).map(|changes| changes.files).unwrap_or_default();
            files.iter().map(|change| change.path().clone()).collect()
        })
    }

    fn digest(&mut self, repository: &Repository, of: CommitRange) -> Option<Digest> {
        *self.digests.entry(of).or_insert_with(|| content_of(repository, &of).ok().flatten())
    }
}

/// Whether a range lies within an increment that somebody put together: a reviewer, or whoever typed it.
pub(super) fn is_within(repository: &Repository, range: CommitRange, found: &Increment) -> bool {
    if !matches!(found.source, Source::Record | Source::CommandLine) {
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
