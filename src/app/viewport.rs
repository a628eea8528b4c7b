//! The cursor in a list, and the part of the list on the screen.

use std::ops::Range;

use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::app::msg::{Mouse, MouseKind};

/// The number of items kept visible above and below the cursor when there is room.
const MARGIN: usize = 3;
/// The number of items that one turn of the wheel scrolls.
pub(in crate::app) const WHEEL: isize = 3;

/// Returns how many items down an action moves, negative for up; `None` for other actions. `half`
/// is half a page. The top and the bottom are half of the largest number away, so that adding a
/// position cannot overflow.
pub(in crate::app) fn distance(action: Action, half: isize) -> Option<isize> {
    Some(match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::PageDown => 2 * half,
        Action::PageUp => -2 * half,
        Action::HalfPageDown => half,
        Action::HalfPageUp => -half,
        Action::Top => isize::MIN / 2,
        Action::Bottom => isize::MAX / 2,
        _ => return None,
    })
}

/// The visible part of a list, and its cursor.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Viewport {
    /// The item under the cursor, 0-based.
    pub cursor: usize,
    /// The first item on the screen, 0-based.
    pub top: usize,
    /// The number of items that fit on the screen.
    pub height: usize,
}

impl Viewport {
    /// Moves the cursor if the action does so in a list of `len` items; returns whether it did.
    pub fn take(&mut self, action: Action, len: usize) -> bool {
        match action {
            Action::Down => self.step(1, len),
            Action::Up => self.step(-1, len),
            Action::PageDown => self.page(2, len),
            Action::PageUp => self.page(-2, len),
            Action::HalfPageDown => self.page(1, len),
            Action::HalfPageUp => self.page(-1, len),
            Action::Top => self.step(isize::MIN, len),
            Action::Bottom => self.step(isize::MAX, len),
            _ => return false,
        }
        true
    }

    /// Scrolls by the wheel; returns the item under a click on a list drawn in `area`, each item
    /// `height` lines high.
    pub fn point(&mut self, mouse: Mouse, area: Area, height: u16, len: usize) -> Option<usize> {
        match mouse.kind {
            MouseKind::WheelDown => self.scroll(WHEEL, len),
            MouseKind::WheelUp => self.scroll(-WHEEL, len),
            MouseKind::Click if mouse.y >= area.y => {
                let row = self.top + usize::from((mouse.y - area.y) / height.max(1));
                return (row < len).then_some(row);
            }
            MouseKind::Click | MouseKind::Drag => {}
        }
        None
    }

    /// Puts the cursor on an item and scrolls no further than needed.
    pub fn go(&mut self, to: usize, len: usize) {
        self.cursor = to.min(len.saturating_sub(1));
        self.settle(len);
    }

    /// Puts the cursor on an item without scrolling while the item is on the screen, so that the
    /// text under the mouse stays there.
    pub fn put(&mut self, to: usize, len: usize) {
        if to < len && self.shows(to) {
            self.cursor = to
        } else {
            self.go(to, len)
        }
    }

    /// Moves the cursor by a number of items, up when negative.
    pub fn step(&mut self, by: isize, len: usize) {
        self.go(self.cursor.saturating_add_signed(by), len);
    }

    /// Scrolls by a number of items; the cursor moves only when it would leave the screen.
    pub fn scroll(&mut self, by: isize, len: usize) {
        let before = self.top;
        self.top = self
            .top
            .saturating_add_signed(by)
            .min(len.saturating_sub(self.height.min(len)));
        if self.top == before {
            return;
        }
        let margin = self.margin();
        // The cursor never moves against the direction of scrolling, wherever a click had put it.
        self.cursor = if by > 0 {
            self.cursor
                .max(self.top + margin)
                .min(len.saturating_sub(1))
        } else {
            self.cursor.min(
                (self.top + self.height)
                    .saturating_sub(1 + margin)
                    .max(self.top),
            )
        };
    }

    /// Moves cursor and screen by half pages; a whole page keeps two lines of the one before.
    pub fn page(&mut self, halves: isize, len: usize) {
        let half = (self.height.saturating_sub(2) / 2).max(1) as isize;
        self.top = self.top.saturating_add_signed(half * halves);
        self.step(half * halves, len);
    }

    /// Puts the cursor on an item; one that is not well within the screen is shown a third down it.
    pub fn jump(&mut self, to: usize, len: usize) {
        let visible = self.top + MARGIN..(self.top + self.height).saturating_sub(MARGIN);
        if !visible.contains(&to) {
            self.top = to.saturating_sub(self.height / 3);
        }
        self.go(to, len);
    }

    /// Scrolls down until an item below the cursor is on the screen too, as long as the cursor
    /// stays on it.
    pub fn show_also(&mut self, last: usize, len: usize) {
        let lowest = (last + 1 + self.margin()).saturating_sub(self.height);
        self.top = self
            .top
            .max(lowest.min(self.cursor.saturating_sub(self.margin())));
        self.settle(len);
    }

    /// Replaces the list: puts the cursor on `to`, at the same height on the screen as before.
    pub fn replace(&mut self, to: usize, len: usize) {
        let line = self.cursor.saturating_sub(self.top);
        self.top = to.saturating_sub(line);
        self.go(to, len);
    }

    /// Adjusts to another height or another length of the list.
    pub fn resize(&mut self, height: usize, len: usize) {
        let is_full = self.top <= len.saturating_sub(height.min(len));
        let stays =
            self.height == height && self.cursor < len && self.shows(self.cursor) && is_full;
        self.height = height;
        if !stays {
            self.settle(len);
        }
    }

    /// Confines cursor and screen to a range of items, as far as those fill the screen.
    pub fn confine(&mut self, to: &Range<usize>) {
        let last = to.end.saturating_sub(1).max(to.start);
        self.cursor = self.cursor.clamp(to.start, last);
        self.top = self
            .top
            .min(to.end.saturating_sub(self.height))
            .max(to.start);
        let margin = self.margin();
        let lowest = (self.cursor + 1).saturating_sub(self.height);
        self.top = self.top.clamp(
            lowest,
            self.cursor.saturating_sub(margin).max(to.start).max(lowest),
        );
    }

    fn shows(&self, item: usize) -> bool {
        (self.top..self.top + self.height).contains(&item)
    }

    fn margin(&self) -> usize {
        MARGIN.min(self.height.saturating_sub(1) / 2)
    }

    /// Keeps the cursor in the list and on the screen, and the screen filled.
    fn settle(&mut self, len: usize) {
        self.cursor = self.cursor.min(len.saturating_sub(1));
        let margin = self.margin();
        let lowest = (self.cursor + margin + 1).saturating_sub(self.height);
        self.top = self
            .top
            .clamp(lowest, self.cursor.saturating_sub(margin).max(lowest));
        self.top = self.top.min(len.saturating_sub(self.height.min(len)));
    }
}
