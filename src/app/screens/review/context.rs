//! Shows unchanged lines on request: above, below, all of a gap, a whole function, the whole file;
//! and hides them again.

use std::ops::Range;
use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::{Row, RowKind};
use crate::diff;
use crate::model::change::FileText;
use crate::model::index::FileIndex;

/// The number of a gap's lines shown at one press.
const STEP: u32 = 20;

/// The part of a gap to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HiddenPart {
    /// The first lines, below the lines before the gap.
    First,
    /// The last lines, above the lines after the gap.
    Last,
    /// All lines.
    All,
}

impl HiddenPart {
    fn of(self, gap: &HiddenLines) -> Range<u32> {
        let shown = if self == Self::All {
            gap.lines
        } else {
            gap.lines.min(STEP)
        };
        match self {
            Self::Last => gap.new + gap.lines - shown..gap.new + gap.lines,
            Self::First | Self::All => gap.new..gap.new + shown,
        }
    }
}

/// The hidden lines of a gap.
struct HiddenLines {
    /// The first hidden line, 0-based on the new side.
    new: u32,
    lines: u32,
}

impl HiddenLines {
    fn of(row: &Row) -> Option<Self> {
        match row.kind {
            RowKind::Gap { lines, .. } => Some(Self {
                new: row.new,
                lines,
            }),
            _ => None,
        }
    }
}

/// The function or section around the first line on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enclosing {
    /// The file.
    pub file: FileIndex,
    /// Its first line, 0-based on the new side.
    pub line: u32,
    /// The text of that line.
    pub text: Vec<u8>,
}

impl Review {
    /// Returns the function or section around the top of the screen; `None` when its first line is
    /// on the screen, or when the cursor is on the screen's first line, which it would hide.
    pub fn enclosing_above(&self) -> Option<Enclosing> {
        let view = &self.view;
        let file = self.file_at(view.top).filter(|_| view.cursor != view.top)?;
        let (_, row) = self.rows.get(view.top)?;
        let shows_lines = matches!(row.kind, RowKind::Line { .. } | RowKind::Gap { .. });
        let text = &self.text_of(file).filter(|_| shows_lines)?.new;
        // It is drawn over the row at the top, so it describes the row below that.
        let below = self
            .rows
            .get(view.top + 1)
            .filter(|(section, _)| *section == file.section())?
            .1;
        let first = HiddenLines::of(&below).map_or(below.new, |gap| gap.new + gap.lines);
        let line = diff::enclosing(text, first.min(text.len().checked_sub(1)?))?;
        (line < below.new).then(|| Enclosing {
            file,
            line,
            text: text.line(line).to_vec(),
        })
    }

    /// Shows more lines of the gap above the cursor.
    pub(in crate::app) fn show_above(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let gap = self.gap_near(false);
        self.show_gaps(
            facts,
            gap.map(|gap| HiddenPart::Last.of(&gap))
                .into_iter()
                .collect(),
            asks,
        );
    }

    /// Shows more lines of the gap below the cursor.
    pub(in crate::app) fn show_below(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let gap = self.gap_near(true);
        self.show_gaps(
            facts,
            gap.map(|gap| HiddenPart::First.of(&gap))
                .into_iter()
                .collect(),
            asks,
        );
    }

    /// Shows more lines above and below the cursor; on a gap, all of it.
    pub(in crate::app) fn show_around(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let here = self
            .rows
            .get(self.view.cursor)
            .and_then(|(_, row)| HiddenLines::of(&row));
        let ranges = match here {
            Some(gap) => vec![HiddenPart::All.of(&gap)],
            None => {
                let above = self.gap_near(false).map(|gap| HiddenPart::Last.of(&gap));
                above
                    .into_iter()
                    .chain(self.gap_near(true).map(|gap| HiddenPart::First.of(&gap)))
                    .collect()
            }
        };
        self.show_gaps(facts, ranges, asks);
    }

    /// Shows some lines of the gap under the cursor: its last ones, next to the change below it; at
    /// the end of the file its first ones.
    pub(in crate::app) fn open_gap(&mut self, facts: &Facts, row: &Row, asks: &mut Vec<Ask>) {
        let Some(gap) = HiddenLines::of(row) else {
            return;
        };
        let next = self.rows.get(self.view.cursor + 1);
        let ends = next.is_some_and(|(_, next)| next.kind == RowKind::Blank);
        self.show_gaps(
            facts,
            vec![
                if ends {
                    HiddenPart::First
                } else {
                    HiddenPart::Last
                }
                .of(&gap),
            ],
            asks,
        );
    }

    /// Shows the function, type or section around the cursor, from its first line to its last.
    pub(in crate::app) fn show_function(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((_, text)) = self.text_here() else {
            return self.say("no text here", asks);
        };
        let Some((_, row)) = self.rows.get(self.view.cursor) else {
            return;
        };
        // A gap is opened for the lines that follow it.
        let line = HiddenLines::of(&row).map_or(row.new, |gap| gap.new + gap.lines);
        let extent = diff::extent(&text, line.min(text.len().saturating_sub(1)));
        if extent.len() < 2 {
            return self.say("no function or section found around this line", asks);
        }
        if !self.reveal(facts, vec![extent]) {
            self.say("the whole function or section is shown already", asks);
        }
    }

    /// Shows the whole file, or only the lines that were shown before.
    pub(in crate::app) fn toggle_whole_file(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((file, text)) = self.text_here() else {
            return self.say("no text here", asks);
        };
        let whole = 0..text.len();
        let revealed = self.files.get(file).and_then(|found| found.revealed.last());
        if revealed == Some(&whole) {
            return self.show_less(facts, asks);
        }
        if !self.reveal(facts, vec![whole]) {
            self.say("the whole file is shown already", asks);
        }
    }

    /// Hides the lines that were shown last.
    pub(in crate::app) fn show_less(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let file = self.file_at(self.view.cursor);
        let hidden = file.filter(|file| {
            let found = self.files.get_mut(*file);
            found.is_some_and(|found| found.hide_last())
        });
        match hidden {
            Some(file) => self.rebuild_file(facts, file),
            None => self.say("no extra lines are shown here", asks),
        }
    }

    fn say(&mut self, words: &str, asks: &mut Vec<Ask>) {
        asks.push(Ask::info(words));
    }

    /// Returns the index of the file under the cursor, and its new text.
    fn text_here(&self) -> Option<(FileIndex, Arc<FileText>)> {
        let file = self.file_at(self.view.cursor)?;
        let text = self.text_of(file)?;
        (!self.is_folded(file) && !text.new.is_empty()).then(|| (file, text.new.clone()))
    }

    /// Returns the nearest gap of the file in one direction; the one under the cursor counts.
    fn gap_near(&self, below: bool) -> Option<HiddenLines> {
        let rows = &self.rows;
        let cursor = self.view.cursor;
        let section = rows.section_of(cursor);
        let gap = |row: usize| rows.get(row).and_then(|(_, row)| HiddenLines::of(&row));
        if below {
            (cursor..rows.start(section.next())).find_map(gap)
        } else {
            (rows.start(section)..cursor + 1).rev().find_map(gap)
        }
    }

    fn show_gaps(&mut self, facts: &Facts, ranges: Vec<Range<u32>>, asks: &mut Vec<Ask>) {
        if ranges.is_empty() || !self.reveal(facts, ranges) {
            self.say("no more lines to show here", asks);
        }
    }

    /// Shows lines of the file under the cursor; returns false when that shows no further line.
    fn reveal(&mut self, facts: &Facts, ranges: Vec<Range<u32>>) -> bool {
        let Some(file) = self.file_at(self.view.cursor) else {
            return false;
        };
        if let Some(found) = self.files.get_mut(file) {
            found.steps.push(found.revealed.len());
            found.revealed.extend(ranges);
        }
        let before = self.rows.section(file.section()).cloned();
        self.rebuild_file(facts, file);
        if self.rows.section(file.section()) == before.as_ref() {
            if let Some(found) = self.files.get_mut(file) {
                found.hide_last();
            }
            return false;
        }
        true
    }
}
