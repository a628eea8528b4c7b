//! Draws a menu: a few choices in a box.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::safe;
use crate::ui::pen::{Pen, clear, frame};
use crate::ui::theme::Theme;

pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, menu: &Menu) {
    let cells = |text: fn(&MenuItem) -> &str| {
        menu.items()
            .iter()
            .map(|item| safe::str_cells(text(item)))
            .max()
            .unwrap_or(0)
    };
    let (kinds, counts) = (cells(|item| &item.kind), cells(|item| &item.counts));
    let beside = if kinds + counts > 0 {
        kinds + counts + 4
    } else {
        0
    };
    let texts = cells(|item| &item.text);
    let longest = texts + beside;
    let matches = menu.matches();
    let count = format!(
        "{} of {}, type to narrow",
        matches.len(),
        menu.items().len()
    );
    let title = safe::str_cells(&menu.title) + 6 + if menu.is_long() { count.len() + 4 } else { 0 };
    let facts = menu
        .facts
        .iter()
        .map(|fact| safe::str_cells(fact))
        .max()
        .unwrap_or(0);
    let width = (longest + 8).max(title).max(facts + 4).min(110) as u16;
    let above = u16::from(menu.is_long()) + menu.facts.len() as u16;
    let area = model
        .facts
        .size
        .centred(width, menu.items().len() as u16 + 2 + above);
    clear(buffer, theme, area);
    let right = [(count.as_str(), theme.dim)];
    let right = if menu.is_long() { &right[..] } else { &[] };
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[(&menu.title, theme.strong)],
        right,
    );
    let mut inner = area.inner();
    for fact in &menu.facts {
        let mut pen = Pen::new(theme, buffer, inner, 0);
        let room = pen.skip(1).room().saturating_sub(1);
        pen.fit(fact, room, theme.text);
        inner = Area {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
    }
    if menu.is_long() {
        Pen::new(theme, buffer, inner, 0)
            .put(" / ", theme.key)
            .put(&safe::inline(&menu.typed), theme.text)
            .put("_", theme.key);
        inner = Area {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
    }
    let height = usize::from(inner.height).max(1);
    let top = menu.cursor.saturating_sub(height - 1);
    if matches.is_empty() {
        Pen::new(theme, buffer, inner, 0)
            .skip(4)
            .put("no match", theme.dim);
    }
    for (index, item) in matches.iter().enumerate().skip(top).take(height) {
        let line = (index - top) as u16;
        let mut pen = Pen::new(theme, buffer, inner, line);
        let key = item.key.map_or(" ".to_owned(), |key| key.to_string());
        pen.skip(1).put(&key, theme.key).put("  ", theme.text);
        // Show the short text below the item's folder, and the full text where the filter hides
        // that folder.
        let folder = matches
            .iter()
            .take(index)
            .rev()
            .find(|before| before.below.is_none());
        let is_below = folder.is_some_and(|folder| item.text.starts_with(&folder.text));
        let text = item
            .below
            .as_ref()
            .filter(|_| is_below)
            .unwrap_or(&item.text);
        let room = pen.room().saturating_sub(1);
        if beside == 0 {
            pen.fit(text, room, theme.text);
        } else {
            // In a narrow box, leave out the kind, but never the counts.
            let wide = room >= beside + texts.min(30);
            let left = room.saturating_sub(if wide { beside } else { counts + 2 });
            let start = pen.x;
            let style = if item.below.is_some() {
                theme.text
            } else {
                theme.strong
            };
            // The end that must stay is the folder's name, not the slash after it.
            match text.strip_suffix('/').filter(|_| item.is_path) {
                None if !item.is_path => pen.quote(text, left, style),
                Some(folder) => pen
                    .quote_end(folder, left.saturating_sub(1), style)
                    .put("/", style),
                None => pen.quote_end(text, left, style),
            };
            pen.x = start + left as u16 + 2;
            if wide {
                pen.fit(&item.kind, kinds, theme.info);
                pen.x = start + (left + kinds) as u16 + 4;
            }
            pen.put(&item.counts, theme.dim);
        }
        if index == menu.cursor {
            pen.lay(inner.x, theme.cursor);
        }
    }
}
