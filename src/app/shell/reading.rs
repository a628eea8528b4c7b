//! Takes what the background found in increments, and stops it.

use crate::app::facts::apply::Fact;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::{Message, Model};

impl Model {
    /// Has the background stop, when it is at work and says so.
    pub(in crate::app) fn stop_reading(&mut self, effects: &mut Vec<Effect>) -> bool {
        if self.facts.progress().is_none() {
            return false;
        }
        self.learn(Fact::Stopped);
        effects.push(Effect::StopTracing);
        self.message = Some(Message::info(
            self.facts.with_keys("stopped looking for links", &[(Action::Reload, "reads everything again")]),
        ));
        true
    }
}
