//! Draws the choice of the spec: the files that may be meant, each with the criteria it would give.

use ratatui::Frame;
use ratatui::buffer::Buffer;

use crate::app::choosing::Choosing;
use crate::app::input::geometry::{Area, TerminalSize};
use crate::model::spec::LikelySpec;
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Number of lines above the files: the title, a blank line, the question, a blank line.
const ABOVE: u16 = 4;

/// Minimum number of lines per file: its path with its counts, then its first criterion. Where
/// there is room, a blank line separates the files.
const PER_FILE: u16 = 2;

/// Draws one frame.
pub fn draw(choosing: &Choosing, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty()
        || choosing.size
            != (TerminalSize {
                cols: area.width,
                rows: area.height,
            })
    {
        return;
    }
    let buffer = frame.buffer_mut();
    buffer.set_style(area, theme.text);
    title(choosing, theme, buffer);
    let body = Area {
        x: 0,
        y: 0,
        width: area.width,
        height: area.height.saturating_sub(1),
    }
    .padded();
    let asked = "No file is clearly the spec. Choose the one to review against:";
    Pen::new(theme, buffer, body, 2).fit(asked, usize::from(body.width), theme.text);
    let below = body.height.saturating_sub(ABOVE);
    let is_roomy = usize::from(below / (PER_FILE + 1)) >= choosing.files().len();
    let per_file = PER_FILE + u16::from(is_roomy);
    let room = usize::from(below / per_file).max(1);
    let top = choosing.cursor.saturating_sub(room - 1);
    for (index, offered) in choosing.files().iter().enumerate().skip(top).take(room) {
        let line = ABOVE + (index - top) as u16 * per_file;
        file(
            theme,
            buffer,
            body,
            line,
            (index, offered, index == choosing.cursor),
        );
    }
    footer(choosing, theme, buffer);
}

fn title(choosing: &Choosing, theme: &Theme, buffer: &mut Buffer) {
    let line = Area {
        x: 0,
        y: 0,
        width: choosing.size.cols,
        height: 1,
    };
    Pen::new(theme, buffer, line, 0).fill(" ", 0, theme.bar);
    Pen::new(theme, buffer, line, 0)
        .put(" ", theme.bar)
        .fit(
            &safe::inline(&choosing.name),
            30,
            theme.bar.patch(theme.strong),
        )
        .put(" · which file is the spec?", theme.bar);
}

/// Draws a file in two lines: the digit that chooses it, its path, format and count; then its first
/// criterion.
fn file(
    theme: &Theme,
    buffer: &mut Buffer,
    body: Area,
    line: u16,
    shown: (usize, &LikelySpec, bool),
) {
    let (index, file, has_cursor) = shown;
    let criteria = if file.criteria == 1 {
        "criterion"
    } else {
        "criteria"
    };
    let counts = format!(
        "{}  {:>4} {criteria:<9}",
        file.dialect.name(),
        file.criteria
    );
    let digit = Choosing::digit(index).map_or_else(String::new, String::from);
    let mut pen = Pen::new(theme, buffer, body, line);
    pen.put(&digit, theme.key).put("  ", theme.text);
    let room = pen.room().saturating_sub(safe::str_cells(&counts) + 2);
    pen.quote_end(&safe::path(&file.path), room, theme.strong)
        .right(&[(counts.as_str(), theme.dim)]);
    if has_cursor {
        pen.lay(body.x, theme.cursor);
    }
    let mut pen = Pen::new(theme, buffer, body, line + 1);
    let room = pen.skip(3).room();
    pen.quote(&safe::inline(&file.first), room, theme.dim);
}

fn footer(choosing: &Choosing, theme: &Theme, buffer: &mut Buffer) {
    let (cols, rows) = (choosing.size.cols, choosing.size.rows);
    let line = Area {
        x: 0,
        y: rows.saturating_sub(1),
        width: cols,
        height: 1,
    }
    .padded();
    let last = choosing.files().len().saturating_sub(1);
    let digits = match Choosing::digit(last) {
        Some(last) if last != '1' => format!("1–{last}"),
        _ => "1".to_owned(),
    };
    let mut pen = Pen::new(theme, buffer, line, 0);
    for (key, words) in [
        (digits.as_str(), "review against it"),
        ("↑ ↓", "move"),
        ("Enter", "review against the selected one"),
        ("q", "leave"),
    ] {
        if pen.room() >= safe::str_cells(key) + 1 + safe::str_cells(words) {
            pen.put(key, theme.key)
                .put(" ", theme.text)
                .put(words, theme.dim)
                .skip(3);
        }
    }
}
