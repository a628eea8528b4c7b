//! Draws the picker of increments: a line each, narrowed by typing.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::facts::increments::IncrementRow;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::overlays::increments::IncrementPicker;
use crate::model::turn::Party;
use crate::safe;
use crate::ui::pen::{Pen, clear, frame};
use crate::ui::theme::Theme;

/// Minimum width of a line that has its facts in whole words, in cells.
const WIDE: usize = 100;
/// Width of the box, in cells, where there is room.
const WIDTH: u16 = 120;

pub(super) fn draw(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    picker: &IncrementPicker,
) -> (u16, u16) {
    let rows = u16::try_from(picker.rows.len()).unwrap_or(u16::MAX);
    let area = model
        .facts
        .size
        .centred(WIDTH, rows.saturating_add(4).max(8));
    clear(buffer, theme, area);
    let matches = picker.matches();
    let count = format!("{} of {}, type to narrow", matches.len(), picker.rows.len());
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Increments", theme.strong)],
        &[(&count, theme.dim)],
    );
    let inner = area.inner();
    let mut pen = Pen::new(theme, buffer, inner, 0);
    pen.put(" / ", theme.key)
        .put(&safe::inline(&picker.typed), theme.text);
    let cursor = (pen.x.min(inner.x + inner.width.saturating_sub(1)), inner.y);
    let key = model.facts.overlay_key(OverlayAction::SwitchOrder);
    let order = format!(
        "  {}; {key}: {}",
        picker.order.words(),
        picker.order.other().words()
    );
    pen.right(&[(&order, theme.dim), (" ", theme.text)]);
    if picker.unread > 0 {
        let words = format!("authors of {} not read yet cannot be found", picker.unread);
        let mut pen = Pen::new(theme, buffer, inner, 1);
        let room = pen.skip(3).room().saturating_sub(1);
        pen.fit(&words, room, theme.warn);
    }
    let height = usize::from(inner.height.saturating_sub(2)).max(1);
    let top = picker.cursor.saturating_sub(height - 1);
    for (index, found) in matches.iter().enumerate().skip(top).take(height) {
        let mut pen = Pen::new(theme, buffer, inner, (index - top) as u16 + 2);
        row(theme, &mut pen, found);
        if index == picker.cursor {
            pen.lay(inner.x, theme.cursor);
        }
    }
    if matches.is_empty() {
        Pen::new(theme, buffer, inner, 2)
            .skip(3)
            .put("no such increment", theme.dim);
    }
    cursor
}

/// Draws an increment: its number, title and names; its round, whose turn it is, its snags, and the
/// criteria met of those that it bears on.
fn row(theme: &Theme, pen: &mut Pen<'_>, found: &IncrementRow) {
    let is_wide = pen.room() >= WIDE;
    let round = match found.round {
        0 | 1 => String::new(),
        round if is_wide => format!("round {round}"),
        round => format!("r{round}"),
    };
    let whose = match found.whose {
        Some(Party::Contractor) if is_wide => "contractor's turn",
        Some(Party::Contractor) => "contractor",
        Some(Party::Reviewers) if is_wide => "reviewers' turn",
        Some(Party::Reviewers) => "reviewers",
        None => "",
    };
    let (rounds, turns) = if is_wide { (8, 17) } else { (3, 10) };
    let snags = match found.snags {
        0 => String::new(),
        1 => "1 snag".to_owned(),
        snags => format!("{snags} snags"),
    };
    let met = match found.met {
        (_, 0) => "no criteria".to_owned(),
        (met, of) => format!("{met}/{of} met"),
    };
    let facts = [
        format!("  {round:>rounds$}  "),
        format!("{whose:<turns$}  "),
        format!("{snags:>8}  "),
        format!("{met:>11} "),
    ];
    let taken: usize = facts.iter().map(|fact| safe::str_cells(fact)).sum();
    pen.put(&format!("{:>4}. ", found.increment.number()), theme.key);
    let room = pen.room().saturating_sub(taken);
    let start = pen.x;
    pen.quote(&found.title, room, theme.strong);
    let left = room.saturating_sub(usize::from(pen.x - start) + 2);
    // Fewer cells would say nothing.
    if left >= 4 && !found.names.is_empty() {
        pen.put("  ", theme.text)
            .quote(&found.names, left, theme.dim);
    }
    let snags_style = if found.snags > 0 {
        theme.bad
    } else {
        theme.dim
    };
    let [round, whose, snags, met] = &facts;
    pen.right(&[
        (round, theme.dim),
        (whose, theme.info),
        (snags, snags_style),
        (met, theme.text),
    ]);
}
