//! Tables whose columns are ruled with `====  ====` or `----  ----` and divided by blanks alone, as reStructuredText and
//! Pandoc have them. Knows nothing of what stands in them.

use crate::model::spec::LineRange;

use super::columns::offsets;
use super::grid::joined;
use super::rows::{MAX_CELLS, Table, TableRow};

/// The columns of such a table, by where they begin.
pub(super) struct ColumnStarts(Vec<usize>);

impl ColumnStarts {
    /// From the runs of marks of a rule; at least two.
    pub(super) fn new(runs: &[(usize, usize)]) -> Option<Self> {
        let starts: Vec<usize> = runs.iter().take(MAX_CELLS).map(|(start, _)| *start).collect();
        (starts.len() > 1).then_some(Self(starts))
    }

    /// What of a line stands in each column; a text that goes on into the next one stays whole.
    pub(super) fn cells(&self, line: &str) -> Vec<String> {
        let offsets = offsets(line, &self.0);
        let mut cells = vec![String::new(); self.0.len()];
        let mut start = 0;
        for column in 0..self.0.len() {
            let next = offsets.get(column + 1).copied().unwrap_or(line.len());
            let crosses = column + 1 < self.0.len()
                && line.get(..next).is_some_and(|before| before.ends_with(|c: char| !c.is_whitespace()))
                && line.get(next..).is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace()));
            if crosses {
                continue;
            }
            // What stands before the first column belongs to it.
            let from = if start == 0 { 0 } else { offsets.get(start).copied().unwrap_or(line.len()) };
            if let Some(cell) = cells.get_mut(start) {
                line.get(from..next).unwrap_or_default().trim().clone_into(cell);
            }
            start = column + 1;
        }
        cells
    }
}

/// The rows of such a table as its lines come.
pub(super) struct SimpleParser {
    columns: ColumnStarts,
    header: Vec<TableRow>,
    rows: Vec<TableRow>,
    /// Whether rows are divided by blank lines, so that a line goes on with the row before.
    by_blanks: bool,
    is_open: bool,
}

impl SimpleParser {
    /// For a table with these columns; `by_blanks` says that rows go up to the next blank line, else a line whose first
    /// column is empty goes on with the row before.
    pub(super) fn new(columns: ColumnStarts, by_blanks: bool) -> Self {
        Self { columns, header: Vec::new(), rows: Vec::new(), by_blanks, is_open: false }
    }

    /// Takes a line.
    pub(super) fn line(&mut self, line: &str, number: u32) {
        if line.trim().is_empty() {
            self.is_open = false;
            return;
        }
        let cells = self.columns.cells(line);
        let goes_on = if self.by_blanks {
            self.is_open
        } else {
            !self.rows.is_empty() && cells.first().is_some_and(String::is_empty)
        };
        self.is_open = true;
        match self.rows.last_mut().filter(|_| goes_on) {
            Some(row) => add(row, cells, number),
            None => self.rows.push(TableRow::new(cells, LineRange::new(number, number))),
        }
    }

    /// Makes the rows so far the header.
    pub(super) fn end_header(&mut self) {
        self.header.append(&mut self.rows);
        self.is_open = false;
    }

    /// The table.
    pub(super) fn into_table(self) -> Table {
        Table { header: joined(self.header), rows: self.rows }
    }
}

fn add(row: &mut TableRow, cells: Vec<String>, number: u32) {
    for (before, cell) in row.cells.iter_mut().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        if !before.is_empty() {
            before.push(' ');
        }
        before.push_str(&cell);
    }
    row.lines = LineRange::new(row.lines.first, number);
}
