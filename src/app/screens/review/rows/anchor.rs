//! Identifies rows by what they show: such an anchor survives a rebuild of the rows, an index does
//! not.

use crate::app::screens::review::rows::{Row, RowKind, Rows};
use crate::model::change::Side;
use crate::model::index::SectionIndex;

/// The identity of a row: its section and its place there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowAnchor {
    /// The section.
    pub section: SectionIndex,
    /// The place in it.
    pub place: RowPlace,
}

/// The identity of a row within its section.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowPlace {
    /// A line of the cover.
    Cover(u32),
    /// The header of the increment.
    Increment,
    /// The file's header.
    File,
    /// A line of the notice.
    Notice(u16),
    /// A line about ids that several specs have.
    Unclear(u16),
    /// The gap before a position on both sides.
    Gap {
        /// The 0-based line of the old side.
        old: u32,
        /// The 0-based line of the new side.
        new: u32,
    },
    /// A line of the file.
    Line {
        /// The side whose line number is used: the new one if the line exists there.
        side: Side,
        /// Its 0-based line on that side.
        line: u32,
        /// Its 0-based position on the other side, so that it is found by binary search.
        other: u32,
        /// The 0-based number of its screen line.
        part: u16,
    },
    /// A line of a thread.
    Thread {
        /// The thread's index in the record.
        thread: u32,
        /// The 0-based number of the thread's line.
        part: u16,
    },
    /// The empty line at the end.
    Blank,
}

impl Row {
    /// Returns the row's place in its section.
    pub fn place(&self) -> RowPlace {
        match self.kind {
            RowKind::Cover(index) => RowPlace::Cover(index),
            RowKind::Increment => RowPlace::Increment,
            RowKind::File => RowPlace::File,
            RowKind::Notice(index) => RowPlace::Notice(index),
            RowKind::Unclear(index) => RowPlace::Unclear(index),
            RowKind::Gap { .. } => RowPlace::Gap {
                old: self.old,
                new: self.new,
            },
            RowKind::Line { kind, part, .. } if kind.is_on(Side::New) => RowPlace::Line {
                side: Side::New,
                line: self.new,
                other: self.old,
                part,
            },
            RowKind::Line { part, .. } => RowPlace::Line {
                side: Side::Old,
                line: self.old,
                other: self.new,
                part,
            },
            RowKind::Thread { thread, part } => RowPlace::Thread { thread, part },
            RowKind::Blank => RowPlace::Blank,
        }
    }
}

impl Rows {
    /// Returns the anchor of a row.
    pub fn anchor(&self, row: usize) -> Option<RowAnchor> {
        self.get(row).map(|(section, found)| RowAnchor {
            section,
            place: found.place(),
        })
    }

    /// Returns the row that an anchor now stands for; the nearest row in its place when it is not
    /// shown.
    pub fn row_of(&self, anchor: &RowAnchor) -> Option<usize> {
        let rows = &self.section(anchor.section)?.rows;
        let local = match anchor.place {
            RowPlace::Line {
                side: Side::New,
                line,
                other,
                part,
            } => find_line(rows, Side::New, other, line, part),
            RowPlace::Line {
                side: Side::Old,
                line,
                other,
                part,
            } => find_line(rows, Side::Old, line, other, part),
            RowPlace::Gap { old, new } => find_gap(rows, old, new),
            RowPlace::Thread { thread, part } => self.find_thread(anchor.section, thread, part),
            place => rows.iter().position(|row| row.place() == place),
        };
        let local = local.or(if rows.is_empty() { None } else { Some(0) })?;
        Some(self.start(anchor.section) + local)
    }

    fn find_thread(&self, section: SectionIndex, thread: u32, part: u16) -> Option<usize> {
        let found = self.section(section)?;
        let (first, _) = found.threads.iter().find(|(_, shown)| *shown == thread)?;
        let first = *first as usize;
        let lines = from(&found.rows, first).iter().take_while(
            |row| matches!(row.kind, RowKind::Thread { thread: shown, .. } if shown == thread),
        );
        Some(first + usize::from(part).min(lines.count().saturating_sub(1)))
    }
}

/// Returns the rows of a section from one on.
fn from(rows: &[Row], first: usize) -> &[Row] {
    rows.get(first..).unwrap_or_default()
}

/// Returns the row of a line: with both positions, else by its own side, else the gap that hides
/// it.
fn find_line(rows: &[Row], side: Side, old: u32, new: u32, part: u16) -> Option<usize> {
    let shows = |row: &Row, wanted_part: u16| {
        let line = if side == Side::Old { old } else { new };
        row.line(side) == Some(line)
            && matches!(row.kind, RowKind::Line { part, .. } if part == wanted_part)
    };
    let own = |row: &Row| if side == Side::Old { row.old } else { row.new };
    let line = if side == Side::Old { old } else { new };

    let exact = rows.partition_point(|row| (row.new, row.old) < (new, old));
    let same = from(rows, exact)
        .iter()
        .take_while(|row| (row.new, row.old) == (new, old));
    if let Some(found) = same.clone().position(|row| shows(row, part)) {
        return Some(exact + found);
    }
    let first = rows.partition_point(|row| own(row) < line);
    let on_side = || from(rows, first).iter().take_while(|row| own(row) == line);
    let after = first + on_side().count();
    on_side()
        .position(|row| shows(row, part))
        .or_else(|| on_side().position(|row| shows(row, 0)))
        .map(|found| first + found)
        .or_else(|| {
            rows.iter()
                .take(after)
                .rposition(|row| matches!(row.kind, RowKind::Gap { .. }))
        })
}

fn find_gap(rows: &[Row], old: u32, new: u32) -> Option<usize> {
    let first = rows.partition_point(|row| (row.new, row.old) < (new, old));
    let here = from(rows, first)
        .iter()
        .take_while(|row| (row.new, row.old) == (new, old));
    let found = here
        .clone()
        .position(|row| matches!(row.kind, RowKind::Gap { .. }));
    found
        .map(|found| first + found)
        .or_else(|| (first < rows.len()).then_some(first))
}
