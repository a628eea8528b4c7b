//! Draws the diff pane: only the rows on the screen.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::input::geometry::{Area, gutter};
use crate::app::input::keymap::Action;
use crate::app::screens::review::rows::{Row, RowKind, RowSides};
use crate::app::screens::review::{File, FileState, options_words};
use crate::model::change::{ChangeKind, FileDiff, Side};
use crate::model::content_words;
use crate::model::index::{FileIndex, IncrementIndex};
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::review::file_header;
use crate::ui::screens::review::file_header::{counts, criteria_words, link_style};
use crate::ui::screens::review::source;
use crate::ui::screens::review::source::Source;
use crate::ui::screens::review::{beside, cover, line, margin, sticky, thread};
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let area = model.screens.review.areas(&model.facts).diff;
    if area.width == 0 {
        return;
    }
    border(model, theme, buffer, area);
    let inner = area.inner();
    let review = &model.screens.review;
    let selected = selection(model);
    let window = review.window();
    for line in 0..inner.height {
        let index = review.view.top + usize::from(line);
        let Some((section, row)) = review.rows.get(index).filter(|_| window.contains(&index))
        else {
            break;
        };
        match section.file() {
            None => cover::row(model, theme, buffer, inner, line, &row),
            Some(file) => file_row(model, theme, buffer, inner, line, file, &row),
        }
        let mut pen = Pen::new(theme, buffer, inner, line);
        if selected.is_some_and(|(first, last)| (first..=last).contains(&index)) {
            pen.mark(theme, inner.x, theme.selected);
        }
        if index == review.view.cursor {
            pen.mark(
                theme,
                inner.x,
                if review.diff_focus {
                    theme.cursor
                } else {
                    theme.cursor_dim
                },
            );
        }
    }
    sticky::draw(model, theme, buffer, inner);
}

/// Returns the first and the last selected row: one is where selecting began, the other the cursor.
fn selection(model: &Model) -> Option<(usize, usize)> {
    let start = model
        .screens
        .review
        .rows
        .row_of(&model.screens.review.selecting?)?;
    let cursor = model.screens.review.view.cursor;
    Some((start.min(cursor), start.max(cursor)))
}

fn border(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let review = &model.screens.review;
    let style = if review.diff_focus {
        theme.focus
    } else {
        theme.border
    };
    let file = review
        .file_at(review.view.cursor)
        .and_then(|file| review.files.get(file));
    let path = file.map_or_else(
        || "Increment".to_owned(),
        |file| {
            let width = usize::from(area.width).saturating_sub(34).max(12);
            safe::fit_end(&safe::path(file.change.path()), width)
        },
    );
    let mut right: Vec<(String, Style)> = Vec::new();
    if let Some((plus, minus)) = file.and_then(counts) {
        right.push((format!("+{plus}"), theme.plus));
        right.push((format!(" {}{minus}", theme.glyphs.minus), theme.minus));
    }
    if let Some((section, hunk)) = review.rows.hunk_at(review.view.cursor)
        && let Some(file) = review.file_in_section(section)
    {
        let hunks = file
            .diff()
            .and_then(FileDiff::as_text)
            .map_or(0, |text| text.hunks.len());
        right.push((format!(" · hunk {}/{hunks}", hunk + 1), theme.dim));
        if margin::is_viewed(model, file, hunk) {
            right.push((format!(" {}", theme.glyphs.met), theme.good));
        }
        let links = file.links.of_hunk(hunk);
        if let Some(words) = criteria_words(model, theme, links) {
            right.push((format!(" · {words}"), link_style(theme, links)));
        }
    }
    let chosen = model
        .facts
        .chosen
        .and_then(|chosen| model.facts.engagement.key(chosen))
        .filter(|_| review.is_gathered());
    let only = chosen
        .map(|key| format!(" (only {})", key.id))
        .unwrap_or_default();
    let right: Vec<(&str, Style)> = right
        .iter()
        .map(|(text, style)| (text.as_str(), *style))
        .collect();
    frame(
        buffer,
        theme,
        area,
        style,
        &[(&path, theme.strong), (&only, theme.warn)],
        &right,
    );
    // How far down the screen's last line is. The rows of files that were not read yet are
    // estimated.
    let window = review.window();
    let rows = window.len().max(1);
    let percent = (review.view.top + review.view.height)
        .saturating_sub(window.start)
        .min(rows)
        * 100
        / rows;
    let progress = &review.tree.progress;
    let folded = match progress.folded {
        0 => String::new(),
        count => format!(" · {count} folded"),
    };
    let (viewed, files) = progress.files;
    let position = format!(" {viewed}/{files} files viewed{folded} · {percent}% ");
    let bottom = Area {
        y: area.y + area.height - 1,
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let mut left = usize::from(bottom.width).saturating_sub(2);
    if left > position.len() + 4 {
        Pen::new(theme, buffer, bottom, 0).right(&[(&position, theme.dim)]);
        left -= position.len() + 1;
    }
    state(model, theme, &mut Pen::new(theme, buffer, bottom, 0), left);
}

/// Draws, below the diff, where the line under the cursor moved, whether one file is shown at a
/// time, and which differences are ignored.
fn state(model: &Model, theme: &Theme, pen: &mut Pen<'_>, room: usize) {
    let end = model
        .screens
        .review
        .moved_here(&model.facts)
        .and_then(|(file, side, line)| {
            model
                .screens
                .review
                .other_end(&model.facts, file, side, line)
        });
    let moved =
        end.map(|end| source::moved(&end, &(end.line..end.line + 1), room.saturating_sub(2)));
    let options = options_words(model.screens.review.options).map(str::to_owned);
    let quiet = options
        .as_ref()
        .and_then(|_| match model.screens.review.quiet_files() {
            0 => None,
            1 => Some("1 file with ignored changes only".to_owned()),
            count => Some(format!("{count} files with ignored changes only")),
        });
    pen.skip(2);
    let mut room = room;
    let single = model
        .screens
        .review
        .single
        .then(|| "one file at a time".to_owned());
    for (words, style) in [
        (moved, theme.info),
        (single, theme.info),
        (options, theme.warn),
        (quiet, theme.warn),
    ] {
        let Some(words) = words.filter(|words| safe::str_cells(words) + 2 <= room) else {
            continue;
        };
        pen.put(&format!(" {words} "), style);
        room -= safe::str_cells(&words) + 2;
    }
}

fn file_row(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    file: FileIndex,
    row: &Row,
) {
    let Some(found) = model.screens.review.files.get(file) else {
        return;
    };
    match row.kind {
        RowKind::Increment => increment(
            model,
            theme,
            &mut Pen::new(theme, buffer, area, line),
            found.increment,
        ),
        RowKind::File => file_header::put(
            model,
            theme,
            &mut Pen::new(theme, buffer, area, line),
            file,
            found,
        ),
        RowKind::Notice(_) => {
            let mut pen = Pen::new(theme, buffer, area, line);
            let room = pen.room().saturating_sub(4);
            pen.skip(4).fit(&notice(model, found), room, theme.dim);
        }
        RowKind::Unclear(index) => {
            let mut pen = Pen::new(theme, buffer, area, line);
            let words = found
                .unclear
                .get(usize::from(index))
                .map_or("", String::as_str);
            match index {
                0 => pen.skip(1).put(theme.glyphs.unclear, theme.warn).skip(2),
                _ => pen.skip(4),
            };
            let room = pen.room();
            pen.fit(words, room, theme.warn);
        }
        RowKind::Gap { lines, heading } => {
            let mut pen = Pen::new(theme, buffer, area, line);
            let indent = gutter(model.screens.review.digits(file)) - 2;
            let count = format!("{lines} {}", if lines == 1 { "line" } else { "lines" });
            pen.skip(indent.saturating_sub(2))
                .put(theme.glyphs.gap, theme.gap)
                .put("  ", theme.gap);
            pen.put(&count, theme.gap);
            let text = found.diff().and_then(FileDiff::as_text);
            if let Some((text, heading)) = text.zip(heading) {
                pen.put("  ", theme.gap);
                let heading = safe::line(text.new.line(heading).trim_ascii(), model.facts.tab);
                line::put(&mut pen, theme, &heading, 0, theme.gap, &[]);
            }
        }
        RowKind::Line { kind, hunk, part } => {
            let draw = if model.screens.review.split {
                beside::row
            } else {
                code
            };
            draw(
                model,
                theme,
                buffer,
                (area, line),
                file,
                row,
                (kind, hunk, part),
            );
        }
        RowKind::Thread { thread, part } => {
            thread::row(
                model,
                theme,
                &mut Pen::new(theme, buffer, area, line),
                thread,
                part,
            );
        }
        RowKind::Cover(_) | RowKind::Blank => {}
    }
}

/// Draws the heading of the increment whose files follow.
fn increment(model: &Model, theme: &Theme, pen: &mut Pen<'_>, index: IncrementIndex) {
    let Some(found) = model.facts.engagement.increments.get(index) else {
        return;
    };
    let round = if found.round > 1 {
        format!(" · round {}", found.round)
    } else {
        String::new()
    };
    let facts = format!(
        " {}{round} · {} ",
        found.range.short(),
        model.facts.record.standing(found).words()
    );
    let start = pen.x;
    pen.fill(theme.glyphs.rule, 0, theme.border);
    pen.x = start;
    let number = format!(
        "{}/{} ",
        index.number(),
        model.facts.engagement.increments.len()
    );
    pen.put(theme.glyphs.rule, theme.border)
        .put(" ", theme.text)
        .put(&number, theme.key);
    let room = pen.room().saturating_sub(safe::str_cells(&facts) + 2);
    pen.quote(&safe::inline(&found.title), room, theme.heading)
        .put(" ", theme.text);
    pen.right(&[(&facts, theme.dim)]);
}

/// Formats the reason why a file shows no lines.
fn notice(model: &Model, file: &File) -> String {
    match &file.state {
        FileState::Unread | FileState::Reading => "reading …".to_owned(),
        FileState::Read(_) if file.is_quiet() => {
            let not_counted = options_words(model.screens.review.options).unwrap_or_default();
            format!("no change except ignored ones ({not_counted})")
        }
        FileState::Read(diff) => match diff.as_ref() {
            FileDiff::Text(_) if file.change.kind() == ChangeKind::Renamed => {
                "renamed without changes".to_owned()
            }
            FileDiff::Text(_) if file.change.kind() == ChangeKind::Copied => {
                "copied without changes".to_owned()
            }
            FileDiff::Text(_) if file.change.kind() == ChangeKind::ModeChanged => {
                "only the mode changed".to_owned()
            }
            FileDiff::Text(_) => "an empty file".to_owned(),
            FileDiff::TooLarge { .. } => {
                let said = content_words::said(diff).unwrap_or_default();
                model
                    .facts
                    .with_keys(said, &[(Action::Open, "reads it anyway")])
            }
            other => content_words::said(other).unwrap_or_default(),
        },
    }
}

/// Draws a line of the file: link mark, line numbers, sign, text.
fn code(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    (area, line): (Area, u16),
    file: FileIndex,
    row: &Row,
    (kind, hunk, part): (RowSides, Option<u32>, u16),
) {
    let review = &model.screens.review;
    let Some(found) = review.files.get(file) else {
        return;
    };
    let Some(text) = found.shown().and_then(FileDiff::as_text) else {
        return;
    };
    let Some((side, number)) = row.note_line() else {
        return;
    };
    let source = Source {
        file,
        text,
        kind,
        side,
        line: number,
        part,
    };
    let look = source::look(model, theme, &source);
    let digits = usize::from(review.digits(file));
    let mut pen = Pen::new(theme, buffer, area, line);
    pen.lay(area.x + gutter(digits as u16) - 2, look.style);
    margin::draw(model, theme, &mut pen, found, row, (kind, hunk, part));
    for side in [Side::Old, Side::New] {
        match row.line(side).filter(|_| part == 0) {
            Some(number) => pen.put(&format!("{:>digits$} ", number + 1), theme.number),
            None => pen.skip(digits as u16 + 1),
        };
    }
    pen.put(look.sign, look.sign_style).put(" ", look.style);
    source::put(model, theme, &mut pen, &source, look.style);
}
