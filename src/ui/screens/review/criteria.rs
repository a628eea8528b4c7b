//! Draws the criteria pane and, below it, the chosen criterion in full.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::facts::amended::sign;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::facts::outline::CriteriaRow;
use crate::app::input::geometry::{Area, Focus};
use crate::app::screens::review::DetailLine;
use crate::model::amendment::AmendmentState;
use crate::model::index::CriterionIndex;
use crate::model::spec::{CriterionKey, TickClaim};
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let areas = model.screens.review.areas(&model.facts);
    if areas.criteria.width > 0 {
        list(model, theme, buffer, areas.criteria);
    }
    if areas.detail.width > 0 {
        detail(model, theme, buffer, areas.detail);
    }
}

fn border(model: &Model, theme: &Theme) -> Style {
    if model.screens.review.focus() == Focus::Criteria {
        theme.focus
    } else {
        theme.border
    }
}

fn list(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let pane = &model.screens.review.criteria;
    let here = format!("{} here", pane.here);
    frame(
        buffer,
        theme,
        area,
        border(model, theme),
        &[("Criteria", theme.strong)],
        &[(&here, theme.dim)],
    );
    let inner = area.inner();
    let lit = lit(model);
    for (index, row) in pane
        .rows
        .iter()
        .enumerate()
        .skip(pane.view.top)
        .take(usize::from(inner.height))
    {
        let line = (index - pane.view.top) as u16;
        match row {
            CriteriaRow::Criterion(index) => {
                let link = lit
                    .iter()
                    .find(|link| link.criterion == *index)
                    .map(|link| link.state);
                criterion(model, theme, buffer, inner, line, *index, link);
            }
            _ => heading(theme, &mut Pen::new(theme, buffer, inner, line), row),
        }
    }
}

/// Draws a heading above criteria: a spec, a section, the criteria elsewhere, the former ones.
pub(in crate::ui) fn heading(theme: &Theme, pen: &mut Pen<'_>, row: &CriteriaRow) {
    match row {
        CriteriaRow::Elsewhere => {
            pen.put("Elsewhere ", theme.strong)
                .fill(theme.glyphs.rule, 0, theme.border);
        }
        CriteriaRow::Spec(path) => {
            let room = pen.room().saturating_sub(2);
            pen.quote_end(path, room, theme.strong).put(" ", theme.text);
            pen.fill(theme.glyphs.rule, 0, theme.border);
        }
        CriteriaRow::Heading { around, title } => {
            pen.skip(1);
            let room = pen.room().saturating_sub(1);
            // The section around gives way to the title; in fewer cells than a word takes, it would
            // say nothing.
            let left = room.saturating_sub(safe::str_cells(title) + 3);
            if let Some(around) = around.as_ref().filter(|_| left >= 8) {
                pen.quote(around, left, theme.dim).put(" ", theme.text);
                pen.put(theme.glyphs.within, theme.dim).put(" ", theme.text);
            }
            let room = pen.room().saturating_sub(1);
            pen.quote(title, room, theme.heading);
        }
        CriteriaRow::FormerHeading(count) => {
            pen.put(&format!("Former criteria ({count}) "), theme.strong);
            pen.fill(theme.glyphs.rule, 0, theme.border);
        }
        CriteriaRow::Criterion(_) | CriteriaRow::Former(_) => {}
    }
}

/// Returns the links of the hunk under the cursor, suggested ones included.
fn lit(model: &Model) -> &[HunkLink] {
    let hunk = model
        .screens
        .review
        .rows
        .hunk_at(model.screens.review.view.cursor);
    let file = hunk.and_then(|(section, _)| model.screens.review.files.get(section.file()?));
    match (file, hunk) {
        (Some(file), Some((_, hunk))) => file.links.of_hunk(hunk),
        _ => &[],
    }
}

/// Draws a criterion: whether it is chosen, its state, its id, its link to the hunk under the
/// cursor, its text, and at the end the mark of an amendment and the contractor's tick.
pub(in crate::ui) fn criterion(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    index: CriterionIndex,
    link: Option<LinkState>,
) {
    let Some((key, found)) = model
        .facts
        .engagement
        .key(index)
        .zip(model.facts.engagement.criterion(index))
    else {
        return;
    };
    // When the overview's cursor is on a former criterion, no other one is shown as chosen.
    let chosen = model.facts.chosen == Some(index) && model.former_in_overview().is_none();
    let state = model.screens.review.state_here(&model.facts, key);
    let (glyph, state_style) = theme.state(state);
    // Marks a state that holds as of this increment and not any more.
    let holds = state == model.facts.record.state_of(key);
    let lapsed = if holds {
        String::new()
    } else {
        format!(" {}", theme.glyphs.stale)
    };
    let claim = match found.claim {
        TickClaim::Ticked => " [x]",
        TickClaim::Unticked | TickClaim::None => "",
    };
    let amended = amended(model, theme, key);
    let new = if model.facts.unread.on_criterion(key) {
        format!(" {}", theme.glyphs.new)
    } else {
        String::new()
    };
    let start = area.x;
    let mut pen = Pen::new(theme, buffer, area, line);
    pen.put(if chosen { theme.glyphs.chosen } else { " " }, theme.link)
        .put(glyph, state_style);
    pen.put(" ", theme.text);
    let style = if link.is_some() || chosen {
        theme.strong
    } else {
        theme.text
    };
    id(theme, &mut pen, key, style);
    // Beside the state, the two glyphs would be taken for one.
    let (mark, mark_style) = link.map_or((" ", theme.text), |state| theme.link(state));
    pen.put(" ", theme.text)
        .put(mark, mark_style)
        .put(" ", theme.text);
    let room = pen.room().saturating_sub(
        safe::str_cells(claim)
            + safe::str_cells(&new)
            + safe::str_cells(&lapsed)
            + amended.0.len()
            + 1,
    );
    let text = safe::inline(found.one_line());
    pen.quote(&text, room, if chosen { theme.strong } else { theme.text });
    pen.right(&[
        (&new, theme.key),
        (&lapsed, theme.warn),
        (&amended.0, amended.1),
        (claim, theme.dim),
        (" ", theme.text),
    ]);
    if chosen {
        pen.lay(
            start,
            if model.screens.review.focus() == Focus::Criteria {
                theme.cursor
            } else {
                theme.cursor_dim
            },
        );
    }
}

/// Returns the mark and style of a criterion's amendment; an empty mark if there is none.
fn amended(model: &Model, theme: &Theme, key: &CriterionKey) -> (String, Style) {
    let found = model.facts.engagement.agreed.amendment_of(key);
    found.map_or((String::new(), theme.text), |amendment| {
        let style = if amendment.state == AmendmentState::Open {
            theme.warn
        } else {
            theme.dim
        };
        (format!(" {}", sign(amendment.kind)), style)
    })
}

/// Puts a criterion's id, cut to 16 cells and padded to 6, the width of most ids.
pub(in crate::ui) fn id(theme: &Theme, pen: &mut Pen<'_>, key: &CriterionKey, style: Style) {
    let id = safe::fit(key.id.as_str(), 16);
    let pad = 6_usize.saturating_sub(safe::str_cells(&id));
    pen.put(&id, style).put(&" ".repeat(pad), theme.text);
}

fn detail(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let id = model
        .facts
        .chosen
        .and_then(|chosen| model.facts.engagement.key(chosen))
        .map(|key| key.id.as_str())
        .unwrap_or("–");
    let inner = area.inner();
    let detail = &model.screens.review.criteria.detail;
    let lines = &detail.lines;
    let top = model.screens.review.criteria.detail_top;
    let hidden = lines.len().saturating_sub(top + usize::from(inner.height));
    let more = match hidden {
        0 => String::new(),
        1 => "1 more line".to_owned(),
        hidden => format!("{hidden} more lines"),
    };
    let right: &[(&str, Style)] = &[(&more, theme.dim)];
    let right = if more.is_empty() { &[][..] } else { right };
    frame(
        buffer,
        theme,
        area,
        border(model, theme),
        &[(id, theme.strong)],
        right,
    );
    for (index, found) in lines
        .iter()
        .skip(top)
        .take(usize::from(inner.height))
        .enumerate()
    {
        let mut pen = Pen::new(theme, buffer, inner, index as u16);
        pen.skip(1);
        let room = pen.room();
        match found {
            DetailLine::Requirement(row) => line::put_row(&mut pen, theme, row, theme.dim, &[]),
            DetailLine::Title(title) => {
                pen.fit(title, room, theme.dim.patch(theme.heading));
            }
            DetailLine::Text(row) => {
                if let Some(row) = detail.text.get(*row) {
                    line::put_row(&mut pen, theme, row, theme.text, &[]);
                }
            }
            DetailLine::Task { ticked, words } => {
                pen.put(if *ticked { "[x] " } else { "[ ] " }, theme.dim);
                let room = pen.room();
                pen.fit(words, room, theme.dim);
            }
            DetailLine::Comment(text) => {
                pen.skip(2);
                line::put(&mut pen, theme, text, 0, theme.dim, &[]);
            }
            DetailLine::Verdict {
                verdict,
                lapsed,
                words,
            } => {
                let (glyph, style) = match (verdict, lapsed) {
                    (_, true) => (theme.glyphs.stale, theme.warn),
                    (Some(verdict), _) => theme.verdict(*verdict),
                    (None, _) => (theme.glyphs.unreviewed, theme.dim),
                };
                pen.put(glyph, style).put(" ", theme.text);
                if let Some(verdict) = verdict {
                    pen.put(verdict.words(), style).put(" · ", theme.dim);
                }
                pen.fit(words, room, theme.dim);
            }
            DetailLine::Amended(words) => {
                pen.fit(words, room, theme.warn);
            }
            DetailLine::Fact(words) => {
                pen.fit(words, room, theme.dim);
            }
            DetailLine::Empty => {}
        }
    }
}
