//! Decisions about increments: the outcome of each round, and the resulting state of an increment.
//!
//! An outcome belongs to a round: to the delivered content, not to the name it was delivered under.
//! Screens, commands and exports ask [`Record::standing`], so that none of them can call a new
//! round accepted.

use super::id::{IncrementId, ObjectId};
use super::increment::{CommitRange, Increment};
use super::record::{Given, Record};
use super::spec::CriterionKey;
use super::text::Untrusted;
use super::verdict::{CriterionState, Outcome};

/// A reviewer's decision about a round of an increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The outcome and its comment; the subject's range is the round.
    pub given: Given<(Outcome, Untrusted)>,
    /// Whether it is in force: neither replaced nor taken back.
    pub stands: bool,
    /// Whether its writer took it back.
    pub is_taken_back: bool,
}

impl Decision {
    /// Returns the round it is about; `None` where the event does not say.
    pub fn range(&self) -> Option<CommitRange> {
        self.given.subject.as_ref().map(|subject| subject.range)
    }
}

/// The outcome of an increment, as decided so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandingOutcome {
    /// The outcome of the newest round; in review until somebody decides.
    pub outcome: Outcome,
    /// Whether somebody decided about the newest round, even if only that it is in review.
    pub is_decided: bool,
    /// The last decision about an earlier round, when there is none about the newest.
    pub before: Option<EarlierDecision>,
    /// The criteria whose verdicts on the increment lapsed and were not given anew: a decision
    /// rested on them. Empty while nobody decided.
    pub to_check: Vec<CriterionKey>,
}

/// Maximum number of criteria that the words of an outcome name; more are counted.
const MAX_NAMED: usize = 3;

/// A decision about an earlier round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EarlierDecision {
    /// The round's number, from 1; `None` where that range is only part of what is delivered now.
    pub round: Option<u32>,
    /// The decided outcome.
    pub outcome: Outcome,
    /// The head commit that the decision was about.
    pub head: ObjectId,
}

impl StandingOutcome {
    /// Words the outcome, with an earlier round's decision where there is no other: "in review;
    /// round 1 was accepted at 799fdd6".
    pub fn words(&self) -> String {
        let now = match self.to_check_words() {
            Some(words) => format!("{}; {words}", self.outcome.words()),
            None => self.outcome.words().to_owned(),
        };
        match self.before {
            None => now,
            Some(EarlierDecision {
                round,
                outcome,
                head,
            }) => {
                let which = round.map_or("a part".to_owned(), |round| format!("round {round}"));
                format!("{now}; {which} {} at {}", outcome.past(), head.short(7))
            }
        }
    }
}

impl StandingOutcome {
    /// Says which criteria are to be checked again: `AC-3 is to be checked again`; `None` where none
    /// are.
    pub fn to_check_words(&self) -> Option<String> {
        let ids: Vec<&str> = self.to_check.iter().map(|key| key.id.as_str()).collect();
        Some(match ids.as_slice() {
            [] => return None,
            [only] => format!("{only} is to be checked again"),
            [others @ .., last] if ids.len() <= MAX_NAMED => {
                format!("{} and {last} are to be checked again", others.join(", "))
            }
            many => format!("{} criteria are to be checked again", many.len()),
        })
    }
}

impl Record {
    /// Lists the criteria whose verdicts on an increment lapsed, where no other verdict stands in
    /// their place: the ground of a decision about the increment that moved.
    fn moved_ground(&self, increment: &IncrementId) -> Vec<CriterionKey> {
        let lapsed_here = |key: &CriterionKey| {
            self.verdicts_on(key)
                .any(|given| given.increment() == Some(increment))
        };
        let keys = self.verdicts.keys();
        keys.filter(|key| self.state_of(key) == CriterionState::Stale && lapsed_here(key))
            .cloned()
            .collect()
    }

    /// Iterates over the decisions in force about an increment, for all its rounds, in the order in
    /// which they were given.
    pub fn outcomes_of(
        &self,
        increment: &IncrementId,
    ) -> impl DoubleEndedIterator<Item = &Decision> {
        let decisions = self.decisions.get(increment).into_iter().flatten();
        decisions.filter(|decision| decision.stands)
    }

    /// Computes the outcome of an increment from the decisions about its newest round. An increment
    /// that was joined from parts has the outcome that all its parts share.
    pub fn standing(&self, increment: &Increment) -> StandingOutcome {
        let decided = self.decided_of(&increment.id, increment.range);
        if let Some(outcome) = decided.or_else(|| self.decided_in_parts(increment)) {
            let to_check = match outcome {
                Outcome::InReview => Vec::new(),
                _ => self.moved_ground(&increment.id),
            };
            return StandingOutcome {
                outcome,
                is_decided: true,
                before: None,
                to_check,
            };
        }
        let last = self.outcomes_of(&increment.id).next_back();
        let before = last
            .filter(|last| last.given.value.0 != Outcome::InReview)
            .and_then(|last| {
                let range = last.range()?;
                let round = increment
                    .earlier
                    .iter()
                    .position(|earlier| *earlier == range);
                let round = round
                    .and_then(|at| u32::try_from(at).ok())
                    .map(|at| at + increment.first_round());
                Some(EarlierDecision {
                    round,
                    outcome: last.given.value.0,
                    head: range.head,
                })
            });
        StandingOutcome {
            outcome: Outcome::InReview,
            is_decided: false,
            before,
            to_check: Vec::new(),
        }
    }

    /// Finds the last outcome decided about one round of an increment.
    fn decided_of(&self, increment: &IncrementId, range: CommitRange) -> Option<Outcome> {
        let of = self
            .outcomes_of(increment)
            .rfind(|decision| decision.range().is_none_or(|of| of == range));
        of.map(|decision| decision.given.value.0)
    }

    /// Finds the outcome shared by all parts of an increment, where decided parts follow one
    /// another from its base to its head.
    fn decided_in_parts(&self, increment: &Increment) -> Option<Outcome> {
        let mut at = increment.range.base;
        let mut all = None;
        // Each part has another end, so there are at most as many steps as decisions.
        for _ in self.outcomes_of(&increment.id) {
            let part = self.outcomes_of(&increment.id).rfind(|decision| {
                decision
                    .range()
                    .is_some_and(|range| range.base == at && !range.is_empty())
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
    /// Returns the number of the oldest known round, from 1.
    pub fn first_round(&self) -> u32 {
        let known = u32::try_from(self.earlier.len()).unwrap_or(u32::MAX);
        self.round.saturating_sub(known).max(1)
    }
}
