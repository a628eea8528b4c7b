//! Draws what came from outside and waits for the reviewer, above the criteria of the overview.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Draws a line for each announcement that has room.
pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let list = model.facts.overview_list();
    let lines = model.facts.announced_lines();
    let area = Area {
        y: list.y.saturating_sub(lines),
        height: lines,
        ..list
    };
    for (line, words) in (0..lines).zip(model.facts.announcements()) {
        let mut pen = Pen::new(theme, buffer, area, line);
        pen.skip(1);
        let room = pen.room().saturating_sub(1);
        pen.fit(&words, room, theme.info);
    }
}
