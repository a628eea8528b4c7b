//! Signatures: whether somebody's events came under their own hand.

use std::collections::{BTreeMap, BTreeSet};

use super::id::{EventId, WriterId};
use super::text::Untrusted;

/// What a signature is worth, the best first.
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

impl Signature {
    /// All, the best first.
    pub const ALL: [Self; 4] = [Self::Good, Self::None, Self::Unknown, Self::Bad];

    /// What it says of entries, after their number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Good => "signed",
            Self::None => "not signed",
            Self::Unknown => "signed by a key that nobody vouched for",
            Self::Bad => "with a BAD SIGNATURE",
        }
    }
}

/// Why an event may not be its writer's own, the worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Doubt<'a> {
    /// Nobody signed it.
    Unsigned,
    /// Who signed it is not known.
    Unknown,
    /// Somebody else signed it.
    By(&'a Untrusted),
    /// It is not what was signed.
    Bad,
}

/// Events of one writer that came together, under one signature or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// What the signature is worth.
    pub state: Signature,
    /// Whose it is, as the user's keys have it; blank when they have nobody.
    pub by: Untrusted,
    /// Which events.
    pub events: BTreeSet<EventId>,
}

/// How the events of one writer came: each in the batch that brought it first.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Signatures {
    /// The batches, the oldest first.
    pub arrivals: Vec<Arrival>,
}

/// How everybody's events came.
pub type Signed = BTreeMap<WriterId, Signatures>;

impl Signatures {
    /// How many events came so.
    pub fn count(&self, state: Signature) -> usize {
        self.arrivals.iter().filter(|batch| batch.state == state).map(|batch| batch.events.len()).sum()
    }

    /// Whether any event was signed, by whomever.
    pub fn are_in_use(&self) -> bool {
        self.arrivals.iter().any(|batch| batch.state != Signature::None && !batch.events.is_empty())
    }

    /// Who made the good ones.
    pub fn by(&self) -> BTreeSet<&Untrusted> {
        let good = |batch: &&Arrival| batch.state == Signature::Good && !batch.events.is_empty();
        self.arrivals.iter().filter(good).map(|batch| &batch.by).filter(|by| !by.is_blank()).collect()
    }

    /// Who made the first good one, where that is named.
    pub fn signer(&self) -> Option<&Untrusted> {
        let good = |batch: &&Arrival| batch.state == Signature::Good && !batch.events.is_empty();
        self.arrivals.iter().find(good).map(|batch| &batch.by).filter(|by| !by.is_blank())
    }

    /// The batch that brought an event; `None` for one that did not travel.
    pub fn of(&self, event: EventId) -> Option<&Arrival> {
        self.arrivals.iter().find(|batch| batch.events.contains(&event))
    }

    /// What there is to say of how an event came, if there is anything. `email` is what the writer says is
    /// theirs: a good signature is to name it, and to be the same person's as the writer's first one.
    pub fn doubt(&self, event: EventId, email: &[u8]) -> Option<Doubt<'_>> {
        self.doubt_of(self.of(event)?, email)
    }

    /// The worst of what there is to say of any of the events, not being signed aside.
    pub fn worst(&self, email: &[u8]) -> Option<Doubt<'_>> {
        let came = self.arrivals.iter().filter(|batch| !batch.events.is_empty());
        let doubts = came.filter_map(|batch| self.doubt_of(batch, email));
        doubts.filter(|doubt| *doubt != Doubt::Unsigned).max()
    }

    fn doubt_of<'a>(&'a self, batch: &'a Arrival, email: &[u8]) -> Option<Doubt<'a>> {
        match batch.state {
            Signature::Good => {
                let first = self.arrivals.iter().find(|batch| batch.state == Signature::Good);
                let is_same = first.is_some_and(|first| first.by == batch.by);
                (!is_same || !names(&batch.by, email)).then_some(Doubt::By(&batch.by))
            }
            Signature::None => Some(Doubt::Unsigned),
            Signature::Unknown => Some(Doubt::Unknown),
            Signature::Bad => Some(Doubt::Bad),
        }
    }

    /// `2 signed, 1 not signed`: how many of each.
    pub fn words(&self) -> String {
        let counts = Signature::ALL.map(|state| (self.count(state), state.words()));
        let parts = counts.into_iter().filter(|(number, _)| *number > 0);
        parts.map(|(number, words)| format!("{number} {words}")).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a signer is whom an address is of: `ana@example.org` of an ssh key, `Ana <ana@example.org>` of
/// others; in letters of any case.
pub fn names(signer: &Untrusted, email: &[u8]) -> bool {
    let email = email.trim_ascii();
    let words = signer.as_bytes().split(|byte| b" ,<>".contains(byte));
    !email.is_empty() && words.filter(|word| !word.is_empty()).any(|word| word.eq_ignore_ascii_case(email))
}
