//! Exchanges the record with a remote at the reviewer's request, and reports how it ends.

use crate::app::facts::apply::Fact;
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, Syncing};
use crate::app::overlays::{Overlay, Purpose};
use crate::app::{Message, Model};

impl Model {
    /// Starts an exchange of the record; asks with which remote when none was agreed on.
    pub(super) fn sync(&mut self, effects: &mut Vec<Effect>) {
        if self.facts.travel.doing.is_some() {
            self.message = Some(Message::info(
                self.facts
                    .with_keys("an exchange is going on", &[(Action::Back, "calls it off")]),
            ));
        } else if self.facts.travel.has_remote {
            self.begin_sync(None, effects);
        } else {
            let text = self.facts.travel.proposal.clone();
            self.overlay = Some(Overlay::Prompt {
                purpose: Purpose::Sync,
                text,
            });
        }
    }

    /// Starts an exchange with a remote, or with the one used last.
    pub(super) fn begin_sync(&mut self, with: Option<String>, effects: &mut Vec<Effect>) {
        self.learn(Fact::Syncing(Syncing::Doing("beginning".to_owned())));
        effects.push(Effect::Sync(with));
    }

    /// Calls off the exchange that is going on; returns whether there was one.
    pub(super) fn cancel_sync(&mut self, effects: &mut Vec<Effect>) -> bool {
        let going_on = self.facts.travel.doing.is_some();
        if going_on {
            effects.push(Effect::CancelSync);
        }
        going_on
    }

    /// Applies news of an exchange, and reports how it ended.
    pub(super) fn take_syncing(&mut self, syncing: Syncing, effects: &mut Vec<Effect>) {
        match &syncing {
            // Sent before the exchange was called off.
            Syncing::Doing(_) if self.facts.travel.doing.is_none() => return,
            Syncing::Done(what) => self.message = Some(Message::info(what)),
            Syncing::Failed(why) => {
                self.message = Some(Message::error(format!("exchange failed: {why}")))
            }
            _ => {}
        }
        let is_signed = matches!(syncing, Syncing::Signed(_));
        let is_over = matches!(syncing, Syncing::Done(_) | Syncing::Failed(_));
        self.learn(Fact::Syncing(syncing));
        if is_signed {
            self.tell_signing_in_question();
        }
        if is_over {
            effects.push(Effect::CountUnsent);
        }
    }
}
