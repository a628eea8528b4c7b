//! Draws the state, and never changes it.
//!
//! A text from outside is made safe by the `safe` layer before it gets here, or here, right before
//! it is drawn.

// A screen that shows less is better than one that panics: nothing is accessed by an index that may
// not exist.
#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub mod choosing;
mod footer;
mod glyphs;
mod overlays;
mod pen;
mod screens;
pub mod theme;
mod title;
mod who;

use ratatui::Frame;
use ratatui::layout::Position;
use theme::Theme;

use crate::app::Model;
use crate::app::input::geometry::TerminalSize;

/// The smallest terminal in which anything useful can be shown.
const SMALLEST: TerminalSize = TerminalSize { cols: 40, rows: 10 };

/// Draws one frame.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let size = TerminalSize {
        cols: area.width,
        rows: area.height,
    };
    if area.is_empty() {
        return;
    }
    if size.cols < SMALLEST.cols || size.rows < SMALLEST.rows {
        let text = format!(
            "snaglist needs at least {}×{} cells",
            SMALLEST.cols, SMALLEST.rows
        );
        let text = theme.glyphs.words(&text);
        frame
            .buffer_mut()
            .set_stringn(0, 0, text, usize::from(size.cols), theme.text);
        return;
    }
    // A frame may come between a resize and the message about it: draw nothing until both sizes
    // agree.
    if size != model.facts.size {
        return;
    }
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.text);
    title::draw(model, theme, buffer);
    screens::draw(model, theme, buffer);
    footer::draw(model, theme, buffer);
    if let Some((x, y)) = overlays::draw(model, theme, buffer) {
        frame.set_cursor_position(Position { x, y });
    }
}
