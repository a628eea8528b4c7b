//! Opens the picker of increments, and goes to the increment that was picked.

use crate::app::input::key::Key;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::increments::IncrementPicker;
use crate::app::overlays::menu::MenuKey;
use crate::app::screens::ask::Destination;
use crate::app::{Model, Screen};

impl Model {
    /// Opens the picker with the cursor on the increment that is looked at.
    pub(super) fn pick_increment(&mut self) {
        let at = if self.screens.active == Screen::Overview {
            self.screens.overview.column
        } else {
            self.screens.review.increment
        };
        let picker = IncrementPicker::new(&self.facts, at);
        self.overlay = Some(Overlay::Increments(Box::new(picker)));
    }

    /// Takes a key of the picker; opens the increment that is picked on the review screen.
    pub(super) fn take_increment_key(
        &mut self,
        mut picker: Box<IncrementPicker>,
        key: Key,
        effects: &mut Vec<Effect>,
    ) {
        match picker.take_key(&self.facts, &self.facts.keymap, key) {
            MenuKey::Open => self.overlay = Some(Overlay::Increments(picker)),
            MenuKey::Closed => {}
            MenuKey::Taken(increment) => {
                self.screens.overview.column = increment;
                self.go_to(Destination::Increment(increment), effects);
            }
        }
    }
}
