//! Reads tables whose columns are ruled with `====  ====` or `----  ----` and separated only by
//! blanks, as in reStructuredText and Pandoc. Knows nothing of their content.

use crate::model::spec::LineRange;

use super::columns::offsets;
use super::grid::joined;
use super::rows::{MAX_CELLS, Table, TableRow};

/// The first column of characters of each column of a table.
pub(super) struct ColumnStarts(Vec<usize>);

impl ColumnStarts {
    /// Takes the columns from the runs of a rule; `None` for fewer than two.
    pub(super) fn new(runs: &[(usize, usize)]) -> Option<Self> {
        let starts: Vec<usize> = runs
            .iter()
            .take(MAX_CELLS)
            .map(|(start, _)| *start)
            .collect();
        (starts.len() > 1).then_some(Self(starts))
    }

    /// Splits a line into its columns; a text that crosses into the next column stays whole.
    pub(super) fn cells(&self, line: &str) -> Vec<String> {
        let offsets = offsets(line, &self.0);
        let mut cells = vec![String::new(); self.0.len()];
        let mut start = 0;
        for column in 0..self.0.len() {
            let next = offsets.get(column + 1).copied().unwrap_or(line.len());
            let crosses = column + 1 < self.0.len()
                && line
                    .get(..next)
                    .is_some_and(|before| before.ends_with(|c: char| !c.is_whitespace()))
                && line
                    .get(next..)
                    .is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace()));
            if crosses {
                continue;
            }
            // The text before the first column belongs to it.
            let from = if start == 0 {
                0
            } else {
                offsets.get(start).copied().unwrap_or(line.len())
            };
            if let Some(cell) = cells.get_mut(start) {
                line.get(from..next)
                    .unwrap_or_default()
                    .trim()
                    .clone_into(cell);
            }
            start = column + 1;
        }
        cells
    }
}

/// Collects the rows of such a table from its lines.
pub(super) struct SimpleParser {
    columns: ColumnStarts,
    header: Vec<TableRow>,
    rows: Vec<TableRow>,
    /// Whether rows are separated by blank lines, so that a line continues the row above.
    by_blanks: bool,
    is_open: bool,
}

impl SimpleParser {
    /// Creates a parser for a table with these columns. With `by_blanks`, rows go up to the next
    /// blank line; otherwise a line whose first column is empty continues the row above.
    pub(super) fn new(columns: ColumnStarts, by_blanks: bool) -> Self {
        Self {
            columns,
            header: Vec::new(),
            rows: Vec::new(),
            by_blanks,
            is_open: false,
        }
    }

    /// Takes the next line of the table.
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
            None => self
                .rows
                .push(TableRow::new(cells, LineRange::new(number, number))),
        }
    }

    /// Makes the rows so far the header.
    pub(super) fn end_header(&mut self) {
        self.header.append(&mut self.rows);
        self.is_open = false;
    }

    pub(super) fn into_table(self) -> Table {
        Table {
            header: joined(self.header),
            rows: self.rows.into_iter().collect(),
        }
    }
}

fn add(row: &mut TableRow, cells: Vec<String>, number: u32) {
    for (before, cell) in row
        .cells
        .iter_mut()
        .zip(cells)
        .filter(|(_, cell)| !cell.is_empty())
    {
        if !before.is_empty() {
            before.push(' ');
        }
        before.push_str(&cell);
    }
    row.lines = LineRange::new(row.lines.first, number);
}
