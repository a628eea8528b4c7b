//! Draws the heading of the function or section that the diff's first line is in, when that heading
//! has scrolled away; and the file, if the cursor is in another one.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::{Area, gutter};
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

/// Draws over the first line of the pane, unless the cursor is there.
pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let Some(found) = model.screens.review.enclosing_above() else {
        return;
    };
    let review = &model.screens.review;
    let Some(file) = review.files.get(found.file) else {
        return;
    };
    let mut pen = Pen::new(theme, buffer, area, 0);
    pen.fill(" ", 0, theme.bar);
    let mut pen = Pen::new(theme, buffer, area, 0);
    if review.file_at(review.view.cursor) != Some(found.file) {
        let room = pen.room() / 2;
        pen.put(" ", theme.bar);
        pen.quote_end(
            &safe::path(file.change.path()),
            room,
            theme.bar.patch(theme.strong),
        );
        pen.put(" ", theme.bar)
            .put(theme.glyphs.within, theme.bar.patch(theme.dim))
            .put(" ", theme.bar);
    } else {
        let digits = review.digits(found.file);
        let number = format!("{:>1$} ", found.line + 1, usize::from(digits));
        let (before, after) = (gutter(digits).saturating_sub(digits + 3), 2);
        let before = if review.split { 1 } else { before };
        pen.skip(before)
            .put(&number, theme.bar.patch(theme.number))
            .skip(after);
    }
    let heading = safe::line(&found.text, model.facts.tab);
    line::put(
        &mut pen,
        theme,
        &heading,
        0,
        theme.bar.patch(theme.dim),
        &[],
    );
}
