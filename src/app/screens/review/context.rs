//! Unchanged lines shown on request: above, below, between, a whole function, the whole file; and back.

use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::{Row, RowKind};
use crate::diff;
use crate::model::change::{FileDiff, FileText};

/// Lines that one press shows of a gap.
const STEP: u32 = 20;

/// Which of a gap's lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HiddenPart {
    /// The first ones, below the lines before it.
    First,
    /// The last ones, above the lines after it.
    Last,
    /// All.
    All,
}

impl HiddenPart {
    fn of(self, gap: &HiddenLines) -> Range<u32> {
        let shown = if self == Self::All { gap.lines } else { gap.lines.min(STEP) };
        match self {
            Self::Last => gap.new + gap.lines - shown..gap.new + gap.lines,
            Self::First | Self::All => gap.new..gap.new + shown,
        }
    }
}

/// Lines that are not shown.
struct HiddenLines {
    /// The first of them, 0-based on the new side.
    new: u32,
    lines: u32,
}

impl HiddenLines {
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

impl Review {
    /// The function or section that the first line of the diff on the screen is in, unless that line is on the
    /// screen itself, or the cursor is on the screen's first line.
    pub fn enclosing_above(&self) -> Option<Enclosing> {
        let view = &self.view;
        let file = self.file_at(view.top).filter(|_| view.cursor != view.top)?;
        let (_, row) = self.rows.get(view.top)?;
        let shows_lines = matches!(row.kind, RowKind::Line { .. } | RowKind::Gap { .. });
        let text = &self.files[file].diff().filter(|_| shows_lines)?.as_text()?.new;
        // The row itself is covered, so it is about the one below.
        let below = self.rows.get(view.top + 1).filter(|(section, _)| *section == file + 1)?.1;
        let first = HiddenLines::of(&below).map_or(below.new, |gap| gap.new + gap.lines);
        let line = diff::enclosing(text, first.min(text.len().checked_sub(1)?))?;
        (line < below.new).then(|| Enclosing { file, line, text: text.line(line).to_vec() })
    }

    /// More lines above what the cursor is on.
    pub(in crate::app) fn show_above(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let gap = self.gap_near(false);
        self.show_gaps(facts, gap.map(|gap| HiddenPart::Last.of(&gap)).into_iter().collect(), asks);
    }

    /// More lines below what the cursor is on.
    pub(in crate::app) fn show_below(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let gap = self.gap_near(true);
        self.show_gaps(facts, gap.map(|gap| HiddenPart::First.of(&gap)).into_iter().collect(), asks);
    }

    /// More lines around what the cursor is on; all of a gap.
    pub(in crate::app) fn show_around(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let here = self.rows.get(self.view.cursor).and_then(|(_, row)| HiddenLines::of(&row));
        let ranges = match here {
            Some(gap) => vec![HiddenPart::All.of(&gap)],
            None => {
                let above = self.gap_near(false).map(|gap| HiddenPart::Last.of(&gap));
                above.into_iter().chain(self.gap_near(true).map(|gap| HiddenPart::First.of(&gap))).collect()
            }
        };
        self.show_gaps(facts, ranges, asks);
    }

    /// Shows some of the gap that the cursor is on: its end, next to the change below it; its start at the
    /// file's end.
    pub(in crate::app) fn open_gap(&mut self, facts: &Facts, row: &Row, asks: &mut Vec<Ask>) {
        let Some(gap) = HiddenLines::of(row) else { return };
        let next = self.rows.get(self.view.cursor + 1);
        let ends = next.is_some_and(|(_, next)| next.kind == RowKind::Blank);
        self.show_gaps(facts, vec![if ends { HiddenPart::First } else { HiddenPart::Last }.of(&gap)], asks);
    }

    /// The function, type or section around the cursor, from its first line to its last.
    pub(in crate::app) fn show_function(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((_, text)) = self.text_here() else { return self.say("there is no text here", asks) };
        let Some((_, row)) = self.rows.get(self.view.cursor) else { return };
        // What follows a gap is what the gap was opened for.
        let line = HiddenLines::of(&row).map_or(row.new, |gap| gap.new + gap.lines);
        let extent = diff::extent(&text, line.min(text.len().saturating_sub(1)));
        if extent.len() < 2 {
            return self.say("this line is in no function or section that could be told", asks);
        }
        if !self.reveal(facts, vec![extent]) {
            self.say("all of the function or section is shown", asks);
        }
    }

    /// The whole file, or only what was shown before.
    pub(in crate::app) fn toggle_whole_file(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((file, text)) = self.text_here() else { return self.say("there is no text here", asks) };
        let whole = 0..text.len();
        if self.files[file].revealed.last() == Some(&whole) {
            return self.show_less(facts, asks);
        }
        if !self.reveal(facts, vec![whole]) {
            self.say("all of the file is shown", asks);
        }
    }

    /// Takes back what was shown last.
    pub(in crate::app) fn show_less(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let file = self.file_at(self.view.cursor);
        let Some((file, before)) = file.and_then(|file| Some((file, self.files[file].steps.pop()?))) else {
            return self.say("no further lines are shown here", asks);
        };
        self.files[file].revealed.truncate(before);
        self.rebuild_file(facts, file);
    }

    fn say(&mut self, words: &str, asks: &mut Vec<Ask>) {
        asks.push(Ask::info(words));
    }

    /// The file under the cursor and its text now.
    fn text_here(&self) -> Option<(usize, std::sync::Arc<FileText>)> {
        let file = self.file_at(self.view.cursor)?;
        let text = self.files[file].diff().and_then(FileDiff::as_text)?;
        (!self.files[file].folded && !text.new.is_empty()).then(|| (file, text.new.clone()))
    }

    /// The nearest gap of the file, the cursor's own included.
    fn gap_near(&self, below: bool) -> Option<HiddenLines> {
        let rows = &self.rows;
        let cursor = self.view.cursor;
        let section = rows.section_of(cursor);
        let gap = |row: usize| rows.get(row).and_then(|(_, row)| HiddenLines::of(&row));
        if below {
            (cursor..rows.start(section + 1)).find_map(gap)
        } else {
            (rows.start(section)..cursor + 1).rev().find_map(gap)
        }
    }

    fn show_gaps(&mut self, facts: &Facts, ranges: Vec<Range<u32>>, asks: &mut Vec<Ask>) {
        if ranges.is_empty() || !self.reveal(facts, ranges) {
            self.say("no further lines to show here", asks);
        }
    }

    /// Shows lines of the file under the cursor; false when there was nothing to show.
    fn reveal(&mut self, facts: &Facts, ranges: Vec<Range<u32>>) -> bool {
        let Some(file) = self.file_at(self.view.cursor) else { return false };
        let found = &mut self.files[file];
        found.steps.push(found.revealed.len());
        found.revealed.extend(ranges);
        let before = self.rows.section(file + 1).cloned();
        self.rebuild_file(facts, file);
        if self.rows.section(file + 1) == before.as_ref() {
            let found = &mut self.files[file];
            found.steps.pop().into_iter().for_each(|length| found.revealed.truncate(length));
            return false;
        }
        true
    }
}
