//! Computes line differences and hunks, and relocates lines. Pure.
//!
//! Knows nothing of repositories, specs or screens. `lines` is the only file of the program that
//! names a diff library.

mod anchor;
mod around;
mod context;
mod formatting;
mod heading;
mod hunks;
mod ignoring;
mod likeness;
mod line_end;
mod lines;
mod map;
pub mod moved;
mod search;
mod whitespace;
pub mod words;

use std::sync::Arc;

use crate::model::change::{FileText, TextDiff};
use crate::model::text::RepoPath;

pub use anchor::{
    Relocation, anchor_text, is_between_others, relocate, relocate_by, relocate_elsewhere,
    unchanged,
};
pub use context::{enclosing, extent};
pub use formatting::only_formatting;
pub use heading::heading;
pub use ignoring::ignoring;
pub use line_end::{LineEnd, trailing_space};
pub use map::LineMap;
pub use whitespace::{DiffOptions, Whitespace};

/// Lines of context around a hunk, as in `git diff`.
pub const CONTEXT: u32 = 3;

/// Compares two contents of the file known as `path`.
///
/// Lines are compared with their ends, so a `\r` or a missing final newline is a difference;
/// [`ignoring`] removes those that do not count. Changes are placed where `git diff` with its
/// indent heuristic would tend to place them.
pub fn text(path: &RepoPath, old: Arc<FileText>, new: Arc<FileText>) -> TextDiff {
    let changes = lines::changes(&old, &new);
    let hunks = hunks::hunks(path, &old, &new, &changes);
    TextDiff {
        old,
        new,
        changes,
        hunks,
        ignored: Vec::new(),
    }
}

/// Compares two contents as [`text`] does, for counting lines only: groups nothing into hunks.
pub fn without_hunks(old: Arc<FileText>, new: Arc<FileText>) -> TextDiff {
    let changes = lines::changes(&old, &new);
    TextDiff {
        old,
        new,
        changes,
        hunks: Vec::new(),
        ignored: Vec::new(),
    }
}
