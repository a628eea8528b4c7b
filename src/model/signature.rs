//! Signatures: whether somebody's events came under their own hand.

use std::collections::BTreeSet;

use super::text::Untrusted;

/// What a signature is worth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Signature {
    /// Good, by a key that is known.
    Good,
    /// There is none.
    None,
    /// By a key that is not known here, or no longer good: it says nothing.
    Unknown,
    /// What was signed is not what is there.
    Bad,
}

/// How the events of one writer came: by the signature of what brought each first.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Signatures {
    /// With a good one.
    pub good: usize,
    /// With none.
    pub unsigned: usize,
    /// With one that says nothing.
    pub unknown: usize,
    /// With a bad one.
    pub bad: usize,
    /// Who made the good ones, as the user's keys have it.
    pub by: BTreeSet<Untrusted>,
}

impl Signatures {
    /// Adds events that came together.
    pub fn add(&mut self, state: Signature, events: usize, by: Option<&Untrusted>) {
        match state {
            Signature::Good => {
                self.good += events;
                if events > 0 {
                    self.by.extend(by.cloned());
                }
            }
            Signature::None => self.unsigned += events,
            Signature::Unknown => self.unknown += events,
            Signature::Bad => self.bad += events,
        }
    }

    /// How many of each, the best first.
    pub fn counts(&self) -> [(Signature, usize); 4] {
        [
            (Signature::Good, self.good),
            (Signature::None, self.unsigned),
            (Signature::Unknown, self.unknown),
            (Signature::Bad, self.bad),
        ]
    }
}
