//! Measures an increment without regard to criteria: its commits, its files and lines, its hidden
//! characters.

use anyhow::Result;

use super::allowance::Allowance;
use super::traced::{MAX_COMMITS, count, counted};
use crate::git::Repository;
use crate::model::increment::Increment;
use crate::trace::IncrementTrace;

/// Reads a whole increment and charges the cost to the budget. Returns the same counts as
/// [`trace`](super::trace), without any links to criteria and without hunks.
///
/// # Errors
/// When its range cannot be read.
pub fn measure(
    repository: &Repository,
    increment: &Increment,
    allowance: &mut Allowance,
) -> Result<IncrementTrace> {
    let commits = repository.commits(&increment.range, MAX_COMMITS)?;
    let mut changes = repository.changes(&increment.range)?;
    let budgets = (&mut allowance.renames, &mut allowance.copies);
    // Nothing stops it.
    let unpaired = repository
        .find_similar_within(&mut changes.files, budgets, &|| false)
        .unwrap_or_default();
    let mut measured = counted(commits, changes.outside, unpaired);
    for change in &changes.files {
        let stat = count(change, &allowance.count(repository, change));
        measured.hidden.add(&stat.hidden);
        measured.files.push(stat);
    }
    Ok(measured)
}
