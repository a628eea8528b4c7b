//! Splits table rows into cells. Knows nothing of their content.

/// The most cells of a row that are used.
const MAX_CELLS: usize = 24;

/// Splits a row into its cells, without the white space around them; a bar after a backslash does
/// not divide cells (<https://github.github.com/gfm/#tables-extension->).
pub(in crate::spec) fn cells(row: &str) -> Vec<&str> {
    split_cells(row).collect()
}

/// Splits a row as [`cells`] does, one cell at a time, for callers that need only the first ones.
pub(in crate::spec) fn split_cells(row: &str) -> impl Iterator<Item = &str> {
    let row = row.trim();
    let mut rest = Some(row.strip_prefix('|').unwrap_or(row));
    std::iter::from_fn(move || {
        let row = rest?;
        match bar(row) {
            Some(at) => {
                rest = row.get(at + 1..);
                row.get(..at).map(str::trim)
            }
            None => {
                rest = None;
                Some(row.trim()).filter(|last| !last.is_empty())
            }
        }
    })
    .take(MAX_CELLS)
}

/// Returns the offset of the first bar that divides cells.
fn bar(row: &str) -> Option<usize> {
    let mut escaped = false;
    row.bytes().position(|byte| {
        let divides = byte == b'|' && !escaped;
        escaped = byte == b'\\' && !escaped;
        divides
    })
}

/// Returns a cell without the marks around its text.
pub(in crate::spec) fn bare(cell: &str) -> &str {
    cell.trim_matches(['*', '_', '`', ' '])
}
