//! Whether renamed and copied files were looked for in full, without reading increments through.

use crate::git::{Repository, SimilarityBudget};
use crate::model::increment::Increment;

/// For each increment, whether a limit ends the search for renamed and copied files, so that some are listed as deleted
/// and added; false for one that cannot be read, which is said elsewhere.
pub fn unpaired(repository: &Repository, increments: &[Increment]) -> Vec<bool> {
    let is_limited = |increment: &Increment| {
        let changes = repository.changes(&increment.range);
        changes.is_ok_and(|changes| repository.is_search_limited(&changes.files, SimilarityBudget::default()))
    };
    increments.iter().map(is_limited).collect()
}
