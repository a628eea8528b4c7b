//! Stops the background's reading.

use crate::app::facts::apply::Fact;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::{Message, Model};

impl Model {
    /// Stops the background's reading while its progress is shown; returns whether it was.
    pub(in crate::app) fn stop_reading(&mut self, effects: &mut Vec<Effect>) -> bool {
        if self.facts.progress().is_none() {
            return false;
        }
        self.learn(Fact::Stopped);
        effects.push(Effect::StopTracing);
        self.message = Some(Message::info(self.facts.with_keys(
            "stopped looking for links",
            &[(Action::Reload, "reads everything again")],
        )));
        true
    }
}
