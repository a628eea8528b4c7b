//! Draws the state. Never changes it.
//!
//! Every text that came from outside has passed the `safe` layer before it gets here, or passes it
//! here, right before it is put on the screen.

mod amendments;
mod beside;
pub mod choosing;
mod cover;
mod criteria;
mod diff;
mod document;
mod file_header;
mod footer;
mod gaps;
mod glyphs;
mod line;
mod overlay;
mod overview;
mod pen;
mod snags;
mod source;
mod sticky;
pub mod theme;
mod thread;
mod title;
mod tree;
mod verify;
mod who;

use ratatui::Frame;
use ratatui::layout::Position;
use theme::Theme;

use crate::app::geometry::Size;
use crate::app::{Model, Screen};

/// The smallest terminal in which anything useful can be shown.
const SMALLEST: Size = Size { cols: 40, rows: 10 };

/// Draws one frame.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let size = Size { cols: area.width, rows: area.height };
    if area.is_empty() {
        return;
    }
    if size.cols < SMALLEST.cols || size.rows < SMALLEST.rows {
        let text = format!("snaglist needs at least {}×{} cells", SMALLEST.cols, SMALLEST.rows);
        let text = theme.glyphs.words(&text);
        frame.buffer_mut().set_stringn(0, 0, text, usize::from(size.cols), theme.text);
        return;
    }
    // A frame may come between a resize and the message about it: draw what fits both.
    if size != model.facts.size {
        return;
    }
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.text);
    title::draw(model, theme, buffer);
    match model.screen {
        Screen::Overview => overview::draw(model, theme, buffer),
        Screen::Review => {
            criteria::draw(model, theme, buffer);
            tree::draw(model, theme, buffer);
            diff::draw(model, theme, buffer);
        }
        Screen::Snags => snags::draw(model, theme, buffer),
        Screen::Verify => verify::draw(model, theme, buffer),
        Screen::Spec => document::draw(model, theme, buffer),
        Screen::Gaps => gaps::draw(model, theme, buffer),
        Screen::Amendments => amendments::draw(model, theme, buffer),
    }
    footer::draw(model, theme, buffer);
    if let Some((x, y)) = overlay::draw(model, theme, buffer) {
        frame.set_cursor_position(Position { x, y });
    }
}
