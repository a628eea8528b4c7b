//! Exchanges the record with a remote: asked for by the reviewer, and told of when it ends.

use crate::app::facts::apply::Fact;
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, Syncing};
use crate::app::overlays::{Overlay, Purpose};
use crate::app::{Message, Model};

impl Model {
    /// Exchanges the record; the first time, asks with which remote.
    pub(super) fn sync(&mut self, effects: &mut Vec<Effect>) {
        if self.facts.travel.doing.is_some() {
            self.message = Some(Message::info(
                self.facts.with_keys("an exchange is going on", &[(Action::Back, "calls it off")]),
            ));
        } else if self.facts.travel.has_remote {
            self.begin_sync(None, effects);
        } else {
            let text = self.facts.travel.proposal.clone();
            self.overlay = Some(Overlay::Prompt { purpose: Purpose::Sync, text });
        }
    }

    /// Exchanges the record with the remote typed, or the one used last.
    pub(super) fn begin_sync(&mut self, with: Option<String>, effects: &mut Vec<Effect>) {
        self.learn(Fact::Syncing(Syncing::Doing("beginning".to_owned())));
        effects.push(Effect::Sync(with));
    }

    /// Calls off the exchange that is going on; gives whether there was one.
    pub(super) fn cancel_sync(&mut self, effects: &mut Vec<Effect>) -> bool {
        let going_on = self.facts.travel.doing.is_some();
        if going_on {
            effects.push(Effect::CancelSync);
        }
        going_on
    }

    /// Takes what became known of an exchange, and tells how it ended.
    pub(super) fn take_syncing(&mut self, syncing: Syncing, effects: &mut Vec<Effect>) {
        match &syncing {
            // Said before the exchange was called off.
            Syncing::Doing(_) if self.facts.travel.doing.is_none() => return,
            Syncing::Done(what) => self.message = Some(Message::info(what)),
            Syncing::Failed(why) => self.message = Some(Message::error(format!("not exchanged: {why}"))),
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
