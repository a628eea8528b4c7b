//! Finds criteria that share a distinctive word with a hunk, which supports a commit's claim for
//! that hunk.
//!
//! Does not measure how much they share: that is for the ranking.

use std::collections::HashMap;

use super::Queries;
use super::fields::Origin;
use super::index::each_line;
use super::terms::{Lexicon, Seeded, TermKind};
use crate::model::change::TextDiff;
use crate::model::id::Digest;
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;

/// What is kept of hunks, in numbers of 64 criteria each, with what naming a hunk takes: 64 MiB.
const MAX_KEPT: usize = 8 << 20;
const NAMING: usize = 16;

/// What looking words up may cost, in the same numbers: about 0.3 s worth. A word that most
/// criteria of a large spec have costs a thousand of them.
const MAX_STEPS: usize = 200 << 20;

/// What finding common words may still take: of one increment on the screen, of all of them in a
/// command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordRoom {
    /// What may still be kept of hunks.
    pub kept: usize,
    /// What looking words up may still cost.
    pub steps: usize,
}

impl Default for WordRoom {
    fn default() -> Self {
        Self {
            kept: MAX_KEPT,
            steps: MAX_STEPS,
        }
    }
}

/// The criteria that share words with each hunk.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct CriteriaByWord {
    /// Whether there are hunks that were not read, for there are too many hunks or criteria.
    pub is_cut: bool,
    /// By criterion: its number.
    numbers: HashMap<CriterionKey, usize>,
    /// By hunk: a bit for each criterion.
    hunks: HashMap<(RepoPath, Digest), Vec<u64>>,
}

impl CriteriaByWord {
    /// Returns a criterion's number, where its words were searched for.
    pub fn number(&self, criterion: &CriterionKey) -> Option<usize> {
        self.numbers.get(criterion).copied()
    }

    /// Returns a bit for each criterion that shares a distinctive word with a hunk, 64 per number;
    /// `None` for a hunk that was not read.
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> Option<&[u64]> {
        self.hunks.get(&(path.clone(), digest)).map(Vec::as_slice)
    }
}

/// The criteria for which a word is distinctive; as bits where they are many, because a delivery
/// may contain such a word millions of times.
enum DistinctiveWord {
    Few(Vec<u32>),
    Many(Vec<u64>),
}

impl DistinctiveWord {
    fn of(criteria: Vec<u32>, all: usize) -> Self {
        if criteria.len() <= all.div_ceil(64) {
            return Self::Few(criteria);
        }
        let mut bits = vec![0; all.div_ceil(64)];
        criteria
            .into_iter()
            .for_each(|number| set(&mut bits, number));
        Self::Many(bits)
    }

    /// How many steps it takes to add them.
    fn steps(&self) -> usize {
        match self {
            Self::Few(criteria) => criteria.len(),
            Self::Many(bits) => bits.len(),
        }
    }

    fn add_to(&self, bits: &mut Vec<u64>) {
        match self {
            Self::Few(criteria) => criteria.iter().for_each(|number| set(bits, *number)),
            Self::Many(all) => {
                bits.resize(bits.len().max(all.len()), 0);
                bits.iter_mut()
                    .zip(all)
                    .for_each(|(bits, all)| *bits |= all);
            }
        }
    }
}

fn set(bits: &mut Vec<u64>, number: u32) {
    let (word, bit) = (number as usize / 64, number % 64);
    bits.resize(bits.len().max(word + 1), 0);
    bits[word] |= 1 << bit;
}

/// Reads hunks for [`CriteriaByWord`].
pub struct CommonWords {
    lexicon: Lexicon,
    /// By word or quoted name: the criteria for which it is distinctive.
    telling: HashMap<u64, DistinctiveWord, Seeded>,
    found: CriteriaByWord,
    room: WordRoom,
}

impl CommonWords {
    /// Prepares some criteria, and room for what is found. A word is distinctive for a criterion
    /// when at most half of all criteria have it.
    pub fn new(queries: &Queries, room: WordRoom) -> Self {
        let mut telling: HashMap<u64, Vec<u32>> = HashMap::new();
        for number in 0..queries.criterion_count() {
            let Some(query) = queries.query(number) else {
                continue;
            };
            for (hash, _) in query.words.iter().chain(&query.quoted) {
                let of = telling.entry(*hash).or_default();
                if of.last() != Some(&(number as u32)) {
                    of.push(number as u32);
                }
            }
        }
        let few = queries.criterion_count().div_ceil(2);
        telling.retain(|_, criteria| criteria.len() <= few);
        let telling = telling
            .into_iter()
            .map(|(hash, of)| (hash, DistinctiveWord::of(of, queries.criterion_count())))
            .collect();
        let numbers = queries.keys().iter().cloned().zip(0..).collect();
        Self {
            lexicon: Lexicon::without_pairs(),
            telling,
            found: CriteriaByWord {
                numbers,
                ..CriteriaByWord::default()
            },
            room,
        }
    }

    /// Reads the hunks of a file, all of their lines, and its path. Ends, and remembers that, when
    /// there is no room.
    pub fn read(&mut self, path: &RepoPath, diff: &TextDiff) {
        let of_path = self.words(path.as_bytes(), Vec::new());
        for hunk in &diff.hunks {
            let mut bits = of_path.clone();
            each_line(diff, hunk, |line, _: Origin| {
                bits = self.words(line, std::mem::take(&mut bits))
            });
            let takes = bits.len() + NAMING;
            if self.room.steps == 0 || self.room.kept < takes {
                self.found.is_cut = true;
                return;
            }
            self.room.kept -= takes;
            self.found.hunks.insert((path.clone(), hunk.digest), bits);
        }
    }

    /// Returns the result, and the room that is left.
    pub fn finish(self) -> (CriteriaByWord, WordRoom) {
        (self.found, self.room)
    }

    /// Adds the criteria that share words with a line.
    fn words(&mut self, line: &[u8], mut bits: Vec<u64>) -> Vec<u64> {
        if self.room.steps == 0 {
            return bits;
        }
        let mut terms = Vec::new();
        self.lexicon.line(line, |_, token| {
            if token.kind != TermKind::Pair {
                terms.push(token.term);
            }
        });
        for term in terms {
            if let Some(telling) = self.telling.get(&self.lexicon.hash(term)) {
                self.room.steps = self.room.steps.saturating_sub(telling.steps());
                telling.add_to(&mut bits);
            }
        }
        bits
    }
}
