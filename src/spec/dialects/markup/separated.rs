//! Reads values separated by commas or another mark, some in quotes and over several lines. Knows
//! nothing of their content.

use crate::model::spec::LineRange;

use super::rows::TableRow;

/// Lists the rows that lines hold, one at a time; `first` is the number of the first line, 1-based.
pub(super) fn rows<'l>(
    lines: impl Iterator<Item = &'l str>,
    first: u32,
    delimiter: char,
) -> impl Iterator<Item = TableRow> {
    let mut lines = (first..).zip(lines);
    std::iter::from_fn(move || {
        let (number, line) = lines.find(|(_, line)| !line.trim().is_empty())?;
        let mut cells = vec![String::new()];
        let mut last = number;
        let mut is_open = values(line, delimiter, false, &mut cells);
        while is_open && let Some((number, line)) = lines.next() {
            last = number;
            is_open = values(line, delimiter, true, &mut cells);
        }
        for cell in &mut cells {
            *cell = cell.trim().to_owned();
        }
        Some(TableRow::new(cells, LineRange::new(number, last)))
    })
}

/// Adds the values of a line to `cells`, whose last one is open; returns whether a quote is still
/// open at the end.
pub(super) fn values(
    line: &str,
    delimiter: char,
    mut in_quotes: bool,
    cells: &mut Vec<String>,
) -> bool {
    if in_quotes && let Some(cell) = cells.last_mut() {
        cell.push(' ');
    }
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else {
            return false;
        };
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
