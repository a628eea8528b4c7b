//! Keeps the best scores over all increments, so that each is compared with all others in one pass.

use super::suggestions::Suggestions;

/// The best scores of each criterion in any increment.
#[derive(Clone, Default, Debug)]
pub struct BestScores(Vec<TwoBest>);

/// The best score of a criterion, with the number of its increment, and the best in any other.
#[derive(Clone, Copy, Default, Debug)]
struct TwoBest {
    first: f32,
    increment: usize,
    second: f32,
}

impl BestScores {
    /// Collects the scores of increments, each with a number of its own.
    pub fn of<'a>(all: impl IntoIterator<Item = (usize, &'a Suggestions)>) -> Self {
        let mut best = Vec::new();
        for (increment, suggestions) in all {
            for (criterion, score) in suggestions.best_scores().enumerate() {
                if best.len() == criterion {
                    best.push(TwoBest::default());
                }
                if let Some(known) = best.get_mut(criterion) {
                    known.add(increment, score);
                }
            }
        }
        Self(best)
    }

    /// Returns the best score of a criterion in any increment but the given one; 0 without any.
    pub(super) fn elsewhere(&self, increment: usize, criterion: usize) -> f32 {
        match self.0.get(criterion) {
            Some(best) if best.increment == increment => best.second,
            Some(best) => best.first,
            None => 0.0,
        }
    }
}

impl TwoBest {
    fn add(&mut self, increment: usize, score: f32) {
        if score > self.first {
            *self = Self {
                first: score,
                increment,
                second: self.first,
            };
        } else {
            self.second = self.second.max(score);
        }
    }
}
