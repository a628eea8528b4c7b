//! What the mouse does: the wheel scrolls what it is over, a click chooses.

use crate::app::input::geometry::{Divider, Size};
use crate::app::msg::{Effect, Mouse, MouseKind};
use crate::app::overlays::Overlay;
use crate::app::screens::review::rows::{Row, RowKind};
use crate::app::viewport::WHEEL;
use crate::app::{Model, Screen};

impl Model {
    /// Takes a mouse event.
    pub fn take_mouse(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        if self.overlay.is_some() {
            return self.scroll_overlay(mouse);
        }
        let asks = match self.screen {
            Screen::Review => return self.mouse_on_review(mouse, effects),
            Screen::Overview => self.overview.mouse(&self.facts, mouse),
            Screen::Snags => self.snags.mouse(&self.facts, mouse),
            Screen::Gaps => self.gaps.mouse(&self.facts, mouse),
            Screen::Amendments => self.amendments.mouse(&self.facts, mouse),
            Screen::Verify => self.walk.mouse(&self.facts, mouse),
            Screen::Spec => self.document.mouse(&self.facts, mouse),
        };
        self.answer(asks, effects);
    }

    fn mouse_on_review(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let areas = self.areas();
        match mouse.kind {
            MouseKind::Click => {
                self.dragged = Size::divider_at(&areas, mouse.x, mouse.y);
                if self.dragged.is_some() {
                    return;
                }
            }
            MouseKind::Drag if self.dragged.is_some() => return self.drag_divider(mouse.x),
            _ => {}
        }
        let wheel = match mouse.kind {
            MouseKind::WheelDown => WHEEL,
            MouseKind::WheelUp => -WHEEL,
            MouseKind::Click | MouseKind::Drag => 0,
        };
        if areas.diff.contains(mouse.x, mouse.y) {
            let inner = areas.diff.inner();
            let row = self.review.view.top + usize::from(mouse.y.saturating_sub(inner.y));
            let len = self.review.rows.len();
            let window = self.review.window();
            match mouse.kind {
                _ if wheel != 0 => {
                    self.review.view.scroll(wheel, len);
                    self.review.view.confine(&window);
                }
                MouseKind::Click if window.contains(&row) && inner.contains(mouse.x, mouse.y) => {
                    let again = self.review.diff_focus && self.review.view.cursor == row;
                    self.review.diff_focus = true;
                    self.review.selecting = None;
                    self.review.view.put(row, len);
                    self.follow_hunk();
                    let is_gap = |(_, row): (usize, Row)| matches!(row.kind, RowKind::Gap { .. });
                    if again || self.review.rows.get(row).is_some_and(is_gap) {
                        self.open_row(effects);
                    }
                }
                MouseKind::Drag if window.contains(&row) => {
                    if self.review.selecting.is_none() {
                        self.review.selecting = self.review.rows.anchor(self.review.view.cursor);
                    }
                    self.review.view.put(row, len);
                }
                _ => {}
            }
        } else if areas.tree.contains(mouse.x, mouse.y) {
            self.mouse_in_tree(mouse, wheel);
        } else if areas.criteria.contains(mouse.x, mouse.y) {
            let inner = areas.criteria.inner();
            let len = self.review.criteria.rows.len();
            if wheel != 0 {
                self.review.criteria.view.scroll(wheel, len);
            } else if mouse.kind == MouseKind::Click && inner.contains(mouse.x, mouse.y) {
                self.review.diff_focus = false;
                self.review.tree.focused = false;
                self.choose_row(self.review.criteria.view.top + usize::from(mouse.y - inner.y));
            }
        } else if areas.detail.contains(mouse.x, mouse.y) && wheel != 0 {
            self.scroll_detail(wheel);
        }
    }

    /// Puts what was clicked on under the mouse.
    fn drag_divider(&mut self, x: u16) {
        let Some(divider) = self.dragged else { return };
        let before = self.widths;
        match divider {
            Divider::Criteria => self.widths.criteria = Some(x + 1),
            Divider::Tree => self.widths.tree = Some((x + 1).saturating_sub(self.areas().tree.x)),
        }
        if self.widths != before {
            self.refit();
        }
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
            Some(Overlay::Palette(palette)) => {
                let len = palette.matches().len();
                palette.cursor = palette.cursor.saturating_add_signed(by.signum()).min(len.saturating_sub(1));
            }
            _ => {}
        }
    }
}
