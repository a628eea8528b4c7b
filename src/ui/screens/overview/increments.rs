//! Draws the list of increments beside the criteria: titles and names, whose turn each is, and the
//! criteria met.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::facts::increments::IncrementRow;
use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::model::turn::Party;
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::theme::Theme;

/// Draws the list, scrolled to the increment that the cursor is on.
pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let overview = &model.screens.overview;
    let inner = area.inner();
    let rows = &overview.increments;
    let height = usize::from(inner.height);
    let half = height / 2;
    let last = rows.len().saturating_sub(height);
    let top = overview.column.get().saturating_sub(half).min(last);
    let hidden = rows.len().saturating_sub(height);
    let key = model.facts.key(Action::Increments);
    let mut words = match hidden {
        0 => String::new(),
        hidden => format!("{hidden} more  "),
    };
    if let Some(key) = key {
        words.push_str(&format!("{key} finds one"));
    }
    frame(
        buffer,
        theme,
        area,
        theme.border,
        &[("Increments", theme.strong)],
        &[(&words, theme.dim)],
    );
    for (line, found) in (0..inner.height).zip(rows.iter().skip(top)) {
        let mut pen = Pen::new(theme, buffer, inner, line);
        let is_here = found.increment == overview.column;
        row(theme, &mut pen, found);
        if is_here {
            pen.lay(inner.x, theme.cursor_dim);
        }
    }
}

/// Draws an increment: `2. Idempotent refunds  increment-2        reviewers  3/4 met`.
fn row(theme: &Theme, pen: &mut Pen<'_>, found: &IncrementRow) {
    let whose = match found.whose {
        Some(Party::Contractor) => "contractor",
        Some(Party::Reviewers) => "reviewers",
        None => "nobody",
    };
    let met = match found.met {
        (_, 0) => String::new(),
        (met, of) => format!("{met}/{of} met"),
    };
    let (whose, met) = (format!("  {whose:<10}"), format!("  {met:>9} "));
    pen.put(&format!("{:>3}. ", found.increment.number()), theme.key);
    let room = pen
        .room()
        .saturating_sub(safe::str_cells(&whose) + safe::str_cells(&met));
    let start = pen.x;
    pen.quote(&found.title, room, theme.text);
    let left = room.saturating_sub(usize::from(pen.x - start) + 2);
    // Fewer cells would say nothing.
    if left >= 4 && !found.names.is_empty() {
        pen.put("  ", theme.text)
            .quote(&found.names, left, theme.dim);
    }
    pen.right(&[(&whose, theme.info), (&met, theme.dim)]);
}
