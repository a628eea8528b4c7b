//! Writes the tables of any markup as tables of Markdown. Knows nothing of their content.

use crate::model::spec::LineRange;

use super::out::{Out, line};
use super::packed::PackedRows;

/// The most cells of a row that are written.
pub(super) const MAX_CELLS: usize = 24;
/// The most columns that one cell spans, or the most copies of it.
pub(super) const MAX_SPAN: usize = 8;
/// The longest text of a cell that is repeated in the rows it spans, in bytes.
const MAX_REPEATED: usize = 48;
/// The longest cell of a row that is taken for a header without being marked as one, in bytes.
const MAX_GUESSED: usize = 60;

/// A row: its cells, and its lines in the original.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    pub(super) cells: Vec<String>,
    pub(super) lines: LineRange,
}

#[derive(Default, Debug)]
pub(super) struct Table {
    pub(super) header: Option<TableRow>,
    pub(super) rows: PackedRows,
}

impl TableRow {
    /// Creates a row that takes no more memory than needed, since a table may have millions.
    pub(super) fn new(mut cells: Vec<String>, lines: LineRange) -> Self {
        cells.iter_mut().for_each(String::shrink_to_fit);
        cells.shrink_to_fit();
        Self { cells, lines }
    }

    /// Adds the cells of a further row of the header, column by column.
    pub(super) fn join(&mut self, row: Self) {
        for (at, cell) in row.cells.into_iter().enumerate() {
            match self.cells.get_mut(at) {
                Some(before) if before.is_empty() => *before = cell,
                Some(before) if !cell.is_empty() && *before != cell => {
                    before.push(' ');
                    before.push_str(&cell);
                }
                Some(_) => {}
                None => self.cells.push(cell),
            }
        }
        self.lines = LineRange::new(self.lines.first, row.lines.last);
    }

    /// Returns the text of a cell that spans rows, for the rows below the first: empty if it is
    /// long.
    pub(super) fn repeated(text: &str) -> String {
        if text.len() <= MAX_REPEATED {
            text.to_owned()
        } else {
            String::new()
        }
    }
}

impl Table {
    /// Writes the table. Each row becomes one line.
    pub(super) fn write(self, out: &mut Out) {
        let width = self.header.iter().map(|row| row.cells.len());
        let width = width.fold(self.rows.width(), usize::max);
        let mut writer = TableWriter::new(out, width, false);
        if let Some(header) = self.header {
            writer.header(&header);
        }
        for row in self.rows.iter() {
            writer.row(row);
        }
        writer.finish();
    }
}

/// Writes a table row by row, so that it need not be held in memory as a whole.
pub(super) struct TableWriter<'o> {
    out: &'o mut Out,
    /// The number of columns.
    width: usize,
    /// Whether the first row is the header if a second one follows.
    has_header: bool,
    /// The first row, until a second one follows.
    first: Option<TableRow>,
    /// The last original line that was written for.
    last: Option<u32>,
}

impl<'o> TableWriter<'o> {
    /// Begins a table of at most `width` columns.
    pub(super) fn new(out: &'o mut Out, width: usize, has_header: bool) -> Self {
        Self {
            out,
            width: width.min(MAX_CELLS),
            has_header,
            first: None,
            last: None,
        }
    }

    /// Writes a row as the header.
    fn header(&mut self, header: &TableRow) {
        if self.width > 0 {
            self.out.end_block(header.lines.first);
            self.out
                .raw(0, &written(&header.cells, self.width), header.lines);
            self.out.raw(
                0,
                &format!("|{}", "---|".repeat(self.width)),
                line(header.lines.last),
            );
            self.last = Some(header.lines.last);
        }
    }

    /// Writes a row. The first one is the header if it is marked as such or holds only names.
    pub(super) fn row(&mut self, row: TableRow) {
        if self.last.is_some() {
            return self.body(&row);
        }
        let Some(first) = self.first.take() else {
            self.first = Some(row);
            return;
        };
        if self.has_header || has_only_names(&first) {
            self.header(&first);
        } else {
            self.without_header(&first);
        }
        self.body(&row);
    }

    /// Ends the table.
    pub(super) fn finish(mut self) {
        if let Some(first) = self.first.take() {
            self.width = self.width.min(first.cells.len());
            self.without_header(&first);
        }
        if let Some(last) = self.last {
            self.out.blank(line(last));
        }
    }

    fn without_header(&mut self, first: &TableRow) {
        self.header(&TableRow {
            cells: Vec::new(),
            lines: line(first.lines.first),
        });
        self.body(first);
    }

    fn body(&mut self, row: &TableRow) {
        if self.width > 0 {
            let width = row.cells.len().clamp(1, self.width);
            self.out.raw(0, &written(&row.cells, width), row.lines);
            self.last = Some(row.lines.last);
        }
    }
}

/// Returns whether a row may be a header without being marked as one: it holds only names, no
/// numbers, no sentences.
fn has_only_names(row: &TableRow) -> bool {
    let is_name = |cell: &String| {
        let cell = cell.trim_matches(['*', '_', ' ']);
        !cell.is_empty()
            && cell.len() <= MAX_GUESSED
            && !cell.ends_with(['.', '。', ';'])
            && cell.chars().any(char::is_alphabetic)
            && !cell.contains(|c: char| c.is_ascii_digit())
            && cell.split_whitespace().count() <= 5
    };
    row.cells.len() > 1 && row.cells.iter().all(is_name)
}

/// Returns the first `width` cells between bars.
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

/// Returns a cell with its line ends as blanks and a backslash before each bar.
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
