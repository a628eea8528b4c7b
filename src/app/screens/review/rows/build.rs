//! Builds the rows of one section.
//!
//! Makes one pass over the file's alternating equal and changed ranges: each line is shown, or
//! counted into the gap before the next shown line.

use std::ops::Range;

use crate::app::screens::review::rows::{Row, RowKind, RowSides, Section};
use crate::diff::{self, CONTEXT, words};
use crate::model::change::{BySide, Change, FileDiff, Hunk, Side, TextDiff};
use crate::safe;

/// The most changed lines of a file that are paired by likeness in the side-by-side layout; those
/// beyond are put beside each other in their order.
const MAX_PAIRED: usize = 20_000;

/// The options for turning lines into rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowOptions {
    /// Whether old and new lines are beside each other instead of below.
    pub split: bool,
    /// The cells of text in a row when long lines are wrapped; `None` when they are not.
    pub wrap: Option<u16>,
    /// Cells between tab stops.
    pub tab: u8,
}

/// A thread and its place in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlacedThread {
    /// The thread's index in the record.
    pub thread: u32,
    /// The place below which it stands.
    pub at: ThreadAt,
    /// The number of screen lines it takes.
    pub rows: u16,
}

/// The place below which a thread stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThreadAt {
    /// The file's header, for a thread on the whole file or on lines that are gone.
    Top,
    /// A line of the file.
    Line {
        /// The side of the line.
        side: Side,
        /// The line, 0-based.
        line: u32,
    },
}

/// The input for building one file's rows.
pub struct SectionInput<'a> {
    /// Whether the header of the increment stands above it.
    pub headed: bool,
    /// The diff to show, once read.
    pub diff: Option<&'a FileDiff>,
    /// Whether only the header is shown.
    pub folded: bool,
    /// The only hunks to show, sorted; all hunks when `None`.
    pub only: Option<&'a [u32]>,
    /// More unchanged lines to show: 0-based ranges of the new side, in any order.
    pub revealed: &'a [Range<u32>],
    /// The number of lines about its unclear ids.
    pub unclear: u16,
    /// Its threads.
    pub threads: &'a [PlacedThread],
    /// The options for turning lines into rows.
    pub layout: RowOptions,
}

/// Builds the cover's rows: its own lines, then the threads on the increment as a whole.
pub fn build_cover(lines: u32, threads: &[PlacedThread]) -> Section {
    let mut section = Section::default();
    let row = |kind| Row {
        kind,
        old: 0,
        new: 0,
    };
    section
        .rows
        .extend((0..lines).map(|index| row(RowKind::Cover(index))));
    for thread in threads {
        push_thread(&mut section, thread, 0, 0);
    }
    section.rows.push(row(RowKind::Blank));
    section
}

/// Builds a file's rows: header, threads on the file, unclear ids, lines with their threads, an
/// empty line.
pub fn build_file(input: &SectionInput<'_>) -> Section {
    let mut section = Section::default();
    if input.headed {
        section.rows.push(Row {
            kind: RowKind::Increment,
            old: 0,
            new: 0,
        });
    }
    section.rows.push(Row {
        kind: RowKind::File,
        old: 0,
        new: 0,
    });
    if input.folded {
        return section;
    }
    for thread in input
        .threads
        .iter()
        .filter(|thread| thread.at == ThreadAt::Top)
    {
        push_thread(&mut section, thread, 0, 0);
    }
    section.rows.extend((0..input.unclear).map(|line| Row {
        kind: RowKind::Unclear(line),
        old: 0,
        new: 0,
    }));
    let (old, new) = match input.diff {
        Some(FileDiff::Text(diff)) if has_rows(diff, input) => {
            RowEmitter::new(input, diff, &mut section).push_all();
            (diff.old.len(), diff.new.len())
        }
        _ => {
            section.rows.push(Row {
                kind: RowKind::Notice(0),
                old: 0,
                new: 0,
            });
            for thread in input
                .threads
                .iter()
                .filter(|thread| thread.at != ThreadAt::Top)
            {
                push_thread(&mut section, thread, 0, 0);
            }
            (0, 0)
        }
    };
    section.rows.push(Row {
        kind: RowKind::Blank,
        old,
        new,
    });
    section
}

/// Tells whether any line of a file is shown: some change counts, or lines are shown on request.
fn has_rows(diff: &TextDiff, input: &SectionInput<'_>) -> bool {
    (0..diff.changes.len() as u32).any(|change| !diff.is_ignored(change))
        || !input.revealed.is_empty()
}

fn push_thread(section: &mut Section, thread: &PlacedThread, old: u32, new: u32) {
    section
        .threads
        .push((section.rows.len() as u32, thread.thread));
    let kind = |part| RowKind::Thread {
        thread: thread.thread,
        part,
    };
    section.rows.extend((0..thread.rows).map(|part| Row {
        kind: kind(part),
        old,
        new,
    }));
}

/// The unchanged lines to show next to a change, and its hunk.
#[derive(Clone, Copy)]
struct UnchangedLines {
    lines: u32,
    hunk: Option<u32>,
}

/// Emits the lines of one file.
struct RowEmitter<'a> {
    input: &'a SectionInput<'a>,
    diff: &'a TextDiff,
    section: &'a mut Section,
    /// The hidden lines since the last shown one: old and new position of the first, and their
    /// number.
    gap: Option<(u32, u32, u32)>,
    /// The lines of the new side to show besides those near changes: sorted ranges that do not
    /// touch.
    revealed: Vec<Range<u32>>,
    /// The threads on lines of each side, as (line, place in the input, thread), sorted.
    threads: BySide<Vec<(u32, usize, &'a PlacedThread)>>,
    /// The number of changed lines that went through the side-by-side layout.
    paired: usize,
}

impl<'a> RowEmitter<'a> {
    fn new(input: &'a SectionInput<'a>, diff: &'a TextDiff, section: &'a mut Section) -> Self {
        let mut lines = Self {
            input,
            diff,
            section,
            gap: None,
            revealed: Vec::new(),
            threads: BySide::default(),
            paired: 0,
        };
        for (place, thread) in input.threads.iter().enumerate() {
            if let ThreadAt::Line { side, line } = thread.at {
                lines.threads.get_mut(side).push((line, place, thread));
            }
        }
        for side in [Side::Old, Side::New] {
            let threads = lines.threads.get_mut(side);
            threads.sort_unstable_by_key(|(line, place, _)| (*line, *place));
        }
        lines.revealed = lines.revealed();
        let shown = lines.shown_hunks().map(|(_, hunk)| {
            let changed: usize = diff
                .changes_of(hunk)
                .iter()
                .map(|change| change.old.len() + change.new.len())
                .sum();
            changed + 2 * CONTEXT as usize + 1
        });
        let rows = shown.sum();
        lines.section.rows.reserve(rows);
        lines
    }

    fn is_shown(&self, hunk: u32) -> bool {
        self.input
            .only
            .is_none_or(|only| only.binary_search(&hunk).is_ok())
    }

    fn shown_hunks(&self) -> impl Iterator<Item = (u32, &'a Hunk)> {
        (0..)
            .zip(&self.diff.hunks)
            .filter(|(hunk, _)| self.is_shown(*hunk))
    }

    fn push_all(&mut self) {
        let (mut old, mut new) = (0, 0);
        // The context below the previous change, and the hunk it belongs to.
        let mut below = UnchangedLines {
            lines: 0,
            hunk: None,
        };
        for (hunk, found) in (0..).zip(&self.diff.hunks) {
            let shown = self.is_shown(hunk);
            let mut first = true;
            for (index, change) in found.changes.clone().zip(self.diff.changes_of(found)) {
                let shown = shown && (!self.diff.is_ignored(index) || self.is_revealed(change));
                let context = UnchangedLines {
                    lines: if shown { CONTEXT } else { 0 },
                    hunk: Some(hunk),
                };
                self.push_equal(old, new, change.new.start - new, below, context);
                if shown {
                    if first {
                        self.flush_gap(Some(change.new.start));
                        self.section
                            .hunks
                            .push((self.section.rows.len() as u32, hunk));
                        first = false;
                    }
                    self.push_change(change.old.clone(), change.new.clone(), hunk);
                } else {
                    self.hide(change.old.start, change.new.start, change.new.len() as u32);
                }
                (old, new) = (change.old.end, change.new.end);
                below = context;
            }
        }
        self.push_equal(
            old,
            new,
            self.diff.new.len() - new,
            below,
            UnchangedLines {
                lines: 0,
                hunk: None,
            },
        );
        self.flush_gap(None);
    }

    /// Tells whether an ignored change lies within lines shown on request.
    fn is_revealed(&self, change: &Change) -> bool {
        let first = self
            .revealed
            .partition_point(|range| range.end < change.new.end);
        self.revealed
            .get(first)
            .is_some_and(|range| range.start <= change.new.start)
    }

    /// Returns the lines to show besides those near changes: on request, or around threads.
    fn revealed(&self) -> Vec<Range<u32>> {
        let around = |thread: &PlacedThread| match thread.at {
            ThreadAt::Top => None,
            ThreadAt::Line { side, line } => {
                let new = if side == Side::New {
                    line
                } else {
                    self.new_of_old(line)
                };
                Some(new.saturating_sub(CONTEXT)..new.saturating_add(CONTEXT + 1))
            }
        };
        let asked = self.input.revealed.iter().cloned();
        let mut ranges: Vec<_> = asked
            .chain(self.input.threads.iter().filter_map(around))
            .collect();
        ranges.sort_by_key(|range| range.start);
        let mut apart: Vec<Range<u32>> = Vec::new();
        for range in ranges.into_iter().filter(|range| !range.is_empty()) {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }

    /// Returns the new position of an unchanged line of the old side.
    fn new_of_old(&self, old: u32) -> u32 {
        let after = self
            .diff
            .changes
            .partition_point(|change| change.old.end <= old);
        let before = after.checked_sub(1);
        match before.and_then(|before| self.diff.changes.get(before)) {
            Some(change) => change.new.end + (old - change.old.end),
            None => old,
        }
    }

    /// Adds an equal range: context below the previous change and above the next one, and the
    /// revealed lines between them. The rest is hidden without looking at each line.
    fn push_equal(
        &mut self,
        old: u32,
        new: u32,
        len: u32,
        below: UnchangedLines,
        above: UnchangedLines,
    ) {
        let head = below.lines.min(len);
        let tail = len.saturating_sub(above.lines).max(head);
        self.push_context(old, new, 0..head, below.hunk);
        let mut at = head;
        let first = self
            .revealed
            .partition_point(|range| range.end <= new + head);
        let mut next = first;
        while let Some(range) = self.revealed.get(next) {
            next += 1;
            let (start, end) = (
                range.start.max(new + head) - new,
                range.end.min(new + tail).saturating_sub(new),
            );
            if start >= end {
                break;
            }
            self.hide_equal(old, new, at..start);
            self.push_context(old, new, start..end, None);
            at = end;
        }
        self.hide_equal(old, new, at..tail);
        self.push_context(old, new, tail..len, above.hunk);
    }

    fn push_context(&mut self, old: u32, new: u32, offsets: Range<u32>, hunk: Option<u32>) {
        if !offsets.is_empty() {
            self.flush_gap(Some(new + offsets.start));
        }
        for offset in offsets {
            self.push_line(RowSides::Context, old + offset, new + offset, hunk);
        }
    }

    fn hide_equal(&mut self, old: u32, new: u32, offsets: Range<u32>) {
        if !offsets.is_empty() {
            self.hide(
                old + offsets.start,
                new + offsets.start,
                offsets.len() as u32,
            );
        }
    }

    fn hide(&mut self, old: u32, new: u32, lines: u32) {
        let gap = self.gap.get_or_insert((old, new, 0));
        gap.2 += lines;
    }

    /// Adds a row for the lines hidden so far, if any, before a line of the new side; at the file's
    /// end before none.
    fn flush_gap(&mut self, before: Option<u32>) {
        let Some((old, new, lines)) = self.gap.take() else {
            return;
        };
        if lines == 0 {
            return;
        }
        let heading = before.and_then(|before| diff::heading(&self.diff.new, before));
        let kind = RowKind::Gap { lines, heading };
        self.section.rows.push(Row { kind, old, new });
    }

    fn push_change(&mut self, old: Range<u32>, new: Range<u32>, hunk: u32) {
        if self.input.layout.split {
            return self.push_beside(Change { old, new }, hunk);
        }
        for line in old.clone() {
            self.push_line(RowSides::Removed, line, new.start, Some(hunk));
        }
        for line in new {
            self.push_line(RowSides::Added, old.end, line, Some(hunk));
        }
    }

    fn push_beside(&mut self, change: Change, hunk: u32) {
        self.paired += change.old.len() + change.new.len();
        let pairs = if self.paired > MAX_PAIRED {
            Vec::new()
        } else {
            words::pairs(&self.diff.old, &self.diff.new, &change)
        };
        let (mut next_old, mut next_new) = (change.old.start, change.new.start);
        for (old, new) in words::beside(&change, &pairs) {
            let kind = match (old, new) {
                (Some(_), Some(_)) => RowSides::Replaced,
                (Some(_), None) => RowSides::Removed,
                (None, _) => RowSides::Added,
            };
            self.push_line(
                kind,
                old.unwrap_or(next_old),
                new.unwrap_or(next_new),
                Some(hunk),
            );
            next_old += u32::from(old.is_some());
            next_new += u32::from(new.is_some());
        }
    }

    fn push_line(&mut self, kind: RowSides, old: u32, new: u32, hunk: Option<u32>) {
        for part in 0..self.parts(kind, old, new) {
            let kind = RowKind::Line { kind, hunk, part };
            self.section.rows.push(Row { kind, old, new });
        }
        if self.input.threads.is_empty() {
            return;
        }
        let next_old = old + u32::from(kind.is_on(Side::Old));
        let next_new = new + u32::from(kind.is_on(Side::New));
        let on_line = |side: Side, line: u32| {
            let threads = self.threads.get(side);
            let first = threads.partition_point(|(at, ..)| *at < line);
            let here = threads.iter().skip(first);
            here.take_while(move |(at, ..)| *at == line && kind.is_on(side))
        };
        let mut here: Vec<_> = on_line(Side::Old, old)
            .chain(on_line(Side::New, new))
            .map(|(_, place, thread)| (*place, *thread))
            .collect();
        here.sort_unstable_by_key(|(place, _)| *place);
        for (_, thread) in here {
            push_thread(self.section, thread, next_old, next_new);
        }
    }

    /// Returns the number of screen lines that a line takes.
    fn parts(&self, kind: RowSides, old: u32, new: u32) -> u16 {
        let Some(width) = self.input.layout.wrap else {
            return 1;
        };
        let on = |side, text: &crate::model::change::FileText, line| {
            if kind.is_on(side) {
                safe::rows(text.line(line), self.input.layout.tab, width)
            } else {
                1
            }
        };
        let rows = on(Side::Old, &self.diff.old, old).max(on(Side::New, &self.diff.new, new));
        rows.clamp(1, u32::from(u16::MAX)) as u16
    }
}
