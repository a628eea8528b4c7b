//! What later increments take back of earlier ones.

use crate::git::Repository;
use crate::model::increment::Increment;
use crate::trace::IncrementTrace;
pub use crate::trace::Reverts;

use super::traced::MAX_COMMITS;

/// What the commits of each increment take back; nothing of one that cannot be read.
pub fn reverts(repository: &Repository, increments: &[Increment]) -> Vec<Reverts> {
    let of = |increment: &Increment| {
        let commits = repository.commits(&increment.range, MAX_COMMITS);
        commits.map(|found| Reverts::of(&found.commits)).unwrap_or_default()
    };
    increments.iter().map(of).collect()
}

/// Takes back what the increments after one take back of it. `all` is of all increments, oldest first.
pub fn take_back(trace: &mut IncrementTrace, index: usize, all: &[Reverts]) {
    for later in all.iter().skip(index + 1) {
        trace.take_back(later);
    }
}
