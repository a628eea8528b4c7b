//! Goes from one gap to the next, starting at the cursor.

use crate::app::msg::Effect;
use crate::app::screens::gaps::{Gap, to_unclaimed, to_uncovered};
use crate::app::{Message, Model, Screen};
use crate::model::index::{CriterionIndex, IncrementIndex};

impl Model {
    /// Goes to the next gap of a kind after the cursor.
    pub(in crate::app) fn next_gap(&mut self, gap: Gap, effects: &mut Vec<Effect>) {
        let asks = match gap {
            Gap::Uncovered => self
                .uncovered_after()
                .map(|criterion| to_uncovered(&self.facts, criterion)),
            Gap::Unclaimed => self
                .unclaimed_after()
                .map(|(increment, index)| to_unclaimed(&self.facts, increment, index)),
        };
        match asks {
            Some(asks) => self.answer(asks, effects),
            None => self.message = Some(Message::info(gap.none(&self.facts))),
        }
    }

    /// Finds the first uncovered criterion after the chosen one, and then from the start up to the
    /// chosen one.
    fn uncovered_after(&self) -> Option<CriterionIndex> {
        let chosen = self.facts.chosen;
        let is_after = |criterion: &CriterionIndex| Some(*criterion) > chosen;
        let criteria = self.facts.engagement.criteria_in(self.facts.scope);
        let after = criteria.clone().filter(is_after);
        let mut around = after.chain(criteria.filter(|criterion| !is_after(criterion)));
        around.find(|criterion| !self.facts.is_covered(*criterion))
    }

    /// Finds the first unclaimed change after the cursor: in this increment, then in the others,
    /// then from this one's start. Returns the increment and the change's index in its coverage.
    fn unclaimed_after(&self) -> Option<(IncrementIndex, usize)> {
        let here = self.screens.review.increment;
        let behind = self
            .screens
            .review
            .place_in_increment(&self.facts)
            .filter(|_| self.screens.active == Screen::Review);
        let of_increment = |increment: IncrementIndex| {
            let unclaimed = self
                .facts
                .coverage(increment)
                .map_or(&[][..], |coverage| &coverage.unclaimed);
            unclaimed
                .iter()
                .enumerate()
                .filter(|(_, piece)| piece.aside.is_none())
                .map(move |(index, _)| (increment, index))
        };
        let is_behind = |(increment, index): &(IncrementIndex, usize)| {
            let piece = self.facts.unclaimed(*increment, *index);
            piece.and_then(|piece| self.facts.place_of(*increment, piece)) > behind
        };
        let increments = self.facts.engagement.increments.indexes();
        let before = increments.clone().take_while(|at| *at < here);
        let rest = increments.filter(|at| *at > here).chain(before);
        let others = rest.flat_map(of_increment);
        { of_increment(here) }
            .find(is_behind)
            .or_else(|| { others }.next())
            .or_else(|| { of_increment(here) }.next())
    }
}
