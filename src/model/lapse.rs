//! Lapsed verdicts: why one no longer holds, and what it would rest on now.

use super::id::IncrementId;
use super::record::{Evidence, Given, Judgement, Record};
use super::spec::{CriterionKey, LineRange};
use super::text::RepoPath;
use super::verdict::CriterionState;

/// Why a verdict lapsed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The criterion says something else now.
    Reworded,
    /// Lines that it rests on changed.
    Changed {
        /// The increment that changed them first; `None` where none of those found did.
        by: Option<IncrementId>,
        /// The file.
        path: RepoPath,
        /// The lines that stand in their place where that increment ends, 1-based; none where they are gone
        /// or cannot be compared.
        lines: Vec<LineRange>,
    },
    /// It rests on no lines, and the increment was delivered again.
    Redelivered,
}

/// A verdict that lapsed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lapse {
    /// Why.
    pub reason: Reason,
    /// The files that it rests on as they are at the head under review: what it rests on when somebody
    /// affirms it with what changed since. Empty where it rests on none.
    pub now: Vec<Evidence>,
}

impl Record {
    /// Where a criterion stands as of an increment's newest round: a verdict given on just that round holds
    /// there, also where a later increment changed the lines that it rests on.
    pub fn state_as_of(&self, criterion: &CriterionKey, increment: &IncrementId) -> CriterionState {
        match self.state_of(criterion) {
            CriterionState::Stale => {
                let mut as_of = self.overtaken_by_later(criterion, increment).peekable();
                let Some(first) = as_of.peek().and_then(|given| given.value.verdict) else {
                    return CriterionState::Stale;
                };
                if as_of.all(|given| given.value.verdict == Some(first)) {
                    CriterionState::Judged(first)
                } else {
                    CriterionState::Disputed
                }
            }
            state => state,
        }
    }

    /// The verdicts given on an increment whose lines a later one changed.
    pub fn overtaken_by_later(
        &self,
        criterion: &CriterionKey,
        increment: &IncrementId,
    ) -> impl Iterator<Item = &Given<Judgement>> {
        let is_on = move |given: &&Given<Judgement>| given.increment() == Some(increment);
        let by_later = move |given: &&Given<Judgement>| {
            let lapse = self.stale.get(&given.id);
            matches!(lapse.map(|lapse| &lapse.reason), Some(Reason::Changed { by: Some(by), .. }) if by != increment)
        };
        self.verdicts_on(criterion).filter(is_on).filter(by_later)
    }
}
