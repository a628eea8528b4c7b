//! Draws old and new lines beside each other, in the left and the right half of a row.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::{Area, half_gutter};
use crate::app::screens::review::rows::{Row, RowSides};
use crate::model::change::{FileDiff, Side};
use crate::model::index::FileIndex;
use crate::ui::pen::Pen;
use crate::ui::screens::review::margin;
use crate::ui::screens::review::source::{self, Source};
use crate::ui::theme::Theme;

/// Draws a line of a file, on each side that has it.
pub(in crate::ui) fn row(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    (area, line): (Area, u16),
    file: FileIndex,
    row: &Row,
    (kind, hunk, part): (RowSides, Option<u32>, u16),
) {
    let Some(found) = model.screens.review.files.get(file) else {
        return;
    };
    let Some(text) = found.shown().and_then(FileDiff::as_text) else {
        return;
    };
    let digits = model.screens.review.digits(file);
    let half = area.width / 2;
    for side in [Side::Old, Side::New] {
        let (offset, width) = if side == Side::Old {
            (0, half)
        } else {
            (half, area.width - half)
        };
        let half = Area {
            x: area.x + offset,
            width,
            ..area
        };
        let mut pen = Pen::new(theme, buffer, half, line);
        match side {
            Side::Old => margin::draw(model, theme, &mut pen, found, row, (kind, hunk, part)),
            Side::New => drop(pen.put(theme.glyphs.frame[5], theme.border)),
        }
        let Some(number) = row.line(side) else {
            continue;
        };
        let source = Source {
            file,
            text,
            kind,
            side,
            line: number,
            part,
        };
        let look = source::look(model, theme, &source);
        pen.lay(half.x + half_gutter(digits) - 2, look.style);
        let width = usize::from(digits);
        match part {
            0 => pen.put(&format!("{:>width$} ", number + 1), theme.number),
            _ => pen.skip(digits + 1),
        };
        pen.put(look.sign, look.sign_style).put(" ", look.style);
        source::put(model, theme, &mut pen, &source, look.style);
    }
}
