//! Decisions about increments: what was decided of which round, and where an increment stands by them.
//!
//! An outcome is of a round: of what was delivered, not of the name it was delivered under. Screens,
//! commands and exports ask [`Record::standing`], so that none of them can call a new round accepted.

use super::id::{IncrementId, ObjectId};
use super::increment::{CommitRange, Increment};
use super::record::{Given, Record};
use super::text::Untrusted;
use super::verdict::Outcome;

/// Something that a reviewer decided about a round of an increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// What was decided, with the comment; the round is its subject's range.
    pub given: Given<(Outcome, Untrusted)>,
    /// Whether it stands: nobody replaced it and its writer did not take it back.
    pub stands: bool,
    /// Whether its writer took it back.
    pub is_taken_back: bool,
}

impl Decision {
    /// The round it is about; `None` where the event does not say.
    pub fn range(&self) -> Option<CommitRange> {
        self.given.subject.as_ref().map(|subject| subject.range)
    }
}

/// Where an increment stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandingOutcome {
    /// What was decided of its newest round; in review until somebody decides.
    pub outcome: Outcome,
    /// Whether somebody decided anything of the newest round, be it that it is in review.
    pub is_decided: bool,
    /// What was decided last of a round before, where nothing was of the newest.
    pub before: Option<Before>,
}

/// A decision about an earlier round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Before {
    /// The round, from 1; `None` where it is only part of what is delivered now.
    pub round: Option<u32>,
    /// What was decided.
    pub outcome: Outcome,
    /// The commit that it was decided of.
    pub head: ObjectId,
}

impl StandingOutcome {
    /// The outcome in words, with what was decided before where that is all there is: "in review; round 1
    /// was accepted at 799fdd6".
    pub fn words(&self) -> String {
        let now = self.outcome.words();
        match self.before {
            None => now.to_owned(),
            Some(Before { round, outcome, head }) => {
                let which = round.map_or("a part".to_owned(), |round| format!("round {round}"));
                format!("{now}; {which} {} at {}", outcome.past(), head.short(7))
            }
        }
    }
}

impl Record {
    /// The decisions that stand about an increment, of all of its rounds, in the order in which they were
    /// given.
    pub fn outcomes_of(&self, increment: &IncrementId) -> impl DoubleEndedIterator<Item = &Decision> {
        let decisions = self.decisions.get(increment).into_iter().flatten();
        decisions.filter(|decision| decision.stands)
    }

    /// Where an increment stands: by what was decided of its newest round. One that was joined of parts
    /// has the outcome that all of its parts have.
    pub fn standing(&self, increment: &Increment) -> StandingOutcome {
        if let Some(outcome) = self.decided_of(&increment.id, increment.range) {
            return StandingOutcome { outcome, is_decided: true, before: None };
        }
        if let Some(outcome) = self.decided_in_parts(increment) {
            return StandingOutcome { outcome, is_decided: true, before: None };
        }
        let last = self.outcomes_of(&increment.id).next_back();
        let before = last.filter(|last| last.given.value.0 != Outcome::InReview).and_then(|last| {
            let range = last.range()?;
            let round = increment.earlier.iter().position(|earlier| *earlier == range);
            let round = round.and_then(|at| u32::try_from(at).ok()).map(|at| at + increment.first_round());
            Some(Before { round, outcome: last.given.value.0, head: range.head })
        });
        StandingOutcome { outcome: Outcome::InReview, is_decided: false, before }
    }

    /// What was decided last of one round of an increment.
    fn decided_of(&self, increment: &IncrementId, range: CommitRange) -> Option<Outcome> {
        let of = self.outcomes_of(increment).rfind(|decision| decision.range().is_none_or(|of| of == range));
        of.map(|decision| decision.given.value.0)
    }

    /// The outcome that all parts of an increment have, where parts that were decided of follow on one
    /// another from its base to its head.
    fn decided_in_parts(&self, increment: &Increment) -> Option<Outcome> {
        let mut at = increment.range.base;
        let mut all = None;
        // Each part ends elsewhere, so there are no more steps than decisions.
        for _ in self.outcomes_of(&increment.id) {
            let part = self.outcomes_of(&increment.id).rfind(|decision| {
                decision.range().is_some_and(|range| range.base == at && !range.is_empty())
            })?;
            let outcome = part.given.value.0;
            if all.replace(outcome).is_some_and(|others| others != outcome) {
                return None;
            }
            at = part.range().map(|range| range.head);
            if at == Some(increment.range.head) {
                return all;
            }
        }
        None
    }
}

impl Increment {
    /// The number of the oldest round that is known, from 1.
    pub fn first_round(&self) -> u32 {
        let known = u32::try_from(self.earlier.len()).unwrap_or(u32::MAX);
        self.round.saturating_sub(known).max(1)
    }
}
