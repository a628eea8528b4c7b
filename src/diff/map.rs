//! Maps the lines of one text to another, as far as they are equal.

use std::ops::Range;

use super::lines;
use crate::model::change::{Change, FileText};
use crate::model::spec::LineRange;

/// A map from the lines of an old text to those of a new one. All numbers are 0-based.
#[derive(Debug)]
pub struct LineMap {
    changes: Vec<Change>,
}

/// The fate of some lines.
pub(super) enum LineFate {
    /// All exist without anything in between; has the first one's new line.
    Whole(u32),
    /// Some exist; the range from the first to the last of them, end excluded.
    Parts(Range<u32>),
    /// None exists. Has the lines in their place, possibly none.
    Replaced(Range<u32>),
}

impl LineMap {
    /// Compares the two texts.
    pub fn new(old: &FileText, new: &FileText) -> Self {
        Self {
            changes: lines::changes(old, new),
        }
    }

    /// Counts the changes wholly before `line`, and finds the change that removes it, if any.
    fn around(&self, line: u32) -> (usize, Option<&Change>) {
        let before = self
            .changes
            .partition_point(|change| change.old.end <= line);
        (
            before,
            self.changes
                .get(before)
                .filter(|change| change.old.start <= line),
        )
    }

    /// Returns the new number of `line`, given how many changes lie before it.
    fn shifted(&self, line: u32, changes_before: usize) -> u32 {
        let last = changes_before
            .checked_sub(1)
            .and_then(|index| self.changes.get(index));
        last.map_or(line, |change| change.new.end + (line - change.old.end))
    }

    /// Returns the new lines (1-based) in the place of changed lines among `old` (1-based); of all
    /// changed lines when `old` is empty.
    pub fn changed(&self, old: &[LineRange]) -> Vec<LineRange> {
        let is_meant = |change: &&Change| {
            old.is_empty()
                || old.iter().any(|lines| {
                    // A change that only inserts lines touches the line behind it.
                    change.old.start < lines.last
                        && change.old.end.max(change.old.start + 1) >= lines.first
                })
        };
        let changes = self
            .changes
            .iter()
            .filter(is_meant)
            .filter(|change| !change.new.is_empty());
        changes
            .map(|change| LineRange {
                first: change.new.start + 1,
                last: change.new.end,
            })
            .collect()
    }

    /// Finds the fate of `lines`, which must lie inside the old text and not be empty.
    pub(super) fn fate(&self, lines: &Range<u32>) -> LineFate {
        let (mut before_first, taken) = self.around(lines.start);
        let mut first = lines.start;
        if let Some(change) = taken {
            // Changes never touch, so the line after one still exists.
            first = change.old.end;
            before_first += 1;
            if first >= lines.end {
                return LineFate::Replaced(change.new.clone());
            }
        }
        let (before_last, taken) = self.around(lines.end - 1);
        let last = taken.map_or(lines.end - 1, |change| change.old.start - 1);
        let now = self.shifted(first, before_first)..self.shifted(last, before_last) + 1;
        let untouched =
            first == lines.start && last == lines.end - 1 && before_first == before_last;
        if untouched {
            LineFate::Whole(now.start)
        } else {
            LineFate::Parts(now)
        }
    }

    /// Whether most of `lines` of the new text are not in the old one.
    pub(super) fn mostly_added(&self, lines: &Range<u32>) -> bool {
        let first = self
            .changes
            .partition_point(|change| change.new.end <= lines.start);
        let overlapping = self.changes[first..]
            .iter()
            .take_while(|change| change.new.start < lines.end);
        let added: u32 = overlapping
            .map(|change| change.new.end.min(lines.end) - change.new.start.max(lines.start))
            .sum();
        added > lines.len() as u32 / 2
    }
}
