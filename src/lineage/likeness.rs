//! Measures how alike two texts are: the share of their words, each weighted by how few criteria
//! have it, so that words found in every criterion of a spec do not count.

use std::collections::HashMap;

use super::item::SpecVersion;
use super::words;

/// Maximum number of criteria counted to find out how rare words are, besides the unpaired ones.
const COUNTED: usize = 4_000;

/// The words of some criteria of both versions.
#[derive(Default)]
pub(super) struct WordTable {
    numbers: HashMap<String, u32>,
    /// By word: the number of criteria that contain it.
    standing: Vec<u32>,
    /// By word: its weight in any spec.
    base: Vec<f32>,
    /// By word: whether it is in code somewhere.
    in_code: Vec<bool>,
    /// By word: whether its script has no blanks.
    is_dense: Vec<bool>,
    counted: u32,
    /// By word: its weight, once all criteria are counted.
    worths: Vec<f32>,
}

/// The words of one criterion.
#[derive(Clone, Default)]
pub(super) struct Bag {
    /// Words by number with their counts, sorted.
    pub(super) words: Vec<(u32, u32)>,
    /// The total weight of the words.
    pub(super) weight: f32,
    /// The share of words in scripts without blanks, 0 to 1.
    dense: f32,
}

/// How two texts compare; all ratios are from 0 to 1.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Likeness {
    /// The common weight, relative to both texts together.
    pub(super) shared: f32,
    /// The common weight, relative to the first text.
    pub(super) of_first: f32,
    /// The common weight, relative to the second text.
    pub(super) of_second: f32,
    /// The likeness of their headings, where both have one.
    pub(super) titles: Option<f32>,
    /// The likeness of their cases (the conditions), where both have one.
    pub(super) cases: Option<f32>,
    /// The likeness of their code, where one was translated.
    pub(super) code: Option<f32>,
}

/// Factor for words that are in code somewhere, because they name what a criterion is about.
const CODE: f32 = 1.6;
/// Minimum likeness for headings to count.
const TITLES: f32 = 0.6;
/// Minimum likeness for cases, which often share some words.
const CASES: f32 = 0.75;
/// Minimum likeness for code beside words of another language.
const IN_CODE: f32 = 0.5;
/// Minimum number of words for a case, or code, to count.
const SPEAKING: usize = 3;
/// Number of words from which a text is not contained in another one by chance.
const LONG: usize = 6;
/// Minimum difference, in the share of words from scripts without blanks, for two texts to be in
/// two languages.
const OTHER_SCRIPT: f32 = 0.3;

impl Likeness {
    /// Combines the ratios: mostly the common part of both, partly how far the shorter is contained
    /// in the longer.
    pub(super) fn score(self) -> f32 {
        let words = 0.65 * self.shared + 0.35 * self.of_first.max(self.of_second);
        let others = [
            (self.titles, TITLES),
            (self.cases, CASES),
            (self.code, IN_CODE),
        ];
        let others = others
            .into_iter()
            .filter_map(|(part, least)| part.filter(|part| *part >= least));
        others
            .map(|part| 0.4 * words + 0.6 * part)
            .fold(words, f32::max)
    }
}

impl WordTable {
    /// Splits a text into words, without counting or weighing them yet.
    pub(super) fn read(&mut self, text: &str) -> Bag {
        let mut all = Vec::new();
        words::each(text, |word, is_code| {
            let number = self.number(word);
            all.push(number);
            if let Some(in_code) = self.in_code.get_mut(number as usize).filter(|_| is_code) {
                *in_code = true;
            }
        });
        let is_dense = |number: &&u32| {
            self.is_dense
                .get(**number as usize)
                .copied()
                .unwrap_or(false)
        };
        let dense = all.iter().filter(is_dense).count() as f32 / all.len().max(1) as f32;
        Bag {
            words: counted(all),
            weight: 0.0,
            dense,
        }
    }

    /// Splits a text into words and counts it as a criterion.
    pub(super) fn read_and_count(&mut self, text: &str) -> Bag {
        let bag = self.read(text);
        self.count(&bag);
        bag
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.standing.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.standing.push(0);
        self.base.push(words::base(word));
        self.in_code.push(false);
        self.is_dense.push(word.starts_with(words::is_dense));
        number
    }

    /// Counts a criterion's words.
    pub(super) fn count(&mut self, bag: &Bag) {
        self.counted += 1;
        for (word, _) in &bag.words {
            if let Some(standing) = self.standing.get_mut(*word as usize) {
                *standing += 1;
            }
        }
    }

    /// Computes all weights; no more criteria are counted.
    fn value(&mut self) {
        self.worths = (0..self.standing.len())
            .map(|word| self.work_out(word as u32))
            .collect();
    }

    /// Returns a word's weight: 1 when it is rare, less the more criteria have it.
    pub(super) fn worth(&self, word: u32) -> f32 {
        self.worths
            .get(word as usize)
            .copied()
            .unwrap_or_else(|| self.work_out(word))
    }

    fn work_out(&self, word: u32) -> f32 {
        let standing = self
            .standing
            .get(word as usize)
            .copied()
            .unwrap_or(1)
            .max(1) as f32;
        let counted = self.counted.max(1) as f32;
        let rare = (1.0 + (counted / standing).ln().max(0.0)) / (1.0 + counted.ln().max(0.0));
        let in_code = self.in_code.get(word as usize).copied().unwrap_or(false);
        self.base.get(word as usize).copied().unwrap_or(1.0)
            * rare
            * if in_code { CODE } else { 1.0 }
    }

    /// Counts the words of a text that mean something in any spec.
    pub(super) fn own_words(&self, bag: &Bag) -> usize {
        let is_own = |word: u32| {
            self.base
                .get(word as usize)
                .is_some_and(|base| *base >= 1.0)
        };
        bag.words.iter().filter(|(word, _)| is_own(*word)).count()
    }

    pub(super) fn standing(&self, word: u32) -> u32 {
        self.standing.get(word as usize).copied().unwrap_or(0)
    }

    pub(super) fn weigh(&self, bag: &mut Bag) {
        bag.weight = bag
            .words
            .iter()
            .map(|(word, count)| self.worth(*word) * *count as f32)
            .sum();
    }

    /// How alike two criteria are.
    pub(super) fn compare(&self, first: &Bag, second: &Bag) -> Likeness {
        let shared = self.shared(&first.words, &second.words);
        let share = |of: f32| {
            if of > 0.0 {
                (shared / of).min(1.0)
            } else {
                0.0
            }
        };
        Likeness {
            shared: share(first.weight + second.weight - shared),
            of_first: share(first.weight),
            of_second: share(second.weight),
            ..Likeness::default()
        }
    }

    /// Compares code where the words around it are in two languages; `None` where they are not, or
    /// there is little code.
    fn code(&self, first: &Bag, second: &Bag) -> Option<f32> {
        if (first.dense - second.dense).abs() < OTHER_SCRIPT {
            return None;
        }
        let code = |bag: &Bag| {
            let is_code = |word: u32| self.in_code.get(word as usize).copied().unwrap_or(false);
            let words = bag
                .words
                .iter()
                .filter(|(word, _)| is_code(*word))
                .copied()
                .collect();
            let mut code = Bag {
                words,
                ..Bag::default()
            };
            self.weigh(&mut code);
            code
        };
        let (first, second) = (code(first), code(second));
        let speaks = first.words.len().min(second.words.len()) >= SPEAKING;
        speaks.then(|| self.compare(&first, &second).score())
    }

    fn shared(&self, first: &[(u32, u32)], second: &[(u32, u32)]) -> f32 {
        let mut shared = 0.0;
        let (mut i, mut j) = (0, 0);
        while let (Some((a, times)), Some((b, others))) = (first.get(i), second.get(j)) {
            if a == b {
                shared += self.worth(*a) * *times.min(others) as f32;
            }
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        shared
    }
}

/// Finds which of some texts has most words of another; the first of equals. `None` when there are
/// none.
pub fn nearest(of: &str, among: &[&str]) -> Option<usize> {
    let mut lexicon = WordTable::default();
    let mut whole = lexicon.read(of);
    let mut parts: Vec<Bag> = among.iter().map(|text| lexicon.read(text)).collect();
    parts.iter().for_each(|bag| lexicon.count(bag));
    parts
        .iter_mut()
        .chain([&mut whole])
        .for_each(|bag| lexicon.weigh(bag));
    let shares = parts
        .iter()
        .map(|part| lexicon.compare(&whole, part).of_first);
    shares
        .enumerate()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(at, _)| at)
}

/// Counts each word; sorted.
fn counted(mut words: Vec<u32>) -> Vec<(u32, u32)> {
    words.sort_unstable();
    let mut counted: Vec<(u32, u32)> = Vec::with_capacity(words.len());
    for word in words {
        match counted.last_mut() {
            Some((last, count)) if *last == word => *count += 1,
            _ => counted.push((word, 1)),
        }
    }
    counted
}

/// The words of the criteria that are unpaired so far, weighted by their rarity in both versions.
#[derive(Default)]
pub(super) struct UnpairedTexts {
    pub(super) lexicon: WordTable,
    pub(super) old: HashMap<usize, Bag>,
    pub(super) new: HashMap<usize, Bag>,
    /// The words of headings, by old item that has one.
    old_titles: HashMap<usize, Bag>,
    new_titles: HashMap<usize, Bag>,
    /// The words of cases, by old item that has one.
    old_cases: HashMap<usize, Bag>,
    new_cases: HashMap<usize, Bag>,
}

impl UnpairedTexts {
    pub(super) fn new(
        old: &SpecVersion<'_>,
        new: &SpecVersion<'_>,
        open: &[usize],
        free: &[usize],
    ) -> Self {
        let mut texts = Self::default();
        let bags = [
            (&mut texts.old, &mut texts.old_titles, &mut texts.old_cases),
            (&mut texts.new, &mut texts.new_titles, &mut texts.new_cases),
        ];
        for ((side, wanted), (bags, titles, cases)) in
            [(old, open), (new, free)].into_iter().zip(bags)
        {
            let wanted: std::collections::HashSet<usize> = wanted.iter().copied().collect();
            let stride = (side.items.len() / COUNTED).max(1);
            for (at, item) in side.items.iter().enumerate() {
                let is_wanted = wanted.contains(&at);
                if !is_wanted && at % stride != 0 {
                    continue;
                }
                let text = item.criterion.text.lossy();
                let bag = texts.lexicon.read(&text);
                texts.lexicon.count(&bag);
                if is_wanted {
                    bags.insert(at, bag);
                    let title = text.split_once('\n').filter(|_| item.is_titled);
                    titles.extend(title.map(|(title, _)| (at, texts.lexicon.read(title))));
                    let case = words::case(title.map_or(&*text, |(_, rest)| rest));
                    let case = case.map(|case| texts.lexicon.read(case));
                    let speaks = |case: &Bag| texts.lexicon.own_words(case) >= SPEAKING;
                    cases.extend(case.filter(speaks).map(|case| (at, case)));
                }
            }
        }
        texts.lexicon.value();
        let lexicon = &texts.lexicon;
        let titles = texts
            .old_titles
            .values_mut()
            .chain(texts.new_titles.values_mut());
        let cases = texts
            .old_cases
            .values_mut()
            .chain(texts.new_cases.values_mut());
        let all = texts
            .old
            .values_mut()
            .chain(texts.new.values_mut())
            .chain(titles)
            .chain(cases);
        all.for_each(|bag| lexicon.weigh(bag));
        texts
    }

    /// Whether an old criterion has so many words that it is about one thing only.
    pub(super) fn is_long(&self, old: usize) -> bool {
        self.old
            .get(&old)
            .is_some_and(|bag| bag.words.len() >= LONG)
    }

    /// Compares an old criterion with a new one.
    pub(super) fn compare(&self, old: usize, new: usize) -> Option<Likeness> {
        let (from, to) = (self.old.get(&old)?, self.new.get(&new)?);
        let likeness = self.lexicon.compare(from, to);
        let cases = self.old_cases.get(&old).zip(self.new_cases.get(&new));
        let cases = cases.map(|(old, new)| self.lexicon.compare(old, new).score());
        let titles = self.old_titles.get(&old).zip(self.new_titles.get(&new));
        let titles = titles.map(|(old, new)| {
            let titles = self.lexicon.compare(old, new);
            titles
                .score()
                .max(0.8 * titles.of_first.max(titles.of_second))
        });
        Some(Likeness {
            titles,
            cases,
            code: self.lexicon.code(from, to),
            ..likeness
        })
    }
}
