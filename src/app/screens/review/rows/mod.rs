//! The row model: everything the diff pane shows, one row for each screen line.
//!
//! Cursor, scrolling, jumps, search, mouse, notes, links and drawing all index one [`Rows`] value.
//! It is rebuilt section by section when an input changes, never per frame. Knows nothing of
//! drawing.
//!
//! A row carries its position on *both* sides, even if its line exists on only one, so that
//! positions never decrease down a section and every look-up is a binary search. The unified and
//! the side-by-side layout differ only in the [`RowSides`] that occur: two replaced lines beside
//! each other are one row of kind [`RowSides::Replaced`].

mod anchor;
mod build;

pub use anchor::{RowAnchor, RowPlace};
pub use build::{PlacedThread, RowOptions, SectionInput, ThreadAt, build_cover, build_file};

use crate::model::change::Side;
use crate::model::index::{IndexedVec, Indexes, SectionIndex};

/// One row: a screen line of the diff pane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The kind of row.
    pub kind: RowKind,
    /// Its position on the old side: the 0-based line it shows, or the one that would come next.
    pub old: u32,
    /// Its position on the new side: the 0-based line it shows, or the one that would come next.
    pub new: u32,
}

/// The kind of a row, with what it shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// A line of the increment's cover, by its index.
    Cover(u32),
    /// The header of the increment that the files below it belong to, when files of several are
    /// shown.
    Increment,
    /// The header of a file.
    File,
    /// A line that says why a file shows no lines (being read, binary, too large), by its index.
    Notice(u16),
    /// A line about unclear ids in the file, by its index.
    Unclear(u16),
    /// A gap: lines that are hidden.
    Gap {
        /// The number of hidden lines.
        lines: u32,
        /// The 0-based line of the new side that begins the function or section after the gap.
        heading: Option<u32>,
    },
    /// A line of the file.
    Line {
        /// The sides that the line is on.
        kind: RowSides,
        /// The hunk's index in the file; `None` for a line that was revealed around a note or on
        /// request.
        hunk: Option<u32>,
        /// The number of the screen line: 0 for the first, more when the line is wrapped.
        part: u16,
    },
    /// A line of a thread.
    Thread {
        /// The thread's index in the record.
        thread: u32,
        /// The 0-based number of the thread's line.
        part: u16,
    },
    /// The empty line that ends a section.
    Blank,
}

/// The sides that a line is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowSides {
    /// Both sides, unchanged.
    Context,
    /// The old side only.
    Removed,
    /// The new side only.
    Added,
    /// Both, with the old line beside the new one that replaces it. Only in the side-by-side
    /// layout.
    Replaced,
}

impl RowSides {
    /// Tells whether a row of this kind shows a line of a side.
    pub fn is_on(self, side: Side) -> bool {
        match side {
            Side::Old => self != Self::Added,
            Side::New => self != Self::Removed,
        }
    }
}

impl Row {
    /// Returns the 0-based line that the row shows on a side.
    pub fn line(&self, side: Side) -> Option<u32> {
        match self.kind {
            RowKind::Line { kind, .. } if kind.is_on(side) => Some(match side {
                Side::Old => self.old,
                Side::New => self.new,
            }),
            _ => None,
        }
    }

    /// Returns the side and 0-based line for a note on this row: the new side if the line exists
    /// there.
    pub fn note_line(&self) -> Option<(Side, u32)> {
        let on = |side| self.line(side).map(|line| (side, line));
        on(Side::New).or_else(|| on(Side::Old))
    }

    /// Returns the index of the row's hunk.
    pub fn hunk(&self) -> Option<u32> {
        match self.kind {
            RowKind::Line { hunk, .. } => hunk,
            _ => None,
        }
    }
}

/// The rows of one section: the cover, or one file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Section {
    /// The rows, from the section's first on.
    pub rows: Vec<Row>,
    /// The first changed row of each shown hunk, as (row within the section, hunk), in order.
    pub hunks: Vec<(u32, u32)>,
    /// The first row of each thread, as (row within the section, thread), in order.
    pub threads: Vec<(u32, u32)>,
}

/// The rows of all sections: the cover first, then each file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Rows {
    sections: IndexedVec<SectionIndex, Section>,
    /// `starts[i]` is the first row of section `i`; one more entry holds the end.
    starts: Vec<usize>,
}

impl Rows {
    /// Creates the rows of these sections.
    pub fn new(sections: Vec<Section>) -> Self {
        let mut rows = Self {
            sections: sections.into(),
            starts: Vec::new(),
        };
        rows.count_from(SectionIndex::COVER);
        rows
    }

    /// Replaces one section; the rows of the other sections only shift.
    pub fn replace(&mut self, section: SectionIndex, with: Section) {
        if let Some(slot) = self.sections.get_mut(section) {
            *slot = with;
            self.count_from(section);
        }
    }

    /// Recounts where the sections from one on start.
    fn count_from(&mut self, first: SectionIndex) {
        let first = first.get();
        let mut at = self.starts.get(first).copied().unwrap_or_default();
        self.starts.truncate(first);
        for section in self.sections.iter().skip(first) {
            self.starts.push(at);
            at += section.rows.len();
        }
        self.starts.push(at);
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Tells whether there are no rows.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the indexes of all sections.
    pub fn sections(&self) -> Indexes<SectionIndex> {
        self.sections.indexes()
    }

    /// Returns the indexes of the sections from one on.
    pub fn sections_from(&self, first: SectionIndex) -> Indexes<SectionIndex> {
        self.sections.indexes_from(first)
    }

    /// Returns a section.
    pub fn section(&self, section: SectionIndex) -> Option<&Section> {
        self.sections.get(section)
    }

    /// Returns the first row of a section; the end of all rows for a section after the last.
    pub fn start(&self, section: SectionIndex) -> usize {
        self.starts
            .get(section.get())
            .copied()
            .unwrap_or_else(|| self.len())
    }

    /// Returns the section that a row lies in.
    pub fn section_of(&self, row: usize) -> SectionIndex {
        let after = self.starts.partition_point(|start| *start <= row);
        let last = self.sections.len().saturating_sub(1);
        SectionIndex::new(after.saturating_sub(1).min(last))
    }

    /// Returns a row with the section it lies in.
    pub fn get(&self, row: usize) -> Option<(SectionIndex, Row)> {
        let section = self.section_of(row);
        let local = row.checked_sub(self.start(section))?;
        let found = self.section(section)?.rows.get(local)?;
        Some((section, *found))
    }

    /// Returns the section and the hunk that a row belongs to or follows.
    pub fn hunk_at(&self, row: usize) -> Option<(SectionIndex, u32)> {
        let (section, found) = self.get(row)?;
        if let Some(hunk) = found.hunk() {
            return Some((section, hunk));
        }
        let local = (row - self.start(section)) as u32;
        let hunks = &self.section(section)?.hunks;
        let after = hunks.partition_point(|(at, _)| *at <= local);
        hunks
            .get(after.checked_sub(1)?)
            .map(|(_, hunk)| (section, *hunk))
    }

    /// Returns the row of a hunk's first change.
    pub fn row_of_hunk(&self, section: SectionIndex, hunk: u32) -> Option<usize> {
        let hunks = &self.section(section)?.hunks;
        let found = hunks.binary_search_by_key(&hunk, |(_, hunk)| *hunk).ok()?;
        let (row, _) = hunks.get(found)?;
        Some(self.start(section) + *row as usize)
    }

    /// Returns the next marked row after a row, or the previous one before it; `marks` are a
    /// section's sorted marks.
    fn jump(
        &self,
        row: usize,
        forward: bool,
        marks: fn(&Section) -> &[(u32, u32)],
    ) -> Option<usize> {
        let here = self.section_of(row);
        let local = row.checked_sub(self.start(here))? as u32;
        let own = marks(self.section(here)?);
        let marked = |section: SectionIndex| self.section(section).map_or(&[][..], marks);
        let absolute =
            |section: SectionIndex, mark: &(u32, u32)| self.start(section) + mark.0 as usize;
        if forward {
            let next = own.partition_point(|(at, _)| *at <= local);
            own.get(next).map(|mark| absolute(here, mark)).or_else(|| {
                self.sections_from(here.next())
                    .find_map(|section| marked(section).first().map(|mark| absolute(section, mark)))
            })
        } else {
            let before = own.partition_point(|(at, _)| *at < local);
            let last = before.checked_sub(1).and_then(|last| own.get(last));
            last.map(|mark| absolute(here, mark)).or_else(|| {
                Indexes::before(here)
                    .rev()
                    .find_map(|section| marked(section).last().map(|mark| absolute(section, mark)))
            })
        }
    }

    /// Returns the first change of the next or previous hunk in the files read so far.
    pub fn jump_hunk(&self, row: usize, forward: bool) -> Option<usize> {
        self.jump(row, forward, |section| &section.hunks)
    }

    /// Returns the first row of the next or previous thread in the files read so far.
    pub fn jump_thread(&self, row: usize, forward: bool) -> Option<usize> {
        self.jump(row, forward, |section| &section.threads)
    }

    /// Returns the row of a section's header; below the increment's header, if that stands above
    /// it.
    pub fn header(&self, section: SectionIndex) -> usize {
        let first = self.section(section).and_then(|found| found.rows.first());
        self.start(section) + usize::from(first.is_some_and(|row| row.kind == RowKind::Increment))
    }

    /// Tells whether a section has any rows.
    pub fn is_shown(&self, section: SectionIndex) -> bool {
        self.section(section)
            .is_some_and(|found| !found.rows.is_empty())
    }

    /// Returns the header of the next shown file; backward, that of the file around the row, then
    /// of the previous one.
    pub fn jump_section(&self, row: usize, forward: bool) -> Option<usize> {
        let here = self.section_of(row);
        if forward {
            self.sections_from(here.next())
                .find(|next| self.is_shown(*next))
                .map(|next| self.header(next))
        } else if row > self.header(here) {
            Some(self.header(here))
        } else {
            Indexes::before(here)
                .rev()
                .find(|before| self.is_shown(*before))
                .map(|before| self.header(before))
        }
    }
}
