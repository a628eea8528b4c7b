//! Reads `list-table` and `csv-table`: tables written as lists or as separated values. Knows
//! nothing of other tables.

use crate::model::spec::LineRange;

use super::super::grid::joined;
use super::super::rows::{Table, TableRow};
use super::super::separated::{self, values};
use super::inline::converted;
use super::line::{Line, mark};

/// Reads the items below `list-table`: each item is a row, each nested item a cell. `first` is the
/// number of the first line, `headers` the number of header rows.
pub(super) fn list_table(lines: &[Line<'_>], first: u32, headers: usize) -> Table {
    let mut rows: Vec<TableRow> = Vec::new();
    let base = lines
        .iter()
        .find(|line| !line.is_blank())
        .map_or(0, |line| line.indent);
    let mut cell_indent = usize::MAX;
    for (at, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank())
    {
        let number = first + at as u32;
        let bullet = |content: &str| {
            mark(content)
                .filter(|mark| mark.number.is_none())
                .map(|mark| mark.length)
        };
        if let Some(length) = bullet(line.content).filter(|_| line.indent == base) {
            let rest = line.content.get(length..).unwrap_or_default();
            cell_indent = line.indent + length;
            let cell = bullet(rest).map_or(rest, |length| rest.get(length..).unwrap_or_default());
            rows.push(TableRow {
                cells: vec![converted(cell)],
                lines: LineRange::new(number, number),
            });
            continue;
        }
        let Some(row) = rows.last_mut() else { continue };
        row.lines.last = number;
        match bullet(line.content).filter(|_| line.indent == cell_indent) {
            Some(length) => row
                .cells
                .push(converted(line.content.get(length..).unwrap_or_default())),
            None => go_on(row, &converted(line.content)),
        }
    }
    let body = rows.split_off(headers.min(rows.len()));
    Table {
        header: joined(rows),
        rows: body.into_iter().collect(),
    }
}

fn go_on(row: &mut TableRow, text: &str) {
    if let Some(cell) = row.cells.last_mut() {
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(text);
    }
}

/// Reads the values below `csv-table`. `header` holds the names of the columns, if they are given
/// as an option.
pub(super) fn csv_table(
    lines: &[Line<'_>],
    first: u32,
    header: Option<&str>,
    headers: usize,
    delimiter: char,
) -> Table {
    // The file may end after a table without values.
    let above = if lines.is_empty() {
        first.saturating_sub(1).max(1)
    } else {
        first
    };
    let lines = lines.iter().map(|line| line.content);
    let with_markup = |row: TableRow| {
        TableRow::new(
            row.cells.iter().map(|cell| converted(cell)).collect(),
            row.lines,
        )
    };
    let mut rows = separated::rows(lines, first, delimiter).map(with_markup);
    let header = header.map(|header| {
        let mut cells = vec![String::new()];
        values(header, delimiter, false, &mut cells);
        cells
            .iter_mut()
            .for_each(|cell| *cell = converted(cell.trim()));
        TableRow {
            cells,
            lines: LineRange::new(above, above),
        }
    });
    let heads: Vec<TableRow> = rows.by_ref().take(headers).collect();
    Table {
        header: header.or_else(|| joined(heads)),
        rows: rows.collect(),
    }
}
