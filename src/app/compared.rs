//! Lays out the old and the current version of a file for comparison: the changes, the lines that
//! matter, and some lines around both.

use std::collections::HashMap;
use std::ops::Range;

use crate::diff::words::{beside, emphasis, pairs};
use crate::model::change::{BySide, Change, Side, TextDiff};
use crate::safe;

/// The number of unchanged lines shown around changes and around the lines that matter.
const AROUND: u32 = 3;

/// The most pairs of lines in which differing words are looked for.
const MAX_PAIRS: usize = 2_000;

/// The most screen lines of one line.
const MAX_PARTS: u32 = 200;

/// A row of the comparison. Lines are 0-based.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompareRow {
    /// This many lines are hidden.
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

/// The changes of a file that are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shows {
    /// All changes, and the lines that matter even where they are unchanged.
    All,
    /// Only the changes of the lines that matter.
    OwnChanges,
}

/// A comparison, laid out in rows.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Compared {
    /// The rows from top to bottom, each with the 0-based number of its screen line: long lines are
    /// wrapped.
    pub rows: Vec<(CompareRow, u16)>,
    /// The lines that matter then and now; 0-based, end excluded.
    pub own: BySide<Vec<Range<u32>>>,
    /// The width of a line's text in cells.
    pub cells: u16,
    /// The bytes of a line that differ from its counterpart on the other side: ranges, in order.
    words: HashMap<(Side, u32), Vec<Range<u32>>>,
}

/// Lines that are hidden, up to a position.
#[derive(Clone, Copy, Default)]
struct Hidden {
    lines: u32,
    /// Whether some of them differ.
    differ: bool,
}

impl Compared {
    /// Lays out the comparison of a file. `own` are the lines that matter.
    pub fn new(diff: &TextDiff, own: BySide<Vec<Range<u32>>>, shows: Shows, width: Width) -> Self {
        let mut laid = Self {
            rows: Vec::new(),
            own,
            cells: width.cells,
            words: HashMap::new(),
        };
        let (mut old, mut new) = (0, 0);
        let mut hidden = Hidden::default();
        let mut after = false;
        for change in &diff.changes {
            let is_shown = shows == Shows::All || laid.touches_own(change);
            let same = change.old.start - old;
            laid.push_same((old, new), same, (after, is_shown), shows, &mut hidden);
            if is_shown {
                laid.close_gap(&mut hidden, change.old.start, change.new.start);
                laid.push_change(diff, change, width.split);
            } else {
                hidden.lines += (change.old.len() as u32).max(change.new.len() as u32);
                hidden.differ = true;
            }
            after = is_shown;
            (old, new) = (change.old.end, change.new.end);
        }
        let same = diff.old.len() - old;
        laid.push_same((old, new), same, (after, false), shows, &mut hidden);
        laid.close_gap(&mut hidden, diff.old.len(), diff.new.len());
        laid.wrap(diff, width);
        laid
    }

    /// Tells whether a change touches the lines that matter; a change that only inserts lines
    /// touches the line behind it.
    fn touches_own(&self, change: &Change) -> bool {
        let end = change.old.end.max(change.old.start + 1);
        let touches = |own: &Range<u32>| change.old.start < own.end && end > own.start;
        self.own.old.iter().any(touches)
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

    /// Adds unchanged lines; shows those near a change and, where all is shown, those near the lines
    /// that matter.
    fn push_same(
        &mut self,
        (old, new): (u32, u32),
        count: u32,
        (after_change, before_change): (bool, bool),
        shows: Shows,
        hidden: &mut Hidden,
    ) {
        let near = |range: &Range<u32>, line: u32| {
            !range.is_empty() && line + AROUND >= range.start && line < range.end + AROUND
        };
        for at in 0..count {
            let is_own = || {
                self.own.old.iter().any(|own| near(own, old + at))
                    || self.own.new.iter().any(|own| near(own, new + at))
            };
            let shown = (after_change && at < AROUND)
                || (before_change && at + AROUND >= count)
                || (shows == Shows::All && is_own());
            if !shown {
                hidden.lines += 1;
                continue;
            }
            self.close_gap(hidden, old + at, new + at);
            self.rows.push((CompareRow::Same(old + at, new + at), 0));
        }
    }

    /// Closes a gap before a line. A single hidden line that is unchanged is shown instead, since it
    /// takes no more room than the gap.
    fn close_gap(&mut self, hidden: &mut Hidden, old: u32, new: u32) {
        let Hidden { lines, differ } = std::mem::take(hidden);
        match lines {
            0 => {}
            1 if !differ => self.rows.push((CompareRow::Same(old - 1, new - 1), 0)),
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

    /// Tells whether a line is one of those that matter.
    pub fn is_own(&self, side: Side, line: u32) -> bool {
        self.own.get(side).iter().any(|own| own.contains(&line))
    }

    /// Returns the first row with a line that matters; else the first with a change.
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
