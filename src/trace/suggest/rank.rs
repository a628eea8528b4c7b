//! Scores how alike one criterion and the hunks and commits of an increment are.
//!
//! Words by BM25 over weighted fields, then pairs of words and the criterion's quotations, then the
//! surroundings of a hunk: strongly for ranking commits, lightly for ranking hunks. All scores are
//! fractions of the best that the criterion could attain, so that those of different criteria can
//! be compared.

use super::feedback::Answers;
use super::index::{HunkIndex, Postings};
use super::query::Query;
use super::recipe::{Around, Recipe};

/// The scores of one criterion.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Scores {
    /// By hunk.
    pub hunks: Vec<f32>,
    /// By commit.
    pub commits: Vec<f32>,
}

/// Sums over texts of one kind.
struct TextSums {
    /// By text: BM25's divisor, saturation times the relative length.
    norms: Vec<f32>,
    scores: Vec<f32>,
}

impl TextSums {
    fn new(lengths: impl Iterator<Item = f32>, recipe: &Recipe) -> Self {
        let mut norms: Vec<f32> = lengths.collect();
        let mean = norms.iter().sum::<f32>() / (norms.len().max(1) as f32);
        for norm in &mut norms {
            let relative = if mean > 0.0 { *norm / mean } else { 1.0 };
            *norm = recipe.saturation * (1.0 - recipe.length + recipe.length * relative);
        }
        let scores = vec![0.0; norms.len()];
        Self { norms, scores }
    }

    fn add(&mut self, text: u32, frequency: f32, weight: f32) {
        let text = text as usize;
        self.scores[text] += weight * frequency / (frequency + self.norms[text]);
    }
}

impl HunkIndex {
    /// Computes the scores of a criterion after the answers on it.
    pub fn scores_after(&self, query: &Query, answers: &Answers) -> Scores {
        if answers.is_empty() {
            return self.scores(query);
        }
        let mut scores = self.scores(&self.taught(query, answers));
        self.lift(answers, &mut scores.hunks, &mut scores.commits);
        scores
    }

    /// Computes the scores of a criterion. Takes time proportional to how often its terms occur.
    pub fn scores(&self, query: &Query) -> Scores {
        let recipe = &self.recipe;
        let mut hunks = TextSums::new(self.hunks.iter().map(|hunk| hunk.length), recipe);
        let mut lengths = vec![0.0; self.commits.len()];
        for (hunk, entry) in (0..).zip(&self.hunks) {
            for commit in self.commits_of(hunk) {
                lengths[*commit as usize] += entry.length;
            }
        }
        let mut wholes = TextSums::new(lengths.into_iter(), recipe);
        let mut messages = TextSums::new(self.message_lengths.iter().copied(), recipe);
        self.words(query, &mut hunks, &mut wholes, &mut messages);
        let mut base = hunks.scores;
        self.present(&query.pairs, recipe.pairs, &mut base);
        self.present(&query.quoted, recipe.quoted, &mut base);
        for (score, _) in base
            .iter_mut()
            .zip(&self.hunks)
            .filter(|(_, entry)| entry.is_prose)
        {
            *score *= recipe.prose;
        }
        let around = Surroundings::new(self, &base, wholes.scores, messages.scores);
        let light: Vec<f32> = around.scores(self, &base, &recipe.light);
        let strong = around.scores(self, &base, &recipe.strong);
        let mut commits: Vec<f32> = (0..self.commits.len())
            .map(|commit| {
                recipe.strong.whole * around.wholes[commit]
                    + recipe.strong.message * around.messages[commit]
            })
            .collect();
        for (hunk, score) in (0..).zip(&strong) {
            for commit in self.commits_of(hunk) {
                let best = &mut commits[*commit as usize];
                *best = best.max(*score);
            }
        }
        Scores {
            hunks: light,
            commits,
        }
    }

    fn words(
        &self,
        query: &Query,
        hunks: &mut TextSums,
        wholes: &mut TextSums,
        messages: &mut TextSums,
    ) {
        let mut frequencies = vec![0.0; self.commits.len()];
        let mut met: Vec<u32> = Vec::new();
        let mut total = 0.0;
        for (hash, weight) in &query.words {
            let term = self.lexicon.find(*hash);
            let found = self.postings(term, &self.in_hunks);
            let weight = weight * self.rarity(found.len());
            total += weight;
            for (hunk, frequency) in found {
                hunks.add(*hunk, *frequency, weight);
                for commit in self.commits_of(*hunk) {
                    if frequencies[*commit as usize] == 0.0 {
                        met.push(*commit);
                    }
                    frequencies[*commit as usize] += frequency;
                }
            }
            for commit in met.drain(..) {
                wholes.add(
                    commit,
                    std::mem::take(&mut frequencies[commit as usize]),
                    weight,
                );
            }
            for (commit, frequency) in self.postings(term, &self.in_messages) {
                messages.add(*commit, *frequency, weight);
            }
        }
        if total > 0.0 {
            for texts in [hunks, wholes, messages] {
                texts.scores.iter_mut().for_each(|score| *score /= total);
            }
        }
    }

    /// Adds the fraction of some terms that is present at all.
    fn present(&self, terms: &[(u64, f32)], part: f32, scores: &mut [f32]) {
        let weighed = terms.iter().map(|(hash, weight)| {
            let found = self.postings(self.lexicon.find(*hash), &self.in_hunks);
            (found, weight * self.rarity(found.len()))
        });
        let weighed: Vec<(&[(u32, f32)], f32)> = weighed.collect();
        let total: f32 = weighed.iter().map(|(_, weight)| weight).sum();
        for (found, weight) in weighed {
            for (hunk, frequency) in found {
                scores[*hunk as usize] += part * weight / total * frequency.min(1.0);
            }
        }
    }

    fn postings<'a>(&self, term: Option<u32>, postings: &'a [Postings]) -> &'a [(u32, f32)] {
        term.and_then(|term| postings.get(term as usize))
            .map_or(&[], Vec::as_slice)
    }

    fn rarity(&self, hunks: usize) -> f32 {
        let all = self.hunks.len() as f32;
        (1.0 + all / (hunks as f32 + 0.5))
            .ln()
            .powf(self.recipe.rarity)
    }
}

/// Scores of the surroundings of hunks.
struct Surroundings {
    /// By file: its best hunk.
    files: Vec<f32>,
    /// By commit: its best hunk.
    commits: Vec<f32>,
    wholes: Vec<f32>,
    messages: Vec<f32>,
}

impl Surroundings {
    fn new(index: &HunkIndex, base: &[f32], wholes: Vec<f32>, messages: Vec<f32>) -> Self {
        let mut files = vec![0.0_f32; index.files.len()];
        let mut commits = vec![0.0_f32; index.commits.len()];
        for (hunk, (entry, score)) in (0..).zip(index.hunks.iter().zip(base)) {
            let best = &mut files[entry.file as usize];
            *best = best.max(*score);
            for commit in index.commits_of(hunk) {
                let best = &mut commits[*commit as usize];
                *best = best.max(*score);
            }
        }
        Self {
            files,
            commits,
            wholes,
            messages,
        }
    }

    fn scores(&self, index: &HunkIndex, base: &[f32], weights: &Around) -> Vec<f32> {
        let of = |commit: &u32| {
            let commit = *commit as usize;
            weights.commit * self.commits[commit]
                + weights.whole * self.wholes[commit]
                + weights.message * self.messages[commit]
        };
        let score = |(hunk, (entry, score)): (u32, (&super::index::IndexedHunk, &f32))| {
            let around = index.commits_of(hunk).iter().map(of).fold(0.0, f32::max);
            score + weights.file * self.files[entry.file as usize] + around
        };
        (0..).zip(index.hunks.iter().zip(base)).map(score).collect()
    }
}
