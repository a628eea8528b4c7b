//! What is open above a screen.

mod composer;
mod former;
mod help;
mod menu;
mod palette;

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::overlays::Overlay;
use crate::ui::theme::Theme;

/// Draws what is open; gives the cell where the terminal's cursor belongs, if it belongs anywhere.
pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    match model.overlay.as_ref()? {
        Overlay::Help { top } => help::draw(model, theme, buffer, *top),
        Overlay::Former { criterion, top } => former::draw(model, theme, buffer, criterion, *top),
        Overlay::Palette(palette) => return Some(palette::draw(model, theme, buffer, palette)),
        Overlay::Menu(menu) => menu::draw(model, theme, buffer, menu),
        Overlay::Composer(composer) => return Some(composer::draw(model, theme, buffer, composer)),
        // Typed in the footer's place.
        Overlay::Prompt { .. } => {}
    }
    None
}
