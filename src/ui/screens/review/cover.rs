//! Draws the increment's cover: the rows above the files.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::screens::review::CoverLine;
use crate::app::screens::review::rows::{Row, RowKind};
use crate::model::summary::unread_said;
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::screens::review::{line, thread};
use crate::ui::theme::Theme;
use crate::ui::who;

pub(in crate::ui) fn row(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    at: u16,
    row: &Row,
) {
    let mut pen = Pen::new(theme, buffer, area, at);
    match row.kind {
        RowKind::Cover(index) => {
            if let Some(found) = model.screens.review.cover.get(index as usize) {
                pen.skip(1);
                cover(model, theme, &mut pen, found);
            }
        }
        RowKind::Thread { thread, part } => thread::row(model, theme, &mut pen, thread, part),
        _ => {}
    }
}

fn cover(model: &Model, theme: &Theme, pen: &mut Pen<'_>, found: &CoverLine) {
    let Some(increment) = model.increment() else {
        return;
    };
    let room = pen.room().saturating_sub(1);
    match found {
        CoverLine::Title => {
            let outcome = model.facts.record.standing(increment).words();
            let room = room.saturating_sub(outcome.len() + 2);
            pen.quote(&safe::inline(&increment.title), room, theme.heading);
            pen.put("  ", theme.text).put(&outcome, theme.info);
            if let Some(words) = model.facts.turn_in_short(model.screens.review.increment) {
                pen.right(&[("  ", theme.text), (&words, theme.dim), (" ", theme.text)]);
            }
        }
        CoverLine::Criterion => {
            let chosen = model.facts.chosen.and_then(|chosen| {
                Some((
                    model.facts.engagement.key(chosen)?,
                    model.facts.engagement.criterion(chosen)?,
                ))
            });
            if let Some((key, criterion)) = chosen {
                pen.put(key.id.as_str(), theme.key).put("  ", theme.text);
                let room = pen.room().saturating_sub(1);
                pen.quote(&safe::inline(criterion.one_line()), room, theme.heading);
            }
        }
        CoverLine::Step => {
            let (at, of) = (
                model.screens.review.step().unwrap_or(0) + 1,
                model.screens.review.steps.len(),
            );
            pen.fit(
                &format!("commit {at} of {of}, oldest first"),
                room,
                theme.info,
            );
        }
        CoverLine::Since => {
            let number = model.screens.review.since_round(&model.facts);
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            let words = format!(
                "round {} compared with round {number}: what the contractor changed",
                increment.round
            );
            pen.fit(&words, room, theme.info);
        }
        CoverLine::Facts => {
            let round = if increment.round > 1 {
                format!(" · round {}", increment.round)
            } else {
                String::new()
            };
            let words = format!(
                "{}{round} · {}",
                increment.range.short(),
                increment.source.reason()
            );
            pen.fit(&words, room, theme.dim);
        }
        CoverLine::Counts => {
            let mut words: Vec<String> = Vec::new();
            if let Some(listing) = &model.screens.review.listing {
                let more = if listing.more_commits { "+" } else { "" };
                // The commits arrive after the files.
                if !listing.commits.is_empty() {
                    words.push(count(listing.commits.len(), "commit", more));
                }
                if listing.partial {
                    words.push("listing the files …".to_owned());
                } else {
                    words.push(count(listing.files.len(), "file", ""));
                }
            }
            if let Some(trace) = model.trace() {
                let (plus, minus) = trace.lines();
                words.push(format!("+{plus} {}{minus} lines", theme.glyphs.minus));
                words.extend(unread_said(trace.unread()));
            }
            pen.fit(&words.join(" · "), room, theme.dim);
        }
        CoverLine::Warning(words) => {
            pen.put(" ! ", theme.stand_in)
                .put(" ", theme.text)
                .fit(words, room, theme.warn);
        }
        CoverLine::WarningOn(words) => {
            pen.skip(4).fit(words, room, theme.warn);
        }
        CoverLine::Commit(index) => {
            let Some(listing) = &model.screens.review.listing else {
                return;
            };
            let Some(commit) = listing.commits.get(*index) else {
                return;
            };
            let is_brought =
                |index: usize| listing.brought.get(index).is_some_and(|brought| *brought);
            // Commits that a merge brought are indented below it.
            if is_brought(*index) {
                pen.skip(2);
            }
            let author = who::author(commit);
            let when = commit.at.ago(model.facts.now);
            let tail = format!("  {author}, {when} ");
            pen.put(&commit.id.short(7), theme.key)
                .put("  ", theme.text);
            let subject_room = pen.room().saturating_sub(safe::str_cells(&tail));
            let style = if is_brought(*index) {
                theme.text
            } else {
                theme.strong
            };
            pen.quote(&safe::inline(commit.subject()), subject_room, style);
            pen.right(&[(&tail, theme.dim)]);
        }
        CoverLine::Message(words) => {
            pen.skip(2);
            line::put(
                pen,
                theme,
                words,
                0,
                theme.text,
                &thread::hits(model, words),
            );
        }
        CoverLine::Remark(words) => {
            pen.fit(words, room, theme.dim);
        }
        CoverLine::Empty => {}
    }
}

fn count(number: usize, what: &str, more: &str) -> String {
    format!(
        "{number}{more} {what}{}",
        if number == 1 { "" } else { "s" }
    )
}
