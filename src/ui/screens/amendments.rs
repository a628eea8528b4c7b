//! Draws the amendments screen: the list of changes to the agreed spec, and the chosen one in full.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::facts::amended::{kind_words, sign};
use crate::app::input::geometry::Area;
use crate::app::screens::amendments::{AmendedLine, Amendments};
use crate::model::amendment::{Amendment, AmendmentKind, AmendmentState};
use crate::safe::{self, Line};
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

/// Width of the column of kinds, in cells: the longest one, `reworded`, and a blank.
const KIND: usize = 9;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let (list, text) = Amendments::areas(&model.facts);
    amendments(model, theme, buffer, list);
    in_full(model, theme, buffer, text);
}

fn amendments(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let all = &model.facts.engagement.agreed.amendments;
    let open = model.facts.engagement.agreed.open().count();
    let count = match all.len() - open {
        0 => format!("{open} open"),
        refused => format!("{open} open, {refused} refused"),
    };
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Amendments", theme.strong)],
        &[(&count, theme.dim)],
    );
    let inner = area.inner();
    let view = &model.screens.amendments.view;
    for (index, amendment) in all
        .iter()
        .enumerate()
        .skip(view.top)
        .take(usize::from(inner.height))
    {
        let line = (index - view.top) as u16;
        row(theme, buffer, inner, line, amendment, index == view.cursor);
    }
    if all.is_empty() {
        Pen::new(theme, buffer, inner, 0)
            .skip(1)
            .put("nothing to agree or refuse", theme.dim);
    }
}

fn row(
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    amendment: &Amendment,
    is_chosen: bool,
) {
    let mut pen = Pen::new(theme, buffer, area, line);
    let (kind_style, state_style) = match amendment.state {
        AmendmentState::Open => (theme.warn, theme.warn),
        AmendmentState::Refused { .. } => (theme.dim, theme.dim),
    };
    pen.put(
        if is_chosen { theme.glyphs.chosen } else { " " },
        theme.link,
    );
    pen.put(sign(amendment.kind), kind_style)
        .put(" ", theme.text);
    pen.put(
        &format!("{:<KIND$}", kind_words(amendment.kind)),
        kind_style,
    );
    let commit = amendment
        .commit
        .map(|commit| format!(" {}", commit.short(7)))
        .unwrap_or_default();
    let state = format!(" {} ", amendment.state.name());
    let right = safe::str_cells(&commit) + state.len();
    let id = safe::fit(
        amendment.criterion.id.as_str(),
        pen.room().saturating_sub(right),
    );
    pen.put(&id, if is_chosen { theme.strong } else { theme.text });
    // The amendment's words, where there is room for some of them.
    let room = pen.room().saturating_sub(right + 2);
    if room >= 12 {
        let text = match amendment.kind {
            AmendmentKind::Removed => &amendment.before,
            AmendmentKind::Added | AmendmentKind::Reworded => &amendment.after,
        };
        pen.put("  ", theme.text)
            .quote(&safe::inline(text), room, theme.dim);
    }
    pen.right(&[(&commit, theme.dim), (&state, state_style)]);
    if is_chosen {
        pen.lay(area.x, theme.cursor);
    }
}

fn in_full(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let found = model.screens.amendments.chosen(&model.facts);
    let title = found.map_or("The agreed spec", |amendment| {
        amendment.criterion.id.as_str()
    });
    let inner = area.inner();
    let amendments = &model.screens.amendments;
    let hidden = amendments
        .text
        .len()
        .saturating_sub(amendments.top + usize::from(inner.height));
    let more = match hidden {
        0 => String::new(),
        1 => "1 more line".to_owned(),
        hidden => format!("{hidden} more lines"),
    };
    let right = [(more.as_str(), theme.dim)];
    let right = if more.is_empty() { &[][..] } else { &right[..] };
    frame(
        buffer,
        theme,
        area,
        theme.border,
        &[(title, theme.strong)],
        right,
    );
    let shown = amendments
        .text
        .iter()
        .skip(amendments.top)
        .take(usize::from(inner.height));
    for (index, found) in shown.enumerate() {
        let mut pen = Pen::new(theme, buffer, inner, index as u16);
        pen.skip(1);
        let room = pen.room();
        match found {
            AmendedLine::Heading(title) => {
                pen.put(title, theme.heading);
            }
            AmendedLine::Agreed(text, differ) => {
                marked(&mut pen, theme, text, differ, theme.removed_words)
            }
            AmendedLine::Delivered(text, differ) => {
                marked(&mut pen, theme, text, differ, theme.added_words)
            }
            AmendedLine::State(words) => {
                pen.fit(words, room, theme.warn);
            }
            AmendedLine::Fact(words) => {
                pen.fit(words, room, theme.dim);
            }
            AmendedLine::Empty => {}
        }
    }
}

/// Puts a line with the words that differ in a style of their own.
fn marked(pen: &mut Pen<'_>, theme: &Theme, text: &Line, differ: &[Range<usize>], style: Style) {
    let columns = text.columns(0, pen.room() as u32);
    let under: Vec<(Range<usize>, Style)> =
        differ.iter().map(|range| (range.clone(), style)).collect();
    line::put_source(pen, theme, text, &columns, theme.text, &under, &[]);
}
