//! Puts a line of outside text into cells: stand-ins marked, matches lit, cut to columns.

use std::ops::Range;

use ratatui::style::Style;

use super::pen::Pen;
use super::theme::Theme;
use crate::safe::{Columns, Line};

/// Puts the part of a line from cell `from` on, as far as there is room. `lit` are byte ranges of
/// the line's own text.
pub fn put(pen: &mut Pen<'_>, theme: &Theme, line: &Line, from: u32, style: Style, lit: &[Range<usize>]) {
    let columns = line.columns(from, from.saturating_add(pen.room() as u32));
    put_columns(pen, theme, line, &columns, style, lit);
}

/// Puts some columns of a line.
pub fn put_columns(
    pen: &mut Pen<'_>,
    theme: &Theme,
    line: &Line,
    columns: &Columns,
    style: Style,
    lit: &[Range<usize>],
) {
    pen.skip(columns.pad as u16);
    let mut at = columns.bytes.start;
    while at < columns.bytes.end {
        let (end, piece) = piece(theme, line, at, columns.bytes.end, style, lit);
        pen.put(line.text.get(at..end).unwrap_or_default(), piece);
        at = end;
    }
}

/// The longest run from `at` on that has one style, and that style.
fn piece(
    theme: &Theme,
    line: &Line,
    at: usize,
    end: usize,
    style: Style,
    lit: &[Range<usize>],
) -> (usize, Style) {
    let mut piece = style;
    let mut until = end;
    let mut visit = |ranges: &mut dyn Iterator<Item = Range<usize>>, patch: Style| {
        for range in ranges {
            if range.contains(&at) {
                piece = piece.patch(patch);
                until = until.min(range.end);
            } else if range.start > at {
                until = until.min(range.start);
            }
        }
    };
    let wide = |range: &Range<u32>| range.start as usize..range.end as usize;
    visit(&mut line.suspicious.iter().map(wide), theme.suspicious);
    visit(&mut line.stand_ins.iter().map(wide), theme.stand_in);
    visit(&mut lit.iter().cloned(), theme.hit);
    (until.max(at + 1), piece)
}
