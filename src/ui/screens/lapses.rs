//! Draws the walk through the lapsed verdicts: why each lapsed, the criterion then and now, and the
//! lines that it rested on, then and now.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::screens::lapses::{Answer, LapseLine, LapseWalk, Text, digits};
use crate::model::ground::{GroundCommit, GroundFile, GroundState};
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::compared::{self, Beside};
use crate::ui::screens::review::line;
use crate::ui::screens::walked;
use crate::ui::theme::Theme;
use crate::ui::who;

/// Maximum width of a commit's author and time, in cells; a narrower line has the subject only.
const WIDE: usize = 60;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let walk = &model.screens.lapses;
    let area = LapseWalk::area(&model.facts);
    let id = walk
        .shown()
        .map(|shown| format!(" · {}", shown.criterion.id))
        .unwrap_or_default();
    let title = format!("Check again {} of {}{id}", walk.at + 1, walk.verdicts.len());
    let hidden = walk
        .lines
        .len()
        .saturating_sub(walk.top + usize::from(area.height));
    let more = match hidden {
        0 => String::new(),
        1 => "1 more line  ".to_owned(),
        hidden => format!("{hidden} more lines  "),
    };
    let progress =
        walked::progress(
            &model.facts,
            theme,
            &walk.verdicts,
            walk.at,
            |walked| match walked.answer {
                Some(Answer::Stands | Answer::HoldsAgain) => (theme.glyphs.met, theme.good),
                Some(Answer::Otherwise) => (theme.glyphs.not_met, theme.bad),
                None => (theme.glyphs.stale, theme.warn),
            },
        );
    let mut right = vec![(more.as_str(), theme.warn)];
    right.extend(progress.iter().map(|(mark, style)| (mark.as_str(), *style)));
    frame(
        buffer,
        theme,
        model.facts.size.body(),
        theme.focus,
        &[(&title, theme.strong)],
        &right,
    );
    let lines = walk.lines.iter().skip(walk.top);
    for (at, found) in (0..area.height).zip(lines) {
        put(model, theme, buffer, area, at, found);
    }
}

fn put(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area, at: u16, found: &LapseLine) {
    let walk = &model.screens.lapses;
    let ground = walk.ground.as_deref();
    let mut pen = Pen::new(theme, buffer, area, at);
    pen.skip(1);
    let room = pen.room();
    match found {
        LapseLine::State(words) => drop(pen.fit(words, room, theme.strong)),
        LapseLine::Why(words) => drop(pen.fit(words, room, theme.warn)),
        LapseLine::Comment(text) => {
            pen.put(theme.glyphs.thread, theme.dim).put(" ", theme.text);
            line::put(&mut pen, theme, text, 0, theme.text, &[]);
        }
        LapseLine::Commit(index) => {
            if let Some(found) = ground.and_then(|ground| ground.commits.get(*index)) {
                commit(model, theme, &mut pen, found);
            }
        }
        LapseLine::Heading(words) => drop(pen.fit(words, room, theme.heading)),
        LapseLine::Then(text) => marked(theme, pen, text, theme.removed_words),
        LapseLine::Now(text) => marked(theme, pen, text, theme.added_words),
        LapseLine::Beside(then, now) => {
            beside(theme, buffer, area, at, [then.as_ref(), now.as_ref()]);
        }
        LapseLine::File(index) => {
            if let Some(found) = ground.and_then(|ground| ground.files.get(*index)) {
                file(theme, Pen::new(theme, buffer, area, at), found);
            }
        }
        LapseLine::Code(index, row) => {
            let diff = ground
                .and_then(|ground| ground.files.get(*index))
                .and_then(|file| file.diff.as_deref());
            let laid = walk.files.get(*index);
            let row = laid.and_then(|laid| laid.rows.get(*row));
            if let (Some(diff), Some(laid), Some(row)) = (diff, laid, row) {
                let split = LapseWalk::is_split(&model.facts);
                if split {
                    middle(theme, buffer, area, at);
                }
                let beside = Beside {
                    laid,
                    diff,
                    before: [0, 0],
                    digits: digits(diff),
                    split,
                };
                compared::row(model, theme, buffer, area, at, &beside, row);
            }
        }
        LapseLine::Fact(words) => drop(pen.fit(words, room, theme.dim)),
        LapseLine::Empty => {}
    }
}

/// Draws the line between then and now.
fn middle(theme: &Theme, buffer: &mut Buffer, area: Area, at: u16) {
    let middle = Area {
        x: area.x + area.width / 2,
        width: 1,
        ..area
    };
    Pen::new(theme, buffer, middle, at).put(theme.glyphs.frame[5], theme.border);
}

/// Draws a commit: `b158672  Count pending refunds too (AC-5)  first change of its lines · Jonas
/// Weber, 5 mo ago`.
fn commit(model: &Model, theme: &Theme, pen: &mut Pen<'_>, found: &GroundCommit) {
    let commit = &found.commit;
    pen.put(&commit.id.short(7), theme.key)
        .put("  ", theme.text);
    let author = who::author(commit);
    let first = if found.is_first {
        "first to change its lines · "
    } else {
        ""
    };
    let tail = format!("  {first}{author}, {} ", commit.at.ago(model.facts.now));
    let tail = if pen.room() >= WIDE {
        tail
    } else if found.is_first {
        "  first ".to_owned()
    } else {
        String::new()
    };
    let room = pen.room().saturating_sub(safe::str_cells(&tail));
    pen.quote(&safe::inline(commit.subject()), room, theme.text);
    pen.right(&[(&tail, theme.dim)]);
}

/// Draws a line of a text, with the words that differ in a style of their own.
fn marked(theme: &Theme, mut pen: Pen<'_>, (text, differ): &Text, style: Style) {
    let under: Vec<_> = differ.iter().map(|range| (range.clone(), style)).collect();
    let columns = text.columns(0, pen.room() as u32);
    line::put_source(&mut pen, theme, text, &columns, theme.text, &under, &[]);
}

/// Draws a line of the criterion's text then and now, beside each other.
fn beside(
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    at: u16,
    [then, now]: [Option<&Text>; 2],
) {
    let half = area.width / 2;
    let left = Area {
        width: half,
        ..area
    };
    let right = Area {
        x: area.x + half + 1,
        width: area.width - half - 1,
        ..area
    };
    for (area, text, style) in [
        (left, then, theme.removed_words),
        (right, now, theme.added_words),
    ] {
        let mut pen = Pen::new(theme, buffer, area, at);
        pen.skip(1);
        if let Some(text) = text {
            marked(theme, pen, text, style);
        }
    }
    middle(theme, buffer, area, at);
}

/// Draws the rule above a file's lines: its path with the lines, and what became of them.
fn file(theme: &Theme, mut pen: Pen<'_>, found: &GroundFile) {
    let (path, state) = LapseWalk::file_words(found);
    let style = match found.state {
        GroundState::Same | GroundState::Moved => theme.dim,
        GroundState::Changed | GroundState::Back | GroundState::Unread => theme.warn,
        GroundState::Gone => theme.bad,
    };
    let glyph = theme.glyphs.rule;
    let tail = format!(" · {state} ");
    pen.put(glyph, theme.border).put(" ", theme.text);
    let room = pen.room().saturating_sub(safe::str_cells(&tail));
    pen.quote_end(&path, room.max(12), theme.strong)
        .put(&tail, style);
    pen.fill(glyph, 0, theme.border);
}
