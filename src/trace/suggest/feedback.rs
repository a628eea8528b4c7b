//! Learns from reviewers' answers: terms of confirmed hunks are added to the query, those of
//! rejected ones subtracted, and hunks beside confirmed ones are lifted.
//!
//! Owns the change of a query (Rocchio's) and the priors. Knows nothing of records.

use std::collections::HashMap;

use super::index::HunkIndex;
use super::query::Query;
use super::terms::Seeded;

/// Weights of the terms of confirmed and of rejected hunks, relative to the criterion's own.
const CONFIRMED: f32 = 1.0;
const REJECTED: f32 = 0.25;

/// Maximum number of terms taken over from answers: the most distinctive ones.
const MAX_TERMS: usize = 30;

/// Addition to the score of a hunk in a confirmed one's commit, and in its file.
const IN_COMMIT: f32 = 0.15;
const IN_FILE: f32 = 0.1;

/// The answers on one criterion, as hunk numbers; ascending, each once.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Answers {
    /// Hunks that are linked.
    pub confirmed: Vec<u32>,
    /// Hunks that were rejected.
    pub rejected: Vec<u32>,
}

impl Answers {
    /// Whether there are no answers.
    pub fn is_empty(&self) -> bool {
        self.confirmed.is_empty() && self.rejected.is_empty()
    }
}

impl HunkIndex {
    /// Applies the answers to a query.
    pub(super) fn taught(&self, query: &Query, answers: &Answers) -> Query {
        let own: f32 = query.words.iter().map(|(_, weight)| weight).sum();
        let mut words: HashMap<u64, f32> = query.words.iter().copied().collect();
        let parts = [
            (&answers.confirmed, CONFIRMED * own),
            (&answers.rejected, -REJECTED * own),
        ];
        for (hunks, part) in parts {
            for (term, weight) in self.typical(hunks) {
                *words.entry(self.lexicon.hash(term)).or_default() += part * weight;
            }
        }
        let mut words: Vec<(u64, f32)> = words
            .into_iter()
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        words.sort_unstable_by_key(|(hash, _)| *hash);
        Query {
            words,
            ..query.clone()
        }
    }

    /// Finds the terms that distinguish some hunks from the others, with weights that sum up to 1.
    fn typical(&self, hunks: &[u32]) -> Vec<(u32, f32)> {
        if hunks.is_empty() {
            return Vec::new();
        }
        let all = self.hunks.len() as f32;
        // Costs as much as the hunks have words: there may be a thousand criteria with a thousand
        // hunks each.
        let mut sums: HashMap<u32, f32, Seeded> = HashMap::default();
        for (term, frequency) in hunks.iter().flat_map(|hunk| self.words_of(*hunk)) {
            *sums.entry(*term).or_default() += frequency / (frequency + self.recipe.saturation);
        }
        let rarity = |term: u32| {
            let hunks = self.in_hunks.get(term as usize).map_or(0, Vec::len);
            (1.0 + all / (hunks as f32 + 0.5)).ln()
        };
        let mut terms: Vec<(u32, f32)> = sums
            .into_iter()
            .map(|(term, sum)| (term, sum * rarity(term)))
            .collect();
        let first = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if terms.len() > MAX_TERMS {
            // Only a few of the many terms are wanted in order.
            terms.select_nth_unstable_by(MAX_TERMS, first);
            terms.truncate(MAX_TERMS);
        }
        terms.sort_unstable_by(first);
        let total: f32 = terms.iter().map(|(_, weight)| weight).sum();
        terms.iter_mut().for_each(|(_, weight)| *weight /= total);
        terms
    }

    /// Adds the value of being beside confirmed hunks to the scores of hunks.
    pub(super) fn lift_hunks(&self, answers: &Answers, scores: &mut [f32]) {
        let in_commit = self.confirmed_commits(answers);
        let mut in_file = vec![false; self.files.len()];
        for hunk in &answers.confirmed {
            if let Some(entry) = self.hunks.get(*hunk as usize) {
                in_file[entry.file as usize] = true;
            }
        }
        for (hunk, score) in (0..).zip(scores) {
            if self
                .commits_of(hunk)
                .iter()
                .any(|commit| in_commit[*commit as usize])
            {
                *score += IN_COMMIT;
            }
            if in_file[self.hunks[hunk as usize].file as usize] {
                *score += IN_FILE;
            }
        }
    }

    /// Adds the value of having confirmed hunks to the scores of commits.
    pub(super) fn lift_commits(&self, answers: &Answers, scores: &mut [f32]) {
        for (score, is_in) in scores.iter_mut().zip(self.confirmed_commits(answers)) {
            if is_in {
                *score += IN_COMMIT;
            }
        }
    }

    /// Returns, by commit, whether one of its hunks is confirmed.
    fn confirmed_commits(&self, answers: &Answers) -> Vec<bool> {
        let mut in_commit = vec![false; self.commits.len()];
        for hunk in &answers.confirmed {
            for commit in self.commits_of(*hunk) {
                in_commit[*commit as usize] = true;
            }
        }
        in_commit
    }
}
