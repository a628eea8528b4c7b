//! Scrolls the whole spec.
//!
//! Maps lines of any height to a screen of rows. Every movement measures a screenful of pieces at
//! most, none of them longer than some kilobytes.

use crate::app::facts::Facts;
use crate::app::screens::spec::{DocumentRow, SpecScreen};

/// Lines kept visible above and below the cursor where there is room.
const MARGIN: usize = 2;

impl SpecScreen {
    /// Returns the rows on the screen, from top to bottom.
    pub fn screen(&self, facts: &Facts) -> Vec<DocumentRow> {
        let height = height(facts);
        let mut rows = Vec::with_capacity(height);
        let (first, mut skip) = self.top;
        for piece in first..self.piece_count() {
            if rows.len() >= height {
                break;
            }
            let line = self.pieces.line_of(piece);
            let begins = self.pieces.begins_line(piece);
            let own = self.rows(facts, piece).into_iter().enumerate().skip(skip);
            rows.extend(own.map(|(part, shown)| DocumentRow {
                line,
                piece,
                is_first: begins && part == 0,
                shown,
            }));
            skip = 0;
        }
        rows.truncate(height);
        rows
    }

    fn rows_of(&self, facts: &Facts, piece: u32) -> usize {
        self.rows(facts, piece).len()
    }

    /// Counts the rows from the top of the screen to the end of a piece; `None` when there are more
    /// than `most`.
    fn rows_to(&self, facts: &Facts, piece: u32, most: usize) -> Option<usize> {
        let (first, skip) = self.top;
        let mut rows = 0;
        for at in first..=piece.min(self.piece_count() - 1) {
            rows += self.rows_of(facts, at);
            if rows > most + skip {
                return None;
            }
        }
        Some(rows.saturating_sub(skip))
    }

    /// Returns the place `rows` rows above the end of a piece, or the start of the spec: a piece,
    /// and a row of it.
    fn above(&self, facts: &Facts, piece: u32, rows: usize) -> (u32, usize) {
        let (mut at, mut left) = (piece, rows);
        loop {
            let own = self.rows_of(facts, at);
            if own >= left {
                return (at, own - left);
            }
            left -= own;
            match at.checked_sub(1) {
                Some(before) => at = before,
                None => return (0, 0),
            }
        }
    }

    /// Returns the place `rows` rows before the start of a piece, or the start of the spec.
    fn before(&self, facts: &Facts, piece: u32, rows: usize) -> (u32, usize) {
        match piece.checked_sub(1) {
            Some(before) if rows > 0 => self.above(facts, before, rows),
            _ => (piece, 0),
        }
    }

    /// Puts the cursor on a piece and scrolls no further than needed.
    pub(in crate::app) fn go(&mut self, facts: &Facts, piece: u32) {
        let height = height(facts);
        let last = self.piece_count() - 1;
        let piece = piece.min(last);
        let own = self.rows_of(facts, piece);
        let margin = MARGIN.min(height.saturating_sub(own) / 2);
        self.cursor = piece;
        self.top.0 = self.top.0.min(last);
        let (top, skip) = self.top;
        // A piece taller than the screen is scrolled through; while that goes on, the screen stays
        // where it is.
        let is_in_it = piece == top && own > height && skip < own;
        let above = if piece < top {
            None
        } else {
            self.rows_to(facts, piece, height)
        };
        let above = above.and_then(|rows| rows.checked_sub(own));
        if piece < top || (piece == top && skip > 0) || above.is_some_and(|above| above < margin) {
            if !is_in_it {
                self.top = self.before(facts, piece, margin);
            }
        } else if !is_in_it && above.is_none_or(|above| above + own + margin > height) {
            self.top = if own >= height {
                (piece, 0)
            } else {
                self.above(facts, piece, height - margin)
            };
        }
        self.fill(facts);
    }

    /// Puts the cursor on a line, 0-based; unless the line is well within the screen, shows it a
    /// third down.
    pub(super) fn jump(&mut self, facts: &Facts, line: u32) {
        self.show_piece(facts, self.pieces.first_of(line));
    }

    /// Puts the cursor on a piece; unless the piece is well within the screen, shows it a third
    /// down.
    pub(in crate::app) fn show_piece(&mut self, facts: &Facts, piece: u32) {
        let piece = piece.min(self.piece_count() - 1);
        let height = height(facts);
        // Low on the screen, the text that follows would not be seen.
        let visible = piece >= self.top.0 && self.rows_to(facts, piece, height * 2 / 3).is_some();
        if !visible || self.top.0 + 3 > piece {
            let room = (height / 3).min(height.saturating_sub(self.rows_of(facts, piece)));
            self.top = self.before(facts, piece, room);
        }
        self.go(facts, piece);
    }

    /// Scrolls so that no space is left empty below the end while there is text above.
    fn fill(&mut self, facts: &Facts) {
        let last = self.piece_count() - 1;
        let height = height(facts);
        let (top, _) = self.top;
        if (last - top.min(last)) as usize <= height
            && self
                .rows_to(facts, last, height)
                .is_some_and(|rows| rows < height)
        {
            self.top = self.above(facts, last, height);
        }
    }

    /// Adjusts to another size of the terminal.
    pub(in crate::app) fn keep_in_size(&mut self, facts: &Facts) {
        let rows = self.rows_of(facts, self.top.0.min(self.piece_count() - 1));
        self.top.1 = self.top.1.min(rows.saturating_sub(1));
        self.go(facts, self.cursor);
    }

    /// Scrolls by a number of rows, up when negative; the cursor stays at its height on the screen.
    pub(in crate::app) fn scroll(&mut self, facts: &Facts, by: isize) {
        let screen = self.screen(facts);
        let at = screen
            .iter()
            .position(|row| row.piece == self.cursor)
            .unwrap_or(0);
        let before = self.top;
        let (mut piece, mut row) = before;
        let mut left = by.unsigned_abs();
        while left > 0 {
            if by > 0 {
                if row + 1 < self.rows_of(facts, piece) {
                    row += 1;
                } else if piece + 1 < self.piece_count() {
                    (piece, row) = (piece + 1, 0);
                } else {
                    break;
                }
            } else if row > 0 {
                row -= 1;
            } else if piece > 0 {
                (piece, row) = (piece - 1, self.rows_of(facts, piece - 1) - 1);
            } else {
                break;
            }
            left -= 1;
        }
        self.top = (piece, row);
        self.fill(facts);
        let old = self.cursor;
        let screen = self.screen(facts);
        let mut cursor = screen
            .get(at)
            .or(screen.last())
            .map_or(piece, |row| row.piece);
        if self.top == before {
            // At the end already: the cursor goes to the end itself.
            cursor = if by > 0 { self.piece_count() - 1 } else { 0 };
        } else if cursor == old && self.rows_of(facts, old) <= height(facts) {
            // Near an end the screen scrolls less than asked for; the cursor moves at least one
            // piece.
            cursor = if by > 0 {
                old + 1
            } else {
                old.saturating_sub(1)
            };
        }
        self.cursor = cursor.min(self.piece_count() - 1);
    }

    /// Moves the cursor by a number of pieces, up when negative; a piece taller than the screen is
    /// scrolled through first.
    pub(in crate::app) fn step(&mut self, facts: &Facts, by: isize) {
        let (top, row) = self.top;
        let cursor = self.cursor;
        if top == cursor {
            let height = height(facts);
            let own = self.rows_of(facts, cursor);
            if by > 0 && own > row + height {
                self.top.1 = row + 1;
                return;
            }
            if by < 0 && row > 0 {
                self.top.1 = row - 1;
                return;
            }
        }
        let by = i64::try_from(by).unwrap_or(0);
        let to = (i64::from(cursor) + by.clamp(-i64::from(u32::MAX), i64::from(u32::MAX)))
            .clamp(0, i64::from(u32::MAX));
        self.go(facts, u32::try_from(to).unwrap_or(u32::MAX));
    }
}

/// Returns the number of rows of the screen that show the spec.
fn height(facts: &Facts) -> usize {
    usize::from(facts.size.body().inner().height).max(1)
}
