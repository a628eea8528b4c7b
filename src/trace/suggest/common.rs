//! Which criteria a hunk has a telling word in common with: what a commit's word rests on in that hunk, if anything.
//!
//! Says nothing of how much it has in common: that is for the ranking.

use std::collections::HashMap;

use super::Queries;
use super::fields::Origin;
use super::index::each_line;
use super::terms::{Kind, Lexicon};
use crate::model::change::TextDiff;
use crate::model::id::Digest;
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;

/// By hunk, the criteria that it has words in common with.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Common {
    /// By criterion, its number.
    numbers: HashMap<CriterionKey, usize>,
    /// A bit for each criterion.
    hunks: HashMap<(RepoPath, Digest), Vec<u64>>,
}

impl Common {
    /// The number of a criterion, where words were looked for.
    pub fn number(&self, criterion: &CriterionKey) -> Option<usize> {
        self.numbers.get(criterion).copied()
    }

    /// A bit for each criterion of which a hunk has a telling word, 64 to a number; `None` for a hunk that was not
    /// read.
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> Option<&[u64]> {
        self.hunks.get(&(path.clone(), digest)).map(Vec::as_slice)
    }
}

/// The criteria that a word tells from others: those of a word that many have as bits, for a delivery may hold such a
/// word millions of times.
enum Telling {
    Few(Vec<u32>),
    Many(Vec<u64>),
}

impl Telling {
    fn of(criteria: Vec<u32>, all: usize) -> Self {
        if criteria.len() <= all.div_ceil(64) {
            return Self::Few(criteria);
        }
        let mut bits = vec![0; all.div_ceil(64)];
        criteria.into_iter().for_each(|number| set(&mut bits, number));
        Self::Many(bits)
    }

    fn add_to(&self, bits: &mut Vec<u64>) {
        match self {
            Self::Few(criteria) => criteria.iter().for_each(|number| set(bits, *number)),
            Self::Many(all) => {
                bits.resize(bits.len().max(all.len()), 0);
                bits.iter_mut().zip(all).for_each(|(bits, all)| *bits |= all);
            }
        }
    }
}

fn set(bits: &mut Vec<u64>, number: u32) {
    let (word, bit) = (number as usize / 64, number % 64);
    bits.resize(bits.len().max(word + 1), 0);
    bits[word] |= 1 << bit;
}

/// Reads hunks for [`Common`].
pub struct CommonWords {
    lexicon: Lexicon,
    /// By word or quoted name, the criteria it tells from others.
    telling: HashMap<u64, Telling>,
    found: Common,
}

impl CommonWords {
    /// For some criteria. A word tells a criterion when at most half of all criteria have it.
    pub fn new(queries: &Queries) -> Self {
        let mut telling: HashMap<u64, Vec<u32>> = HashMap::new();
        for number in 0..queries.len() {
            let Some(query) = queries.query(number) else { continue };
            for (hash, _) in query.words.iter().chain(&query.quoted) {
                let of = telling.entry(*hash).or_default();
                if of.last() != Some(&(number as u32)) {
                    of.push(number as u32);
                }
            }
        }
        let few = queries.len().div_ceil(2);
        telling.retain(|_, criteria| criteria.len() <= few);
        let telling = telling.into_iter().map(|(hash, of)| (hash, Telling::of(of, queries.len()))).collect();
        let numbers = queries.keys().iter().cloned().zip(0..).collect();
        Self { lexicon: Lexicon::default(), telling, found: Common { numbers, ..Common::default() } }
    }

    /// Reads the hunks of a file, all of their lines, and its path.
    pub fn read(&mut self, path: &RepoPath, diff: &TextDiff) {
        let of_path = self.words(path.as_bytes(), Vec::new());
        for hunk in &diff.hunks {
            let mut bits = of_path.clone();
            each_line(diff, hunk, |line, _: Origin| bits = self.words(line, std::mem::take(&mut bits)));
            self.found.hunks.insert((path.clone(), hunk.digest), bits);
        }
    }

    /// What was found.
    pub fn finish(self) -> Common {
        self.found
    }

    /// Adds the criteria that a line has words of.
    fn words(&mut self, line: &[u8], mut bits: Vec<u64>) -> Vec<u64> {
        let mut terms = Vec::new();
        self.lexicon.line(line, |_, token| {
            if token.kind != Kind::Pair {
                terms.push(token.term);
            }
        });
        for term in terms {
            if let Some(telling) = self.telling.get(&self.lexicon.hash(term)) {
                telling.add_to(&mut bits);
            }
        }
        bits
    }
}
