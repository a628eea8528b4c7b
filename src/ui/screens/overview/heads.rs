//! Draws the head of the overview: the chosen increment, whose turn it is, and the numbers of the
//! columns.

use ratatui::buffer::Buffer;

use super::VisibleIncrements;
use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Minimum room for the words that say whose turn it is, in cells.
const MIN_TURN: usize = 16;
/// Minimum room for the chosen increment's title, in cells, as far as it is that long.
const MIN_TITLE: usize = 16;

/// Number of blanks before whose turn it is, in cells.
const INDENT: usize = 4;

/// Draws the chosen increment's title, facts and turn, and the numbers of the columns.
pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, columns: &VisibleIncrements) {
    let inner = model.facts.overview_areas().0.inner();
    chosen(model, theme, Pen::new(theme, buffer, inner, 0));
    for (index, increment) in columns.columns() {
        let chosen = increment == model.screens.overview.column;
        let waits = model
            .facts
            .traces
            .get(increment)
            .is_some_and(Option::is_none);
        let text = format!(
            "{:>3}{}",
            increment.number(),
            if waits { theme.glyphs.ellipsis } else { "" }
        );
        let style = if chosen {
            theme.key.patch(theme.cursor)
        } else {
            theme.dim
        };
        Pen::new(theme, buffer, columns.area(index, inner), 1).put(&text, style);
    }
    let left = Area {
        width: columns.x.saturating_sub(inner.x + 1),
        ..inner
    };
    let more = model.facts.engagement.increments.len() - columns.shown;
    let more = more_words(
        theme,
        more,
        usize::from(left.width).saturating_sub(INDENT + 1),
    );
    let taken = safe::str_cells(&more);
    let mut pen = Pen::new(theme, buffer, left, 1);
    pen.skip(INDENT as u16);
    if let Some(words) = model.facts.turn_words(model.screens.overview.column) {
        // Two blanks on either side of the count.
        let room = pen
            .room()
            .saturating_sub(if taken > 0 { taken + 4 } else { 1 });
        // Fewer cells would say nothing.
        if room >= MIN_TURN {
            pen.fit(&words, room, theme.info);
        }
    }
    pen.right(&[(&more, theme.dim), (" ", theme.text)]);
}

/// Says how many increments have no column on the screen, in the longest words for which there is
/// room; empty where all have one.
fn more_words(theme: &Theme, more: usize, room: usize) -> String {
    let scroll = format!("{}{}", theme.glyphs.previous, theme.glyphs.next);
    let forms = [
        format!("{more} more increments: {scroll} scroll"),
        format!("{more} more: {scroll}"),
        format!("+{more}"),
    ];
    let fits = |form: &String| more > 0 && safe::str_cells(form) <= room;
    forms.into_iter().find(fits).unwrap_or_default()
}

/// Draws the chosen increment: its number and title, its range, round and outcome. The title is cut
/// first, then the facts.
fn chosen(model: &Model, theme: &Theme, mut pen: Pen<'_>) {
    let column = model.screens.overview.column;
    let Some(increment) = model.facts.engagement.increments.get(column) else {
        return;
    };
    let title = safe::inline(&increment.title);
    let round = if increment.round > 1 {
        format!(", round {}", increment.round)
    } else {
        String::new()
    };
    let outcome = model.facts.record.standing(increment).words();
    let facts = format!("{}{round} · {outcome}", increment.range.short());
    pen.skip(1)
        .put(&format!("{}. ", column.number()), theme.key);
    // Two blanks before the facts, and one after them.
    let room = pen.room().saturating_sub(3);
    let least = safe::str_cells(&title).min(MIN_TITLE);
    let for_facts = safe::str_cells(&facts).min(room.saturating_sub(least));
    pen.quote(&title, room - for_facts, theme.strong)
        .put("  ", theme.text)
        .fit(&facts, for_facts, theme.dim);
}
