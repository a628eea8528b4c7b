//! Draws the gaps screen: how much is covered, the uncovered criteria, and the changes without a
//! criterion.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::facts::coverage::Covered;
use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::app::screens::gaps::{Claimant, CoveredUnit, Fold, GapRow, LeftOutMention};
use crate::model::change::Side;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::ratio::Ratio;
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::review::criteria;
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let area = model.facts.size.body();
    let covered = model.facts.covered();
    let read = match covered.read {
        read if read.part < read.whole => format!("{read} increments read so far"),
        read => format!(
            "{} {}",
            read.whole,
            if read.whole == 1 {
                "increment"
            } else {
                "increments"
            }
        ),
    };
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Gaps", theme.strong)],
        &[(&read, theme.dim)],
    );
    let inner = area.inner();
    let mut pen = Pen::new(theme, buffer, inner, 0);
    let room = pen.room().saturating_sub(2);
    pen.skip(1).fit(&said(&covered), room, theme.info);
    let list = model.facts.size.gaps_list();
    let view = &model.screens.gaps.view;
    let shown = model
        .screens
        .gaps
        .rows
        .iter()
        .enumerate()
        .skip(view.top)
        .take(usize::from(list.height));
    for (index, row) in shown {
        let line = (index - view.top) as u16;
        draw_row(model, theme, buffer, list, line, row);
        if index == view.cursor {
            let mut pen = Pen::new(theme, buffer, list, line);
            pen.put(theme.glyphs.chosen, theme.link)
                .lay(list.x, theme.cursor);
        }
    }
}

/// Formats the coverage: `9 of 12 criteria covered (75 %), 4 judged (33 %) · 45 of 60 hunks linked
/// (75 %)`.
pub(in crate::ui) fn said(covered: &Covered) -> String {
    let of = |ratio: Ratio, what: &str| format!("{ratio} {what} ({})", ratio.in_percent());
    let judged = format!(
        "{} judged ({})",
        covered.judged.part,
        covered.judged.in_percent()
    );
    let hunks = match covered.claimed.whole {
        0 => "no hunk read yet".to_owned(),
        _ => of(covered.claimed, "hunks linked"),
    };
    format!(
        "{}, {judged} · {hunks}",
        of(covered.criteria, "criteria covered")
    )
}

fn draw_row(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    row: &GapRow,
) {
    let mut pen = Pen::new(theme, buffer, area, line);
    pen.skip(1);
    match row {
        GapRow::Uncovered(count) => {
            let words = format!(
                "Uncovered: {count} {}, no link yet ",
                plural(*count, "criterion", "criteria")
            );
            heading(model, theme, &mut pen, &words, Action::NextUncovered);
        }
        GapRow::Unclaimed(count) => {
            let words = format!(
                "Unclaimed: {count} {} without a link ",
                plural(*count, "change", "changes")
            );
            heading(model, theme, &mut pen, &words, Action::NextUnclaimed);
        }
        GapRow::Criterion(index) => criterion(model, theme, &mut pen, *index),
        GapRow::Increment(increment, count) => {
            let Some(found) = model.facts.engagement.increments.get(*increment) else {
                return;
            };
            let number = format!(
                "{}/{} ",
                increment.number(),
                model.facts.engagement.increments.len()
            );
            pen.put(&number, theme.key);
            let count = format!("  {count}");
            let room = pen.room().saturating_sub(count.len() + 1);
            pen.quote(&safe::inline(&found.title), room, theme.strong)
                .put(&count, theme.dim);
        }
        GapRow::Change(increment, index) => {
            if let Some(piece) = model.facts.unclaimed(*increment, *index) {
                change(model, theme, &mut pen, *increment, piece);
            }
        }
        GapRow::ByCommitOnly(increment, index) => {
            let piece = model
                .facts
                .coverage(*increment)
                .and_then(|coverage| coverage.by_commit_only.get(*index));
            if let Some(piece) = piece {
                change(model, theme, &mut pen, *increment, piece);
            }
        }
        GapRow::LeftOut(increment, index) => {
            if let Some(found) = model.facts.left_out(*increment).get(*index) {
                left_out(theme, &mut pen, found);
            }
        }
        GapRow::Fold(fold, count, open) => {
            let mark = if *open {
                theme.glyphs.open
            } else {
                theme.glyphs.folded
            };
            pen.put(mark, theme.dim).put(" ", theme.text);
            pen.fit(&folded(*fold, *count), pen.room(), theme.dim);
        }
        GapRow::Empty => {}
    }
}

/// Formats a fold's heading: `3 linked by their commit's word alone`.
fn folded(fold: Fold, count: usize) -> String {
    match fold {
        Fold::Aside(aside) => format!("{count} {}", aside.name()),
        Fold::ByCommitOnly => {
            format!(
                "{count} linked by {} commit's word alone",
                plural(count, "its", "their")
            )
        }
        Fold::LeftOut => {
            format!(
                "{count} {} criteria and {} not count",
                plural(count, "names", "name"),
                plural(count, "does", "do")
            )
        }
    }
}

/// Draws a mention of criteria that does not count: its source, the criteria, and the reason.
fn left_out(theme: &Theme, pen: &mut Pen<'_>, found: &LeftOutMention) {
    pen.skip(3);
    let named = format!(" {}", found.named());
    let what = match &found.what {
        Claimant::Commit(id) => format!("commit {}", id.short(7)),
        Claimant::File(path) => safe::path(path).into_string(),
        Claimant::Increment(name) => safe::inline(name).into_string(),
    };
    let room = pen.room() / 3;
    pen.put(&safe::fit_end(&what, room), theme.text);
    pen.put(&safe::fit(&named, room), theme.key);
    pen.put(": ", theme.dim);
    let rest = pen.room().saturating_sub(1);
    pen.fit(found.why.words(), rest, theme.dim);
}

fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

fn heading(model: &Model, theme: &Theme, pen: &mut Pen<'_>, words: &str, next: Action) {
    pen.put(words, theme.heading)
        .fill(theme.glyphs.rule, 0, theme.border);
    let key = model.facts.key(next).map(|key| format!(" {key} next "));
    if let Some(key) = key {
        let width = safe::str_cells(&key) as u16;
        pen.x = pen.x.saturating_sub(width + 1);
        pen.put(&key, theme.key);
    }
}

fn criterion(model: &Model, theme: &Theme, pen: &mut Pen<'_>, index: CriterionIndex) {
    let Some((key, found)) = model
        .facts
        .engagement
        .key(index)
        .zip(model.facts.engagement.criterion(index))
    else {
        return;
    };
    let guess = model.facts.best_guess(index).map(|(increment, state)| {
        let (mark, style) = theme.link(state);
        let title = model
            .facts
            .engagement
            .increments
            .get(increment)
            .map(|found| safe::inline(&found.title).into_string());
        let words = format!(
            " {mark} {} in {} {}",
            state.words(),
            increment.number(),
            title.unwrap_or_default()
        );
        (safe::fit(&words, 46), style)
    });
    let (glyph, style) = theme.state(model.facts.record.state_of(key));
    pen.skip(1).put(glyph, style).put(" ", theme.text);
    criteria::id(theme, pen, key, theme.text);
    pen.put(" ", theme.text);
    let right = guess
        .as_ref()
        .map_or(0, |(words, _)| safe::str_cells(words) + 1);
    // The criterion's own words are more important than a guess.
    let wide = pen.room() >= right + 24;
    let room = pen.room().saturating_sub(if wide { right + 1 } else { 1 });
    pen.quote(&safe::inline(found.one_line()), room, theme.text);
    if let Some((words, style)) = guess.filter(|_| wide) {
        pen.right(&[(&words, style), (" ", theme.text)]);
    }
}

fn change(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    increment: IncrementIndex,
    piece: &CoveredUnit,
) {
    let place = match piece.lines {
        Some((Side::New, lines)) if lines.first < lines.last => {
            format!(":{}-{}", lines.first, lines.last)
        }
        Some((Side::New, lines)) => format!(":{}", lines.first),
        Some((Side::Old, lines)) => format!(":-{}", lines.first),
        None => String::new(),
    };
    let link = piece.hunk.and_then(|(digest, _)| {
        let links = model.facts.hints(increment)?.of_hunk(&piece.path, digest);
        let link = links.first()?;
        let (mark, style) = theme.link(link.state);
        let id = &model.facts.engagement.key(link.criterion)?.id;
        Some((format!(" {mark} {} {id}", link.state.words()), style))
    });
    let right = link
        .as_ref()
        .map_or(0, |(words, _)| safe::str_cells(words) + 1);
    pen.skip(3);
    let wide = pen.room() >= right + 24;
    let room = pen
        .room()
        .saturating_sub(if wide { right } else { 0 } + place.len() + 1);
    pen.quote_end(&safe::path(&piece.path), room, theme.text)
        .put(&place, theme.dim);
    if let Some((words, style)) = link.filter(|_| wide) {
        pen.right(&[(&words, style), (" ", theme.text)]);
    }
}
