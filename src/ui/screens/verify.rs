//! Draws the walk through the addressed notes: the note, the commit that is said to have fixed it,
//! and its lines then and now.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::app::screens::ScreenState;
use crate::app::screens::verify::Walk;
use crate::model::comparison::{ComparedFile, FileVersion, Fix};
use crate::model::event::VerifiedAs;
use crate::model::note::Standing;
use crate::model::summary::unread_said;
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::compared::{self, Beside};
use crate::ui::screens::review::thread;
use crate::ui::screens::walked;
use crate::ui::theme::Theme;
use crate::ui::who;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let walk = &model.screens.verify;
    let area = model.facts.size.body();
    let title = format!("Addressed {} of {}", walk.at + 1, walk.notes.len());
    let progress = walked::progress(&model.facts, theme, &walk.notes, walk.at, |note| match note
        .said
    {
        Some(VerifiedAs::Verified) => (theme.glyphs.met, theme.good),
        Some(_) => (theme.glyphs.not_met, theme.bad),
        None => (theme.glyphs.unreviewed, theme.dim),
    });
    let progress: Vec<(&str, Style)> = progress
        .iter()
        .map(|(mark, style)| (mark.as_str(), *style))
        .collect();
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[(&title, theme.strong)],
        &progress,
    );
    let areas = model.screens.verify.areas(&model.facts);
    note(model, theme, buffer, areas.note);
    facts(model, theme, buffer, areas.facts);
    code(model, theme, buffer, areas.code);
}

/// Draws the note and its replies as far as there is room, and counts the lines left out.
fn note(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let found = model
        .screens
        .verify
        .thread(&model.facts)
        .and_then(|index| model.facts.record.threads.get(index as usize));
    let (Some(found), Some(view)) = (found, &model.screens.verify.view) else {
        return;
    };
    let height = usize::from(area.height);
    let hidden = view.lines.len().saturating_sub(height);
    let shown = if hidden > 0 {
        height.saturating_sub(1)
    } else {
        height
    };
    for (at, row) in view.lines.iter().take(shown).enumerate() {
        let mut pen = Pen::new(theme, buffer, area, at as u16);
        pen.skip(1);
        thread::put(model, theme, &mut pen, found, None, row);
    }
    if hidden > 0 {
        let words = format!("{} more lines", hidden + 1);
        let words = model
            .facts
            .with_keys(words, &[(Action::Open, "opens the diff")]);
        let mut pen = Pen::new(theme, buffer, area, shown as u16);
        pen.skip(1)
            .put(theme.glyphs.thread, theme.thread(found))
            .put(" ", theme.text)
            .put(&words, theme.dim);
    }
}

/// Draws the commit, what could not be read, and, above the compared lines, the versions they are
/// from.
fn facts(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let Some(shown) = &model.screens.verify.shown else {
        Pen::new(theme, buffer, area, 0).fill(theme.glyphs.rule, 0, theme.border);
        Pen::new(theme, buffer, area, 1)
            .skip(1)
            .put("comparing …", theme.dim);
        return;
    };
    let mut at = 0;
    if let Some(fix) = &shown.fix {
        commit(model, theme, &mut Pen::new(theme, buffer, area, at), fix);
        at += 1;
    }
    for remark in &shown.remarks {
        let mut pen = Pen::new(theme, buffer, area, at);
        let room = pen.room().saturating_sub(2);
        pen.skip(1).fit(remark, room, theme.warn);
        at += 1;
    }
    let rule = Pen::new(theme, buffer, area, at);
    standing(theme, rule, shown.standing, shown.file.as_ref());
    if let Some(file) = &shown.file {
        heads(
            model,
            theme,
            buffer,
            Area {
                y: area.y + at + 1,
                height: area.height.saturating_sub(at + 1),
                ..area
            },
            file,
        );
    }
}

/// Draws the commit: `b158672  Count pending refunds too (AC-5)  Jonas Weber, 5 mo ago · 4 files
/// +54 −11`.
fn commit(model: &Model, theme: &Theme, pen: &mut Pen<'_>, fix: &Fix) {
    let author = who::author(&fix.commit);
    let count = fix.files.len() + fix.more;
    let read = fix.files.iter().filter_map(|(_, lines)| *lines);
    let (plus, minus) = read
        .clone()
        .fold((0, 0), |sum, lines| (sum.0 + lines.0, sum.1 + lines.1));
    let mut files = format!("{count} {}", if count == 1 { "file" } else { "files" });
    if let Some(unread) = unread_said(fix.files.len() - read.count()) {
        files.push_str(&format!(" ({unread})"));
    }
    let tail = format!(
        "  {author}, {} · {files} ",
        fix.commit.at.ago(model.facts.now)
    );
    let counts = [
        format!("+{plus}"),
        format!(" {}{minus} ", theme.glyphs.minus),
    ];
    let width = safe::str_cells(&tail)
        + counts
            .iter()
            .map(|text| safe::str_cells(text))
            .sum::<usize>();
    pen.skip(1)
        .put(&fix.commit.id.short(7), theme.key)
        .put("  ", theme.text);
    let room = pen.room().saturating_sub(width);
    // In a narrow terminal the subject is worth more than author and time.
    let wide = room >= 24;
    let subject_room = if wide { room } else { pen.room() };
    pen.quote(
        &safe::inline(fix.commit.subject()),
        subject_room,
        theme.strong,
    );
    if wide {
        pen.right(&[
            (&tail, theme.dim),
            (&counts[0], theme.plus),
            (&counts[1], theme.minus),
        ]);
    }
}

/// Draws the rule above the lines, with words for how they stand.
fn standing(theme: &Theme, mut pen: Pen<'_>, standing: Standing, file: Option<&ComparedFile>) {
    let (words, style) = match (file, standing) {
        (None, _) => ("not on a file: showing the commit's changes", theme.dim),
        (Some(_), Standing::Exact) => ("the lines are unchanged", theme.warn),
        (Some(_), Standing::Moved) => ("the lines moved unchanged", theme.warn),
        (Some(_), Standing::Edited) => ("the lines changed", theme.good),
        (Some(_), Standing::Gone | Standing::Outside) => ("the lines are gone", theme.info),
    };
    let glyph = theme.glyphs.rule;
    pen.put(glyph, theme.border)
        .put(" ", theme.text)
        .put(words, style)
        .put(" ", theme.text);
    pen.fill(glyph, 0, theme.border);
}

/// Draws which versions are compared: one above each half, or both in one line.
fn heads(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area, file: &ComparedFile) {
    let [then, now] = &file.versions;
    if Walk::is_split(&model.facts) {
        let half = area.width / 2;
        let halves = [
            Area {
                width: half,
                ..area
            },
            Area {
                x: area.x + half,
                width: area.width - half,
                ..area
            },
        ];
        for ((version, words), (at, half)) in [(then, "as it was"), (now, "as it is")]
            .into_iter()
            .zip(halves.into_iter().enumerate())
        {
            let mut pen = Pen::new(theme, buffer, half, 0);
            let edge = if at == 0 { " " } else { theme.glyphs.frame[5] };
            pen.put(edge, theme.border);
            head(theme, &mut pen, version, words);
        }
        return;
    }
    let mut pen = Pen::new(theme, buffer, area, 0);
    pen.skip(1);
    let room = pen.room() / 2;
    let path = safe::path(&now.path);
    pen.quote_end(&path, room, theme.strong)
        .put("  ", theme.text);
    pen.put(theme.glyphs.minus, theme.minus)
        .put(&format!(" {}  ", at(then)), theme.dim);
    pen.put(theme.glyphs.plus, theme.plus)
        .put(&format!(" {} ", at(now)), theme.dim);
}

fn head(theme: &Theme, pen: &mut Pen<'_>, version: &FileVersion, words: &str) {
    let tail = format!("  {words} · {}", at(version));
    let room = pen.room().saturating_sub(safe::str_cells(&tail) + 1);
    pen.quote_end(&safe::path(&version.path), room, theme.strong)
        .put(&tail, theme.dim);
}

/// Formats a version's commit and lines: `c166daa:85-86`.
fn at(version: &FileVersion) -> String {
    let commit = version
        .commit
        .map(|commit| commit.short(7))
        .unwrap_or_default();
    match version.lines {
        Some(lines) if lines.first == lines.last => format!("{commit}:{}", lines.first),
        Some(lines) => format!("{commit}:{}-{}", lines.first, lines.last),
        None => commit,
    }
}

fn code(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let walk = &model.screens.verify;
    let Some(shown) = &walk.shown else { return };
    let Some(file) = &shown.file else {
        return files(theme, buffer, area, shown.fix.as_ref());
    };
    let split = Walk::is_split(&model.facts);
    let [old, new] = &file.versions;
    let beside = Beside {
        laid: &walk.laid,
        diff: &file.diff,
        before: [old.before, new.before],
        digits: file.digits(),
        split,
    };
    if split {
        let middle = Area {
            x: area.x + area.width / 2,
            width: 1,
            ..area
        };
        for line in 0..area.height {
            Pen::new(theme, buffer, middle, line).put(theme.glyphs.frame[5], theme.border);
        }
    }
    let rows = walk.laid.rows.iter().skip(walk.top);
    for (at, row) in (0..area.height).zip(rows) {
        compared::row(model, theme, buffer, area, at, &beside, row);
    }
    if walk.laid.rows.is_empty() {
        let words = if shown.standing == Standing::Gone {
            "nothing to show"
        } else {
            "no lines"
        };
        Pen::new(theme, buffer, area, 0)
            .skip(1)
            .put(words, theme.dim);
    }
}

/// Draws the files that the commit changes, for a note on no file.
fn files(theme: &Theme, buffer: &mut Buffer, area: Area, fix: Option<&Fix>) {
    let Some(fix) = fix else {
        Pen::new(theme, buffer, area, 0)
            .skip(1)
            .put("no commit was given", theme.dim);
        return;
    };
    let more = fix.more > 0;
    let shown = usize::from(area.height).saturating_sub(usize::from(more));
    for (at, (path, lines)) in fix.files.iter().take(shown).enumerate() {
        let mut pen = Pen::new(theme, buffer, area, at as u16);
        let room = pen.room().saturating_sub(16);
        pen.skip(1).quote_end(&safe::path(path), room, theme.text);
        let Some((plus, minus)) = lines else {
            pen.right(&[(" not read ", theme.warn)]);
            continue;
        };
        let counts = [
            format!(" +{plus}"),
            format!(" {}{minus} ", theme.glyphs.minus),
        ];
        pen.right(&[(&counts[0], theme.plus), (&counts[1], theme.minus)]);
    }
    let hidden = fix.files.len().saturating_sub(shown) + fix.more;
    if hidden > 0 {
        let words = format!("and {hidden} more files");
        Pen::new(theme, buffer, area, area.height.saturating_sub(1))
            .skip(1)
            .put(&words, theme.dim);
    }
}
