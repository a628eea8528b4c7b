//! Tracks the exchange of the record with a remote.

use crate::app::facts::Facts;
use crate::app::msg::Syncing;
use crate::model::signature::{Signature, Signatures, Signed};

/// The state of the exchange.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Travel {
    /// The current step, while an exchange goes on.
    pub doing: Option<String>,
    /// The number of entries that the remote does not have, as far as is known.
    pub unsent: usize,
    /// Whether a remote was agreed on, so that the user need not be asked.
    pub has_remote: bool,
    /// The remote proposed for the first exchange.
    pub proposal: String,
    /// Remotes that an imported record names and the user has not confirmed: snaglist does not
    /// connect to them.
    pub unconfirmed: Vec<String>,
    /// The signatures on each writer's entries; empty when nobody signs.
    pub signed: Signed,
}

impl Travel {
    /// Counts the entries with a bad signature.
    pub fn bad(&self) -> usize {
        self.signed
            .values()
            .map(|signatures| signatures.count(Signature::Bad))
            .sum()
    }
}

impl Facts {
    /// Applies news of an exchange.
    pub(super) fn take_syncing(&mut self, syncing: Syncing) {
        match syncing {
            Syncing::Standing { unsent, proposal } => {
                self.travel.unsent = unsent;
                self.travel.has_remote = proposal.as_ref().is_some_and(String::is_empty);
                self.travel.proposal = proposal.unwrap_or_default();
            }
            Syncing::Doing(what) => self.travel.doing = Some(what),
            Syncing::Unconfirmed(urls) => self.travel.unconfirmed = urls,
            Syncing::Signed(signed) => {
                let in_use = signed.values().any(Signatures::are_in_use);
                self.travel.signed = if in_use { signed } else { Signed::new() };
            }
            Syncing::Done(_) | Syncing::Failed(_) => self.travel.doing = None,
        }
    }
}
