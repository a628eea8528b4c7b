//! Reads tables of AsciiDoc: cells behind bars, any number on a line, some spanning rows or
//! columns. Knows nothing of their content.

use std::borrow::Cow;

use crate::model::spec::LineRange;

use super::super::ids::begins_with_id;
use super::super::out::Out;
use super::super::rows::{MAX_CELLS, MAX_SPAN, TableRow, TableWriter};
use super::super::separated;
use super::attributes::BlockAttributes;
use super::inline::converted;

/// The most rows that a cell spans.
const MAX_ROWS: usize = 1000;

/// A cell; the text of most is a slice of one line.
struct AdocCell<'l> {
    text: Cow<'l, str>,
    columns: usize,
    rows: usize,
    lines: LineRange,
}

/// Writes the lines between `|===` and `|===`, row by row, since a table may have millions of
/// cells. `first` is the number of the first line, 1-based.
pub(super) fn write(
    lines: &[&str],
    first: u32,
    mark: char,
    attributes: &BlockAttributes,
    out: &mut Out,
) {
    let delimiter = attributes
        .delimiter
        .or((mark != '|' && mark != '!').then_some(mark));
    let has_header = attributes.has_header || has_implicit_header(lines);
    if let Some(delimiter) = delimiter {
        let rows = || separated::rows(lines.iter().copied(), first, delimiter);
        let width = rows().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut writer = TableWriter::new(out, width, has_header);
        rows().for_each(|row| writer.row(with_markup(row)));
        return writer.finish();
    }
    let width = attributes
        .columns
        .unwrap_or_else(|| width(lines, mark))
        .clamp(1, MAX_CELLS);
    let mut rows = AdocRows::new(TableWriter::new(out, width, has_header), width);
    let mut open: Vec<AdocCell<'_>> = Vec::new();
    let mut is_after_blank = false;
    for (number, line) in (first..).zip(lines) {
        if line.trim().is_empty() {
            is_after_blank = true;
            continue;
        }
        let before = open.len();
        cells_of(line, number, mark, &mut open);
        let begins = std::mem::take(&mut is_after_blank)
            && open
                .get(before)
                .is_some_and(|cell| begins_with_id(&cell.text));
        if begins {
            open.drain(..before).for_each(|cell| rows.take(cell));
            rows.end_short_row();
        }
        // The last one may go on with the next line.
        let whole = open.len().saturating_sub(1);
        open.drain(..whole).for_each(|cell| rows.take(cell));
    }
    open.into_iter().for_each(|cell| rows.take(cell));
    rows.finish();
}

/// Returns a row with its inline markup as Markdown.
fn with_markup(mut row: TableRow) -> TableRow {
    for cell in &mut row.cells {
        *cell = converted(cell);
    }
    row
}

/// Returns whether the second line is blank and the first is not.
fn has_implicit_header(lines: &[&str]) -> bool {
    let is_blank = |at: usize| lines.get(at).is_some_and(|line| line.trim().is_empty());
    !is_blank(0) && is_blank(1)
}

/// Returns the number of cells in a row if no attribute gives it: those on the first line with any,
/// or, if that is one, those up to the first blank line.
fn width(lines: &[&str], mark: char) -> usize {
    let (mut on_first_line, mut count) = (0, 0);
    let mut cells: Vec<AdocCell<'_>> = Vec::new();
    for line in lines {
        if line.trim().is_empty() {
            if count > 0 {
                break;
            }
            continue;
        }
        cells_of(line, 1, mark, &mut cells);
        count += cells.len();
        if on_first_line == 0 {
            on_first_line = cells.iter().map(|cell| cell.columns).sum();
        }
        if on_first_line > 1 {
            return on_first_line;
        }
        if count > MAX_CELLS {
            break;
        }
        cells.clear();
    }
    count
}

/// Adds the cells that begin on a line; appends the text before the first bar to the last cell.
fn cells_of<'l>(line: &'l str, number: u32, mark: char, cells: &mut Vec<AdocCell<'l>>) {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, c) in line.char_indices() {
        if c == mark && before != '\\' {
            pieces.push(line.get(start..at).unwrap_or_default());
            start = at + mark.len_utf8();
        }
        before = c;
    }
    pieces.push(line.get(start..).unwrap_or_default());
    let count = pieces.len();
    let mut next = CellSpan::default();
    for (nth, piece) in pieces.into_iter().enumerate() {
        let (text, spec) = if nth + 1 < count {
            spec(piece)
        } else {
            (piece, CellSpan::default())
        };
        let text = text.trim();
        let own = std::mem::replace(&mut next, spec);
        if nth > 0 {
            for nth in 0..own.times.clamp(1, MAX_SPAN) {
                let (columns, rows) = (own.columns.clamp(1, MAX_SPAN), own.rows.max(1));
                let lines = LineRange::new(number, number);
                let text = if nth == 0 {
                    Cow::Borrowed(text)
                } else {
                    Cow::Owned(TableRow::repeated(text))
                };
                cells.push(AdocCell {
                    text,
                    columns,
                    rows,
                    lines,
                });
            }
        } else if let Some(cell) = cells.last_mut().filter(|_| !text.is_empty()) {
            let whole = cell.text.to_mut();
            whole.push(' ');
            whole.push_str(text);
            cell.lines.last = number;
        }
    }
}

/// The specification before a bar: the span of the cell, or the number of its copies.
#[derive(Clone, Copy, Default)]
struct CellSpan {
    columns: usize,
    rows: usize,
    times: usize,
}

/// Splits the specification of the next cell off the end of a piece.
fn spec(piece: &str) -> (&str, CellSpan) {
    let start = piece.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (text, word) = piece.split_at_checked(start).unwrap_or((piece, ""));
    let style = word
        .trim_end_matches(|c: char| c.is_ascii_lowercase())
        .trim_end_matches(['<', '>', '^', '.']);
    let letters = word.len()
        - word
            .trim_end_matches(|c: char| c.is_ascii_lowercase())
            .len();
    let number = |text: &str| {
        text.parse::<usize>()
            .ok()
            .map(|number| number.min(MAX_ROWS))
    };
    let found = if style.is_empty() && letters <= 1 {
        Some(CellSpan::default())
    } else if let Some(times) = style.strip_suffix('*') {
        number(times).map(|times| CellSpan {
            times,
            ..CellSpan::default()
        })
    } else if let Some(span) = style.strip_suffix('+') {
        let (columns, rows) = span.split_once('.').unwrap_or((span, "1"));
        let columns = if columns.is_empty() {
            Some(1)
        } else {
            number(columns)
        };
        columns.zip(number(rows)).map(|(columns, rows)| CellSpan {
            columns,
            rows,
            times: 1,
        })
    } else {
        None
    };
    match found {
        Some(spec) => (text, spec),
        None => (piece, CellSpan::default()),
    }
}

/// Arranges cells in rows of `width` columns; repeats a cell that spans rows in the rows below.
struct AdocRows<'o> {
    writer: TableWriter<'o>,
    width: usize,
    /// For each column, the number of further rows that a cell above spans, and its text.
    carried: Vec<(usize, String)>,
    row: Option<TableRow>,
}

impl<'o> AdocRows<'o> {
    fn new(writer: TableWriter<'o>, width: usize) -> Self {
        Self {
            writer,
            width,
            carried: vec![(0, String::new()); width],
            row: None,
        }
    }

    fn take(&mut self, cell: AdocCell<'_>) {
        let width = self.width;
        let open = self.row.get_or_insert_with(|| TableRow {
            cells: Vec::new(),
            lines: cell.lines,
        });
        carry(open, &mut self.carried, width);
        open.lines.last = open.lines.last.max(cell.lines.last);
        for nth in 0..cell
            .columns
            .min(width.saturating_sub(open.cells.len()).max(1))
        {
            let text = if nth == 0 {
                cell.text.clone().into_owned()
            } else {
                String::new()
            };
            if let Some(slot) = self
                .carried
                .get_mut(open.cells.len())
                .filter(|_| cell.rows > 1)
            {
                *slot = (cell.rows - 1, TableRow::repeated(&text));
            }
            open.cells.push(text);
        }
        if is_full(open, &self.carried, width) {
            carry(open, &mut self.carried, width);
            if let Some(row) = self.row.take() {
                self.writer.row(with_markup(row));
            }
        }
    }

    /// Ends a row that begins with an id and lacks its last cells, as another one begins.
    fn end_short_row(&mut self) {
        let is_short = self
            .row
            .as_ref()
            .and_then(|row| row.cells.first())
            .is_some_and(|id| begins_with_id(id));
        if let Some(row) = self.row.take_if(|_| is_short) {
            self.writer.row(with_markup(row));
        }
    }

    fn finish(mut self) {
        if let Some(row) = self.row.take() {
            self.writer.row(with_markup(row));
        }
        self.writer.finish();
    }
}

/// Fills the next columns of a row that a cell above spans.
fn carry(row: &mut TableRow, carried: &mut [(usize, String)], width: usize) {
    while row.cells.len() < width {
        let Some((left @ 1.., text)) = carried.get_mut(row.cells.len()) else {
            return;
        };
        *left -= 1;
        row.cells.push(text.clone());
    }
}

/// Returns whether all columns are filled, including those that cells above span.
fn is_full(row: &TableRow, carried: &[(usize, String)], width: usize) -> bool {
    (row.cells.len()..width).all(|column| carried.get(column).is_some_and(|(left, _)| *left > 0))
}
