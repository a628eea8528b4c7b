//! Places the text box on the screen.

use crate::app::input::geometry::{Area, Focus};
use crate::app::overlays::composer::Composer;
use crate::app::{Model, Screen};

/// The most lines of text that the box shows at once.
const TALLEST: u16 = 12;

impl Model {
    /// Returns where the text box is drawn: below the row it belongs to when there is room, else
    /// above it, else in the middle.
    pub fn composer_area(&self, composer: &Composer) -> Area {
        let pane = match self.screens.active {
            Screen::Review => {
                self.screens
                    .review
                    .areas_with(&self.facts, Focus::Diff)
                    .diff
            }
            _ => self.facts.size.body(),
        };
        let width = pane.width.saturating_sub(6).clamp(24.min(pane.width), 104);
        let text = composer.editor.layout(width.saturating_sub(4)).rows.len() as u16;
        let height = (text.clamp(4, TALLEST) + 3).min(pane.height);
        let x = pane.x + (pane.width.saturating_sub(width)) / 2;
        let middle = pane.y + (pane.height - height) / 2;
        let row = composer
            .below
            .and_then(|anchor| self.screens.review.rows.row_of(&anchor));
        let line = row
            .and_then(|row| row.checked_sub(self.screens.review.view.top))
            .map(|line| pane.y + 1 + line as u16);
        let y = match line {
            Some(line) if line + 1 + height <= pane.y + pane.height => line + 1,
            Some(line) if line >= pane.y + height => line - height,
            Some(_) | None => middle,
        };
        Area {
            x,
            y,
            width,
            height,
        }
    }
}
