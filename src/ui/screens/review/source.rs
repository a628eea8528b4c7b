//! Draws a line of a file's text in the diff: its sign, the words that differ, where it moved, how
//! it ends.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::Model;
use crate::app::screens::review::OtherEnd;
use crate::app::screens::review::rows::RowSides;
use crate::model::change::{Side, TextDiff};
use crate::model::index::FileIndex;
use crate::model::paint::Spans;
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

/// A line on one side of a file.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Source<'a> {
    /// The file's index.
    pub file: FileIndex,
    pub text: &'a TextDiff,
    pub kind: RowSides,
    pub side: Side,
    /// The 0-based line.
    pub line: u32,
    /// The index of the screen line, where the line is wrapped.
    pub part: u16,
}

/// The style and the sign of a line.
pub(in crate::ui) struct Look {
    pub style: Style,
    pub sign: &'static str,
    pub sign_style: Style,
}

/// Returns a line's style and sign, without the styles of words in it. Lines that moved unchanged
/// are quieter than others.
pub(in crate::ui) fn look(model: &Model, theme: &Theme, source: &Source<'_>) -> Look {
    let moved = model
        .screens
        .review
        .move_at(&model.facts, source.file, source.side, source.line);
    let moved = moved.is_some_and(|found| !found.is_edited(source.side, source.line));
    let glyphs = &theme.glyphs;
    let (style, sign, sign_style) = match (source.kind, source.side, moved) {
        (RowSides::Context, ..) => (theme.text, " ", theme.text),
        (_, Side::Old, false) => (theme.removed, glyphs.minus, theme.minus),
        (_, Side::New, false) => (theme.added, glyphs.plus, theme.plus),
        (_, Side::Old, true) => (theme.moved_out, glyphs.moved_out, theme.minus),
        (_, Side::New, true) => (theme.moved_in, glyphs.moved_in, theme.plus),
    };
    let sign = if source.part == 0 {
        sign
    } else {
        glyphs.wrapped
    };
    Look {
        style,
        sign,
        sign_style: style.patch(sign_style),
    }
}

/// Puts a line's text, as much of it as there is room for.
pub(in crate::ui) fn put(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    source: &Source<'_>,
    style: Style,
) {
    let bytes = source.text.text(source.side).line(source.line);
    let shown = safe::line(bytes, model.facts.tab);
    let at = |range: Range<usize>| shown.text_offset(range.start)..shown.text_offset(range.end);
    let lit = model
        .screens
        .review
        .search
        .as_ref()
        .map(|search| search.hits(bytes))
        .unwrap_or_default();
    let lit: Vec<_> = lit.into_iter().map(at).collect();
    let marks = model.screens.review.line_marks(
        source.file,
        source.text,
        source.side,
        source.line,
        source.kind,
    );
    let words = if source.side == Side::Old {
        theme.removed_words
    } else {
        theme.added_words
    };
    let paints = model
        .screens
        .review
        .files
        .get(source.file)
        .map(|file| file.paints.get(source.side));
    let spans = paints
        .and_then(|paints| paints.line(source.line))
        .map(Spans::iter)
        .unwrap_or_default();
    let painted = spans.map(|span| (span.bytes.clone(), theme.painted(span.paint, style)));
    let changed = marks.changed.iter().map(|range| (range.clone(), words));
    let under: Vec<_> = painted
        .chain(changed)
        .chain(marks.trailing.map(|range| (range, theme.trailing)))
        .map(|(range, style)| (at(range.start as usize..range.end as usize), style))
        .collect();
    let width = pen.room() as u16;
    let columns = if model.screens.review.wrap {
        shown.rows(width).nth(usize::from(source.part))
    } else {
        let from = model.screens.review.left;
        Some(shown.columns(from, from.saturating_add(u32::from(width))))
    };
    let Some(mut columns) = columns else { return };
    let is_cut = !model.screens.review.wrap && columns.bytes.end < shown.text.len();
    if is_cut {
        let from = model.screens.review.left;
        columns = shown.columns(
            from,
            from.saturating_add(u32::from(width).saturating_sub(1)),
        );
    }
    line::put_source(pen, theme, &shown, &columns, style, &under, &lit);
    if is_cut {
        pen.right(&[(theme.glyphs.cut, style.patch(theme.info))]);
    }
    if let Some(end) = marks.end.filter(|_| columns.bytes.end == shown.text.len()) {
        let words = format!(" {} {end}", theme.glyphs.no_newline);
        let short = format!(" {}", theme.glyphs.no_newline);
        let fits = safe::str_cells(&words) <= pen.room();
        pen.put(if fits { &words } else { &short }, style.patch(theme.warn));
    }
    if let Some(label) = label(model, source, usize::from(width)) {
        pen.right(&[(&label, style.patch(theme.info)), (" ", style)]);
    }
}

/// Formats where a block moved, for its first line, or for its last one if the first has no room
/// for these words in `width` cells. `None` for other lines.
fn label(model: &Model, source: &Source<'_>, width: usize) -> Option<String> {
    let lines = &model
        .screens
        .review
        .move_at(&model.facts, source.file, source.side, source.line)?
        .place(source.side)
        .lines;
    let (first, last) = (lines.start, lines.end - 1);
    if source.part > 0 || (source.line != first && source.line != last) {
        return None;
    }
    let text = source.text.text(source.side);
    let room = |line: u32| {
        width.saturating_sub(safe::cells(text.line(line), model.facts.tab) as usize + 3)
    };
    let said = |line: u32| {
        let end = model
            .screens
            .review
            .other_end(&model.facts, source.file, source.side, line)?;
        Some(moved(&end, end.lines, room(line)))
            .filter(|words| safe::str_cells(words) <= room(line))
    };
    match source.line {
        line if line == first => said(first),
        _ if said(first).is_some() => None,
        _ => said(last),
    }
}

/// Formats the other end of a move, safe: `moved from src/a.rs:12-15` for the 0-based lines 11 to
/// 14. The path is cut to fit into `room` cells. Adds the change of the block's indentation, if
/// any.
pub(in crate::ui) fn moved(end: &OtherEnd<'_>, lines: &Range<u32>, room: usize) -> String {
    let way = if end.side == Side::Old {
        "moved from"
    } else {
        "moved to"
    };
    let line = match lines.len() {
        0 | 1 => (lines.start + 1).to_string(),
        _ => format!("{}-{}", lines.start + 1, lines.end),
    };
    let plural = if lines.len() > 1 { "lines" } else { "line" };
    let indented = match end.indented {
        0 => String::new(),
        further @ 1.. => format!(", indented by {further} more"),
        out => format!(", indented by {} less", out.unsigned_abs()),
    };
    match end.path {
        Some(path) => {
            let fixed = safe::str_cells(&format!("{way} :{line}{indented}"));
            let path = safe::fit_end(&safe::path(path), room.saturating_sub(fixed).max(12));
            format!("{way} {path}:{line}{indented}")
        }
        None => format!("{way} {plural} {line}{indented}"),
    }
}
