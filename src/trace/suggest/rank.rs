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

/// BM25's divisors: saturation times the relative length of each text. Computed once, since a
/// hundred thousand criteria may be scored.
#[derive(Default)]
pub(super) struct Norms {
    /// By hunk.
    hunks: Vec<f32>,
    /// By commit: all of its hunks together.
    wholes: Vec<f32>,
    /// By commit: its message.
    messages: Vec<f32>,
}

impl Norms {
    pub(super) fn of(index: &HunkIndex) -> Self {
        let mut wholes = vec![0.0; index.commits.len()];
        for (hunk, entry) in (0..).zip(&index.hunks) {
            for commit in index.commits_of(hunk) {
                wholes[*commit as usize] += entry.length;
            }
        }
        let recipe = &index.recipe;
        Self {
            hunks: norms(index.hunks.iter().map(|hunk| hunk.length), recipe),
            wholes: norms(wholes.into_iter(), recipe),
            messages: norms(index.message_lengths.iter().copied(), recipe),
        }
    }
}

fn norms(lengths: impl Iterator<Item = f32>, recipe: &Recipe) -> Vec<f32> {
    let mut norms: Vec<f32> = lengths.collect();
    let mean = norms.iter().sum::<f32>() / (norms.len().max(1) as f32);
    for norm in &mut norms {
        let relative = if mean > 0.0 { *norm / mean } else { 1.0 };
        *norm = recipe.saturation * (1.0 - recipe.length + recipe.length * relative);
    }
    norms
}

/// Sums over texts of one kind.
struct TextSums<'a> {
    /// By text: BM25's divisor.
    norms: &'a [f32],
    scores: Vec<f32>,
}

impl<'a> TextSums<'a> {
    fn new(norms: &'a [f32]) -> Self {
        let scores = vec![0.0; norms.len()];
        Self { norms, scores }
    }

    fn add(&mut self, text: u32, frequency: f32, weight: f32) {
        let text = text as usize;
        self.scores[text] += weight * frequency / (frequency + self.norms[text]);
    }
}

impl HunkIndex {
    /// Computes a criterion's score of each hunk, after the answers on the criterion. Takes time
    /// proportional to how often the criterion's terms occur.
    pub fn hunk_scores(&self, query: &Query, answers: &Answers) -> Vec<f32> {
        let around = self.around(query, answers);
        let mut scores = around.scores(self, &self.recipe.light);
        if !answers.is_empty() {
            self.lift_hunks(answers, &mut scores);
        }
        scores
    }

    /// Computes a criterion's score of each commit, after the answers on the criterion.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn commit_scores(&self, query: &Query, answers: &Answers) -> Vec<f32> {
        let around = self.around(query, answers);
        let strong = &self.recipe.strong;
        let mut commits: Vec<f32> = (0..self.commits.len())
            .map(|commit| {
                strong.whole * around.wholes[commit] + strong.message * around.messages[commit]
            })
            .collect();
        for (hunk, score) in (0..).zip(around.scores(self, strong)) {
            for commit in self.commits_of(hunk) {
                let best = &mut commits[*commit as usize];
                *best = best.max(score);
            }
        }
        if !answers.is_empty() {
            self.lift_commits(answers, &mut commits);
        }
        commits
    }

    /// Scores hunks by their own words, and what surrounds them.
    fn around(&self, query: &Query, answers: &Answers) -> Surroundings {
        let taught = (!answers.is_empty()).then(|| self.taught(query, answers));
        let query = taught.as_ref().unwrap_or(query);
        let recipe = &self.recipe;
        let norms = self.norms();
        let mut hunks = TextSums::new(&norms.hunks);
        let mut wholes = TextSums::new(&norms.wholes);
        let mut messages = TextSums::new(&norms.messages);
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
        Surroundings::new(self, base, wholes.scores, messages.scores)
    }

    fn words(
        &self,
        query: &Query,
        hunks: &mut TextSums<'_>,
        wholes: &mut TextSums<'_>,
        messages: &mut TextSums<'_>,
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
            let scores = [&mut hunks.scores, &mut wholes.scores, &mut messages.scores];
            for score in scores.into_iter().flatten() {
                *score /= total;
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

/// Scores of hunks by their own words, and of what surrounds them.
struct Surroundings {
    /// By hunk: its own words alone.
    base: Vec<f32>,
    /// By file: its best hunk.
    files: Vec<f32>,
    /// By commit: its best hunk.
    commits: Vec<f32>,
    wholes: Vec<f32>,
    messages: Vec<f32>,
}

impl Surroundings {
    fn new(index: &HunkIndex, base: Vec<f32>, wholes: Vec<f32>, messages: Vec<f32>) -> Self {
        let mut files = vec![0.0_f32; index.files.len()];
        let mut commits = vec![0.0_f32; index.commits.len()];
        for (hunk, (entry, score)) in (0..).zip(index.hunks.iter().zip(&base)) {
            let best = &mut files[entry.file as usize];
            *best = best.max(*score);
            for commit in index.commits_of(hunk) {
                let best = &mut commits[*commit as usize];
                *best = best.max(*score);
            }
        }
        Self {
            base,
            files,
            commits,
            wholes,
            messages,
        }
    }

    /// Computes the scores of the hunks.
    fn scores(&self, index: &HunkIndex, weights: &Around) -> Vec<f32> {
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
        (0..)
            .zip(index.hunks.iter().zip(&self.base))
            .map(score)
            .collect()
    }
}
