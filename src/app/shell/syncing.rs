//! The exchange of the record as the screen has it: asked for, going on, done; and what is not sent yet.

use crate::app::facts::Facts;
use crate::app::msg::{Effect, Syncing};
use crate::app::overlays::{Overlay, Purpose};
use crate::app::{Message, Model};
use crate::model::signature::{Signature, Signatures, Signed};

/// How the record's travelling stands.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Travel {
    /// What is being done, while something is.
    pub doing: Option<String>,
    /// How many entries nobody else has yet, as far as is known.
    pub unsent: usize,
    /// Whether there is a remote to go to unasked.
    pub has_remote: bool,
    /// Where the first exchange is proposed to go.
    pub proposal: String,
    /// Remotes that an imported record named and the user has not: nobody goes there.
    pub unconfirmed: Vec<String>,
    /// How everybody's entries are signed; empty where nobody signs.
    pub signed: Signed,
}

impl Travel {
    /// How many entries have a bad signature.
    pub fn bad(&self) -> usize {
        self.signed.values().map(|signatures| signatures.count(Signature::Bad)).sum()
    }
}

impl Facts {
    /// Exchanges the record with the remote typed, or the one used last.
    pub(in crate::app) fn begin_sync(&mut self, with: Option<String>, effects: &mut Vec<Effect>) {
        self.travel.doing = Some("beginning".to_owned());
        effects.push(Effect::Sync(with));
    }

    /// Calls off what is going on; whether something was.
    pub(in crate::app) fn cancel_sync(&mut self, effects: &mut Vec<Effect>) -> bool {
        let going_on = self.travel.doing.is_some();
        if going_on {
            effects.push(Effect::CancelSync);
        }
        going_on
    }
}

impl Model {
    /// Exchanges the record; the first time, once it is clear with whom.
    pub(in crate::app) fn sync(&mut self, effects: &mut Vec<Effect>) {
        if self.facts.travel.doing.is_some() {
            self.message = Some(Message::info("an exchange is going on; Esc calls it off"));
        } else if self.facts.travel.has_remote {
            self.facts.begin_sync(None, effects);
        } else {
            let text = self.facts.travel.proposal.clone();
            self.overlay = Some(Overlay::Prompt { purpose: Purpose::Sync, text });
        }
    }

    /// Takes what is said of it.
    pub(in crate::app) fn take_syncing(&mut self, syncing: Syncing, effects: &mut Vec<Effect>) {
        match syncing {
            Syncing::Standing { unsent, proposal } => {
                self.facts.travel.unsent = unsent;
                self.facts.travel.has_remote = proposal.as_ref().is_some_and(String::is_empty);
                self.facts.travel.proposal = proposal.unwrap_or_default();
            }
            Syncing::Doing(what) if self.facts.travel.doing.is_some() => self.facts.travel.doing = Some(what),
            Syncing::Doing(_) => {}
            Syncing::Unconfirmed(urls) => self.facts.travel.unconfirmed = urls,
            Syncing::Signed(signed) => {
                let in_use = signed.values().any(Signatures::are_in_use);
                self.facts.travel.signed = if in_use { signed } else { Signed::new() };
                self.tell_signing_in_question();
            }
            Syncing::Done(what) => {
                self.facts.travel.doing = None;
                self.message = Some(Message::info(what));
                effects.push(Effect::CountUnsent);
            }
            Syncing::Failed(why) => {
                self.facts.travel.doing = None;
                self.message = Some(Message::error(format!("not exchanged: {why}")));
                effects.push(Effect::CountUnsent);
            }
        }
    }
}
