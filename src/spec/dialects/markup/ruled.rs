//! Reads tables that Pandoc rules with dashes: a rule of several runs below the header, or rows
//! between two rules with blank lines between them. Knows nothing of their content.

use super::columns::runs;
use super::rows::Table;
use super::simple::{ColumnStarts, SimpleParser};

/// The most lines of a header.
const MAX_HEADER: usize = 8;
/// The fewest dashes of a rule above or below a table.
const MIN_RULE: usize = 8;

/// Reads the table that begins at a line, and returns it with the index of the line after it.
pub(super) fn read(lines: &[&str], at: usize) -> Option<(Table, usize)> {
    let line = lines.get(at)?;
    let above = at
        .checked_sub(1)
        .and_then(|at| lines.get(at))
        .copied()
        .unwrap_or_default();
    if !above.trim().is_empty() {
        return None;
    }
    match runs(line, '-') {
        Some(found) if is_long(&found) => between_rules(lines, at),
        Some(found) => without_header(lines, at, &found),
        None => below_header(lines, at),
    }
}

/// Returns whether a rule is one run of dashes, as long as a table is wide.
fn is_long(runs: &[(usize, usize)]) -> bool {
    matches!(runs, [(start, end)] if end - start >= MIN_RULE)
}

/// Returns whether a rule has several runs, each of at least two dashes.
fn is_columns(runs: &[(usize, usize)]) -> bool {
    runs.len() > 1 && runs.iter().all(|(start, end)| end - start >= 2)
}

/// Reads a table of a header, a rule of several runs, and rows up to a blank line or another rule.
fn below_header(lines: &[&str], at: usize) -> Option<(Table, usize)> {
    let found = runs(lines.get(at + 1)?, '-').filter(|runs| is_columns(runs))?;
    let columns = ColumnStarts::new(&found)?;
    let header = lines.get(at)?;
    let named = columns
        .cells(header)
        .iter()
        .filter(|cell| !cell.is_empty())
        .count();
    if named < 2 || lines.get(at + 2).is_none_or(|line| line.trim().is_empty()) {
        return None;
    }
    let mut reading = SimpleParser::new(columns, false);
    reading.line(header, at as u32 + 1);
    reading.end_header();
    let mut next = at + 2;
    while let Some(line) = lines.get(next).filter(|line| !line.trim().is_empty()) {
        next += 1;
        if runs(line, '-').is_some() {
            break;
        }
        reading.line(line, next as u32);
    }
    Some((reading.into_table(), next))
}

/// Reads a table of rows between two rules of several runs.
fn without_header(lines: &[&str], at: usize, found: &[(usize, usize)]) -> Option<(Table, usize)> {
    if !is_columns(found) {
        return None;
    }
    let length = lines
        .get(at + 1..)?
        .iter()
        .position(|line| line.trim().is_empty() || runs(line, '-').is_some())?;
    let end = at + 1 + length;
    if length == 0 || runs(lines.get(end)?, '-').is_none() {
        return None;
    }
    let mut reading = SimpleParser::new(ColumnStarts::new(found)?, false);
    for (number, line) in (at as u32 + 2..).zip(lines.get(at + 1..end)?) {
        reading.line(line, number);
    }
    Some((reading.into_table(), end + 1))
}

/// Reads a table of a rule, header lines, a rule of several runs, rows with blank lines between
/// them, and a rule.
fn between_rules(lines: &[&str], at: usize) -> Option<(Table, usize)> {
    let inner = lines.get(at + 1..)?;
    let length = inner
        .iter()
        .take(MAX_HEADER)
        .position(|line| runs(line, '-').is_some())?;
    let found = runs(inner.get(length)?, '-').filter(|runs| is_columns(runs))?;
    let mut reading = SimpleParser::new(ColumnStarts::new(&found)?, true);
    for (number, line) in (at as u32 + 2..).zip(inner.get(..length)?) {
        if line.trim().is_empty() {
            return None;
        }
        reading.line(line, number);
    }
    reading.end_header();
    let mut next = at + 2 + length;
    loop {
        let line = lines.get(next)?;
        // A heading shows that the table was never closed.
        if line.starts_with('#') {
            return None;
        }
        next += 1;
        if runs(line, '-').is_some_and(|runs| is_long(&runs)) {
            return Some((reading.into_table(), next));
        }
        reading.line(line, next as u32);
    }
}
