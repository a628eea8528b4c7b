//! A changed file's differences, read within a budget.

use crate::diff;
use crate::git::{Repository, Sides};
use crate::model::change::{FileChange, FileDiff};

/// Bytes of a side that are read unasked: more than people write by hand.
pub const UNASKED: u64 = 2 << 20;

/// Bytes of a side that are read when the reviewer asks for it.
pub const LARGE: u64 = 256 << 20;

/// What there is to show of a changed file; sides longer than `limit` bytes are not read.
pub fn diff_of(repository: &Repository, change: &FileChange, limit: u64) -> FileDiff {
    match repository.load(change, limit) {
        Sides::Text { old, new } => FileDiff::Text(diff::text(change.path(), old, new)),
        Sides::Binary { old, new } => FileDiff::Binary { old, new },
        Sides::TooLarge { old, new } => FileDiff::TooLarge { old, new },
        Sides::Submodule { old, new } => FileDiff::Submodule { old, new },
        Sides::Unreadable(why) => FileDiff::Unreadable(why),
    }
}
