//! Measures text that is laid out in columns of characters: finds columns and their byte offsets.
//! Knows nothing of tables.

/// Returns the width of a character on a terminal, in columns: 2 for full-width scripts, 0 for
/// combining marks.
fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Returns the columns, from 0, of the wanted characters in a line.
pub(super) fn columns_of(line: &str, wanted: impl Fn(char) -> bool) -> Vec<usize> {
    let mut column = 0;
    let mut found = Vec::new();
    for c in line.chars() {
        if wanted(c) {
            found.push(column);
        }
        column += width(c);
    }
    found
}

/// Returns the byte offsets of ascending columns in a line; the line's length for those beyond its
/// end.
pub(super) fn offsets(line: &str, columns: &[usize]) -> Vec<usize> {
    let mut offsets = Vec::with_capacity(columns.len());
    let mut column = 0;
    for (at, c) in line.char_indices() {
        while columns
            .get(offsets.len())
            .is_some_and(|wanted| *wanted <= column)
        {
            offsets.push(at);
        }
        if offsets.len() == columns.len() {
            break;
        }
        column += width(c);
    }
    offsets.resize(columns.len(), line.len());
    offsets
}

/// Returns the first column and the end column of each run of a mark, if the line has only such
/// runs and blanks.
pub(super) fn runs(line: &str, mark: char) -> Option<Vec<(usize, usize)>> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, c) in line.trim_end().chars().enumerate() {
        match runs.last_mut() {
            Some((_, end)) if c == mark && *end == at => *end += 1,
            _ if c == mark => runs.push((at, at + 1)),
            _ if c == ' ' => {}
            _ => return None,
        }
    }
    (!runs.is_empty()).then_some(runs)
}
