//! Splits table rows into cells. Knows nothing of their content.

/// The most cells of a row that are used.
const MAX_CELLS: usize = 24;

/// Splits a row into its cells, without the white space around them; a bar after a backslash does
/// not divide cells (<https://github.github.com/gfm/#tables-extension->).
pub(in crate::spec) fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cells.push(row.get(start..at).unwrap_or_default().trim());
            start = at + 1;
            if cells.len() == MAX_CELLS {
                return cells;
            }
        }
        escaped = byte == b'\\' && !escaped;
    }
    let last = row.get(start..).unwrap_or_default().trim();
    if !last.is_empty() {
        cells.push(last);
    }
    cells
}

/// Returns a cell without the marks around its text.
pub(in crate::spec) fn bare(cell: &str) -> &str {
    cell.trim_matches(['*', '_', '`', ' '])
}
