//! Unchanged lines shown on request: above, below, between, a whole function, the whole file; and back.

use std::ops::Range;

use crate::app::screens::review::rows::{Row, RowKind};
use crate::app::{Message, Model};
use crate::diff;
use crate::model::change::{FileDiff, FileText};

/// Lines that one press shows of a gap.
const STEP: u32 = 20;

/// Which of a gap's lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The first ones, below the lines before it.
    First,
    /// The last ones, above the lines after it.
    Last,
    /// All.
    All,
}

impl Part {
    fn of(self, gap: &Gap) -> Range<u32> {
        let shown = if self == Self::All { gap.lines } else { gap.lines.min(STEP) };
        match self {
            Self::Last => gap.new + gap.lines - shown..gap.new + gap.lines,
            Self::First | Self::All => gap.new..gap.new + shown,
        }
    }
}

/// Lines that are not shown.
struct Gap {
    /// The first of them, 0-based on the new side.
    new: u32,
    lines: u32,
}

impl Gap {
    fn of(row: &Row) -> Option<Self> {
        match row.kind {
            RowKind::Gap { lines, .. } => Some(Self { new: row.new, lines }),
            _ => None,
        }
    }
}

/// What the first line on the screen is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enclosing {
    /// The file's index.
    pub file: usize,
    /// The 0-based line of the new side that begins it.
    pub line: u32,
    /// That line.
    pub text: Vec<u8>,
}

impl Model {
    /// The function or section that the first line of the diff on the screen is in, unless that line is on the
    /// screen itself, or the cursor is on the screen's first line.
    pub fn enclosing_above(&self) -> Option<Enclosing> {
        let view = &self.review.view;
        let file = self.review.file_at(view.top).filter(|_| view.cursor != view.top)?;
        let (_, row) = self.review.rows.get(view.top)?;
        let shows_lines = matches!(row.kind, RowKind::Line { .. } | RowKind::Gap { .. });
        let text = &self.review.files[file].diff().filter(|_| shows_lines)?.as_text()?.new;
        // The row itself is covered, so it is about the one below.
        let below = self.review.rows.get(view.top + 1).filter(|(section, _)| *section == file + 1)?.1;
        let first = Gap::of(&below).map_or(below.new, |gap| gap.new + gap.lines);
        let line = diff::enclosing(text, first.min(text.len().checked_sub(1)?))?;
        (line < below.new).then(|| Enclosing { file, line, text: text.line(line).to_vec() })
    }

    /// More lines above what the cursor is on.
    pub(in crate::app) fn show_above(&mut self) {
        let gap = self.gap_near(false);
        self.show_gaps(gap.map(|gap| Part::Last.of(&gap)).into_iter().collect());
    }

    /// More lines below what the cursor is on.
    pub(in crate::app) fn show_below(&mut self) {
        let gap = self.gap_near(true);
        self.show_gaps(gap.map(|gap| Part::First.of(&gap)).into_iter().collect());
    }

    /// More lines around what the cursor is on; all of a gap.
    pub(in crate::app) fn show_around(&mut self) {
        let here = self.review.rows.get(self.review.view.cursor).and_then(|(_, row)| Gap::of(&row));
        let ranges = match here {
            Some(gap) => vec![Part::All.of(&gap)],
            None => {
                let above = self.gap_near(false).map(|gap| Part::Last.of(&gap));
                above.into_iter().chain(self.gap_near(true).map(|gap| Part::First.of(&gap))).collect()
            }
        };
        self.show_gaps(ranges);
    }

    /// Shows some of the gap that the cursor is on: its end, next to the change below it; its start at the
    /// file's end.
    pub(in crate::app) fn open_gap(&mut self, row: &Row) {
        let Some(gap) = Gap::of(row) else { return };
        let next = self.review.rows.get(self.review.view.cursor + 1);
        let ends = next.is_some_and(|(_, next)| next.kind == RowKind::Blank);
        self.show_gaps(vec![if ends { Part::First } else { Part::Last }.of(&gap)]);
    }

    /// The function, type or section around the cursor, from its first line to its last.
    pub(in crate::app) fn show_function(&mut self) {
        let Some((_, text)) = self.text_here() else { return self.say("there is no text here") };
        let Some((_, row)) = self.review.rows.get(self.review.view.cursor) else { return };
        // What follows a gap is what the gap was opened for.
        let line = Gap::of(&row).map_or(row.new, |gap| gap.new + gap.lines);
        let extent = diff::extent(&text, line.min(text.len().saturating_sub(1)));
        if extent.len() < 2 {
            return self.say("this line is in no function or section that could be told");
        }
        if !self.reveal(vec![extent]) {
            self.say("all of the function or section is shown");
        }
    }

    /// The whole file, or only what was shown before.
    pub(in crate::app) fn toggle_whole_file(&mut self) {
        let Some((file, text)) = self.text_here() else { return self.say("there is no text here") };
        let whole = 0..text.len();
        if self.review.files[file].revealed.last() == Some(&whole) {
            return self.show_less();
        }
        if !self.reveal(vec![whole]) {
            self.say("all of the file is shown");
        }
    }

    /// Takes back what was shown last.
    pub(in crate::app) fn show_less(&mut self) {
        let file = self.review.file_at(self.review.view.cursor);
        let Some((file, before)) = file.and_then(|file| Some((file, self.review.files[file].steps.pop()?)))
        else {
            return self.say("no further lines are shown here");
        };
        self.review.files[file].revealed.truncate(before);
        self.rebuild_file(file);
    }

    fn say(&mut self, words: &str) {
        self.message = Some(Message::info(words));
    }

    /// The file under the cursor and its text now.
    fn text_here(&self) -> Option<(usize, std::sync::Arc<FileText>)> {
        let file = self.review.file_at(self.review.view.cursor)?;
        let text = self.review.files[file].diff().and_then(FileDiff::as_text)?;
        (!self.review.files[file].folded && !text.new.is_empty()).then(|| (file, text.new.clone()))
    }

    /// The nearest gap of the file, the cursor's own included.
    fn gap_near(&self, below: bool) -> Option<Gap> {
        let rows = &self.review.rows;
        let cursor = self.review.view.cursor;
        let section = rows.section_of(cursor);
        let gap = |row: usize| rows.get(row).and_then(|(_, row)| Gap::of(&row));
        if below {
            (cursor..rows.start(section + 1)).find_map(gap)
        } else {
            (rows.start(section)..cursor + 1).rev().find_map(gap)
        }
    }

    fn show_gaps(&mut self, ranges: Vec<Range<u32>>) {
        if ranges.is_empty() || !self.reveal(ranges) {
            self.say("no further lines to show here");
        }
    }

    /// Shows lines of the file under the cursor; false when there was nothing to show.
    fn reveal(&mut self, ranges: Vec<Range<u32>>) -> bool {
        let Some(file) = self.review.file_at(self.review.view.cursor) else { return false };
        let found = &mut self.review.files[file];
        found.steps.push(found.revealed.len());
        found.revealed.extend(ranges);
        let before = self.review.rows.section(file + 1).cloned();
        self.rebuild_file(file);
        if self.review.rows.section(file + 1) == before.as_ref() {
            let found = &mut self.review.files[file];
            found.steps.pop().into_iter().for_each(|length| found.revealed.truncate(length));
            return false;
        }
        true
    }
}
