//! Finds the words and line ends that differ in the replaced lines on the screen.
//!
//! Each line is compared once, when it comes into view, so that drawing only looks the result up.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::{Row, RowKind, RowSides};
use crate::diff::words::{LinePair, emphasis, pairs};
use crate::diff::{LineEnd, trailing_space};
use crate::model::change::{FileText, Side, TextDiff};
use crate::model::index::FileIndex;

/// The number of cached lines above which the cache is emptied.
const KEPT: usize = 4_096;

/// The cached differences of lines that came into view.
#[derive(Clone, Default, Debug)]
pub struct LineEmphasis {
    /// The pairs of old and new lines in a change, by the indexes of file and change.
    pairs: HashMap<(FileIndex, u32), Arc<[LinePair]>>,
    lines: HashMap<(FileIndex, Side, u32), LineWords>,
}

/// The differences between a line and its counterpart on the other side.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LineWords {
    /// The byte ranges of the line that differ, in order.
    pub changed: Vec<Range<u32>>,
    /// The line's end, if its counterpart ends in another way.
    pub end: Option<LineEnd>,
}

/// The marks in a line.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LineMarks<'a> {
    /// The byte ranges that differ from its counterpart on the other side, in order.
    pub changed: &'a [Range<u32>],
    /// The trailing white space, if the line was added.
    pub trailing: Option<Range<u32>>,
    /// The words for the line's end, when it needs a mark.
    pub end: Option<&'static str>,
}

impl LineEmphasis {
    /// Returns the differences of a line (0-based) of a file, if it was on the screen.
    pub fn of(&self, file: FileIndex, side: Side, line: u32) -> Option<&LineWords> {
        self.lines.get(&(file, side, line))
    }

    /// Returns the number of cached lines.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    fn keep(&mut self, [old, new]: [(FileIndex, u32, &FileText); 2]) {
        let (before, now) = (old.2.line(old.1), new.2.line(new.1));
        let found = emphasis(before, now).unwrap_or_default();
        let end_of =
            |(_, line, text): (FileIndex, u32, &FileText)| LineEnd::of(text.raw_line(line));
        let (old_end, new_end) = (end_of(old), end_of(new));
        let differ = old_end != new_end;
        let end = |end: LineEnd| differ.then_some(end);
        let words = LineWords {
            changed: found.old,
            end: end(old_end),
        };
        self.lines.insert((old.0, Side::Old, old.1), words);
        let words = LineWords {
            changed: found.new,
            end: end(new_end),
        };
        self.lines.insert((new.0, Side::New, new.1), words);
    }
}

impl Review {
    /// Returns the marks in a line (0-based) on one side of a file; `text` is the diff that is
    /// shown.
    pub fn line_marks(
        &self,
        file: FileIndex,
        text: &TextDiff,
        side: Side,
        line: u32,
        kind: RowSides,
    ) -> LineMarks<'_> {
        let words = self
            .words
            .of(file, side, line)
            .filter(|_| kind != RowSides::Context);
        let added = side == Side::New && kind != RowSides::Context;
        let trailing = trailing_space(text.text(side).line(line));
        let end = match LineEnd::of(text.text(side).raw_line(line)) {
            LineEnd::Missing => Some("no newline at end"),
            end => words.and_then(|words| words.end).map(|_| match end {
                LineEnd::CarriageReturn => "CR LF",
                _ => "LF",
            }),
        };
        LineMarks {
            changed: words.map_or(&[], |words| &words.changed),
            trailing: Some(trailing).filter(|trailing| added && !trailing.is_empty()),
            end,
        }
    }

    /// Compares the changed lines on the screen, unless they are cached.
    pub(in crate::app) fn mark_words(&mut self, facts: &Facts) {
        let mut words = std::mem::take(&mut self.words);
        if words.lines.len() > KEPT {
            words = LineEmphasis::default();
        }
        let view = self.view;
        for at in view.top..view.top + view.height {
            let Some((section, row)) = self.rows.get(at) else {
                break;
            };
            let Some(file) = section.file() else {
                continue;
            };
            let shown = self
                .files
                .get(file)
                .and_then(|found| found.shown()?.as_text());
            if let (Some(text), RowKind::Line { kind, .. }) = (shown, row.kind)
                && kind != RowSides::Context
            {
                self.mark_row(facts, &mut words, file, text, kind, &row);
            }
        }
        self.words = words;
    }

    fn mark_row(
        &self,
        facts: &Facts,
        words: &mut LineEmphasis,
        file: FileIndex,
        text: &TextDiff,
        kind: RowSides,
        row: &Row,
    ) {
        let mut is_moved = false;
        for side in [Side::Old, Side::New] {
            let Some(line) = row.line(side) else { continue };
            if words.of(file, side, line).is_some() {
                return;
            }
            let found = self.move_at(facts, file, side, line);
            is_moved |= found.is_some();
            if found.is_some_and(|found| found.is_edited(side, line)) {
                self.mark_edit(facts, words, file, side, line);
            }
        }
        // A moved line is not compared with the line beside it.
        if is_moved {
            return;
        }
        let pair = match kind {
            RowSides::Replaced => Some(LinePair {
                old: row.old,
                new: row.new,
            }),
            RowSides::Removed if !self.split => paired(words, file, text, Side::Old, row.old),
            RowSides::Added if !self.split => paired(words, file, text, Side::New, row.new),
            _ => None,
        };
        if let Some(pair) = pair
            && self.move_at(facts, file, Side::Old, pair.old).is_none()
            && self.move_at(facts, file, Side::New, pair.new).is_none()
        {
            words.keep([(file, pair.old, &text.old), (file, pair.new, &text.new)]);
        }
    }

    /// Compares a line that was edited while its block moved with its counterpart at the other end.
    fn mark_edit(
        &self,
        facts: &Facts,
        words: &mut LineEmphasis,
        file: FileIndex,
        side: Side,
        line: u32,
    ) {
        let Some(found) = self.move_at(facts, file, side, line) else {
            return;
        };
        let Some(edit) = found.edit_at(side, line) else {
            return;
        };
        let text = |side: Side| {
            let file = self.moved_file(found, side)?;
            let text = self.text_of(file)?;
            Some((file, text.text(side)))
        };
        let (Some((old_file, old)), Some((new_file, new))) = (text(Side::Old), text(Side::New))
        else {
            return;
        };
        let indented = found.indented != 0;
        for pair in pairs(old, new, edit) {
            words.keep([(old_file, pair.old, old), (new_file, pair.new, new)]);
            // The indentation of a whole block is shown with the block, not in its lines.
            for (key, text) in [
                ((old_file, Side::Old, pair.old), old),
                ((new_file, Side::New, pair.new), new),
            ] {
                if let Some(words) = words.lines.get_mut(&key).filter(|_| indented) {
                    let line = text.line(key.2);
                    let indent = (line.len() - line.trim_ascii_start().len()) as u32;
                    words.changed.retain(|range| range.end > indent);
                }
            }
        }
    }
}

/// Returns the pair of lines that a changed line belongs to.
fn paired(
    words: &mut LineEmphasis,
    file: FileIndex,
    text: &TextDiff,
    side: Side,
    line: u32,
) -> Option<LinePair> {
    let after = text.changes.partition_point(|change| match side {
        Side::Old => change.old.end <= line,
        Side::New => change.new.end <= line,
    });
    let change = text.changes.get(after)?;
    let found = words
        .pairs
        .entry((file, after as u32))
        .or_insert_with(|| pairs(&text.old, &text.new, change).into())
        .clone();
    let own = |pair: &LinePair| {
        if side == Side::Old {
            pair.old
        } else {
            pair.new
        }
    };
    let at = found.binary_search_by_key(&line, own).ok()?;
    found.get(at).copied()
}
