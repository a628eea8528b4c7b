//! Draws the snags screen: a list with two lines per entry.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::facts::threads;
use crate::app::input::geometry::Area;
use crate::app::screens::snags::SnagRow;
use crate::model::index::CriterionIndex;
use crate::model::note::Thread;
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::review::thread;
use crate::ui::theme::Theme;
use crate::ui::who;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let area = model.facts.size.body();
    let snags = &model.screens.snags;
    let count = format!("{} shown", snags.rows.len());
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[("Snags", theme.strong)],
        &[(&count, theme.dim)],
    );
    let inner = area.inner();
    let mut pen = Pen::new(theme, buffer, inner, 0);
    let room = pen.room();
    pen.skip(1)
        .fit(&filter(model), room.saturating_sub(2), theme.info);
    let list = model.facts.size.snags_list();
    let shown = usize::from(list.height / 2);
    for (index, row) in snags
        .rows
        .iter()
        .enumerate()
        .skip(snags.view.top)
        .take(shown)
    {
        let line = (index - snags.view.top) as u16 * 2;
        match row {
            SnagRow::Criterion(index) => unmet(model, theme, buffer, list, line, *index),
            SnagRow::Thread(thread) => {
                if let Some(thread) = model.facts.record.threads.get(*thread as usize) {
                    entry(model, theme, buffer, list, line, thread);
                }
            }
        }
        if index == snags.view.cursor {
            Pen::new(theme, buffer, list, line).lay(list.x, theme.cursor);
            Pen::new(theme, buffer, list, line + 1).lay(list.x, theme.cursor);
        }
    }
    if snags.rows.is_empty() {
        Pen::new(theme, buffer, list, 0)
            .skip(1)
            .put("nothing here with this filter", theme.dim);
    }
}

fn filter(model: &Model) -> String {
    let snags = &model.screens.snags;
    let label = snags
        .label
        .map(|label| format!(" · {}", label.name()))
        .unwrap_or_default();
    let criterion = snags
        .criterion
        .and_then(|index| model.facts.engagement.key(index));
    let criterion = criterion
        .map(|key| format!(" · {}", key.id))
        .unwrap_or_default();
    format!("{}{label}{criterion}", snags.state.words())
}

fn unmet(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    index: CriterionIndex,
) {
    let Some((key, found)) = model
        .facts
        .engagement
        .key(index)
        .zip(model.facts.engagement.criterion(index))
    else {
        return;
    };
    let state = model.facts.record.state_of(key);
    let (glyph, style) = theme.state(state);
    let mut pen = Pen::new(theme, buffer, area, line);
    let room = pen.room();
    pen.skip(1)
        .put(glyph, style)
        .put(" ", theme.text)
        .put(key.id.as_str(), theme.strong)
        .put("  ", theme.text);
    pen.put(state.words(), style).put("  ", theme.text).quote(
        &safe::inline(found.one_line()),
        room,
        theme.text,
    );
    let given = model.facts.record.verdicts_on(key).last();
    if let Some(given) = given {
        let comment = safe::inline(&given.value.comment);
        let comment = if comment.as_str().is_empty() {
            String::new()
        } else {
            format!(": {comment}")
        };
        let name = who::name(model, &given.by, &[given.id]);
        let words = format!("{name}, {}{comment}", given.at.ago(model.facts.now));
        let mut pen = Pen::new(theme, buffer, area, line + 1);
        let room = pen.room().saturating_sub(4);
        pen.skip(3).fit(&words, room, theme.dim);
    }
}

fn entry(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    line: u16,
    thread: &Thread,
) {
    let style = theme.thread(thread);
    let mut pen = Pen::new(theme, buffer, area, line);
    let is_new = model.facts.unread.in_thread(thread.id);
    pen.put(if is_new { theme.glyphs.new } else { " " }, theme.key)
        .put(theme.glyphs.thread, style)
        .put(" ", theme.text);
    pen.put(&thread.id.short(), theme.dim).put(" ", theme.text);
    pen.put(&thread::label(thread), style.patch(theme.strong));
    let room = pen.room();
    pen.fit(&thread::head(model, thread, room), room, theme.dim);
    let mut pen = Pen::new(theme, buffer, area, line + 1);
    pen.skip(1)
        .put(theme.glyphs.thread, style)
        .put(" ", theme.text);
    let place = place(model, thread);
    let room = pen.room() / 2;
    pen.quote_end(&place, room, theme.info);
    let room = pen.room() / 2;
    if let Some(words) = threads::standing_words(&model.facts.record, thread, room) {
        pen.put(" · ", theme.dim).fit(&words, room, theme.warn);
    }
    pen.put("  ", theme.text);
    let room = pen.room().saturating_sub(1);
    pen.quote(&safe::inline(&thread.body.text), room, theme.text);
}

/// Formats the place of a note: `src/refund.rs:42`, `old src/refund.rs:40-44`, an increment's
/// title, or nothing.
fn place(model: &Model, thread: &Thread) -> String {
    if let Some(anchor) = &thread.place.anchor {
        return thread::place(anchor);
    }
    let increment = thread
        .place
        .increment
        .as_ref()
        .and_then(|id| model.facts.engagement.increment_of(id));
    let increment = increment.and_then(|index| model.facts.engagement.increments.get(index));
    increment
        .map(|increment| safe::inline(&increment.title).into_string())
        .unwrap_or_default()
}
