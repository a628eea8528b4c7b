//! A few choices in a box.

use ratatui::buffer::Buffer;

use super::super::pen::{Pen, clear, frame};
use super::super::theme::Theme;
use crate::app::Model;
use crate::app::menu::Menu;
use crate::safe;

pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, menu: &Menu) {
    let longest = menu.items.iter().map(|item| safe::str_cells(&item.text)).max().unwrap_or(0);
    let width = (longest + 8).max(safe::str_cells(&menu.title) + 6).min(100) as u16;
    let area = model.size.centred(width, menu.items.len() as u16 + 2);
    clear(buffer, theme, area);
    frame(buffer, theme, area, theme.focus, &[(&menu.title, theme.strong)], &[]);
    let inner = area.inner();
    let height = usize::from(inner.height).max(1);
    let top = menu.cursor.saturating_sub(height - 1);
    for (index, item) in menu.items.iter().enumerate().skip(top).take(height) {
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
