//! Values divided by commas or another mark, some in quotes and over several lines. Knows nothing of what they say.

use crate::model::spec::LineRange;

use super::rows::Row;

/// The rows that lines hold; `first` is the number of the first line.
pub(super) fn rows<'l>(lines: impl Iterator<Item = &'l str>, first: u32, delimiter: char) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut is_open = false;
    for (number, line) in (first..).zip(lines) {
        if line.trim().is_empty() && !is_open {
            continue;
        }
        if !is_open {
            rows.push(Row { cells: vec![String::new()], lines: LineRange::new(number, number) });
        }
        let Some(row) = rows.last_mut() else { continue };
        row.lines.last = number;
        is_open = values(line, delimiter, is_open, &mut row.cells);
    }
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        *cell = cell.trim().to_owned();
    }
    rows
}

/// Takes the values of a line into cells, of which the last is open; says whether its quotes are still open at the end.
pub(super) fn values(line: &str, delimiter: char, mut in_quotes: bool, cells: &mut Vec<String>) -> bool {
    if in_quotes && let Some(cell) = cells.last_mut() {
        cell.push(' ');
    }
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { return false };
        match c {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            '"' if cell.trim().is_empty() => in_quotes = true,
            c if c == delimiter && !in_quotes => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    in_quotes
}
