//! Wraps prose in rows.
//!
//! Owns where prose is broken and how far it is indented. Knows nothing of what it says.

use super::draft::clipped;
use super::line::{Columns, Line, line};
use super::text::TAB;

/// Maximum number of rows after which no further line of a text is begun; the rest are counted.
/// Nobody reads a note of this length.
pub const MAX_ROWS: usize = 10_000;

/// The narrowest row in cells: room for an indent of half a row and the widest grapheme.
pub(super) const MIN_WIDTH: u16 = 8;

/// Wraps notes, criteria and messages in rows of at most `width` cells (less than 8 counts as 8):
/// at blanks, long words between graphemes. Keeps line breaks; the rows of a list item or a
/// quotation hang under its text. Source offsets of the resulting lines count from the start of
/// `bytes`. Where a line was clipped, or lines were left out after [`MAX_ROWS`], a row of its own
/// says how much.
pub fn wrap(bytes: impl AsRef<[u8]>, width: u16) -> Vec<Line> {
    let width = u32::from(width.max(MIN_WIDTH));
    let bytes = bytes.as_ref();
    let mut rows = Vec::new();
    let mut base = 0;
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    for source in lines.by_ref() {
        let stripped = source.strip_suffix(b"\n");
        let text = stripped.map_or(source, |text| text.strip_suffix(b"\r").unwrap_or(text));
        wrap_line(&line(text, TAB), base, width, &mut rows);
        base += source.len();
        if rows.len() >= MAX_ROWS {
            break;
        }
    }
    let left = lines.count();
    if left > 0 {
        rows.push(Line::notice(&fit_notice(format!("<+{left} lines>"), width)));
    }
    rows
}

fn wrap_line(line: &Line, base: usize, width: u32, rows: &mut Vec<Line>) {
    let lead = blanks(&line.text);
    let marker = marker(&line.text[lead..]);
    let limit = width / 2;
    let mut pad = if lead == line.text.len() {
        0
    } else {
        (lead as u32).min(limit)
    };
    let mut from = lead as u32;
    loop {
        let (part, next) = row_from(line, from, width - pad);
        rows.push(line.part(&part, pad, base));
        if next == line.text.len() {
            break;
        }
        from = line.column(next);
        pad = (lead as u32 + marker as u32).min(limit);
    }
    if line.cut > 0 {
        rows.push(Line::notice(&fit_notice(clipped(line.cut), width)));
    }
}

/// Finds the part of a line for a row of `width` cells that starts at the column `from`, and the
/// byte at which the next row starts: the text's end when there is none.
pub(super) fn row_from(line: &Line, from: u32, width: u32) -> (Columns, usize) {
    let row = line.columns(from, from + width);
    let rest = &line.text[row.bytes.end..];
    let shown = &line.text[row.bytes.clone()];
    let kept = match shown.rfind(' ') {
        Some(blank) if !rest.is_empty() && !rest.starts_with(' ') => &shown[..blank],
        _ => shown,
    };
    let kept = kept.trim_end_matches(' ');
    let bytes = row.bytes.start..row.bytes.start + kept.len();
    let (start, end) = (line.column(bytes.start), line.column(bytes.end));
    let next = bytes.end + blanks(&line.text[bytes.end..]);
    (
        Columns {
            bytes,
            pad: 0,
            cells: end - start,
            end,
        },
        next,
    )
}

/// Cuts a notice to the width of a row.
pub(super) fn fit_notice(notice: String, width: u32) -> String {
    super::fit(&notice, width as usize)
}

/// Counts the blanks at the start of a text.
pub(super) fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// Measures a list marker or quotation mark with the blank after it, including a task's box.
pub(super) fn marker(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let len = match &text.as_bytes()[digits..] {
        [b'-' | b'*' | b'+' | b'>', b' ', ..] if digits == 0 => 2,
        [b'.' | b')', b' ', ..] if (1..=9).contains(&digits) => digits + 2,
        _ => return 0,
    };
    match text.as_bytes()[len..] {
        [b'[', b' ' | b'x' | b'X', b']', b' ', ..] => len + 4,
        _ => len,
    }
}
