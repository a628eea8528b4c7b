//! Tells which changed lines a new base brought: those in which the heads of two rounds differ, but
//! the new round does not differ from what was expected of it.

use std::ops::Range;
use std::sync::Arc;

use crate::diff;
use crate::model::change::{Change, FileText};

/// The changed lines of one file that are due to the rebase; 0-based, in order, never touching.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct RebaseLines {
    /// Lines of the old round's text that are gone.
    pub removed: Vec<Range<u32>>,
    /// Lines of the new round's text that came.
    pub added: Vec<Range<u32>>,
}

impl RebaseLines {
    /// Counts the added and the removed lines.
    pub fn counts(&self) -> (u32, u32) {
        let count = |ranges: &[Range<u32>]| ranges.iter().map(|range| range.len() as u32).sum();
        (count(&self.added), count(&self.removed))
    }
}

/// Compares `old` (the old round) and `new` (the new round) with `expected`, given the changes
/// that lead from `expected` to `new`. Also counts the lines that the base brought and the new
/// round does not have: a resolution left them out.
pub(super) fn due_to_rebase(
    old: &Arc<FileText>,
    expected: &Arc<FileText>,
    new: &Arc<FileText>,
    own: &[Change],
) -> (RebaseLines, u32) {
    let changes =
        |from: &Arc<FileText>, to| diff::without_hunks(Arc::clone(from), Arc::clone(to)).changes;
    let brought = changes(old, expected);
    let whole = changes(old, new);
    let added_by_own = marks(new.len(), own.iter().map(|change| &change.new));
    let removed_by_own = marks(expected.len(), own.iter().map(|change| &change.old));
    let mut due = RebaseLines::default();
    for change in &whole {
        for line in change.new.clone() {
            if !added_by_own[line as usize] {
                extend(&mut due.added, line);
            }
        }
        for line in change.old.clone() {
            let stands = expected_line(&brought, line);
            if stands.is_none_or(|line| !removed_by_own[line as usize]) {
                extend(&mut due.removed, line);
            }
        }
    }
    let left_out = brought.iter().flat_map(|change| change.new.clone());
    let left_out = left_out.filter(|line| removed_by_own[*line as usize]);
    (due, left_out.count() as u32)
}

/// Returns a line's place in the expected text; `None` when it is not there.
fn expected_line(brought: &[Change], line: u32) -> Option<u32> {
    let before = brought.partition_point(|change| change.old.end <= line);
    let is_gone = brought
        .get(before)
        .is_some_and(|change| change.old.start <= line);
    let last = before.checked_sub(1).and_then(|last| brought.get(last));
    let here = last.map_or(line, |change| change.new.end + (line - change.old.end));
    (!is_gone).then_some(here)
}

/// Marks the lines of a text that are in one of the ranges.
fn marks<'c>(len: u32, ranges: impl Iterator<Item = &'c Range<u32>>) -> Vec<bool> {
    let mut marks = vec![false; len as usize];
    for range in ranges {
        marks[range.start as usize..range.end as usize].fill(true);
    }
    marks
}

fn extend(ranges: &mut Vec<Range<u32>>, line: u32) {
    match ranges.last_mut() {
        Some(last) if last.end == line => last.end += 1,
        _ => ranges.push(line..line + 1),
    }
}
