//! Computes what waits for whom, and whose turn each increment is.

use crate::app::facts::Facts;
use crate::app::facts::link_state::LinkState;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::time::Timestamp;
use crate::model::turn;
use crate::model::turn::Turn;
use crate::model::verdict::{CriterionState, Verdict};
use crate::trace::suggest::Strength;

/// What is known of a criterion in an increment: a cell of the overview.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct CriterionCell {
    /// The last verdict given on that increment, if any.
    pub verdict: Option<Verdict>,
    /// How sure it is that the increment bears on the criterion.
    pub link: Option<LinkState>,
    /// Whether any of the evidence is in tests.
    pub tested: bool,
    /// Whether every link comes from a commit's mention alone, with nothing in the changes that
    /// names the criterion.
    pub by_commit_only: bool,
}

/// What waits for reviewers and for the contractor.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Waiting {
    /// Criteria without a verdict that holds.
    pub to_judge: usize,
    /// Criteria among those with a verdict that lapsed.
    pub lapsed: usize,
    /// Criteria among those that the user judged.
    pub lapsed_mine: usize,
    /// Threads that the contractor addressed.
    pub to_verify: usize,
    /// Since when the reviewers have had something to do.
    pub since: Option<Timestamp>,
    /// Threads that wait for the contractor.
    pub open: usize,
    /// Criteria that are judged as not accepted or disputed.
    pub unmet: usize,
    /// Since when the contractor has had something to do.
    pub asked_since: Option<Timestamp>,
    /// Criteria that are met.
    pub met: usize,
    /// Criteria that are waived.
    pub waived: usize,
    /// All criteria in scope.
    pub criteria: usize,
    /// Blocking threads that are not settled, and unmet criteria.
    pub snags: usize,
}

impl Facts {
    /// Returns what is known of a criterion in an increment.
    pub fn cell(&self, criterion: CriterionIndex, increment: IncrementIndex) -> CriterionCell {
        let (Some(key), Some(found)) = (
            self.engagement.key(criterion),
            self.engagement.increments.get(increment),
        ) else {
            return CriterionCell::default();
        };
        let given = self
            .record
            .verdicts_on(key)
            .filter(|given| given.increment() == Some(&found.id))
            .last();
        let evidence = self
            .coverage(increment)
            .and_then(|coverage| coverage.evidence(key));
        let confirmed = evidence.is_some_and(|found| found.confirmed > 0)
            || self.confirmed_in(increment, criterion);
        let link = match confirmed {
            true => Some(LinkState::Confirmed),
            false if evidence.is_some() || found.criteria.contains(&key.id) => {
                Some(LinkState::Declared)
            }
            false => {
                let hints = self
                    .hints(increment)
                    .map_or(&[][..], |hints| hints.of_criterion(criterion));
                // A weak suggestion is worth a mark only when there is nothing better in any
                // increment.
                let first = hints.first().map(|hint| hint.strength);
                let weak = LinkState::Suggested(Strength::Weak);
                let better = || {
                    self.is_covered(criterion)
                        || self
                            .best_guess(criterion)
                            .is_some_and(|(_, state)| state > weak)
                };
                let first = first.filter(|strength| *strength > Strength::Weak || !better());
                first.map(LinkState::Suggested)
            }
        };
        let verdict = given.and_then(|given| given.value.verdict);
        CriterionCell {
            verdict,
            link,
            tested: evidence.is_some_and(|found| found.tests > 0),
            by_commit_only: !confirmed
                && evidence.is_some_and(|found| {
                    found.hunks() > 0 && found.by_commit_only == found.hunks()
                }),
        }
    }

    /// Returns what waits for whom, in the scope under review.
    pub fn waiting(&self) -> Waiting {
        self.tally
    }

    /// Returns whose turn an increment is, since when and why: `the contractor's turn (since 3 d
    /// ago): 2 blocking notes`.
    pub fn turn_words(&self, increment: IncrementIndex) -> Option<String> {
        Some(format!(
            "{}: {}",
            self.turn_in_short(increment)?,
            self.turns.get(increment)?.words()
        ))
    }

    /// Returns whose turn an increment is and since when, without the reason.
    pub fn turn_in_short(&self, increment: IncrementIndex) -> Option<String> {
        let turn = self.turns.get(increment)?;
        let since = turn
            .since()
            .map(|since| since.ago(self.now))
            .filter(|ago| ago != "now");
        let since = since
            .map(|ago| format!(" (since {ago})"))
            .unwrap_or_default();
        Some(format!("{}{since}", turn.whose?.turn()))
    }

    /// Recounts what waits for whom.
    pub(super) fn retally(&mut self) {
        let mut waiting = Waiting::default();
        for criterion in self.engagement.criteria_in(self.scope) {
            waiting.criteria += 1;
            match self
                .engagement
                .key(criterion)
                .map(|key| self.record.state_of(key))
            {
                Some(CriterionState::Stale) => {
                    waiting.lapsed += 1;
                    waiting.to_judge += 1;
                }
                Some(CriterionState::Unreviewed | CriterionState::Disputed) => {
                    waiting.to_judge += 1
                }
                Some(CriterionState::Judged(Verdict::Met)) => waiting.met += 1,
                Some(CriterionState::Judged(Verdict::Waived)) => waiting.waived += 1,
                Some(CriterionState::Judged(_)) | None => {}
            }
            waiting.snags += usize::from(self.is_unmet(criterion));
        }
        waiting.lapsed_mine = self.my_lapsed().count();
        let states = self
            .engagement
            .criteria_in(self.scope)
            .filter_map(|criterion| {
                let key = self.engagement.key(criterion)?;
                Some((key, self.record.state_of(key)))
            });
        let threads = || {
            self.record
                .live_threads()
                .filter(|thread| self.is_in_scope(thread))
        };
        let delivered = |at: IncrementIndex| self.engagement.delivered.get(at).copied().flatten();
        let increments = &self.engagement.increments;
        let newest = increments.indexes().filter_map(delivered).max();
        let turn = Turn::over(&self.record, states, threads(), newest);
        waiting.snags += threads().filter(|thread| thread.is_snag()).count();
        (waiting.to_verify, waiting.since) = (turn.reviewers.addressed, turn.reviewers.since);
        (waiting.open, waiting.unmet) = (turn.contractor.notes, turn.contractor.criteria);
        waiting.asked_since = turn.contractor.since;
        self.turns = turn::of_increments(&self.record, increments, delivered);
        self.tally = waiting;
        self.count_covered();
    }

    /// Tells whether a criterion's state stands between the delivery and acceptance.
    pub fn is_unmet(&self, criterion: CriterionIndex) -> bool {
        match self
            .engagement
            .key(criterion)
            .map(|key| self.record.state_of(key))
        {
            Some(CriterionState::Judged(verdict)) => verdict.is_snag(),
            Some(CriterionState::Disputed) => true,
            _ => false,
        }
    }
}
