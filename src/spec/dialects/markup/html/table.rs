//! Builds a table of HTML from its tags: rows, cells, and cells that span several. Knows nothing of
//! the tags around it.

use crate::model::spec::LineRange;

use super::super::packed::PackedRows;
use super::super::rows::{MAX_CELLS, MAX_SPAN, Table, TableRow};
use super::tokens::StartTag;

/// The most rows that a cell spans.
const MAX_ROWS: usize = 1000;

/// The table that is being read.
#[derive(Default)]
pub(super) struct OpenTable {
    header: Option<TableRow>,
    rows: PackedRows,
    row: Option<TableRow>,
    cell: Option<HtmlCell>,
    /// For each column, the number of further rows that a cell above spans, and its text.
    carried: Vec<(usize, String)>,
    in_head: bool,
    /// Whether all cells of the row are header cells.
    all_headings: bool,
    /// The number of tables open within this one.
    pub(super) inner: usize,
}

#[derive(Default)]
struct HtmlCell {
    text: String,
    columns: usize,
    rows: usize,
}

impl OpenTable {
    /// Takes a start tag of a part of the table.
    pub(super) fn start(&mut self, tag: &StartTag, lines: LineRange) {
        match tag.name.as_str() {
            "thead" => self.in_head = true,
            "tbody" | "tfoot" => {
                self.end_row();
                self.in_head = false;
            }
            "tr" => {
                self.end_row();
                self.begin_row(lines);
            }
            "td" | "th" => {
                self.end_cell();
                if self.row.is_none() {
                    self.begin_row(lines);
                }
                self.all_headings &= tag.name == "th";
                let span = |name| {
                    tag.get(name)
                        .and_then(|text| text.parse::<usize>().ok())
                        .unwrap_or(1)
                };
                let (columns, rows) = (
                    span("colspan").clamp(1, MAX_SPAN),
                    span("rowspan").clamp(1, MAX_ROWS),
                );
                self.cell = Some(HtmlCell {
                    text: String::new(),
                    columns,
                    rows,
                });
            }
            _ => {}
        }
    }

    /// Takes an end tag of a part of the table.
    pub(super) fn end(&mut self, name: &str, lines: LineRange) {
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => {
                if let Some(row) = &mut self.row {
                    row.lines.last = lines.last;
                }
                self.end_row();
            }
            "thead" => {
                self.end_row();
                self.in_head = false;
            }
            _ => {}
        }
    }

    /// Returns whether a cell is open.
    pub(super) fn is_in_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Returns the text of the open cell.
    pub(super) fn text(&mut self) -> Option<&mut String> {
        self.cell.as_mut().map(|cell| &mut cell.text)
    }

    /// Extends the row's lines up to a line.
    pub(super) fn reach(&mut self, line: u32) {
        if let Some(row) = &mut self.row {
            row.lines.last = row.lines.last.max(line);
        }
    }

    fn begin_row(&mut self, lines: LineRange) {
        self.row = Some(TableRow {
            cells: Vec::new(),
            lines,
        });
        self.all_headings = true;
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(row)) = (self.cell.take(), self.row.as_mut()) else {
            return;
        };
        carry(row, &mut self.carried);
        let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for nth in 0..cell.columns {
            let at = row.cells.len();
            if at >= MAX_CELLS {
                return;
            }
            let text = if nth == 0 {
                text.clone()
            } else {
                String::new()
            };
            if self.carried.len() <= at {
                self.carried.resize(at + 1, (0, String::new()));
            }
            if let Some(slot) = self.carried.get_mut(at) {
                *slot = (cell.rows - 1, TableRow::repeated(&text));
            }
            row.cells.push(text);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(mut row) = self.row.take() else {
            return;
        };
        carry(&mut row, &mut self.carried);
        if row.cells.iter().all(|cell| cell.is_empty()) {
            return;
        }
        let is_header = self.in_head || (self.all_headings && row.cells.len() > 1);
        if is_header && self.rows.is_empty() {
            match &mut self.header {
                Some(header) => header.join(row),
                None => self.header = Some(row),
            }
        } else {
            self.rows.push(&row);
        }
    }

    /// Ends the last row and returns the table.
    pub(super) fn into_table(mut self) -> Table {
        self.end_row();
        Table {
            header: self.header,
            rows: self.rows,
        }
    }
}

/// Fills the next columns of a row that a cell above spans.
fn carry(row: &mut TableRow, carried: &mut [(usize, String)]) {
    while let Some((left @ 1.., text)) = carried.get_mut(row.cells.len()) {
        *left -= 1;
        row.cells.push(text.clone());
    }
}
