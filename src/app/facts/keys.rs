//! Names keys in messages as the user configured them.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::app::input::overlay_keys::OverlayAction;

impl Facts {
    /// Returns the first key of an action; `None` when no key is set.
    pub fn key(&self, action: Action) -> Option<String> {
        self.keymap.keys(action).first().map(ToString::to_string)
    }

    /// Returns the first key of an action of what is open above the screen; `no key` where no key
    /// has it.
    pub fn overlay_key(&self, action: OverlayAction) -> String {
        self.keymap
            .overlay_keys(action)
            .first()
            .map_or_else(|| "no key".to_owned(), ToString::to_string)
    }

    /// Says what keys do, `N renames it, u undoes it`; an action without a key is left out.
    pub fn keys_do(&self, keys: &[(Action, &str)]) -> String {
        let does =
            |(action, words): &(Action, &str)| Some(format!("{} {words}", self.key(*action)?));
        keys.iter().filter_map(does).collect::<Vec<_>>().join(", ")
    }

    /// Appends to a sentence what keys do: `renamed; u undoes it`.
    pub fn with_keys(&self, said: impl Into<String>, keys: &[(Action, &str)]) -> String {
        let (said, does) = (said.into(), self.keys_do(keys));
        if does.is_empty() {
            said
        } else {
            format!("{said}; {does}")
        }
    }
}
