//! Looks up which criteria have evidence and which changes have a criterion.

use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::facts::link_state::LinkState;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::ratio::Ratio;
use crate::trace::{Bearing, Coverage, CoveredUnit, IncrementTrace, LeftOutMention};

/// How much is covered: each field counts a part of a whole.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Covered {
    /// Criteria with a confirmed or declared link.
    pub criteria: Ratio,
    /// Criteria with a verdict that still holds.
    pub judged: Ratio,
    /// Hunks with a linked criterion, without the hunks counted aside.
    pub claimed: Ratio,
    /// Increments that were read through.
    pub read: Ratio,
}

impl Facts {
    /// Returns the trace of an increment; `None` until it was read through.
    pub fn trace(&self, increment: IncrementIndex) -> Option<&Arc<IncrementTrace>> {
        self.traces.get(increment)?.as_ref()
    }

    /// Returns the links that count in an increment, as far as they are known.
    pub(in crate::app) fn bearing(&self, increment: IncrementIndex) -> &Bearing {
        self.bearings.get(increment).unwrap_or(&self.no_bearing)
    }

    /// Returns the coverage of an increment; `None` until it is traced.
    pub fn coverage(&self, increment: IncrementIndex) -> Option<&Coverage> {
        self.coverages.get(increment)?.as_ref()
    }

    /// Recomputes the coverage of an increment.
    pub(super) fn cover_increment(&mut self, increment: IncrementIndex) {
        self.coverages
            .resize(self.engagement.increments.len(), None);
        let trace = self.trace(increment);
        let covered = trace.zip(self.bearings.get(increment));
        let covered =
            covered.map(|(trace, bearing)| Coverage::new(trace, bearing, &self.engagement.specs));
        if let Some(slot) = self.coverages.get_mut(increment) {
            *slot = covered;
        }
        self.count_covered();
    }

    /// Tells whether a change in any increment bears on a criterion.
    pub fn is_covered(&self, criterion: CriterionIndex) -> bool {
        let key = self.engagement.key(criterion);
        key.is_some_and(|key| {
            self.engagement.increments.indexes().any(|increment| {
                self.coverage(increment)
                    .is_some_and(|coverage| coverage.evidence(key).is_some())
            })
        })
    }

    /// Returns the best suggestion for a criterion: the index of its increment, and its strength.
    pub fn best_guess(&self, criterion: CriterionIndex) -> Option<(IncrementIndex, LinkState)> {
        let guesses = self
            .engagement
            .increments
            .indexes()
            .filter_map(|increment| {
                let found = self.suggested.get(increment)?.found()?;
                let first = self.hints(increment)?.of_criterion(criterion).first()?;
                let (_, score) = found.best(self.engagement.key(criterion)?)?;
                Some((increment, LinkState::Suggested(first.strength), score))
            });
        let best = guesses.max_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2)));
        best.map(|(increment, state, _)| (increment, state))
    }

    /// Recounts the criteria with evidence. Cached, since counting for every frame would be too
    /// slow with thousands of criteria.
    pub(super) fn count_covered(&mut self) {
        let criteria = || self.engagement.criteria_in(self.scope);
        let part = criteria()
            .filter(|criterion| self.is_covered(*criterion))
            .count();
        self.covered = Ratio {
            part,
            whole: criteria().count(),
        };
    }

    /// Returns how much is covered in the scope under review.
    pub fn covered(&self) -> Covered {
        let mut covered = Covered {
            criteria: self.covered,
            ..Covered::default()
        };
        let waiting = self.waiting();
        let part = waiting.criteria.saturating_sub(waiting.to_judge);
        covered.judged = Ratio {
            part,
            whole: waiting.criteria,
        };
        for coverage in self.coverages.iter().flatten() {
            covered.claimed += coverage.claimed;
        }
        self.traces
            .iter()
            .for_each(|trace| covered.read.count(trace.is_some()));
        covered
    }

    /// Returns the places in an increment that name criteria without counting.
    pub fn left_out(&self, increment: IncrementIndex) -> &[LeftOutMention] {
        self.trace(increment).map_or(&[], |trace| &trace.left_out)
    }

    /// Returns an unclaimed change of an increment by its index in the coverage.
    pub fn unclaimed(&self, increment: IncrementIndex, index: usize) -> Option<&CoveredUnit> {
        self.coverage(increment)?.unclaimed.get(index)
    }

    /// Returns the place of a change in its increment: the index of its file, and 0 for the file or
    /// 1 + the hunk's index.
    pub(in crate::app) fn place_of(
        &self,
        increment: IncrementIndex,
        piece: &CoveredUnit,
    ) -> Option<(usize, usize)> {
        let trace = self.trace(increment)?;
        let number = trace
            .files
            .iter()
            .position(|stat| stat.path == piece.path)?;
        Some((number, piece.hunk.map_or(0, |(_, hunk)| hunk + 1)))
    }
}
