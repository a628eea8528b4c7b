//! Pairs the best of the candidates, and rates how certain it is that the two are the same.

use std::collections::HashMap;

use super::item::Pairs;
use super::like::PairCandidate;
use crate::model::lineage::Sureness;

/// How far below the threshold a pair is shown to a person as a guess.
const DOUBT: f32 = 0.14;
/// Minimum likeness for statements to carry over. Two texts on one subject have less than this in
/// common by chance, whatever else speaks for them: at 0.18, one statement in 11,700 of random
/// histories went to another text with a reused id. [`LEAST_DOUBTFUL`] is the minimum for asking a
/// person.
pub(super) const LEAST: f32 = 0.22;
pub(super) const LEAST_DOUBTFUL: f32 = 0.11;
/// Minimum lead over the next candidate; with less, a person is asked.
pub(super) const MARGIN: f32 = 0.06;
/// Addition to the thresholds for two versions with an unknown history between them.
const FAR: f32 = 0.08;

/// Pairs the best candidates first; true if there were any.
pub(super) fn settle(
    found: &[PairCandidate],
    pairs: &mut Pairs,
    far: bool,
    least: Sureness,
) -> bool {
    let mut of_old: HashMap<usize, Rivals> = HashMap::new();
    let mut of_new: HashMap<usize, Rivals> = HashMap::new();
    for (at, candidate) in found.iter().enumerate() {
        of_old.entry(candidate.old).or_default().all.push(at);
        of_new.entry(candidate.new).or_default().all.push(at);
    }
    let mut any = false;
    for (at, candidate) in found.iter().enumerate() {
        if !pairs.is_open(candidate.old) || !pairs.is_free(candidate.new) {
            continue;
        }
        let next = |rivals: Option<&mut Rivals>| {
            rivals.map_or(0.0, |rivals| rivals.best_but(at, found, pairs))
        };
        let next = next(of_old.get_mut(&candidate.old)).max(next(of_new.get_mut(&candidate.new)));
        if let Some(sure) =
            sureness(candidate, candidate.total - next, far).filter(|sure| *sure >= least)
        {
            any |= pairs.pair(candidate.old, candidate.new, sure);
        }
    }
    any
}

/// The candidates of one criterion, best first.
#[derive(Default)]
struct Rivals {
    all: Vec<usize>,
    /// How many of the first are paired otherwise; nothing makes them candidates again.
    past: usize,
}

impl Rivals {
    /// Returns the total of the best candidate but one; 0 without any.
    fn best_but(&mut self, but: usize, found: &[PairCandidate], pairs: &Pairs) -> f32 {
        let open = |at: usize| {
            let candidate = found.get(at)?;
            let is_open = pairs.is_open(candidate.old) && pairs.is_free(candidate.new);
            is_open.then_some(candidate.total)
        };
        let left = self.all.get(self.past..).unwrap_or_default();
        self.past += left.iter().take_while(|at| open(**at).is_none()).count();
        let left = self.all.get(self.past..).unwrap_or_default();
        let mut others = left.iter().filter(|at| **at != but);
        others.find_map(|at| open(*at)).unwrap_or(0.0)
    }
}

/// Rates how certain it is that two criteria are the same; `None` when they are not. `margin` is
/// the lead over the next candidate.
fn sureness(candidate: &PairCandidate, margin: f32, far: bool) -> Option<Sureness> {
    let PairCandidate {
        likeness, context, ..
    } = candidate;
    let score = likeness.score();
    // In another language, order and ids replace words.
    if context.translated && context.in_step && (context.same_name || context.same_number) && !far {
        return Some(Sureness::Likely);
    }
    let threshold = context.threshold() + if far { FAR } else { 0.0 };
    let threshold = threshold.max(LEAST);
    if score < (threshold - DOUBT).max(LEAST_DOUBTFUL) {
        return None;
    }
    if score < threshold || margin < MARGIN {
        return Some(Sureness::Unsure);
    }
    // Words were only added or only removed: no words replaced others.
    let grown = likeness.of_first.max(likeness.of_second) >= 0.9 && likeness.shared >= 0.5;
    let is_certain = (context.same_name || context.same_number)
        && margin >= 0.2
        && (score >= 0.8 || grown)
        && !far;
    Some(if is_certain {
        Sureness::Certain
    } else {
        Sureness::Likely
    })
}
