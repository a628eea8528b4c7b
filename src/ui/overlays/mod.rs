//! Draws the overlay that is open above a screen.

mod composer;
mod former;
mod help;
mod increments;
mod menu;
mod palette;

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::overlays::Overlay;
use crate::ui::theme::Theme;

/// Draws the open overlay, if any; returns the cell for the terminal's cursor if the overlay needs
/// one.
pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    match model.overlay.as_ref()? {
        Overlay::Help { top } => help::draw(model, theme, buffer, *top),
        Overlay::Former { criterion, top } => former::draw(model, theme, buffer, criterion, *top),
        Overlay::Palette(palette) => return Some(palette::draw(model, theme, buffer, palette)),
        Overlay::Increments(picker) => {
            return Some(increments::draw(model, theme, buffer, picker));
        }
        Overlay::Menu(menu) => menu::draw(model, theme, buffer, menu),
        Overlay::Composer(composer) => return Some(composer::draw(model, theme, buffer, composer)),
        // The footer draws the prompt.
        Overlay::Prompt { .. } => {}
    }
    None
}
