//! The list of all commands, narrowed by typing.

use crate::app::input::binding::{Binding, KeyContext};
use crate::app::input::key::Key;
use crate::app::input::keymap::{Action, BINDINGS, Keymap};
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::overlays::menu::{MenuKey, step};

/// All commands, narrowed by typing.
#[derive(Clone, Default, Debug)]
pub struct Palette {
    /// What was typed.
    pub text: String,
    /// Which of the matches is chosen.
    pub cursor: usize,
}

impl Palette {
    /// Takes a key: returns the action to carry out, or that the list is closed or stays open.
    pub(in crate::app) fn take_key(&mut self, keymap: &Keymap, key: Key) -> MenuKey<Action> {
        if let Some(typed) = key.typed() {
            self.type_in(typed.encode_utf8(&mut [0; 4]));
            return MenuKey::Open;
        }
        let matches = self.matches();
        match keymap.overlay_action(KeyContext::Menu, key) {
            Some(OverlayAction::CloseMenu) => return MenuKey::Closed,
            Some(OverlayAction::Take) => {
                return matches
                    .get(self.cursor)
                    .map_or(MenuKey::Closed, |binding| MenuKey::Taken(binding.action));
            }
            Some(OverlayAction::Widen) => {
                self.text.pop();
                self.cursor = 0;
            }
            Some(action) => self.cursor = step(action, self.cursor, matches.len()),
            None => {}
        }
        MenuKey::Open
    }

    /// Adds to what was typed.
    pub fn type_in(&mut self, text: &str) {
        self.text.push_str(text);
        self.cursor = 0;
    }

    /// The commands that match what was typed, those whose name matches first.
    pub fn matches(&self) -> Vec<&'static Binding<Action>> {
        let wanted = self.text.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |text: &str| words.iter().all(|word| text.contains(word));
        let by_name = BINDINGS.iter().filter(|binding| has_all(binding.name));
        let by_help = BINDINGS.iter().filter(|binding| {
            !has_all(binding.name)
                && has_all(&format!("{} {}", binding.name, binding.help).to_lowercase())
        });
        by_name.chain(by_help).collect()
    }
}
