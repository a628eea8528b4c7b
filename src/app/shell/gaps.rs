//! Goes from one gap to the next, starting at the cursor.

use crate::app::msg::Effect;
use crate::app::screens::gaps::{Gap, to_unclaimed, to_uncovered};
use crate::app::{Message, Model, Screen};

impl Model {
    /// Goes to the next gap of a kind after the cursor.
    pub(in crate::app) fn next_gap(&mut self, gap: Gap, effects: &mut Vec<Effect>) {
        let asks = match gap {
            Gap::Uncovered => self
                .uncovered_after()
                .map(|number| to_uncovered(&self.facts, number)),
            Gap::Unclaimed => self
                .unclaimed_after()
                .map(|(of, index)| to_unclaimed(&self.facts, of, index)),
        };
        match asks {
            Some(asks) => self.answer(asks, effects),
            None => self.message = Some(Message::info(gap.none(&self.facts))),
        }
    }

    /// Finds the first uncovered criterion after the chosen one, and then from the start up to the
    /// chosen one.
    fn uncovered_after(&self) -> Option<usize> {
        let from = self.facts.chosen.map_or(0, |chosen| chosen + 1);
        let numbers = self.facts.engagement.numbers(self.facts.scope);
        let after = numbers.clone().filter(|number| *number >= from);
        let mut around = after.chain(numbers.filter(|number| *number < from));
        around.find(|number| !self.facts.is_covered(*number))
    }

    /// Finds the first unclaimed change after the cursor: in this increment, then in the others,
    /// then from this one's start. Returns the increment's index and the change's index in its
    /// coverage.
    fn unclaimed_after(&self) -> Option<(usize, usize)> {
        let count = self.facts.engagement.increments.len();
        let here = self.screens.review.increment;
        let behind = self
            .screens
            .review
            .place_in_increment(&self.facts)
            .filter(|_| self.screens.active == Screen::Review);
        let of_increment = |of: usize| {
            let unclaimed = self
                .facts
                .coverage(of)
                .map_or(&[][..], |coverage| &coverage.unclaimed);
            unclaimed
                .iter()
                .enumerate()
                .filter(|(_, piece)| piece.aside.is_none())
                .map(move |(index, _)| (of, index))
        };
        let is_behind = |(of, index): &(usize, usize)| {
            let piece = self.facts.unclaimed(*of, *index);
            piece.and_then(|piece| self.facts.place_of(*of, piece)) > behind
        };
        let rest = (here + 1..count).chain(0..here);
        let others = rest.flat_map(of_increment);
        { of_increment(here) }
            .find(is_behind)
            .or_else(|| { others }.next())
            .or_else(|| { of_increment(here) }.next())
    }
}
