//! Finds which of an increment's commits, files and hunks are others' work that a merge from
//! upstream brought.

use std::collections::BTreeSet;

use anyhow::Result;

use super::files::{UNASKED, diff_of};
use crate::git::Repository;
use crate::model::change::{Change, FileChange, Side, TextDiff};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange};

/// Maximum number of others' commits that are listed.
const MAX_COMMITS: usize = 2_000;

/// Work that merges brought from the default branch.
#[derive(Default)]
pub(super) struct OthersWork {
    pub commits: BTreeSet<ObjectId>,
    /// By file: whether nothing of its differences was made here.
    pub files: Vec<bool>,
    /// The newest commit of each merged history.
    upstream: Vec<ObjectId>,
}

impl OthersWork {
    /// Collects others' work. Searches only where there is a merge: most ranges have none.
    ///
    /// # Errors
    /// When refs or a commit cannot be read.
    pub(super) fn of(
        repository: &Repository,
        range: &CommitRange,
        commits: &[Commit],
        files: &[FileChange],
    ) -> Result<Self> {
        let mut found = Self::default();
        if range.base.is_none() || commits.iter().all(|commit| commit.parents.len() < 2) {
            return Ok(found);
        }
        found.upstream = repository.upstream_in(range)?;
        for upstream in &found.upstream {
            let theirs = CommitRange {
                base: range.base,
                head: *upstream,
            };
            let theirs = repository.commits(&theirs, MAX_COMMITS)?;
            found
                .commits
                .extend(theirs.commits.into_iter().map(|commit| commit.id));
            let files = repository.others_work(range, files, *upstream)?;
            found.files.resize(files.len(), false);
            found
                .files
                .iter_mut()
                .zip(files)
                .for_each(|(known, others)| *known |= others);
        }
        Ok(found)
    }

    /// Tells for each hunk of a file that both sides changed whether all of it came from upstream,
    /// untouched by local changes. Empty where that cannot be found out.
    pub(super) fn hunks(
        &self,
        repository: &Repository,
        change: &FileChange,
        text: &TextDiff,
    ) -> Vec<bool> {
        let mut others = vec![false; text.hunks.len()];
        let Some(new) = &change.new else {
            return others;
        };
        for upstream in &self.upstream {
            let merged = repository.entry(*upstream, &new.path).ok().flatten();
            let Some(merged) =
                merged.filter(|merged| Some(merged.id) != change.old.as_ref().map(|old| old.id))
            else {
                continue;
            };
            let made_here = FileChange {
                old: Some(merged),
                new: Some(new.clone()),
                copied: false,
            };
            let diff = diff_of(repository, &made_here, UNASKED);
            let Some(own) = diff.as_text() else { continue };
            for (known, hunk) in others.iter_mut().zip(&text.hunks) {
                let changes = hunk.changes.start as usize..hunk.changes.end as usize;
                let here = text.changes.get(changes).unwrap_or_default();
                *known |= !here
                    .iter()
                    .any(|change| own.changes.iter().any(|own| touch(change, own)));
            }
        }
        others
    }
}

/// Whether two changes share a line of the new side, or meet there.
fn touch(one: &Change, other: &Change) -> bool {
    let (one, other) = (one.lines(Side::New), other.lines(Side::New));
    one.start <= other.end && other.start <= one.end
}
