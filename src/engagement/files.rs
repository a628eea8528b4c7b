//! Reads a changed file's differences within a budget.

use std::sync::Arc;

use crate::diff;
use crate::git::{self, Repository};
use crate::model::change::{FileChange, FileDiff, FileText, TextDiff};
use crate::model::kind::Classified;

/// Maximum number of bytes of a side that are read unasked: more than people write by hand.
pub const UNASKED: u64 = 2 << 20;

/// Maximum number of bytes of a side that are read when the file comes on the screen: the largest
/// generated sources, such as SQLite's in one file.
pub const ON_SCREEN: u64 = 16 << 20;

/// Maximum number of bytes of a side that are read when the reviewer asks for it.
pub const LARGE: u64 = 256 << 20;

/// Returns the content to show for a changed file; does not read sides longer than `limit` bytes.
pub fn diff_of(repository: &Repository, change: &FileChange, limit: u64) -> FileDiff {
    compared(repository, change, limit, |old, new| {
        diff::text(change.path(), old, new)
    })
}

/// Returns the same without hunks, for counting lines only.
pub(super) fn lines_of(repository: &Repository, change: &FileChange, limit: u64) -> FileDiff {
    compared(repository, change, limit, diff::without_hunks)
}

fn compared(
    repository: &Repository,
    change: &FileChange,
    limit: u64,
    compare: impl FnOnce(Arc<FileText>, Arc<FileText>) -> TextDiff,
) -> FileDiff {
    repository.load(change, limit).into_diff(compare)
}

/// Refines a file's kind once its differences were read: its first lines may say that a program
/// wrote it.
pub fn kind_of(found: Classified, change: &FileChange, diff: &FileDiff) -> Classified {
    let Some(text) = diff.as_text() else {
        return found;
    };
    let content = if change.new.is_some() {
        &text.new
    } else {
        &text.old
    };
    git::refine(found, change.path(), content.bytes())
}
