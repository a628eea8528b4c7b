//! Draws the help: every key of the keymap in force.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::overlays::help::{HelpLine, WORDS};
use crate::safe;
use crate::ui::pen::{Pen, clear, frame};
use crate::ui::theme::Theme;

pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, top: usize) {
    let lines = model.help();
    let area = model
        .facts
        .size
        .centred(WORDS + 6, model.facts.size.rows.saturating_sub(2));
    clear(buffer, theme, area);
    let inner = area.inner();
    let below = lines.len().saturating_sub(top + usize::from(inner.height));
    let more = if below > 0 {
        format!("{below} more below, any other key closes")
    } else {
        "any other key closes".to_owned()
    };
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Keys", theme.strong)],
        &[(&more, theme.dim)],
    );
    for (index, line) in lines
        .iter()
        .skip(top)
        .take(usize::from(inner.height))
        .enumerate()
    {
        let mut pen = Pen::new(theme, buffer, inner, index as u16);
        pen.skip(1);
        match line {
            HelpLine::Heading(title) => {
                pen.put(title, theme.heading);
            }
            HelpLine::Key { keys, help } => {
                pen.skip(1)
                    .put(&fitting(keys, theme.glyphs.ellipsis), theme.key);
                pen.x = inner.x + 19.min(inner.width);
                let room = pen.room();
                pen.fit(help, room, theme.text);
            }
            HelpLine::NewSign(words) => {
                pen.skip(1).put(theme.glyphs.new, theme.key);
                pen.x = inner.x + 19.min(inner.width);
                let room = pen.room();
                pen.fit(words, room, theme.text);
            }
            HelpLine::Words(words) => {
                pen.skip(1).put(words, theme.text);
            }
            HelpLine::Empty => {}
        }
    }
}

/// Cells of the column of keys.
const KEYS: usize = 16;

/// Returns as many of an action's keys as the column holds whole, with an ellipsis where some are
/// left out.
fn fitting(keys: &str, ellipsis: &str) -> String {
    if safe::str_cells(keys) <= KEYS {
        return keys.to_owned();
    }
    let mut shown = String::new();
    for key in keys.split(' ') {
        if safe::str_cells(&shown) + safe::str_cells(key) + 2 > KEYS {
            break;
        }
        shown.push_str(key);
        shown.push(' ');
    }
    if shown.is_empty() {
        safe::fit(keys, KEYS)
    } else {
        shown + ellipsis
    }
}
