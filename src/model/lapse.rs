//! Lapsed verdicts: why one no longer holds, and what it would rest on now.

use super::id::IncrementId;
use super::record::{Evidence, Given, Judgement, Record};
use super::spec::{CriterionKey, LineRange};
use super::text::RepoPath;
use super::verdict::CriterionState;

/// Why a verdict lapsed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The criterion's text changed.
    Reworded,
    /// The lines that it rests on changed.
    Changed {
        /// The first increment that changed them; `None` where no detected increment did.
        by: Option<IncrementId>,
        /// The file.
        path: RepoPath,
        /// The lines in their place at the end of that increment, 1-based; empty when they are gone
        /// or cannot be compared.
        lines: Vec<LineRange>,
    },
    /// It rests on no lines, and the increment has a new round.
    Redelivered,
}

/// A verdict that lapsed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lapse {
    /// Why it lapsed.
    pub reason: Reason,
    /// Its files at the head under review: the evidence of a verdict that affirms it with the
    /// changes since. Empty when it rests on no files.
    pub now: Vec<Evidence>,
}

impl Record {
    /// Computes a criterion's state as of an increment's newest round: a verdict on that very round
    /// holds, even if a later increment changed its lines.
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

    /// Lists the verdicts given on an increment whose lines a later increment changed.
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
