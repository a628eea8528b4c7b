//! A few choices in a box.

use ratatui::buffer::Buffer;

use super::super::pen::{Pen, clear, frame};
use super::super::theme::Theme;
use crate::app::Model;
use crate::app::geometry::Area;
use crate::app::menu::Menu;
use crate::safe;

pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, menu: &Menu) {
    let longest = menu.items().iter().map(|item| safe::str_cells(&item.text)).max().unwrap_or(0);
    let width = (longest + 8).max(safe::str_cells(&menu.title) + 6).min(110) as u16;
    let typed = u16::from(menu.is_long());
    let area = model.size.centred(width, menu.items().len() as u16 + 2 + typed);
    clear(buffer, theme, area);
    let matches = menu.matches();
    let count = format!("{} of {}, type to narrow", matches.len(), menu.items().len());
    let right = [(count.as_str(), theme.dim)];
    let right = if menu.is_long() { &right[..] } else { &[] };
    frame(buffer, theme, area, theme.focus, &[(&menu.title, theme.strong)], right);
    let mut inner = area.inner();
    if menu.is_long() {
        Pen::new(buffer, inner, 0)
            .put(" / ", theme.key)
            .put(&safe::inline(&menu.typed), theme.text)
            .put("_", theme.key);
        inner = Area { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    }
    let height = usize::from(inner.height).max(1);
    let top = menu.cursor.saturating_sub(height - 1);
    for (index, item) in matches.iter().enumerate().skip(top).take(height) {
        let line = (index - top) as u16;
        let mut pen = Pen::new(buffer, inner, line);
        let key = item.key.map_or(" ".to_owned(), |key| key.to_string());
        pen.skip(1).put(&key, theme.key).put("  ", theme.text);
        let room = pen.room().saturating_sub(1);
        pen.fit(&item.text, room, theme.text);
        if index == menu.cursor {
            pen.lay(inner.x, theme.cursor);
        }
    }
}
