//! Draws everything that was said about a former criterion.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::overlays::former::FormerLine;
use crate::model::spec::CriterionKey;
use crate::ui::pen::{Pen, clear, frame};
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

pub(super) fn draw(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    key: &CriterionKey,
    top: usize,
) {
    let lines = model.former_lines(key);
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let area = model.facts.size.centred(
        model.facts.former_width() + 4,
        height.min(model.facts.size.rows.saturating_sub(4)),
    );
    clear(buffer, theme, area);
    let inner = area.inner();
    let below = lines.len().saturating_sub(top + usize::from(inner.height));
    let more = if below > 0 {
        format!("{below} more below")
    } else {
        "any other key closes".to_owned()
    };
    let title = format!("{}, a former criterion", key.id);
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[(&title, theme.strong)],
        &[(&more, theme.dim)],
    );
    for (index, found) in lines
        .iter()
        .skip(top)
        .take(usize::from(inner.height))
        .enumerate()
    {
        let mut pen = Pen::new(theme, buffer, inner, index as u16);
        pen.skip(1);
        let room = pen.room();
        match found {
            FormerLine::Text(text) => line::put(&mut pen, theme, text, 0, theme.text, &[]),
            FormerLine::Fact(words) => {
                pen.fit(words, room, theme.dim);
            }
            FormerLine::Verdict(verdict, words) => {
                let (glyph, style) = verdict
                    .map_or((theme.glyphs.unreviewed, theme.dim), |verdict| {
                        theme.verdict(verdict)
                    });
                let said = verdict.map_or("verdict withdrawn", |verdict| verdict.words());
                pen.put(glyph, style)
                    .put(" ", theme.text)
                    .put(said, style)
                    .put(" · ", theme.dim);
                let room = pen.room();
                pen.fit(words, room, theme.dim);
            }
            FormerLine::Note(words) => {
                pen.put(theme.glyphs.thread, theme.info)
                    .put(" ", theme.text);
                let room = pen.room();
                pen.fit(words, room, theme.info);
            }
            FormerLine::Words(text) => {
                pen.skip(2);
                line::put(&mut pen, theme, text, 0, theme.text, &[]);
            }
            FormerLine::Empty => {}
        }
    }
}
