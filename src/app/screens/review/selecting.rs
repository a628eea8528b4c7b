//! Selects lines of the diff, and makes anchors for notes on them.

use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::diff;
use crate::model::change::{FileDiff, Side};
use crate::model::index::FileIndex;
use crate::model::note::Anchor;
use crate::model::spec::LineRange;
use crate::model::text::Untrusted;

impl Review {
    pub(super) fn toggle_selecting(&mut self, asks: &mut Vec<Ask>) {
        let on_line = self
            .rows
            .get(self.view.cursor)
            .and_then(|(_, row)| row.note_line())
            .is_some();
        self.selecting = match self.selecting {
            None if self.diff_focus && on_line => self.rows.anchor(self.view.cursor),
            None => {
                asks.push(Ask::info("first put the cursor on a line of the diff"));
                None
            }
            Some(_) => None,
        };
    }

    /// Returns the anchor for a note on the selected lines, else on the line or file under the
    /// cursor.
    pub(in crate::app) fn anchor_here(&self, file: FileIndex) -> Option<Anchor> {
        let cursor = self.view.cursor;
        let found = self.files.get(file)?;
        let text = found.diff().and_then(FileDiff::as_text);
        let (side, lines) = match self.rows.get(cursor)?.1.note_line() {
            Some((side, line)) => (
                side,
                Some(
                    self.selected_lines(file, side)
                        .unwrap_or(LineRange::new(line + 1, line + 1)),
                ),
            ),
            None if found.change.new.is_some() => (Side::New, None),
            None => (Side::Old, None),
        };
        let entry = found.change.entry(side)?;
        let (said, before, after) = match (lines, text) {
            (Some(lines), Some(text)) => diff::anchor_text(text.text(side), lines),
            _ => (Untrusted::default(), None, None),
        };
        Some(Anchor {
            path: entry.path.clone(),
            side,
            // What an earlier round would be on a new base is in no repository.
            blob: Some(entry.id).filter(|_| side == Side::New || !self.is_since()),
            lines,
            text: said,
            before,
            after,
        })
    }

    /// Returns the selected lines of a file, counted from 1; `None` when selecting began in another
    /// file.
    pub fn selected_lines(&self, file: FileIndex, side: Side) -> Option<LineRange> {
        let start = self
            .selecting
            .filter(|anchor| anchor.section == file.section())?;
        let start = self.rows.row_of(&start)?;
        let cursor = self.view.cursor;
        let rows = start.min(cursor)..=start.max(cursor);
        let lines = rows.filter_map(|row| {
            let (section, found) = self.rows.get(row)?;
            found.line(side).filter(|_| section == file.section())
        });
        let span = |found: Option<(u32, u32)>, line: u32| {
            let (first, last) = found.unwrap_or((line, line));
            Some((first.min(line), last.max(line)))
        };
        let (first, last) = lines.fold(None, span)?;
        Some(LineRange::new(first + 1, last + 1))
    }
}
