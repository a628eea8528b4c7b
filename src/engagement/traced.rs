//! Reads an increment through: its commits, its sizes, the links it declares, what hides and what moved in
//! it.

use std::sync::Arc;

use anyhow::Result;

use super::files::{UNASKED, diff_of, kind_of};
use crate::diff::moved::MovedLines;
use crate::git::{Repository, SimilarityBudget};
use crate::model::change::{FileChange, TextDiff};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange, Increment};
use crate::model::kind::Classified;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::safe::Hidden;
use crate::trace::{self, Delivery, FileStat, Ids, IncrementTrace};

/// Commits of an increment that are listed.
const MAX_COMMITS: usize = 2_000;

/// Commits whose own files are worked out, so that a commit's link reaches its files.
const MAX_TOUCHED: usize = 300;

/// An increment read through, to be handed on.
pub type Traced = Arc<IncrementTrace>;

/// Reads an increment through. `stop` is asked between files; when it says so, `None` comes back.
///
/// # Errors
/// When the range itself cannot be read; single files that cannot be are left out of the links.
pub fn trace(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    stop: &dyn Fn() -> bool,
) -> Result<Option<IncrementTrace>> {
    let commits = repository.commits(&increment.range, MAX_COMMITS)?;
    let mut changes = repository.changes(&increment.range)?;
    if repository.find_similar_until(&mut changes.files, SimilarityBudget::default(), stop).is_none() {
        return Ok(None);
    }
    let ids = Ids::new(specs);
    let mut traced = IncrementTrace {
        hidden: Hidden::default(),
        more_commits: commits.more,
        commits: commits.commits,
        tree: repository.tree_of(increment.range.head).ok(),
        ..IncrementTrace::default()
    };
    for commit in &traced.commits {
        traced.hidden.add(&Hidden::of(commit.message.as_bytes()));
        traced.hidden.add(&Hidden::of(commit.author.as_bytes()));
    }
    let mut kinds = repository.kinds(&changes);
    let paths: Vec<RepoPath> = changes.files.iter().map(|change| change.path().clone()).collect();
    // A block may stand further in where it is now: in another function, in a type.
    let mut lines = MovedLines::new(true);
    for (number, (change, path)) in (0..).zip(changes.files.iter().zip(&paths)) {
        if stop() {
            return Ok(None);
        }
        // One file at a time, so that memory does not grow with the increment.
        let diff = diff_of(repository, change, UNASKED);
        let text = diff.as_text();
        if let Some(text) = text {
            let delivery = Delivery { increment, commits: &[], files: &[], diffs: &[(path.clone(), text)] };
            traced.links.extend(trace::declared(&ids, specs, delivery));
            lines.add(number, text);
        }
        let kind = kind_of(kinds.of(change), change, &diff);
        let stat = stat(change, kind, text);
        traced.hidden.add(&stat.hidden);
        traced.files.push(stat);
    }
    traced.moves = lines.find();
    drop(lines);
    let delivery = Delivery { increment, commits: &traced.commits, files: &paths, diffs: &[] };
    let mut links = trace::declared(&ids, specs, delivery);
    links.append(&mut traced.links);
    traced.links = links;
    traced.touched = touched(repository, &traced.commits, stop);
    Ok(Some(traced))
}

fn stat(change: &FileChange, kind: Classified, text: Option<&TextDiff>) -> FileStat {
    let path = change.path();
    let mut hidden = Hidden::of(path.as_bytes());
    if let Some(text) = text {
        let added = text.changes.iter().flat_map(|change| change.new.clone());
        added.for_each(|line| hidden.add(&Hidden::of(text.new.line(line))));
    }
    FileStat {
        path: path.clone(),
        change: change.clone(),
        kind,
        insertions: text.map_or(0, TextDiff::insertions),
        deletions: text.map_or(0, TextDiff::deletions),
        hunks: text.map(|text| text.hunks.iter().map(|hunk| hunk.digest).collect()).unwrap_or_default(),
        hidden,
    }
}

/// The files that each commit changes against its first parent. A merge brings in others' work, which
/// its own commits account for.
fn touched(
    repository: &Repository,
    commits: &[Commit],
    stop: &dyn Fn() -> bool,
) -> Vec<(ObjectId, Vec<RepoPath>)> {
    let mut touched = Vec::new();
    let own = commits.iter().filter(|commit| commit.parents.len() < 2);
    for commit in own.take(MAX_TOUCHED) {
        if stop() {
            break;
        }
        let range = CommitRange { base: commit.parents.first().copied(), head: commit.id };
        if let Ok(changes) = repository.changes(&range) {
            touched.push((commit.id, changes.files.iter().map(|change| change.path().clone()).collect()));
        }
    }
    touched
}
