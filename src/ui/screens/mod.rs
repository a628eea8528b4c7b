//! Draws the screens, one module each, as in `app`.

mod amendments;
mod compared;
mod gaps;
mod lapses;
mod overview;
pub(in crate::ui) mod review;
mod snags;
mod spec;
mod verify;
mod walked;

use ratatui::buffer::Buffer;

use crate::app::{Model, Screen};
use crate::ui::theme::Theme;

/// Draws the current screen.
pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    match model.screens.active {
        Screen::Overview => overview::draw(model, theme, buffer),
        Screen::Review => review::draw(model, theme, buffer),
        Screen::Snags => snags::draw(model, theme, buffer),
        Screen::Verify => verify::draw(model, theme, buffer),
        Screen::Lapses => lapses::draw(model, theme, buffer),
        Screen::Spec => spec::draw(model, theme, buffer),
        Screen::Gaps => gaps::draw(model, theme, buffer),
        Screen::Amendments => amendments::draw(model, theme, buffer),
    }
}
