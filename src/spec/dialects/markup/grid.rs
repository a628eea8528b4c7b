//! Reads tables drawn with `+---+` and `|`, as in reStructuredText and Pandoc, including cells that
//! span rows or columns. Knows nothing of their content.

use crate::model::spec::LineRange;

use super::columns::{columns_of, offsets};
use super::rows::{MAX_CELLS, Table, TableRow};

/// Returns whether a line is a horizontal border of such a table.
pub(super) fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && line.starts_with('+')
        && line.ends_with('+')
        && (line.contains("--")
            || line.contains("==")
            || line.contains("+-")
            || line.contains("+="))
        && line
            .bytes()
            .all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// Reads the table whose upper border is the first of these lines; `first` is the number of that
/// line, 1-based. Returns the table and the number of its lines.
pub(super) fn read<'a>(lines: impl Iterator<Item = &'a str>, first: u32) -> (Table, usize) {
    let lines: Vec<&str> = lines
        .map(str::trim_end)
        .take_while(|line| line.trim_start().starts_with(['+', '|']))
        .collect();
    let indent = lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let lines: Vec<&str> = lines
        .into_iter()
        .map(|line| line.get(indent..).unwrap_or(line.trim_start()))
        .collect();
    let mut bounds: Vec<usize> = lines
        .iter()
        .filter(|line| is_border(line))
        .flat_map(|line| columns_of(line, |c| c == '+'))
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds.truncate(MAX_CELLS + 1);
    let mut reading = GridParser::new(bounds);
    reading.by_lines = has_no_rules(&lines);
    for (at, line) in lines.iter().enumerate().skip(1) {
        reading.line(line, first + at as u32);
    }
    reading.cut(&vec![true; reading.current.len()]);
    (reading.into_table(), lines.len())
}

struct GridParser {
    /// The columns of the characters that divide cells.
    bounds: Vec<usize>,
    /// The texts of all cells.
    texts: Vec<String>,
    /// The index in `texts` of the open cell of each column.
    current: Vec<usize>,
    /// The cells of each row, as indices into `texts`, and the lines of the row.
    rows: Vec<(Vec<usize>, LineRange)>,
    /// The lines with text since the last row.
    lines: Option<LineRange>,
    /// The number of header rows.
    header: Option<usize>,
    /// Whether each line is a row, because there are no rules between rows.
    by_lines: bool,
}

/// Returns whether only the header is ruled, as databases print tables, and every line of the body
/// has a first cell.
fn has_no_rules(lines: &[&str]) -> bool {
    let borders: Vec<usize> = (0..lines.len())
        .filter(|at| is_border(lines[*at]))
        .collect();
    let [_, header, last] = borders[..] else {
        return false;
    };
    let body = lines.get(header + 1..last).unwrap_or_default();
    let begins = |line: &&str| {
        let cell = line
            .trim_start()
            .strip_prefix('|')
            .and_then(|rest| rest.split('|').next());
        cell.is_some_and(|cell| !cell.trim().is_empty())
    };
    header > 1 && body.len() > 1 && body.iter().all(begins)
}

impl GridParser {
    fn new(bounds: Vec<usize>) -> Self {
        let count = bounds.len().saturating_sub(1);
        Self {
            bounds,
            texts: vec![String::new(); count],
            current: (0..count).collect(),
            rows: Vec::new(),
            lines: None,
            header: None,
            by_lines: false,
        }
    }

    fn line(&mut self, line: &str, number: u32) {
        let pieces = self.pieces(line);
        let cuts: Vec<bool> = pieces.iter().map(|piece| is_rule(piece)).collect();
        let is_border = is_border(line);
        if is_border || cuts.iter().any(|cut| *cut) {
            self.cut(&if is_border {
                vec![true; cuts.len()]
            } else {
                cuts.clone()
            });
            if is_border && line.contains('=') && self.header.is_none() {
                self.header = Some(self.rows.len());
            }
        }
        if is_border {
            return;
        }
        if self.by_lines {
            self.cut(&vec![true; cuts.len()]);
        }
        for (column, piece) in pieces
            .iter()
            .enumerate()
            .filter(|(column, _)| !cuts[*column])
        {
            let text = self
                .current
                .get(column)
                .and_then(|cell| self.texts.get_mut(*cell));
            if let Some(text) = text.filter(|_| !piece.trim().is_empty()) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(piece.trim());
                let lines = self.lines.unwrap_or(LineRange::new(number, number));
                self.lines = Some(LineRange::new(lines.first, number));
            }
        }
    }

    /// Splits a line into its columns; a cell that spans columns is in the first of them.
    fn pieces<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let count = self.current.len();
        let offsets = offsets(line, &self.bounds);
        let divides = |at: &usize| {
            line.get(*at..)
                .is_some_and(|rest| rest.starts_with(['|', '+']))
        };
        if !offsets.iter().all(divides) {
            // The characters have another width than assumed: split at bars, if their number is
            // right.
            let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
            let by_bars: Vec<&str> = inner.split('|').collect();
            if by_bars.len() == count {
                return by_bars;
            }
        }
        let mut pieces = vec![""; count];
        let mut start = 0;
        for column in 0..count {
            let end = offsets.get(column + 1).copied().unwrap_or(line.len());
            if column + 1 == count || divides(&end) {
                let from = offsets.get(start).map_or(0, |at| (at + 1).min(line.len()));
                let text = line.get(from..end.max(from)).unwrap_or_default();
                if let Some(piece) = pieces.get_mut(start) {
                    *piece = text.trim_end_matches('|');
                }
                start = column + 1;
            }
        }
        pieces
    }

    /// Ends a row; the cells of the columns in `ended` end with it, the others continue.
    fn cut(&mut self, ended: &[bool]) {
        let Some(lines) = self.lines.take() else {
            return;
        };
        self.rows.push((self.current.clone(), lines));
        for (column, cell) in self.current.iter_mut().enumerate() {
            if ended.get(column).copied().unwrap_or(false) {
                *cell = self.texts.len();
                self.texts.push(String::new());
            }
        }
    }

    fn into_table(self) -> Table {
        let mut shown = vec![false; self.texts.len()];
        let mut rows: Vec<TableRow> = Vec::with_capacity(self.rows.len());
        for (cells, lines) in &self.rows {
            let text = |cell: &usize| {
                let text = self.texts.get(*cell).map_or("", String::as_str);
                let is_first = shown
                    .get_mut(*cell)
                    .is_none_or(|shown| !std::mem::replace(shown, true));
                if is_first {
                    text.to_owned()
                } else {
                    TableRow::repeated(text)
                }
            };
            rows.push(TableRow {
                cells: cells.iter().map(text).collect(),
                lines: *lines,
            });
        }
        let body = rows.split_off(self.header.unwrap_or(0).min(rows.len()));
        Table {
            header: joined(rows),
            rows: body.into_iter().collect(),
        }
    }
}

/// Joins the rows of a header into one; text that two rows share in a column occurs once.
pub(super) fn joined(rows: Vec<TableRow>) -> Option<TableRow> {
    rows.into_iter().reduce(|mut header, row| {
        header.join(row);
        header
    })
}

fn is_rule(piece: &str) -> bool {
    piece.len() >= 2 && piece.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+'))
}
