//! Draws the mark before a line of the diff: whether its hunk was viewed, and whether it bears on
//! the chosen criterion.

use crate::app::Model;
use crate::app::facts::link_state::LinkState;
use crate::app::screens::review::File;
use crate::app::screens::review::rows::{Row, RowSides};
use crate::model::change::{FileDiff, Side};
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Draws the cell before a line's numbers: whether the line bears on the chosen criterion, or may,
/// or was viewed. The hunk's first changed line shows the state of the link, the others only
/// whether it counts.
pub(in crate::ui) fn draw(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    found: &File,
    row: &Row,
    (kind, hunk, part): (RowSides, Option<u32>, u16),
) {
    let Some(hunk) = hunk else {
        pen.skip(1);
        return;
    };
    let changed = model.facts.chosen.filter(|_| kind != RowSides::Context);
    match changed.and_then(|chosen| found.links.link(hunk, chosen)) {
        Some(state) if part == 0 && begins(found, hunk, row) => {
            let (glyph, style) = theme.link(state);
            pen.put(glyph, style)
        }
        Some(state) if state.counts() => pen.put(theme.glyphs.bar, theme.link),
        Some(LinkState::Unclear) => pen.skip(1),
        Some(_) => pen.put(theme.glyphs.hint, theme.warn),
        None if part == 0 && found.links.is_unclear(hunk) && begins(found, hunk, row) => {
            pen.put(theme.glyphs.unclear, theme.warn)
        }
        None if kind != RowSides::Context && is_viewed(model, found, hunk) => {
            pen.put(theme.glyphs.met, theme.good)
        }
        None => pen.skip(1),
    };
}

/// Whether a row is the first changed one of a hunk, ignored changes left out.
fn begins(found: &File, hunk: u32, row: &Row) -> bool {
    let Some(text) = found.shown().and_then(FileDiff::as_text) else {
        return false;
    };
    let Some(at) = text.hunks.get(hunk as usize) else {
        return false;
    };
    let counts = |change: &u32| !text.is_ignored(*change);
    let first = at
        .changes
        .clone()
        .find(counts)
        .and_then(|change| text.changes.get(change as usize));
    first.is_some_and(|first| match first.old.is_empty() {
        false => row.line(Side::Old) == Some(first.old.start),
        true => row.line(Side::New) == Some(first.new.start),
    })
}

/// Whether the user marked a hunk as viewed.
pub(super) fn is_viewed(model: &Model, file: &File, hunk: u32) -> bool {
    let hunks = file
        .diff()
        .and_then(FileDiff::as_text)
        .map(|text| &text.hunks);
    hunks
        .and_then(|hunks| hunks.get(hunk as usize))
        .is_some_and(|hunk| model.facts.is_viewed(&hunk.digest))
}
