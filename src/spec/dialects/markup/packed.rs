//! Holds the rows of a table in little memory: a table of a hostile spec has millions of cells, and
//! a `String` for each takes ten times its text. Knows nothing of their content.

use crate::model::spec::LineRange;

use super::rows::TableRow;

/// Rows of which all texts are kept in one.
#[derive(Default, Debug)]
pub(super) struct PackedRows {
    /// The texts of all cells, one after the other.
    text: String,
    /// For each cell, the byte offset in `text` at which it ends.
    ends: Vec<usize>,
    /// For each row, the index in `ends` after its last cell, and its lines in the original.
    rows: Vec<(usize, LineRange)>,
    /// The number of cells of the longest row.
    width: usize,
}

impl PackedRows {
    /// Adds a row after the others.
    pub(super) fn push(&mut self, row: &TableRow) {
        for cell in &row.cells {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
        self.rows.push((self.ends.len(), row.lines));
        self.width = self.width.max(row.cells.len());
    }

    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the number of cells of the longest row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Returns each row in order, unpacked.
    pub(super) fn iter(&self) -> impl Iterator<Item = TableRow> {
        let (mut cell, mut at) = (0, 0);
        self.rows.iter().map(move |(end, lines)| {
            let mut cells = Vec::with_capacity(end - cell);
            for end in self.ends.get(cell..*end).unwrap_or_default() {
                cells.push(self.text.get(at..*end).unwrap_or_default().to_owned());
                at = *end;
            }
            cell = *end;
            TableRow {
                cells,
                lines: *lines,
            }
        })
    }
}

impl FromIterator<TableRow> for PackedRows {
    fn from_iter<I: IntoIterator<Item = TableRow>>(rows: I) -> Self {
        let mut packed = Self::default();
        for row in rows {
            packed.push(&row);
        }
        packed
    }
}
