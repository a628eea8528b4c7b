//! Where the lines of one text stand in another, as far as they are the same lines.

use std::ops::Range;

use super::lines;
use crate::model::change::{Change, FileText};
use crate::model::spec::LineRange;

/// A map from the lines of an old text to those of a new one. All numbers are 0-based.
#[derive(Debug)]
pub struct LineMap {
    changes: Vec<Change>,
}

/// What became of some lines.
pub(super) enum Fate {
    /// All are there and nothing came between; the first is here now.
    Whole(u32),
    /// Some are there; from the first of them to the last, end excluded.
    Parts(Range<u32>),
    /// None is there. What stands in their place, possibly nothing.
    Replaced(Range<u32>),
}

impl LineMap {
    /// Compares the two texts.
    pub fn new(old: &FileText, new: &FileText) -> Self {
        Self { changes: lines::changes(old, new) }
    }

    /// How many changes lie wholly before `line`, and the change that takes it away, if one does.
    fn around(&self, line: u32) -> (usize, Option<&Change>) {
        let before = self.changes.partition_point(|change| change.old.end <= line);
        (before, self.changes.get(before).filter(|change| change.old.start <= line))
    }

    /// Where `line` stands now, given how many changes lie before it.
    fn shifted(&self, line: u32, changes_before: usize) -> u32 {
        let last = changes_before.checked_sub(1).and_then(|index| self.changes.get(index));
        last.map_or(line, |change| change.new.end + (line - change.old.end))
    }

    /// The lines of the new text, 1-based, that stand in the place of changed lines among those of the old
    /// text, 1-based; all that changed when none are given.
    pub fn changed(&self, old: &[LineRange]) -> Vec<LineRange> {
        let is_meant = |change: &&Change| {
            old.is_empty()
                || old.iter().any(|lines| {
                    // A change that only puts lines in touches the line behind it.
                    change.old.start < lines.last && change.old.end.max(change.old.start + 1) >= lines.first
                })
        };
        let changes = self.changes.iter().filter(is_meant).filter(|change| !change.new.is_empty());
        changes.map(|change| LineRange { first: change.new.start + 1, last: change.new.end }).collect()
    }

    /// What became of `lines`, which must lie inside the old text and not be empty.
    pub(super) fn fate(&self, lines: &Range<u32>) -> Fate {
        let (mut before_first, taken) = self.around(lines.start);
        let mut first = lines.start;
        if let Some(change) = taken {
            // Changes never touch, so the line after one is there still.
            first = change.old.end;
            before_first += 1;
            if first >= lines.end {
                return Fate::Replaced(change.new.clone());
            }
        }
        let (before_last, taken) = self.around(lines.end - 1);
        let last = taken.map_or(lines.end - 1, |change| change.old.start - 1);
        let now = self.shifted(first, before_first)..self.shifted(last, before_last) + 1;
        let untouched = first == lines.start && last == lines.end - 1 && before_first == before_last;
        if untouched { Fate::Whole(now.start) } else { Fate::Parts(now) }
    }

    /// Whether most of `lines` of the new text are not in the old one.
    pub(super) fn mostly_added(&self, lines: &Range<u32>) -> bool {
        let first = self.changes.partition_point(|change| change.new.end <= lines.start);
        let overlapping = self.changes[first..].iter().take_while(|change| change.new.start < lines.end);
        let added: u32 =
            overlapping.map(|change| change.new.end.min(lines.end) - change.new.start.max(lines.start)).sum();
        added > lines.len() as u32 / 2
    }
}
