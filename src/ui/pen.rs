//! Puts text into cells, from left to right, within a line's bounds.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::input::geometry::Area;
use crate::safe;
use crate::ui::glyphs::GlyphSet;
use crate::ui::theme::Theme;

/// A writer of one line of cells.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    glyphs: &'a GlyphSet,
    /// The column of the next text.
    pub x: u16,
    y: u16,
    /// The column after the last one of the line.
    end: u16,
}

impl<'a> Pen<'a> {
    /// Makes a pen at the start of line `line` (0-based) of an area. There is no room on a line
    /// that the area does not have, as happens when a box is squeezed into a small terminal.
    pub(super) fn new(theme: &'a Theme, buffer: &'a mut Buffer, area: Area, line: u16) -> Self {
        let width = if line < area.height { area.width } else { 0 };
        Self {
            buffer,
            glyphs: &theme.glyphs,
            x: area.x,
            y: area.y + line,
            end: area.x + width,
        }
    }

    /// Returns the number of cells left.
    pub(super) fn room(&self) -> usize {
        usize::from(self.end.saturating_sub(self.x))
    }

    /// Puts the program's own words, cut off at the end of the line; dots and dashes become those
    /// of the glyph set.
    pub(super) fn put(&mut self, text: &str, style: Style) -> &mut Self {
        let text = self.glyphs.words(text);
        self.verbatim(&text, style)
    }

    /// Puts text from outside as it is, cut off at the end of the line.
    pub(super) fn verbatim(&mut self, text: &str, style: Style) -> &mut Self {
        if self.room() > 0 {
            let start = self.x;
            (self.x, _) = self
                .buffer
                .set_stringn(self.x, self.y, text, self.room(), style);
            if !text.is_ascii() {
                self.colour_covered(start);
            }
        }
        self
    }

    /// Gives the second cell of each wide character from column `start` on the style of its first.
    ///
    /// The library resets that cell. When the colour changes later, only the first cell differs
    /// then, and half of the character keeps its former colour on the terminal.
    fn colour_covered(&mut self, start: u16) {
        for x in start + 1..self.x {
            let lead = self.buffer.cell((x - 1, self.y));
            let lead = lead.filter(|lead| safe::str_cells(lead.symbol()) > 1);
            let Some(style) = lead.map(|lead| lead.style()) else {
                continue;
            };
            if let Some(covered) = self.buffer.cell_mut((x, self.y)) {
                covered.set_style(style);
            }
        }
    }

    /// Puts text in at most `width` cells, with an ellipsis when it does not fit.
    pub(super) fn fit(&mut self, text: &str, width: usize, style: Style) -> &mut Self {
        let text = safe::fit(text, width.min(self.room()));
        self.put(&text, style)
    }

    /// Puts text from outside in at most `width` cells: its start, with an ellipsis when it does
    /// not fit.
    pub(super) fn quote(&mut self, text: &str, width: usize, style: Style) -> &mut Self {
        let width = width.min(self.room());
        let shown = safe::fit(text, width);
        match shown
            .strip_suffix('…')
            .filter(|_| safe::str_cells(text) > width)
        {
            Some(start) => {
                let ellipsis = self.glyphs.ellipsis;
                self.verbatim(start, style).put(ellipsis, style)
            }
            None => self.verbatim(&shown, style),
        }
    }

    /// Puts a path from outside in at most `width` cells: its end, with an ellipsis when it does
    /// not fit.
    pub(super) fn quote_end(&mut self, path: &str, width: usize, style: Style) -> &mut Self {
        let width = width.min(self.room());
        let shown = safe::fit_end(path, width);
        match shown
            .strip_prefix('…')
            .filter(|_| safe::str_cells(path) > width)
        {
            Some(end) => self.put(self.glyphs.ellipsis, style).verbatim(end, style),
            None => self.verbatim(&shown, style),
        }
    }

    /// Skips so many cells, or those that are left.
    pub(super) fn skip(&mut self, cells: u16) -> &mut Self {
        self.x = (self.x + cells).min(self.end);
        self
    }

    /// Repeats a glyph until `left` cells are left.
    pub(super) fn fill(&mut self, glyph: &str, left: usize, style: Style) -> &mut Self {
        while self.room() > left {
            self.put(glyph, style);
        }
        self
    }

    /// Puts parts of a text so that they end at the end of the line; nothing if there is no room
    /// for them all.
    pub(super) fn right(&mut self, parts: &[(&str, Style)]) {
        let width: usize = parts.iter().map(|(text, _)| safe::str_cells(text)).sum();
        if width <= self.room() {
            self.x = self.end - width as u16;
            for (text, style) in parts {
                self.put(text, *style);
            }
        }
    }

    /// Highlights cells that were put: those that begin `from` cells before the pen and end `to`
    /// cells before it.
    pub(super) fn light(&mut self, theme: &Theme, from: u16, to: u16) {
        let (start, end) = (self.x.saturating_sub(from), self.x.saturating_sub(to));
        let part = Rect {
            x: start,
            y: self.y,
            width: end - start,
            height: 1,
        };
        self.buffer
            .set_style(part.intersection(self.buffer.area), theme.hit);
    }

    /// Puts a style over the line, from column `start` to its end.
    pub(super) fn lay(&mut self, start: u16, style: Style) {
        let line = Rect {
            x: start,
            y: self.y,
            width: self.end.saturating_sub(start),
            height: 1,
        };
        self.buffer.set_style(line, style);
    }

    /// Puts the cursor's or a selection's style over the line, from column `start` to its end.
    /// Search matches, stand-ins, changed words and trailing white space keep their own style, so
    /// that nothing is harder to see where the reviewer looks.
    pub(super) fn mark(&mut self, theme: &Theme, start: u16, style: Style) {
        let own = [
            theme.hit.bg,
            theme.added_words.bg,
            theme.removed_words.bg,
            theme.trailing.bg,
        ];
        for x in start..self.end {
            let kept = self.buffer.cell((x, self.y)).is_some_and(|cell| {
                own.contains(&Some(cell.bg)) || cell.modifier.contains(Modifier::REVERSED)
            });
            if !kept {
                self.buffer.set_style(
                    Rect {
                        x,
                        y: self.y,
                        width: 1,
                        height: 1,
                    },
                    style,
                );
            }
        }
    }
}

/// Draws a border with a title at the left and one at the right, which is left out if there is no
/// room for it.
pub(super) fn frame(
    buffer: &mut Buffer,
    theme: &Theme,
    area: Area,
    style: Style,
    left: &[(&str, Style)],
    right: &[(&str, Style)],
) {
    if area.width < 4 || area.height < 2 {
        return;
    }
    let [
        top_left,
        top_right,
        bottom_left,
        bottom_right,
        horizontal,
        vertical,
    ] = theme.glyphs.frame;
    for (line, start, end) in [
        (0, top_left, top_right),
        (area.height - 1, bottom_left, bottom_right),
    ] {
        Pen::new(theme, buffer, area, line)
            .put(start, style)
            .fill(horizontal, 1, style)
            .put(end, style);
    }
    for line in 1..area.height - 1 {
        Pen::new(theme, buffer, area, line).put(vertical, style);
        let last = Area {
            x: area.x + area.width - 1,
            width: 1,
            ..area
        };
        Pen::new(theme, buffer, last, line).put(vertical, style);
    }
    let width = |parts: &[(&str, Style)]| {
        parts
            .iter()
            .map(|(text, _)| safe::str_cells(text))
            .sum::<usize>()
    };
    let inner = Area {
        x: area.x + 1,
        width: area.width - 2,
        ..area
    };
    let right_width = if right.is_empty() {
        0
    } else {
        width(right) + 3
    };
    let mut pen = Pen::new(theme, buffer, inner, 0);
    let shows_right = right_width > 0 && right_width + 12 <= pen.room();
    let room = pen
        .room()
        .saturating_sub(if shows_right { right_width } else { 1 });
    if !left.is_empty() {
        pen.put(" ", style);
        let mut left_room = room.saturating_sub(2);
        for (text, text_style) in left {
            pen.fit(text, left_room, *text_style);
            left_room = left_room.saturating_sub(safe::str_cells(text));
        }
        pen.put(" ", style);
    }
    if shows_right {
        let mut pen = Pen::new(
            theme,
            buffer,
            Area {
                x: inner.x + inner.width - right_width as u16,
                width: right_width as u16,
                ..inner
            },
            0,
        );
        pen.put(" ", style);
        for (text, text_style) in right {
            pen.put(text, *text_style);
        }
        pen.put(" ", style);
    }
}

/// Clears an area, for a box above a screen.
pub(super) fn clear(buffer: &mut Buffer, theme: &Theme, area: Area) {
    for line in 0..area.height {
        let rect = Rect {
            x: area.x,
            y: area.y + line,
            width: area.width,
            height: 1,
        };
        buffer.set_style(rect, Style::reset());
        Pen::new(theme, buffer, area, line).fill(" ", 0, theme.text);
    }
}
