//! Draws the overview: criteria by increments, and what waits for whom.

mod arrived;
mod heads;
mod increments;
mod waiting;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::facts::amended::spec_line;
use crate::app::facts::outline::CriteriaRow;
use crate::app::facts::waiting::CriterionCell;
use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::model::index::{IncrementIndex, Indexes};
use crate::model::spec::CriterionKey;
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::theme::Theme;

/// Width of an increment's column, in cells.
const COLUMN: u16 = 5;
/// Minimum width at which the legend explains all marks, in cells.
const WIDE: u16 = 140;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let (area, increments) = model.facts.overview_areas();
    let count = model.facts.engagement.increments.len();
    let found = format!(
        "{count} {}: {}",
        if count == 1 {
            "increment"
        } else {
            "increments"
        },
        model.facts.engagement.because
    );
    let found = safe::fit(
        &safe::inline(found),
        usize::from(area.width).saturating_sub(32),
    );
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Criteria × increments", theme.strong)],
        &[(&found, theme.dim)],
    );
    let columns = VisibleIncrements::new(model);
    heads::draw(model, theme, buffer, &columns);
    amended(model, theme, buffer);
    arrived::draw(model, theme, buffer);
    table(model, theme, buffer, &columns);
    waiting::draw(model, theme, buffer);
    legend(model, theme, buffer);
    if let Some(area) = increments {
        increments::draw(model, theme, buffer, area);
    }
}

/// The increments that have a column on the screen, and the place of these columns.
struct VisibleIncrements {
    first: IncrementIndex,
    shown: usize,
    /// The cell at which the first column begins.
    x: u16,
}

impl VisibleIncrements {
    fn new(model: &Model) -> Self {
        let inner = model.facts.overview_areas().0.inner();
        let count = model.facts.engagement.increments.len();
        // The criteria keep at least half the screen.
        let fit = usize::from(inner.width / 2 / COLUMN).max(1);
        let shown = count.min(fit);
        let first = model
            .screens
            .overview
            .column
            .get()
            .saturating_sub(shown.saturating_sub(1) / 2)
            .min(count - shown);
        let x = inner.x + inner.width - shown as u16 * COLUMN - 1;
        Self {
            first: IncrementIndex::new(first),
            shown,
            x,
        }
    }

    /// Returns the number of each column, from 0 on, with its increment.
    fn columns(&self) -> impl Iterator<Item = (usize, IncrementIndex)> {
        let end = IncrementIndex::new(self.first.get() + self.shown);
        Indexes::between(self.first, end).enumerate()
    }

    fn area(&self, index: usize, list: Area) -> Area {
        Area {
            x: self.x + index as u16 * COLUMN,
            width: COLUMN,
            ..list
        }
    }
}

fn table(model: &Model, theme: &Theme, buffer: &mut Buffer, columns: &VisibleIncrements) {
    let list = model.facts.overview_list();
    let left = Area {
        width: columns.x.saturating_sub(list.x),
        ..list
    };
    let view = &model.screens.overview.view;
    for (index, row) in model
        .screens
        .overview
        .rows
        .iter()
        .enumerate()
        .skip(view.top)
        .take(usize::from(list.height))
    {
        let line = (index - view.top) as u16;
        match row {
            CriteriaRow::Former(key) => {
                former(model, theme, buffer, list, line, key, index == view.cursor)
            }
            CriteriaRow::Elsewhere
            | CriteriaRow::Spec(_)
            | CriteriaRow::Heading { .. }
            | CriteriaRow::FormerHeading(_) => {
                crate::ui::screens::review::criteria::heading(
                    theme,
                    &mut Pen::new(theme, buffer, list, line),
                    row,
                );
            }
            CriteriaRow::Criterion(criterion) => {
                crate::ui::screens::review::criteria::criterion(
                    model, theme, buffer, left, line, *criterion, None,
                );
                for (column, increment) in columns.columns() {
                    let area = columns.area(column, list);
                    let here = increment == model.screens.overview.column && index == view.cursor;
                    let mut pen = Pen::new(theme, buffer, area, line);
                    cell(theme, pen.skip(1), model.facts.cell(*criterion, increment));
                    if here {
                        pen.lay(area.x + 1, theme.cursor);
                    }
                }
            }
        }
    }
    if model.screens.overview.rows.is_empty() {
        Pen::new(theme, buffer, list, 0)
            .skip(1)
            .put("no criteria in this spec", theme.dim);
    }
}

/// Draws the warning, above the criteria, that the delivery changes the agreed spec.
fn amended(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    if !model.facts.says_amended() {
        return;
    }
    let list = model.facts.overview_table();
    let mut pen = Pen::new(theme, buffer, list, 0);
    let key = model.facts.key(Action::Amendments);
    let key = key.map(|key| format!(" · {key}")).unwrap_or_default();
    pen.put(" ! ", theme.stand_in).put(" ", theme.text);
    let room = pen.room().saturating_sub(safe::str_cells(&key) + 1);
    pen.put(&spec_line(&model.facts.amended_words(), room), theme.warn)
        .put(&key, theme.key);
    let shows = " shows them";
    if !key.is_empty() && pen.room() > shows.len() {
        pen.put(shows, theme.dim);
    }
}

/// Draws a former criterion: its state, its id, its text, and how it became a former one.
fn former(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    key: &CriterionKey,
    is_here: bool,
) {
    let Some(found) = model.facts.record.former.get(key) else {
        return;
    };
    let mut pen = Pen::new(theme, buffer, area, line);
    let (glyph, style) = theme.state(model.facts.record.state_of(key));
    pen.put(if is_here { theme.glyphs.chosen } else { " " }, theme.link)
        .put(glyph, style)
        .put(" ", theme.text);
    crate::ui::screens::review::criteria::id(
        theme,
        &mut pen,
        key,
        if is_here { theme.strong } else { theme.text },
    );
    pen.put("   ", theme.text);
    let how = format!("  {} ", model.facts.became_former(found));
    let wide = pen.room() >= safe::str_cells(&how) + 24;
    let room = pen
        .room()
        .saturating_sub(if wide { safe::str_cells(&how) } else { 1 });
    pen.quote(&safe::inline(&found.text), room, theme.text);
    if wide {
        pen.right(&[(&how, theme.dim)]);
    }
    if is_here {
        pen.lay(area.x, theme.cursor);
    }
}

/// Draws a cell: the verdict on that increment, the state of the link, and whether tests are part
/// of the evidence.
fn cell(theme: &Theme, pen: &mut Pen<'_>, cell: CriterionCell) {
    let (verdict, style) = cell
        .verdict
        .map_or((" ", theme.text), |verdict| theme.verdict(verdict));
    pen.put(verdict, style);
    let (link, style) = match (cell.link, cell.verdict) {
        (Some(_), _) if cell.by_commit_only => (theme.glyphs.by_commit_only, theme.link),
        (Some(state), _) => theme.link(state),
        (None, None) => (theme.glyphs.declared, theme.border),
        (None, Some(_)) => (" ", theme.text),
    };
    pen.put(link, style).put(
        if cell.tested {
            theme.glyphs.tested
        } else {
            " "
        },
        theme.good,
    );
}

/// Draws the legend of the marks, and how much is covered, on the lower border.
fn legend(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let (body, _) = model.facts.overview_areas();
    let area = Area {
        x: body.x + 1,
        y: body.y + body.height - 1,
        width: body.width.saturating_sub(2),
        height: 1,
    };
    let glyphs = &theme.glyphs;
    let [weak, fair, strong] = glyphs.suggested;
    let suggested = format!("{strong}{fair}{weak}");
    let mut parts: Vec<(&str, Style)> = vec![
        (" ", theme.text),
        (glyphs.confirmed, theme.link),
        (" confirmed ", theme.dim),
        (glyphs.unreviewed, theme.link),
        (" declared ", theme.dim),
        (&suggested, theme.warn),
        (" suggested ", theme.dim),
        (glyphs.tested, theme.good),
        (" tested ", theme.dim),
    ];
    if area.width >= WIDE {
        let by_commit = [
            (glyphs.by_commit_only, theme.link),
            (" by commit only ", theme.dim),
        ];
        parts.splice(5..5, by_commit);
    }
    let width: usize = parts.iter().map(|(text, _)| safe::str_cells(text)).sum();
    let mut pen = Pen::new(theme, buffer, area, 0);
    let covered = model.facts.covered();
    let room = pen.room().saturating_sub(width + 3);
    let key = model
        .facts
        .key(Action::Gaps)
        .map(|key| format!(" {key} gaps "))
        .unwrap_or_default();
    let words = [
        format!(" {} ", crate::ui::screens::gaps::said(&covered)),
        format!(
            " {} of criteria covered, {} of hunks linked ",
            covered.criteria.in_percent(),
            covered.claimed.in_percent()
        ),
        format!(" {} covered ", covered.criteria.in_percent()),
    ];
    let said = words
        .iter()
        .find(|words| safe::str_cells(words) + key.len() <= room);
    if let Some(words) = said {
        pen.skip(1).put(words, theme.info).put(&key, theme.key);
    }
    pen.right(&parts);
}
