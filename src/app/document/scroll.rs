//! Which rows of the whole spec are on the screen.
//!
//! Owns the way from lines of any height to a screen of rows. Every movement measures a screenful of
//! lines at most.

use super::super::Model;
use super::DocumentRow;

/// Lines kept visible above and below the cursor where there is room.
const MARGIN: usize = 2;

impl Model {
    /// Rows of the whole spec that the screen has.
    pub(super) fn document_height(&self) -> usize {
        usize::from(self.size.body().inner().height).max(1)
    }

    /// The rows on the screen, from top to bottom.
    pub fn document_screen(&self) -> Vec<DocumentRow> {
        let height = self.document_height();
        let mut rows = Vec::with_capacity(height);
        let (first, mut skip) = self.document.top;
        for line in first..self.document.len() {
            if rows.len() >= height {
                break;
            }
            let own = self.document_rows(line).into_iter().enumerate().skip(skip);
            rows.extend(own.map(|(part, shown)| DocumentRow { line, part, shown }));
            skip = 0;
        }
        rows.truncate(height);
        rows
    }

    fn rows_of(&self, line: u32) -> usize {
        self.document_rows(line).len()
    }

    /// Rows from the top of the screen to the end of a line, if that is not further than `most`.
    fn rows_to(&self, line: u32, most: usize) -> Option<usize> {
        let (first, skip) = self.document.top;
        let mut rows = 0;
        for at in first..=line.min(self.document.len() - 1) {
            rows += self.rows_of(at);
            if rows > most + skip {
                return None;
            }
        }
        Some(rows.saturating_sub(skip))
    }

    /// The place so many rows above the end of a line, at most.
    fn above(&self, line: u32, rows: usize) -> (u32, usize) {
        let (mut at, mut left) = (line, rows);
        loop {
            let own = self.rows_of(at);
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

    /// The place so many rows before the start of a line, at most.
    fn before(&self, line: u32, rows: usize) -> (u32, usize) {
        match line.checked_sub(1) {
            Some(before) if rows > 0 => self.above(before, rows),
            _ => (line, 0),
        }
    }

    /// Puts the cursor on a line and scrolls only as far as needed.
    pub(in crate::app) fn document_go(&mut self, line: u32) {
        let height = self.document_height();
        let last = self.document.len() - 1;
        let line = line.min(last);
        let own = self.rows_of(line);
        let margin = MARGIN.min(height.saturating_sub(own) / 2);
        self.document.cursor = line;
        self.document.top.0 = self.document.top.0.min(last);
        let (top, skip) = self.document.top;
        // A line taller than the screen is scrolled through; it stays where it is.
        let is_in_it = line == top && own > height && skip < own;
        let above = if line < top { None } else { self.rows_to(line, height) };
        let above = above.and_then(|rows| rows.checked_sub(own));
        if line < top || (line == top && skip > 0) || above.is_some_and(|above| above < margin) {
            if !is_in_it {
                self.document.top = self.before(line, margin);
            }
        } else if !is_in_it && above.is_none_or(|above| above + own + margin > height) {
            self.document.top = if own >= height { (line, 0) } else { self.above(line, height - margin) };
        }
        self.fill_document();
        self.choose_in_document();
    }

    /// Puts the cursor on a line and shows it a third down the screen.
    pub(in crate::app) fn document_jump(&mut self, line: u32) {
        let line = line.min(self.document.len() - 1);
        let height = self.document_height();
        // Low on the screen what follows would not be seen.
        let visible = line >= self.document.top.0 && self.rows_to(line, height * 2 / 3).is_some();
        if !visible || self.document.top.0 + 3 > line {
            let room = (height / 3).min(height.saturating_sub(self.rows_of(line)));
            self.document.top = self.before(line, room);
        }
        self.document_go(line);
    }

    /// Nothing is left empty below the end while there is something above.
    fn fill_document(&mut self) {
        let last = self.document.len() - 1;
        let height = self.document_height();
        let (top, _) = self.document.top;
        if (last - top.min(last)) as usize <= height
            && self.rows_to(last, height).is_some_and(|rows| rows < height)
        {
            self.document.top = self.above(last, height);
        }
    }

    /// Fits the whole spec to another size.
    pub(in crate::app) fn fit_document(&mut self) {
        let rows = self.rows_of(self.document.top.0.min(self.document.len() - 1));
        self.document.top.1 = self.document.top.1.min(rows.saturating_sub(1));
        self.document_go(self.document.cursor);
    }

    /// Scrolls by some rows; the cursor stays at its height on the screen.
    pub(in crate::app) fn scroll_document(&mut self, by: isize) {
        let screen = self.document_screen();
        let at = screen.iter().position(|row| row.line == self.document.cursor).unwrap_or(0);
        let before = self.document.top;
        let (mut line, mut row) = before;
        let mut left = by.unsigned_abs();
        while left > 0 {
            if by > 0 {
                if row + 1 < self.rows_of(line) {
                    row += 1;
                } else if line + 1 < self.document.len() {
                    (line, row) = (line + 1, 0);
                } else {
                    break;
                }
            } else if row > 0 {
                row -= 1;
            } else if line > 0 {
                (line, row) = (line - 1, self.rows_of(line - 1) - 1);
            } else {
                break;
            }
            left -= 1;
        }
        self.document.top = (line, row);
        self.fill_document();
        let old = self.document.cursor;
        let screen = self.document_screen();
        let mut cursor = screen.get(at).or(screen.last()).map_or(line, |row| row.line);
        if self.document.top == before {
            // Nothing further that way: the cursor goes to the end itself.
            cursor = if by > 0 { self.document.len() - 1 } else { 0 };
        } else if cursor == old && self.rows_of(old) <= self.document_height() {
            // Within sight of an end, where the screen scrolls less than asked for.
            cursor = if by > 0 { old + 1 } else { old.saturating_sub(1) };
        }
        self.document.cursor = cursor.min(self.document.len() - 1);
        self.choose_in_document();
    }

    /// Moves the cursor by some lines; a line taller than the screen is scrolled through first.
    pub(in crate::app) fn step_document(&mut self, by: isize) {
        let (top, row) = self.document.top;
        let cursor = self.document.cursor;
        if top == cursor {
            let height = self.document_height();
            let own = self.rows_of(cursor);
            if by > 0 && own > row + height {
                self.document.top.1 = row + 1;
                return;
            }
            if by < 0 && row > 0 {
                self.document.top.1 = row - 1;
                return;
            }
        }
        let by = i64::try_from(by).unwrap_or(0);
        let to = (i64::from(cursor) + by.clamp(-i64::from(u32::MAX), i64::from(u32::MAX)))
            .clamp(0, i64::from(u32::MAX));
        self.document_go(u32::try_from(to).unwrap_or(u32::MAX));
    }
}
