//! Takes what the background found in increments, and stops it.

use std::sync::Arc;

use crate::app::msg::Effect;
use crate::app::{Message, Model};
use crate::trace::suggest::Suggestions;

impl Model {
    /// Has the background stop, when it is at work and says so.
    pub(in crate::app) fn stop_reading(&mut self, effects: &mut Vec<Effect>) -> bool {
        if self.facts.progress().is_none() {
            return false;
        }
        self.facts.reading = false;
        effects.push(Effect::StopTracing);
        self.message = Some(Message::info("stopped looking for links; R reads everything again"));
        true
    }

    /// What the increment on the review screen suggests.
    pub fn suggestions(&self) -> Option<&Suggestions> {
        self.facts.suggested.get(self.review.increment)?.found()
    }

    /// Takes what an increment suggests.
    pub(in crate::app) fn take_suggestions(&mut self, increment: usize, suggestions: Arc<Suggestions>) {
        self.facts.take_suggestions(increment, suggestions);
        self.take_links(increment);
    }
}
