//! Draws what came from outside and waits for the reviewer, above the criteria of the overview.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::safe;
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
    for (line, said) in (0..lines).zip(model.facts.announcements()) {
        let mut pen = Pen::new(theme, buffer, area, line);
        pen.skip(1);
        // The key stays whole, however short the words are cut.
        let key = if said.key.is_empty() {
            String::new()
        } else {
            format!("; {}", said.key)
        };
        let room = pen.room().saturating_sub(1 + safe::str_cells(&key));
        pen.fit(&said.words, room, theme.info).put(&key, theme.info);
    }
}
