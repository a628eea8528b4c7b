//! Lays out the old and the current version of a file for comparison: the changes, the note's own
//! lines, and some lines around both.

use std::collections::HashMap;
use std::ops::Range;

use crate::diff::words::{beside, emphasis, pairs};
use crate::model::change::{BySide, Change, Side, TextDiff};
use crate::model::comparison::ComparedFile;
use crate::model::spec::LineRange;
use crate::safe;

/// The number of unchanged lines shown around changes and around the note's own lines.
const AROUND: u32 = 3;

/// The most pairs of lines in which differing words are looked for.
const MAX_PAIRS: usize = 2_000;

/// The most screen lines of one line.
const MAX_PARTS: u32 = 200;

/// A row of the comparison. Lines are 0-based.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompareRow {
    /// This many unchanged lines are hidden.
    Gap(u32),
    /// A line that is the same on both sides: its old and its new number.
    Same(u32, u32),
    /// Lines that differ: the old one, the new one, or one beside the other.
    Differs(Option<u32>, Option<u32>),
}

impl CompareRow {
    /// Returns the line shown on a side.
    pub fn line(&self, side: Side) -> Option<u32> {
        match (*self, side) {
            (Self::Gap(_), _) => None,
            (Self::Same(old, _), Side::Old) => Some(old),
            (Self::Same(_, new), Side::New) => Some(new),
            (Self::Differs(old, _), Side::Old) => old,
            (Self::Differs(_, new), Side::New) => new,
        }
    }
}

/// How the lines are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Width {
    /// Whether a replaced line and its replacement are beside each other.
    pub split: bool,
    /// The width of a line's text in cells, on each side if there are two.
    pub cells: u16,
    /// Cells between tab stops.
    pub tab: u8,
}

/// A comparison, laid out in rows.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Compared {
    /// The rows from top to bottom, each with the 0-based number of its screen line: long lines are
    /// wrapped.
    pub rows: Vec<(CompareRow, u16)>,
    /// The note's own lines then and now; 0-based, end excluded.
    pub own: BySide<Range<u32>>,
    /// The width of a line's text in cells.
    pub cells: u16,
    /// The bytes of a line that differ from its counterpart on the other side: ranges, in order.
    words: HashMap<(Side, u32), Vec<Range<u32>>>,
}

impl Compared {
    /// Lays out the comparison of a file.
    pub fn new(file: &ComparedFile, width: Width) -> Self {
        let [old, new] = file.versions.each_ref().map(|version| {
            version
                .lines
                .map_or(0..0, |lines| inside(lines, version.before))
        });
        let mut laid = Self {
            rows: Vec::new(),
            own: BySide { old, new },
            cells: width.cells,
            words: HashMap::new(),
        };
        let diff = &*file.diff;
        let (mut old, mut new) = (0, 0);
        let end = Change {
            old: diff.old.len()..diff.old.len(),
            new: diff.new.len()..diff.new.len(),
        };
        for (index, change) in diff.changes.iter().chain(std::iter::once(&end)).enumerate() {
            let first = index == 0;
            laid.push_same(
                old,
                new,
                change.old.start - old,
                !first,
                index < diff.changes.len(),
            );
            laid.push_change(diff, change, width.split);
            (old, new) = (change.old.end, change.new.end);
        }
        laid.wrap(diff, width);
        laid
    }

    /// Repeats each row for as many screen lines as its longer side needs.
    fn wrap(&mut self, diff: &TextDiff, width: Width) {
        let mut wrapped = Vec::with_capacity(self.rows.len());
        for (row, _) in std::mem::take(&mut self.rows) {
            let parts = [Side::Old, Side::New].into_iter().filter_map(|side| {
                let line = row.line(side)?;
                Some(safe::rows(
                    diff.text(side).line(line),
                    width.tab,
                    width.cells.max(1),
                ))
            });
            let parts = parts.max().unwrap_or(1).clamp(1, MAX_PARTS);
            wrapped.extend((0..parts).map(|part| (row, part as u16)));
        }
        self.rows = wrapped;
    }

    /// Adds unchanged lines; shows those near a change and those near the note's own lines.
    fn push_same(
        &mut self,
        old: u32,
        new: u32,
        count: u32,
        after_change: bool,
        before_change: bool,
    ) {
        let near = |range: &Range<u32>, line: u32| {
            !range.is_empty() && line + AROUND >= range.start && line < range.end + AROUND
        };
        let mut hidden = 0;
        for at in 0..count {
            let shown = (after_change && at < AROUND)
                || (before_change && at + AROUND >= count)
                || near(&self.own.old, old + at)
                || near(&self.own.new, new + at);
            if !shown {
                hidden += 1;
                continue;
            }
            self.close_gap(&mut hidden, old + at, new + at);
            self.rows.push((CompareRow::Same(old + at, new + at), 0));
        }
        self.close_gap(&mut hidden, old + count, new + count);
    }

    /// Closes a gap before a line. A single hidden line is shown instead, since it takes no more
    /// room than the gap.
    fn close_gap(&mut self, hidden: &mut u32, old: u32, new: u32) {
        match std::mem::take(hidden) {
            0 => {}
            1 => self.rows.push((CompareRow::Same(old - 1, new - 1), 0)),
            lines => self.rows.push((CompareRow::Gap(lines), 0)),
        }
    }

    fn push_change(&mut self, diff: &TextDiff, change: &Change, split: bool) {
        let pairs = pairs(&diff.old, &diff.new, change);
        for pair in &pairs {
            if self.words.len() >= 2 * MAX_PAIRS {
                break;
            }
            let found =
                emphasis(diff.old.line(pair.old), diff.new.line(pair.new)).unwrap_or_default();
            self.words.insert((Side::Old, pair.old), found.old);
            self.words.insert((Side::New, pair.new), found.new);
        }
        if split {
            let rows = beside(change, &pairs).into_iter();
            self.rows
                .extend(rows.map(|(old, new)| (CompareRow::Differs(old, new), 0)));
        } else {
            self.rows.extend(
                change
                    .old
                    .clone()
                    .map(|line| (CompareRow::Differs(Some(line), None), 0)),
            );
            self.rows.extend(
                change
                    .new
                    .clone()
                    .map(|line| (CompareRow::Differs(None, Some(line)), 0)),
            );
        }
    }

    /// Returns the byte ranges that differ within a line.
    pub fn words(&self, side: Side, line: u32) -> &[Range<u32>] {
        self.words.get(&(side, line)).map_or(&[], Vec::as_slice)
    }

    /// Tells whether a line is one of the note's own.
    pub fn is_own(&self, side: Side, line: u32) -> bool {
        self.own.get(side).contains(&line)
    }

    /// Returns the first row with one of the note's lines; else the first with a change.
    pub fn first_own(&self) -> usize {
        let own = |side: Side| {
            let is_own = move |(row, _): &(CompareRow, u16)| {
                row.line(side).is_some_and(|line| self.is_own(side, line))
            };
            self.rows.iter().position(is_own)
        };
        let differs = |(row, _): &(CompareRow, u16)| matches!(row, CompareRow::Differs(..));
        let changed = || self.rows.iter().position(differs);
        own(Side::Old)
            .or_else(|| own(Side::New))
            .or_else(changed)
            .unwrap_or(0)
    }
}

/// Converts 1-based lines of a file into 0-based ones of the stored part of it, which starts after
/// `before` lines.
fn inside(lines: LineRange, before: u32) -> Range<u32> {
    (lines.first - 1).saturating_sub(before)..lines.last.saturating_sub(before)
}
