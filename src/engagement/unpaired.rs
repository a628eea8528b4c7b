//! Tells whether the search for renamed and copied files was complete, without reading whole
//! increments.

use crate::git::{Repository, SimilarityBudget};
use crate::model::increment::Increment;

/// Tells for each increment whether a limit ends the search for renamed and copied files, so that
/// some are listed as deleted and added; false for an unreadable one, which is reported elsewhere.
pub fn unpaired(repository: &Repository, increments: &[Increment]) -> Vec<bool> {
    let is_limited = |increment: &Increment| {
        let changes = repository.changes(&increment.range);
        changes.is_ok_and(|changes| {
            repository.is_search_limited(&changes.files, SimilarityBudget::default())
        })
    };
    increments.iter().map(is_limited).collect()
}
