//! Groups commits by merges: the commits of a range on its own line, each merge with those it
//! brought; a merge's own changes; and which files only came from upstream.
//!
//! Knows nothing of increments.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, ensure};

use crate::model::change::FileChange;
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange, Step};
use crate::model::text::RepoPath;

use super::Repository;
use super::walk::Changes;

/// Maximum number of parents that a merge is compared with. Git's largest real merge has 66.
const MAX_PARENTS: usize = 66;

/// The commits of a range by the line they were made on.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Steps {
    /// The first-parent history from the head, newest first, as far as it is in the range.
    pub steps: Vec<Step>,
    /// Whether the range has more commits than the limit.
    pub more: bool,
}

impl Steps {
    /// Iterates over all commits, with a merge right before those it brought, and tells whether
    /// each was brought by one.
    pub fn in_order(self) -> impl Iterator<Item = (Commit, bool)> {
        self.steps.into_iter().flat_map(|step| {
            let brought = step.brought.into_iter().map(|commit| (commit, true));
            std::iter::once((step.commit, false)).chain(brought)
        })
    }
}

impl Repository {
    /// Lists the commits of a range, at most `limit`, each under the commit of its own line that
    /// brought it. An error when an end is not in this clone.
    pub fn steps(&self, range: &CommitRange, limit: usize) -> Result<Steps> {
        let found = self.commits(range, limit)?;
        Ok(Steps {
            steps: by_line(range.head, found.commits),
            more: found.more,
        })
    }

    /// Lists the files in which a merge differs from every one of its parents, as changes to the
    /// first: resolved or changed in the merge itself. An error when it has fewer than two parents.
    pub fn combined(&self, merge: ObjectId) -> Result<Changes> {
        let parents = self.commit(merge)?.parents;
        ensure!(parents.len() > 1, "commit {} is no merge", merge.short(12));
        let from = |parent: &ObjectId| {
            self.changes(&CommitRange {
                base: Some(*parent),
                head: merge,
            })
        };
        let mut changes = from(&parents[0])?;
        for parent in parents[1..].iter().take(MAX_PARENTS) {
            if changes.files.is_empty() {
                break;
            }
            let other = from(parent)?;
            let differing = paths(&other.files);
            changes.files.retain(|file| differing.contains(file.path()));
            changes.cut = changes.cut.or(other.cut);
        }
        Ok(changes)
    }

    /// Tells for each of a range's files whether the head has it exactly as `merged` does, a commit
    /// that the range merged in: then none of its differences was made here. Always false when the
    /// comparison met a limit.
    pub fn others_work(
        &self,
        range: &CommitRange,
        files: &[FileChange],
        merged: ObjectId,
    ) -> Result<Vec<bool>> {
        let own = self.changes(&CommitRange {
            base: Some(merged),
            head: range.head,
        })?;
        if own.cut.is_some() {
            return Ok(vec![false; files.len()]);
        }
        let differing = paths(&own.files);
        let sides = |file: &FileChange| {
            file.old
                .iter()
                .chain(&file.new)
                .any(|entry| differing.contains(&entry.path))
        };
        Ok(files.iter().map(|file| !sides(file)).collect())
    }
}

fn paths(files: &[FileChange]) -> HashSet<&RepoPath> {
    files
        .iter()
        .flat_map(|file| file.old.iter().chain(&file.new))
        .map(|entry| &entry.path)
        .collect()
}

/// Sorts commits by line. `commits` has all of a range, with no commit before its children.
fn by_line(head: ObjectId, commits: Vec<Commit>) -> Vec<Step> {
    let by_id: HashMap<ObjectId, &Commit> =
        commits.iter().map(|commit| (commit.id, commit)).collect();
    let mut line = Vec::new();
    let mut next = by_id.get(&head).copied();
    while let Some(commit) = next {
        line.push(commit);
        next = commit
            .parents
            .first()
            .and_then(|parent| by_id.get(parent))
            .copied();
    }
    let mut step_of: HashMap<ObjectId, usize> = line
        .iter()
        .enumerate()
        .map(|(at, commit)| (commit.id, at))
        .collect();
    // Commits that two merges could have brought came with the older one.
    for (at, merge) in line.iter().enumerate().rev() {
        let mut todo: Vec<ObjectId> = merge.parents.iter().skip(1).copied().collect();
        while let Some(id) = todo.pop() {
            let Some(commit) = by_id.get(&id) else {
                continue;
            };
            if let std::collections::hash_map::Entry::Vacant(free) = step_of.entry(id) {
                free.insert(at);
                todo.extend(&commit.parents);
            }
        }
    }
    let mut steps: Vec<Step> = line
        .into_iter()
        .map(|commit| Step {
            commit: commit.clone(),
            brought: Vec::new(),
        })
        .collect();
    let own = steps.len();
    for commit in commits {
        match step_of.get(&commit.id) {
            Some(at) if *at < own && steps[*at].commit.id != commit.id => {
                steps[*at].brought.push(commit)
            }
            _ => {}
        }
    }
    steps
}
