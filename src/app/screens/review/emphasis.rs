//! The words that differ in the replaced lines on the screen, and line ends that do.
//!
//! Found once for each line that comes into view, so that drawing only looks them up.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::{Row, RowKind, RowSides};
use crate::diff::words::{LinePair, emphasis, pairs};
use crate::diff::{LineEnd, trailing_space};
use crate::model::change::{FileDiff, FileText, Side, TextDiff};

/// Lines that are remembered; beyond, all are found anew.
const KEPT: usize = 4_096;

/// What is known of the lines that came into view.
#[derive(Clone, Default, Debug)]
pub struct LineEmphasis {
    /// The lines of a change (by file and change) that belong together.
    pairs: HashMap<(usize, u32), Arc<[LinePair]>>,
    lines: HashMap<(usize, Side, u32), LineWords>,
}

/// What differs between a line and the one it became, or was.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LineWords {
    /// Byte ranges of the line, in order.
    pub changed: Vec<Range<u32>>,
    /// How the line ends, where the other ends otherwise.
    pub end: Option<LineEnd>,
}

/// What is marked in a line.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LineMarks<'a> {
    /// What differs from the line it became, or was: byte ranges, in order.
    pub changed: &'a [Range<u32>],
    /// White space at its end, as far as it was put there.
    pub trailing: Option<Range<u32>>,
    /// How it ends, where that is not what one expects.
    pub end: Option<&'static str>,
}

impl LineEmphasis {
    /// What differs in a line (0-based) of a file, as far as it is or was on the screen.
    pub fn of(&self, file: usize, side: Side, line: u32) -> Option<&LineWords> {
        self.lines.get(&(file, side, line))
    }

    /// How many lines are remembered.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn keep(&mut self, [old, new]: [(usize, u32, &FileText); 2]) {
        let (before, now) = (old.2.line(old.1), new.2.line(new.1));
        let found = emphasis(before, now).unwrap_or_default();
        let ends = [old, new].map(|(_, line, text)| LineEnd::of(text.raw_line(line)));
        let differ = ends[0] != ends[1];
        let end = |end: LineEnd| differ.then_some(end);
        let words = LineWords { changed: found.old, end: end(ends[0]) };
        self.lines.insert((old.0, Side::Old, old.1), words);
        let words = LineWords { changed: found.new, end: end(ends[1]) };
        self.lines.insert((new.0, Side::New, new.1), words);
    }
}

impl Review {
    /// What is marked in a line (0-based) of a side of a file, of which `text` is shown.
    pub fn line_marks(
        &self,
        file: usize,
        text: &TextDiff,
        side: Side,
        line: u32,
        kind: RowSides,
    ) -> LineMarks<'_> {
        let words = self.words.of(file, side, line).filter(|_| kind != RowSides::Context);
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

    /// Finds the words that differ in the lines on the screen, unless they are known.
    pub(in crate::app) fn mark_words(&mut self, facts: &Facts) {
        let mut words = std::mem::take(&mut self.words);
        if words.lines.len() > KEPT {
            words = LineEmphasis::default();
        }
        let view = self.view;
        for at in view.top..view.top + view.height {
            let Some((section, row)) = self.rows.get(at) else { break };
            let Some(file) = section.checked_sub(1) else { continue };
            let shown = self.files.get(file).and_then(|found| found.shown()?.as_text());
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
        file: usize,
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
        // What a moved line stands beside is another matter.
        if is_moved {
            return;
        }
        let pair = match kind {
            RowSides::Replaced => Some(LinePair { old: row.old, new: row.new }),
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

    /// A line that was edited while its block moved, and what it became elsewhere.
    fn mark_edit(&self, facts: &Facts, words: &mut LineEmphasis, file: usize, side: Side, line: u32) {
        let Some(found) = self.move_at(facts, file, side, line) else { return };
        let Some(edit) = found.edit_at(side, line) else { return };
        let text = |side: Side| {
            let file = self.moved_file(found, side)?;
            let text = self.files.get(file)?.diff().and_then(FileDiff::as_text)?;
            Some((file, text.text(side)))
        };
        let (Some((old_file, old)), Some((new_file, new))) = (text(Side::Old), text(Side::New)) else {
            return;
        };
        let indented = found.indented != 0;
        for pair in pairs(old, new, edit) {
            words.keep([(old_file, pair.old, old), (new_file, pair.new, new)]);
            // That all of the block stands further in is said of the block.
            for (key, text) in
                [((old_file, Side::Old, pair.old), old), ((new_file, Side::New, pair.new), new)]
            {
                if let Some(words) = words.lines.get_mut(&key).filter(|_| indented) {
                    let line = text.line(key.2);
                    let indent = (line.len() - line.trim_ascii_start().len()) as u32;
                    words.changed.retain(|range| range.end > indent);
                }
            }
        }
    }
}

/// The pair that a changed line is in.
fn paired(words: &mut LineEmphasis, file: usize, text: &TextDiff, side: Side, line: u32) -> Option<LinePair> {
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
    let own = |pair: &LinePair| if side == Side::Old { pair.old } else { pair.new };
    let at = found.binary_search_by_key(&line, own).ok()?;
    found.get(at).copied()
}
