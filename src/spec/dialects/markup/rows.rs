//! Tables of any markup, written as tables of Markdown. Knows nothing of what they say.

use crate::model::spec::LineRange;

use super::out::{Out, line};

/// The most cells of a row that are written.
pub(super) const MAX_CELLS: usize = 24;
/// The most columns that one cell spans, or copies that are made of it.
pub(super) const MAX_SPAN: usize = 8;
/// The longest text that a cell which spans rows is repeated with, in bytes.
const MAX_REPEATED: usize = 48;
/// The longest header that is believed without a mark that makes it one, in bytes.
const MAX_GUESSED: usize = 60;

/// A row: its cells, and the lines it stands on.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) lines: LineRange,
}

/// A table.
#[derive(Default, Debug)]
pub(super) struct Table {
    pub(super) header: Option<Row>,
    pub(super) rows: Vec<Row>,
}

impl Row {
    /// The text of a cell that spans rows, for the rows below the first.
    pub(super) fn repeated(text: &str) -> String {
        if text.len() <= MAX_REPEATED { text.to_owned() } else { String::new() }
    }
}

impl Table {
    /// Makes the first row the header where none is marked and that row only has names: no numbers, no sentences.
    fn guess_header(&mut self) {
        let is_name = |cell: &String| {
            let cell = cell.trim_matches(['*', '_', ' ']);
            !cell.is_empty()
                && cell.len() <= MAX_GUESSED
                && !cell.ends_with(['.', '。', ';'])
                && cell.chars().any(char::is_alphabetic)
                && !cell.contains(|c: char| c.is_ascii_digit())
                && cell.split_whitespace().count() <= 5
        };
        let first = self.rows.first().filter(|row| row.cells.len() > 1 && row.cells.iter().all(is_name));
        if self.header.is_none() && self.rows.len() > 1 && first.is_some() {
            self.header = Some(self.rows.remove(0));
        }
    }

    /// Writes the table. A row is one line, whatever lines it stands on.
    pub(super) fn write(mut self, out: &mut Out) {
        self.guess_header();
        let Some(first) = self.header.as_ref().or(self.rows.first()).map(|row| row.lines.first) else {
            return;
        };
        let rows = self.header.iter().chain(&self.rows);
        let width = rows.map(|row| row.cells.len()).max().unwrap_or(0).min(MAX_CELLS);
        if width == 0 {
            return;
        }
        out.end_block(first);
        let header = self.header.unwrap_or_else(|| Row { cells: Vec::new(), lines: line(first) });
        out.raw(0, &written(&header.cells, width), header.lines);
        out.raw(0, &format!("|{}", "---|".repeat(width)), line(header.lines.last));
        for row in &self.rows {
            out.raw(0, &written(&row.cells, row.cells.len().clamp(1, width)), row.lines);
        }
        let last = self.rows.last().map_or(header.lines.last, |row| row.lines.last);
        out.blank(line(last));
    }
}

/// The cells between bars, as many as there are columns.
fn written(cells: &[String], width: usize) -> String {
    let mut row = String::from("|");
    for nth in 0..width {
        let cell = cells.get(nth).map_or("", String::as_str).trim();
        row.push(' ');
        row.push_str(&escaped(cell));
        row.push_str(" |");
    }
    row
}

/// A cell with its line ends as blanks and its bars behind backslashes.
fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut is_escaped = false;
    for c in cell.chars() {
        match c {
            '\n' | '\r' => text.push(' '),
            '|' if !is_escaped => text.push_str("\\|"),
            c => text.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text
}
