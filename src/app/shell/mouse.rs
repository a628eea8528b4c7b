//! Handles the mouse: the wheel scrolls what it is over, a click chooses.

use crate::app::Model;
use crate::app::msg::{Effect, Mouse, MouseKind};
use crate::app::overlays::Overlay;
use crate::app::viewport::WHEEL;

impl Model {
    /// Handles a mouse event; while an overlay is open, only the wheel acts, on the overlay.
    pub fn take_mouse(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        if self.overlay.is_some() {
            return self.scroll_overlay(mouse);
        }
        let asks = self.screens.shown_mut().mouse(&self.facts, mouse);
        self.answer(asks, effects);
    }

    fn scroll_overlay(&mut self, mouse: Mouse) {
        let by = match mouse.kind {
            MouseKind::WheelDown => WHEEL,
            MouseKind::WheelUp => -WHEEL,
            MouseKind::Click | MouseKind::Drag => return,
        };
        let last_of_help = self.help_end();
        let last_of_former = self.former_end();
        match &mut self.overlay {
            Some(Overlay::Help { top }) => *top = top.saturating_add_signed(by).min(last_of_help),
            Some(Overlay::Former { top, .. }) => {
                *top = top.saturating_add_signed(by).min(last_of_former);
            }
            Some(Overlay::Menu(menu)) => {
                let last = menu.matches().len().saturating_sub(1);
                menu.cursor = menu.cursor.saturating_add_signed(by.signum()).min(last);
            }
            Some(Overlay::Increments(picker)) => {
                let last = picker.matches().len().saturating_sub(1);
                picker.cursor = picker.cursor.saturating_add_signed(by.signum()).min(last);
            }
            Some(Overlay::Palette(palette)) => {
                let len = palette.matches().len();
                palette.cursor = palette
                    .cursor
                    .saturating_add_signed(by.signum())
                    .min(len.saturating_sub(1));
            }
            _ => {}
        }
    }
}
