//! The row model: everything the diff pane shows, one row a screen line.
//!
//! Cursor, scrolling, jumps, search, mouse, notes, links and drawing all index one [`Rows`] value.
//! It is rebuilt, a section at a time, when an input changes; never per frame. Knows nothing of how
//! rows are drawn.
//!
//! A row carries the position it has on *both* sides, also where it exists on one only, so that
//! positions never decrease down a section and every look-up is a binary search. Unified and
//! side-by-side views differ only in which [`RowSides`]s occur: a pair of replaced lines shown
//! beside each other is one row of kind [`RowSides::Replaced`].

mod anchor;
mod build;

pub use anchor::{RowAnchor, RowPlace};
pub use build::{PlacedThread, RowOptions, SectionInput, ThreadAt, build_cover, build_file};

use crate::model::change::Side;

/// No hunk: the row shows a line that was revealed around a note or by the reviewer.
pub const NO_HUNK: u32 = u32::MAX;

/// One screen line of the diff pane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it shows.
    pub kind: RowKind,
    /// Its position on the old side: the 0-based line it shows, or the one that would come next.
    pub old: u32,
    /// Its position on the new side: the 0-based line it shows, or the one that would come next.
    pub new: u32,
}

/// What a row shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// A line of the increment's cover: what was delivered, its commits. The index counts them.
    Cover(u32),
    /// Says of which increment the files from here on are, where those of several are shown.
    Increment,
    /// A file's header.
    File,
    /// A line that says why a file shows no lines (being read, binary, too large). The index counts them.
    Notice(u16),
    /// A line about ids in the file that several specs have. The index counts them.
    Unclear(u16),
    /// Unchanged lines that are not shown.
    Gap {
        /// How many.
        lines: u32,
        /// The 0-based line of the new side that names what follows (a function, a section), or
        /// `u32::MAX`.
        heading: u32,
    },
    /// A line of the file.
    Line {
        /// On which sides it is.
        kind: RowSides,
        /// Index into the file's hunks, or [`NO_HUNK`].
        hunk: u32,
        /// 0 for the line's first screen line; more when it is wrapped.
        part: u16,
    },
    /// A line of a thread.
    Thread {
        /// Index into the record's threads.
        thread: u32,
        /// Which of its lines.
        part: u16,
    },
    /// The empty line that ends a section.
    Blank,
}

/// On which sides a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowSides {
    /// Both, unchanged.
    Context,
    /// The old side only.
    Removed,
    /// The new side only.
    Added,
    /// Both, side by side, one in place of the other. Only in the side-by-side layout.
    Replaced,
}

impl RowSides {
    /// Whether a row of this kind shows a line of that side.
    pub fn is_on(self, side: Side) -> bool {
        match side {
            Side::Old => self != Self::Added,
            Side::New => self != Self::Removed,
        }
    }
}

impl Row {
    /// The line it shows on a side, 0-based.
    pub fn line(&self, side: Side) -> Option<u32> {
        match self.kind {
            RowKind::Line { kind, .. } if kind.is_on(side) => Some(match side {
                Side::Old => self.old,
                Side::New => self.new,
            }),
            _ => None,
        }
    }

    /// The side and 0-based line that a note on this row is about: the new side where there is one.
    pub fn note_line(&self) -> Option<(Side, u32)> {
        let on = |side| self.line(side).map(|line| (side, line));
        on(Side::New).or_else(|| on(Side::Old))
    }

    /// The hunk it belongs to.
    pub fn hunk(&self) -> Option<u32> {
        match self.kind {
            RowKind::Line { hunk, .. } if hunk != NO_HUNK => Some(hunk),
            _ => None,
        }
    }
}

/// The rows of one section: the cover, or one file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Section {
    /// From the section's first row on.
    pub rows: Vec<Row>,
    /// The first changed row of each shown hunk, as (row within the section, hunk), in order.
    pub hunks: Vec<(u32, u32)>,
    /// The first row of each thread, as (row within the section, thread), in order.
    pub threads: Vec<(u32, u32)>,
}

/// All rows: section 0 is the cover, section `i + 1` is file `i`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Rows {
    sections: Vec<Section>,
    /// `starts[i]` is the row at which section `i` begins; one more entry for the end.
    starts: Vec<usize>,
}

impl Rows {
    /// From all sections at once.
    pub fn new(sections: Vec<Section>) -> Self {
        let mut rows = Self { sections, starts: Vec::new() };
        rows.count_from(0);
        rows
    }

    /// Puts another section in place of one; the rows of the others only move.
    pub fn replace(&mut self, section: usize, with: Section) {
        if let Some(slot) = self.sections.get_mut(section) {
            *slot = with;
            self.count_from(section);
        }
    }

    fn count_from(&mut self, first: usize) {
        self.starts.truncate(first);
        let mut at = match first.checked_sub(1) {
            Some(before) => self.starts[before] + self.sections[before].rows.len(),
            None => 0,
        };
        for section in &self.sections[first..] {
            self.starts.push(at);
            at += section.rows.len();
        }
        self.starts.push(at);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many sections there are.
    pub fn section_count(&self) -> usize {
        self.sections.len()
    }

    /// A section.
    pub fn section(&self, section: usize) -> Option<&Section> {
        self.sections.get(section)
    }

    /// The first row of a section; the end of all rows past the last.
    pub fn start(&self, section: usize) -> usize {
        self.starts.get(section).copied().unwrap_or_else(|| self.len())
    }

    /// The section a row lies in.
    pub fn section_of(&self, row: usize) -> usize {
        self.starts.partition_point(|start| *start <= row).saturating_sub(1).min(self.last_section())
    }

    fn last_section(&self) -> usize {
        self.sections.len().saturating_sub(1)
    }

    /// A row with the section it lies in.
    pub fn get(&self, row: usize) -> Option<(usize, Row)> {
        if row >= self.len() {
            return None;
        }
        let section = self.section_of(row);
        self.sections[section].rows.get(row - self.starts[section]).map(|found| (section, *found))
    }

    /// The hunk that a row belongs to or follows: (section, hunk).
    pub fn hunk_at(&self, row: usize) -> Option<(usize, u32)> {
        let (section, found) = self.get(row)?;
        if let Some(hunk) = found.hunk() {
            return Some((section, hunk));
        }
        let local = (row - self.starts[section]) as u32;
        let hunks = &self.sections[section].hunks;
        let after = hunks.partition_point(|(at, _)| *at <= local);
        hunks.get(after.checked_sub(1)?).map(|(_, hunk)| (section, *hunk))
    }

    /// The row a hunk's first change is on.
    pub fn row_of_hunk(&self, section: usize, hunk: u32) -> Option<usize> {
        let hunks = &self.sections.get(section)?.hunks;
        let found = hunks.binary_search_by_key(&hunk, |(_, hunk)| *hunk).ok()?;
        Some(self.starts[section] + hunks[found].0 as usize)
    }

    /// The next (or previous) marked row after (before) a row, by sections' own sorted marks.
    fn jump(&self, row: usize, forward: bool, marks: fn(&Section) -> &[(u32, u32)]) -> Option<usize> {
        let here = self.section_of(row);
        let local = row.checked_sub(*self.starts.get(here)?)? as u32;
        let own = marks(self.sections.get(here)?);
        let absolute = |section: usize, mark: &(u32, u32)| self.starts[section] + mark.0 as usize;
        if forward {
            let next = own.partition_point(|(at, _)| *at <= local);
            own.get(next).map(|mark| absolute(here, mark)).or_else(|| {
                (here + 1..self.sections.len())
                    .find_map(|section| marks(&self.sections[section]).first().map(|m| absolute(section, m)))
            })
        } else {
            let before = own.partition_point(|(at, _)| *at < local);
            own[..before].last().map(|mark| absolute(here, mark)).or_else(|| {
                (0..here)
                    .rev()
                    .find_map(|section| marks(&self.sections[section]).last().map(|m| absolute(section, m)))
            })
        }
    }

    /// The first change of the next (or previous) hunk among the files read so far.
    pub fn jump_hunk(&self, row: usize, forward: bool) -> Option<usize> {
        self.jump(row, forward, |section| &section.hunks)
    }

    /// The first line of the next (or previous) thread among the files read so far.
    pub fn jump_thread(&self, row: usize, forward: bool) -> Option<usize> {
        self.jump(row, forward, |section| &section.threads)
    }

    /// The row of a section's header: its file's, below the increment's where that stands above it.
    pub fn header(&self, section: usize) -> usize {
        let first = self.section(section).and_then(|found| found.rows.first());
        self.start(section) + usize::from(first.is_some_and(|row| row.kind == RowKind::Increment))
    }

    /// Whether a section has any rows: a file that a filter leaves out has none.
    pub fn is_shown(&self, section: usize) -> bool {
        self.section(section).is_some_and(|found| !found.rows.is_empty())
    }

    /// The header of the next file that is shown, or of this one and then the previous.
    pub fn jump_section(&self, row: usize, forward: bool) -> Option<usize> {
        let here = self.section_of(row);
        if forward {
            (here + 1..self.sections.len()).find(|next| self.is_shown(*next)).map(|next| self.header(next))
        } else if row > self.header(here) {
            Some(self.header(here))
        } else {
            (0..here).rev().find(|before| self.is_shown(*before)).map(|before| self.header(before))
        }
    }
}
