//! Finds the evidence of a verdict given without the screen: the lines of an increment that bear on
//! a criterion.

use std::collections::HashSet;

use anyhow::Result;

use super::files::{UNASKED, diff_of};
use super::reverts::Later;
use super::stale::stands;
use super::then::Then;
use super::traced::trace;
use crate::git::{Repository, SimilarityBudget};
use crate::model::id::ObjectId;
use crate::model::increment::Increment;
use crate::model::record::{Evidence, Record};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::RepoPath;
use crate::trace::{self, Bearing, FileStat};

/// Returns the lines of an increment that bear on a criterion; `None` when nothing in it does. The
/// list is empty when only the spec's table of increments says so.
///
/// # Errors
/// When the increment's range cannot be read.
pub fn evidence(
    repository: &Repository,
    record: &Record,
    specs: &[Spec],
    increment: &Increment,
    criterion: &CriterionKey,
    (then, later): (&Then, &Later),
) -> Result<Option<Vec<Evidence>>> {
    let Some(traced) = trace(repository, increment, specs, (Some(then), later), &|| false)? else {
        return Ok(None);
    };
    let bearing = Bearing::of(&traced, record);
    if !bearing.bears(criterion) && !increment.criteria.contains(&criterion.id) {
        return Ok(None);
    }
    let is_linked = |file: &&FileStat| {
        let bears = |hunk| bearing.bears_on(criterion, &file.path, hunk).is_some();
        bears(None) || file.hunks.iter().any(|digest| bears(Some(*digest)))
    };
    let linked: HashSet<&RepoPath> = traced
        .files
        .iter()
        .filter(is_linked)
        .map(|file| &file.path)
        .collect();
    let mut changes = repository.changes(&increment.range)?;
    repository.find_similar(&mut changes.files, SimilarityBudget::default());
    let linked = changes
        .files
        .iter()
        .filter(|change| linked.contains(change.path()));
    let read: Vec<_> = linked
        .map(|change| (change, diff_of(repository, change, UNASKED)))
        .collect();
    let files = read.iter().map(|(change, diff)| (*change, diff.as_text()));
    Ok(Some(trace::evidence(&bearing, criterion, files)))
}

/// Renews evidence that later work changed: the same files at `head`, whole. `None` when all of it
/// is unchanged there.
pub fn overtaken(
    repository: &Repository,
    evidence: &[Evidence],
    head: ObjectId,
) -> Option<Vec<Evidence>> {
    if evidence.iter().all(|file| stands(repository, file, head)) {
        return None;
    }
    let now = |file: &Evidence| {
        let entry = repository.entry(head, &file.path).ok().flatten();
        Evidence {
            path: file.path.clone(),
            blob: entry.map(|entry| entry.id),
            lines: Vec::new(),
        }
    };
    Some(evidence.iter().map(now).collect())
}
