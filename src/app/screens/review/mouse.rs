//! Handles the mouse on the review screen: the wheel scrolls what it is over, a click chooses.

use crate::app::facts::Facts;
use crate::app::input::geometry::{Divider, TerminalSize};
use crate::app::msg::{Mouse, MouseKind};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::{Row, RowKind};
use crate::app::viewport::WHEEL;
use crate::model::index::SectionIndex;

impl Review {
    pub(super) fn take_mouse(&mut self, facts: &Facts, mouse: Mouse, asks: &mut Vec<Ask>) {
        let areas = self.areas(facts);
        match mouse.kind {
            MouseKind::Click => {
                self.dragged = TerminalSize::divider_at(&areas, mouse.x, mouse.y);
                if self.dragged.is_some() {
                    return;
                }
            }
            MouseKind::Drag if self.dragged.is_some() => return self.drag_divider(facts, mouse.x),
            _ => {}
        }
        let wheel = match mouse.kind {
            MouseKind::WheelDown => WHEEL,
            MouseKind::WheelUp => -WHEEL,
            MouseKind::Click | MouseKind::Drag => 0,
        };
        if areas.diff.contains(mouse.x, mouse.y) {
            let inner = areas.diff.inner();
            let row = self.view.top + usize::from(mouse.y.saturating_sub(inner.y));
            let len = self.rows.len();
            let window = self.window();
            match mouse.kind {
                _ if wheel != 0 => {
                    self.view.scroll(wheel, len);
                    self.view.confine(&window);
                }
                MouseKind::Click if window.contains(&row) && inner.contains(mouse.x, mouse.y) => {
                    let again = self.diff_focus && self.view.cursor == row;
                    self.diff_focus = true;
                    self.selecting = None;
                    self.view.put(row, len);
                    self.follow_hunk(facts, asks);
                    let is_gap =
                        |(_, row): (SectionIndex, Row)| matches!(row.kind, RowKind::Gap { .. });
                    if again || self.rows.get(row).is_some_and(is_gap) {
                        self.open_row(facts, asks);
                    }
                }
                MouseKind::Drag if window.contains(&row) => {
                    if self.selecting.is_none() {
                        self.selecting = self.rows.anchor(self.view.cursor);
                    }
                    self.view.put(row, len);
                }
                _ => {}
            }
        } else if areas.tree.contains(mouse.x, mouse.y) {
            self.mouse_in_tree(facts, mouse, wheel, asks);
        } else if areas.criteria.contains(mouse.x, mouse.y) {
            let inner = areas.criteria.inner();
            let len = self.criteria.rows.len();
            if wheel != 0 {
                self.criteria.view.scroll(wheel, len);
            } else if mouse.kind == MouseKind::Click && inner.contains(mouse.x, mouse.y) {
                self.diff_focus = false;
                self.tree.focused = false;
                self.choose_row(
                    self.criteria.view.top + usize::from(mouse.y - inner.y),
                    asks,
                );
            }
        } else if areas.detail.contains(mouse.x, mouse.y) && wheel != 0 {
            self.scroll_detail(facts, wheel);
        }
    }

    /// Moves the dragged divider under the mouse.
    fn drag_divider(&mut self, facts: &Facts, x: u16) {
        let Some(divider) = self.dragged else { return };
        let before = self.widths;
        match divider {
            Divider::Criteria => self.widths.criteria = Some(x + 1),
            Divider::Tree => {
                self.widths.tree = Some((x + 1).saturating_sub(self.areas(facts).tree.x))
            }
        }
        if self.widths != before {
            self.refit(facts);
        }
    }
}
