//! Draws the command palette: all commands, narrowed by typing.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::overlays::Palette;
use crate::safe;
use crate::ui::pen::{Pen, clear, frame};
use crate::ui::theme::Theme;

pub(super) fn draw(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    palette: &Palette,
) -> (u16, u16) {
    let area = model.facts.size.centred(90, 18);
    clear(buffer, theme, area);
    let key = |action| model.facts.overlay_key(action);
    let keys = format!(
        "{} runs, {} closes",
        key(OverlayAction::Take),
        key(OverlayAction::CloseMenu)
    );
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Commands", theme.strong)],
        &[(&keys, theme.dim)],
    );
    let inner = area.inner();
    let mut pen = Pen::new(theme, buffer, inner, 0);
    pen.put(" : ", theme.key)
        .put(&safe::inline(&palette.text), theme.text);
    let cursor = (pen.x.min(inner.x + inner.width - 1), inner.y);
    let matches = palette.matches();
    let height = usize::from(inner.height.saturating_sub(2)).max(1);
    let top = palette.cursor.saturating_sub(height - 1);
    for (index, binding) in matches.iter().enumerate().skip(top).take(height) {
        let mut pen = Pen::new(theme, buffer, inner, (index - top) as u16 + 2);
        pen.skip(1).fit(binding.name, 20, theme.strong);
        pen.x = inner.x + 22.min(inner.width);
        let keys: Vec<String> = model
            .facts
            .keymap
            .keys(binding.action)
            .iter()
            .map(ToString::to_string)
            .collect();
        let keys = keys.join(" ");
        let room = pen.room().saturating_sub(safe::str_cells(&keys) + 2);
        pen.fit(binding.help, room, theme.text);
        pen.right(&[(&keys, theme.key), (" ", theme.text)]);
        if index == palette.cursor {
            pen.lay(inner.x, theme.cursor);
        }
    }
    if matches.is_empty() {
        Pen::new(theme, buffer, inner, 2)
            .skip(1)
            .put("no such command", theme.dim);
    }
    cursor
}
