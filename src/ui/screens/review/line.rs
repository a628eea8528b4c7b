//! Puts a line of outside text into cells: marks stand-ins, highlights matches, cuts to columns.

use std::ops::Range;

use ratatui::style::Style;

use crate::safe::prose::{ProseRow, ProseStyle};
use crate::safe::{Columns, Line};
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Puts a line from cell `from` on, as far as there is room. `lit` are the byte ranges of the
/// line's text to highlight.
pub(crate) fn put(
    pen: &mut Pen<'_>,
    theme: &Theme,
    line: &Line,
    from: u32,
    style: Style,
    lit: &[Range<usize>],
) {
    let columns = line.columns(from, from.saturating_add(pen.room() as u32));
    put_columns(pen, theme, line, &columns, style, lit);
}

/// Puts some columns of a line.
pub(crate) fn put_columns(
    pen: &mut Pen<'_>,
    theme: &Theme,
    line: &Line,
    columns: &Columns,
    style: Style,
    lit: &[Range<usize>],
) {
    put_pieces(pen, theme, (line, &[], &[]), columns, style, lit);
}

/// Puts a row of prose, with its lines and bullets as the theme draws them.
pub(crate) fn put_row(
    pen: &mut Pen<'_>,
    theme: &Theme,
    row: &ProseRow,
    style: Style,
    lit: &[Range<usize>],
) {
    let columns = row.line.columns(0, pen.room() as u32);
    put_pieces(
        pen,
        theme,
        (&row.line, &row.marks, &[]),
        &columns,
        style,
        lit,
    );
}

/// Puts some columns of a line of source text. `under` are byte ranges of the line's text, each
/// with a style that is patched onto `style`, later ones over earlier ones. Styles of suspicious
/// words, stand-ins and matches go over these.
pub(crate) fn put_source(
    pen: &mut Pen<'_>,
    theme: &Theme,
    line: &Line,
    columns: &Columns,
    style: Style,
    under: &[(Range<usize>, Style)],
    lit: &[Range<usize>],
) {
    let seen =
        |range: &Range<usize>| range.start < columns.bytes.end && range.end > columns.bytes.start;
    let under: Vec<_> = under
        .iter()
        .filter(|(range, _)| seen(range))
        .cloned()
        .collect();
    put_pieces(pen, theme, (line, &[], &under), columns, style, lit);
}

/// A line, the prose styles of its parts, and the styles below all others.
type StyledLine<'a> = (
    &'a Line,
    &'a [(Range<u32>, ProseStyle)],
    &'a [(Range<usize>, Style)],
);

fn put_pieces(
    pen: &mut Pen<'_>,
    theme: &Theme,
    (line, marks, under): StyledLine<'_>,
    columns: &Columns,
    style: Style,
    lit: &[Range<usize>],
) {
    pen.skip(columns.pad as u16);
    let mut at = columns.bytes.start;
    while at < columns.bytes.end {
        let (end, piece) = piece(
            theme,
            (line, marks, under),
            at,
            columns.bytes.end,
            style,
            lit,
        );
        let text = line.text.get(at..end).unwrap_or_default();
        let drawn = marks.iter().find(|(range, mark)| {
            range.contains(&(at as u32))
                && matches!(
                    mark,
                    ProseStyle::Bullet | ProseStyle::Quote | ProseStyle::Frame
                )
        });
        match drawn {
            Some((_, mark)) => text.chars().for_each(|c| {
                let mut own = [0; 4];
                let own = &*c.encode_utf8(&mut own);
                pen.put(theme.drawn(*mark, own).unwrap_or(own), piece);
            }),
            None => {
                pen.verbatim(text, piece);
            }
        }
        at = end;
    }
}

/// Finds the longest run of one style from byte `at` on; returns its end and the style.
fn piece(
    theme: &Theme,
    (line, marks, under): StyledLine<'_>,
    at: usize,
    end: usize,
    style: Style,
    lit: &[Range<usize>],
) -> (usize, Style) {
    let mut piece = style;
    let mut until = end;
    let mut visit = |range: Range<usize>, patch: Style| {
        if range.contains(&at) {
            piece = piece.patch(patch);
            until = until.min(range.end);
        } else if range.start > at {
            until = until.min(range.start);
        }
    };
    let wide = |range: &Range<u32>| range.start as usize..range.end as usize;
    under
        .iter()
        .for_each(|(range, style)| visit(range.clone(), *style));
    marks
        .iter()
        .for_each(|(range, mark)| visit(wide(range), theme.prose(*mark)));
    line.suspicious
        .iter()
        .for_each(|range| visit(wide(range), theme.suspicious));
    line.stand_ins
        .iter()
        .for_each(|range| visit(wide(range), theme.stand_in));
    lit.iter().for_each(|range| visit(range.clone(), theme.hit));
    (until.max(at + 1), piece)
}
