//! Draws the text box, below the row that it belongs to where there is room.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::input::overlay_keys::OverlayAction as A;
use crate::app::overlays::composer::Composer;
use crate::safe;
use crate::ui::pen::{Pen, clear, frame};
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;

/// A key of the text box, and what it does in a word or two.
type Hint = (A, &'static str);

pub(super) fn draw(
    model: &Model,
    theme: &Theme,
    buffer: &mut Buffer,
    composer: &Composer,
) -> (u16, u16) {
    let area = model.composer_area(composer);
    clear(buffer, theme, area);
    let blocking = match (composer.is_private(), composer.blocks()) {
        (true, _) => "private",
        (false, true) => "blocking",
        (false, false) => "not blocking",
    };
    let label = format!("{} ({blocking})", composer.draft.label.name());
    let right = [(
        label.as_str(),
        if composer.blocks() {
            theme.bad
        } else {
            theme.info
        },
    )];
    let right = if composer.is_note() { &right[..] } else { &[] };
    frame(
        buffer,
        theme,
        area,
        theme.focus,
        &[(&composer.title, theme.strong)],
        right,
    );
    let inner = area.inner();
    let keys = Area {
        y: inner.y + inner.height - 1,
        height: 1,
        ..inner
    };
    let mut pen = Pen::new(theme, buffer, keys, 0);
    let note: &[Hint] = &[
        (A::NextLabel, "label"),
        (A::Blocking, "blocking"),
        (A::Private, "private"),
    ];
    let shared: &[Hint] = &[(A::Post, "post"), (A::CloseBox, "keep as draft")];
    let note = if composer.is_note() { note } else { &[] };
    for (action, words) in shared.iter().chain(note).chain(&[(A::Editor, "$EDITOR")]) {
        let key = &model.facts.overlay_key(*action);
        if pen.room() < key.len() + words.len() + 3 {
            break;
        }
        pen.put(" ", theme.text)
            .put(key, theme.key)
            .put(" ", theme.text)
            .put(words, theme.dim)
            .put(" ", theme.text);
    }
    let text = Area {
        height: inner.height.saturating_sub(1),
        ..inner.padded()
    };
    let layout = composer.editor.layout(text.width);
    let (row, column) = (layout.row, layout.column);
    let top = row.saturating_sub(usize::from(text.height).saturating_sub(1));
    for (at, shown) in layout
        .rows
        .iter()
        .skip(top)
        .take(usize::from(text.height))
        .enumerate()
    {
        let part = composer
            .editor
            .text()
            .get(shown.bytes.clone())
            .unwrap_or_default();
        line::put(
            &mut Pen::new(theme, buffer, text, at as u16),
            theme,
            &safe::line(part.as_bytes(), 4),
            0,
            theme.text,
            &[],
        );
    }
    let x = text.x + (column as u16).min(text.width.saturating_sub(1));
    (x, text.y + (row - top) as u16)
}
