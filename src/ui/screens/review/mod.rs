//! Draws the review screen: the criteria or the files beside the diff.

pub(in crate::ui) mod beside;
pub(in crate::ui) mod cover;
pub(in crate::ui) mod criteria;
pub(in crate::ui) mod diff;
pub(in crate::ui) mod file_header;
pub(in crate::ui) mod line;
mod margin;
pub(in crate::ui) mod source;
pub(in crate::ui) mod sticky;
pub(in crate::ui) mod thread;
pub(in crate::ui) mod tree;

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    criteria::draw(model, theme, buffer);
    tree::draw(model, theme, buffer);
    diff::draw(model, theme, buffer);
}
