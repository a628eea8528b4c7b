//! Signatures: whether events were really written by their stated writer.

use std::collections::{BTreeMap, BTreeSet};

use super::id::{EventId, WriterId};
use super::text::Untrusted;

/// The result of checking a signature, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Signature {
    /// Good, by a known key.
    Good,
    /// Not signed.
    None,
    /// By an unknown key, or one that is no longer good: proves nothing.
    Unknown,
    /// The content differs from what was signed.
    Bad,
}

impl Signature {
    /// All, the best first.
    pub const ALL: [Self; 4] = [Self::Good, Self::None, Self::Unknown, Self::Bad];

    /// Describes entries with this result, to follow their number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Good => "signed",
            Self::None => "not signed",
            Self::Unknown => "signed by an unknown or untrusted key",
            Self::Bad => "with a BAD SIGNATURE",
        }
    }
}

/// Why an event may not come from its writer, worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Doubt<'a> {
    /// Not signed.
    Unsigned,
    /// Signed by an unknown key.
    Unknown,
    /// Signed by another person.
    By(&'a Untrusted),
    /// The content differs from what was signed.
    Bad,
}

/// A batch of one writer's events that arrived under one signature, or under none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedBatch {
    /// The result of checking the signature.
    pub state: Signature,
    /// The signer, as named in the user's keys; blank when they name nobody.
    pub by: Untrusted,
    /// -
    /// The events of the batch.
    pub events: BTreeSet<EventId>,
}

/// The batches that brought one writer's events; an event belongs to the first batch that had it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Signatures {
    /// The batches, oldest first.
    pub arrivals: Vec<SignedBatch>,
}

/// Arrivals by writer.
pub type Signed = BTreeMap<WriterId, Signatures>;

impl Signatures {
    /// Counts the events with one result.
    pub fn count(&self, state: Signature) -> usize {
        self.arrivals
            .iter()
            .filter(|batch| batch.state == state)
            .map(|batch| batch.events.len())
            .sum()
    }

    /// Whether any event of the writer was signed, by anybody.
    pub fn are_in_use(&self) -> bool {
        self.arrivals
            .iter()
            .any(|batch| batch.state != Signature::None && !batch.events.is_empty())
    }

    /// Collects the signers of good signatures.
    pub fn by(&self) -> BTreeSet<&Untrusted> {
        let good =
            |batch: &&SignedBatch| batch.state == Signature::Good && !batch.events.is_empty();
        self.arrivals
            .iter()
            .filter(good)
            .map(|batch| &batch.by)
            .filter(|by| !by.is_blank())
            .collect()
    }

    /// Returns the signer of the first good signature, if named.
    pub fn signer(&self) -> Option<&Untrusted> {
        let good =
            |batch: &&SignedBatch| batch.state == Signature::Good && !batch.events.is_empty();
        self.arrivals
            .iter()
            .find(good)
            .map(|batch| &batch.by)
            .filter(|by| !by.is_blank())
    }

    /// Finds the batch that brought an event; `None` for one that did not travel.
    pub fn of(&self, event: EventId) -> Option<&SignedBatch> {
        self.arrivals
            .iter()
            .find(|batch| batch.events.contains(&event))
    }

    /// Tells why an event's origin is doubtful, if it is. `email` is the writer's stated address: a
    /// good signature has to name it, and to come from the signer of the writer's first signature.
    pub fn doubt(&self, event: EventId, email: &[u8]) -> Option<Doubt<'_>> {
        self.doubt_of(self.of(event)?, email)
    }

    /// Finds the worst doubt about any of the events, except that they are not signed.
    pub fn worst(&self, email: &[u8]) -> Option<Doubt<'_>> {
        let came = self
            .arrivals
            .iter()
            .filter(|batch| !batch.events.is_empty());
        let doubts = came.filter_map(|batch| self.doubt_of(batch, email));
        doubts.filter(|doubt| *doubt != Doubt::Unsigned).max()
    }

    fn doubt_of<'a>(&'a self, batch: &'a SignedBatch, email: &[u8]) -> Option<Doubt<'a>> {
        match batch.state {
            Signature::Good => {
                let first = self
                    .arrivals
                    .iter()
                    .find(|batch| batch.state == Signature::Good);
                let is_same = first.is_some_and(|first| first.by == batch.by);
                (!is_same || !names(&batch.by, email)).then_some(Doubt::By(&batch.by))
            }
            Signature::None => Some(Doubt::Unsigned),
            Signature::Unknown => Some(Doubt::Unknown),
            Signature::Bad => Some(Doubt::Bad),
        }
    }

    /// Counts events by result: `2 signed, 1 not signed`.
    pub fn words(&self) -> String {
        let counts = Signature::ALL.map(|state| (self.count(state), state.words()));
        let parts = counts.into_iter().filter(|(number, _)| *number > 0);
        parts
            .map(|(number, words)| format!("{number} {words}"))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Whether a signer has an email address: `ana@example.org` for ssh keys, `Ana <ana@example.org>`
/// for others; ignores case.
pub fn names(signer: &Untrusted, email: &[u8]) -> bool {
    let email = email.trim_ascii();
    let words = signer.as_bytes().split(|byte| b" ,<>".contains(byte));
    !email.is_empty()
        && words
            .filter(|word| !word.is_empty())
            .any(|word| word.eq_ignore_ascii_case(email))
}
