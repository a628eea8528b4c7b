//! Draws rows of a comparison: old and new lines beside each other, or below.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::compared::{CompareRow, Compared};
use crate::app::input::geometry::{Area, half_gutter};
use crate::model::change::{Side, TextDiff};
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

/// A comparison to draw.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// Its rows.
    pub laid: &'a Compared,
    /// The compared texts.
    pub diff: &'a TextDiff,
    /// How many lines of the file come before the first line of the old and of the new text.
    pub before: [u32; 2],
    /// The number of digits of a line number.
    pub digits: u16,
    /// Whether old and new lines are beside each other.
    pub split: bool,
}

/// The place of a line of one side.
#[derive(Clone, Copy)]
struct Lane {
    /// The column at which the line begins.
    x: u16,
    side: Side,
    /// The index of the screen line, where the line takes several.
    part: u16,
}

/// Draws a row of a comparison on line `at` (0-based) of an area.
pub(super) fn row(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    at: u16,
    beside: &Beside<'_>,
    (row, part): &(CompareRow, u16),
) {
    if let CompareRow::Gap(lines) = row {
        let words = format!("{lines} {}", if *lines == 1 { "line" } else { "lines" });
        let mut pen = Pen::new(theme, buffer, area, at);
        pen.skip(beside.digits + 1)
            .put(theme.glyphs.gap, theme.gap)
            .put("  ", theme.gap)
            .put(&words, theme.gap);
        return;
    }
    let part = *part;
    if !beside.split {
        let side = if row.line(Side::New).is_some() {
            Side::New
        } else {
            Side::Old
        };
        let x = area.x;
        let pen = Pen::new(theme, buffer, area, at);
        return source(model, theme, pen, beside, Lane { x, side, part }, row);
    }
    let half = area.width / 2;
    let left = Area {
        width: half,
        ..area
    };
    let right = Area {
        x: area.x + half,
        width: area.width - half,
        ..area
    };
    let (x, side) = (left.x, Side::Old);
    let pen = Pen::new(theme, buffer, left, at);
    source(model, theme, pen, beside, Lane { x, side, part }, row);
    let mut pen = Pen::new(theme, buffer, right, at);
    pen.put(theme.glyphs.frame[5], theme.border);
    let (x, side) = (right.x + 1, Side::New);
    source(model, theme, pen, beside, Lane { x, side, part }, row);
}

/// Draws a line of one side: whether it is one that matters, its number, its sign, its text.
fn source(
    model: &Model,
    theme: &Theme,
    mut pen: Pen<'_>,
    beside: &Beside<'_>,
    Lane { x, side, part }: Lane,
    row: &CompareRow,
) {
    let Some(number) = row.line(side) else { return };
    let (laid, digits) = (beside.laid, beside.digits);
    let (text, before) = match (side, beside.before) {
        (Side::Old, [before, _]) => (&beside.diff.old, before),
        (Side::New, [_, before]) => (&beside.diff.new, before),
    };
    let (style, sign, sign_style, words) = match (row, side) {
        (CompareRow::Differs(..), Side::Old) => (
            theme.removed,
            theme.glyphs.minus,
            theme.minus,
            theme.removed_words,
        ),
        (CompareRow::Differs(..), Side::New) => (
            theme.added,
            theme.glyphs.plus,
            theme.plus,
            theme.added_words,
        ),
        _ => (theme.text, " ", theme.text, theme.text),
    };
    // In the unified layout an unchanged line stands for both sides.
    let own = laid.is_own(side, number)
        || (!beside.split
            && row
                .line(Side::Old)
                .is_some_and(|old| laid.is_own(Side::Old, old)));
    pen.lay(x + half_gutter(digits) - 2, style);
    pen.put(if own { theme.glyphs.bar } else { " " }, theme.link);
    let width = usize::from(digits);
    let shown_number = before + number + 1;
    match part {
        0 => pen.put(
            &format!("{shown_number:>width$} "),
            if own { theme.key } else { theme.number },
        ),
        _ => pen.skip(digits + 1),
    };
    let sign = if part == 0 {
        sign
    } else {
        theme.glyphs.wrapped
    };
    pen.put(sign, style.patch(sign_style)).put(" ", style);
    let shown = safe::line(text.line(number), model.facts.tab);
    let at = |range: &std::ops::Range<u32>| {
        shown.text_offset(range.start as usize)..shown.text_offset(range.end as usize)
    };
    let under: Vec<_> = laid
        .words(side, number)
        .iter()
        .map(|range| (at(range), words))
        .collect();
    // Use the width of the layout: where the terminal has an odd number of columns, the halves
    // differ.
    let cells = pen.room().min(usize::from(laid.cells)) as u16;
    let Some(columns) = shown.rows(cells.max(1)).nth(usize::from(part)) else {
        return;
    };
    line::put_source(&mut pen, theme, &shown, &columns, style, &under, &[]);
}
