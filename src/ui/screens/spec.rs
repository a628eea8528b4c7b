//! Draws the whole spec: its lines with their numbers, and its criteria in the margin.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::screens::spec::{DocumentRow, DocumentText};
use crate::model::spec::{CriterionKey, CriterionKind, LineRange, Spec};
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let area = model.facts.size.body();
    let Some(spec) = model.screens.spec.shown(&model.facts) else {
        return;
    };
    let document = &model.screens.spec;
    let path = safe::fit_end(&safe::path(&spec.path), usize::from(area.width) / 2);
    let here = model
        .screens
        .spec
        .criterion(&model.facts, document.line())
        .and_then(|index| model.facts.engagement.key(index));
    let on = here.map(|key| format!("{} · ", key.id)).unwrap_or_default();
    let at = format!("line {}/{}", document.line() + 1, document.lines());
    let counted = counted(spec);
    let left = [(path.as_str(), theme.strong), (counted.as_str(), theme.dim)];
    let right = [(on.as_str(), theme.link), (at.as_str(), theme.dim)];
    frame(buffer, theme, area, theme.focus, &left, &right);
    let inner = area.inner();
    let chosen = model.screens.spec.chosen_lines(&model.facts);
    for (index, found) in model.screens.spec.screen(&model.facts).iter().enumerate() {
        let line = index as u16;
        row(model, theme, buffer, inner, line, found, chosen);
        if found.piece == document.cursor {
            Pen::new(theme, buffer, inner, line).mark(theme, inner.x, theme.cursor);
        }
    }
}

/// Formats how many criteria a spec has, and how many passages that look like one were left out.
fn counted(spec: &Spec) -> String {
    let criteria = match spec.criteria_count() {
        1 => "1 criterion".to_owned(),
        count => format!("{count} criteria"),
    };
    match spec.left_out.len() {
        0 => format!(" · {criteria}"),
        count => format!(" · {criteria}, {count} left out"),
    }
}

fn row(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
    at: u16,
    found: &DocumentRow,
    chosen: Option<LineRange>,
) {
    let mut pen = Pen::new(theme, buffer, area, at);
    let number = found.line + 1;
    margin(model, theme, &mut pen, found, chosen);
    let digits = usize::from(model.screens.spec.digits());
    if found.is_first {
        pen.put(&format!("{number:>digits$} "), theme.number);
    } else {
        pen.skip(digits as u16 + 1);
    }
    match (
        chosen.is_some_and(|lines| lines.contains(number)),
        model.screens.spec.range(&model.facts, found.line),
    ) {
        (true, _) => pen.put(theme.glyphs.bar, theme.link),
        (false, Some(_)) => pen.put(theme.glyphs.frame[5], theme.border),
        (false, None) => pen.skip(1),
    };
    pen.skip(1);
    match &found.shown {
        DocumentText::Source(text) => {
            let style = if model.screens.spec.is_heading(found.line) {
                theme.heading
            } else {
                theme.text
            };
            let lit = model
                .screens
                .spec
                .hits(&model.facts, found.piece)
                .into_iter();
            let lit: Vec<_> = lit
                .map(|hit| text.text_offset(hit.start)..text.text_offset(hit.end))
                .collect();
            line::put(&mut pen, theme, text, 0, style, &lit);
        }
        DocumentText::LeftOut(words) => {
            let room = pen.room();
            pen.fit(words, room, theme.warn);
        }
        DocumentText::Warning(words) => {
            let room = pen.room().saturating_sub(4);
            pen.put(" ! ", theme.stand_in)
                .put(" ", theme.text)
                .fit(words, room, theme.warn);
        }
    }
}

/// Draws the criterion or task that begins at a line: whether it is chosen, its state, its id.
/// Marks lines that were left out.
fn margin(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    found: &DocumentRow,
    chosen: Option<LineRange>,
) {
    let ids = model.screens.spec.ids_width(&model.facts);
    let end = pen.x + 4 + ids;
    if let (true, [first, more @ ..]) = (
        found.is_first,
        model
            .screens
            .spec
            .items(&model.facts, found.line)
            .as_slice(),
    ) {
        let is_chosen = chosen == Some(first.lines);
        pen.put(
            if is_chosen { theme.glyphs.chosen } else { " " },
            theme.link,
        );
        let key = model
            .screens
            .spec
            .shown(&model.facts)
            .map(|spec| CriterionKey {
                spec: spec.path.clone(),
                id: first.id.clone(),
            });
        let state = key.filter(|_| first.kind == CriterionKind::Criterion);
        let (glyph, style) = state.map_or((" ", theme.dim), |key| {
            theme.state(model.facts.record.state_of(&key))
        });
        pen.put(glyph, style).put(" ", theme.text);
        let more = if more.is_empty() {
            String::new()
        } else {
            format!("+{}", more.len())
        };
        let id = safe::fit(
            first.id.as_str(),
            usize::from(ids).saturating_sub(more.len()),
        );
        let style = match first.kind {
            CriterionKind::Task => theme.dim,
            CriterionKind::Criterion if is_chosen => theme.strong,
            CriterionKind::Criterion => theme.text,
        };
        pen.put(&id, style).put(&more, theme.dim);
    } else if found.is_first
        && model
            .screens
            .spec
            .left_out(&model.facts, found.line)
            .is_some()
    {
        pen.skip(1).put(theme.glyphs.left_out, theme.warn).skip(1);
        pen.put(&safe::fit("left out", usize::from(ids)), theme.warn);
    }
    pen.x = end;
}
