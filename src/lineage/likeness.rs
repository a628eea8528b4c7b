//! How alike two texts are: the share of their words, each counted by how few criteria have it, so that what
//! stands in every criterion of a spec says nothing.

use std::collections::HashMap;

use super::item::Side;
use super::words;

/// The most criteria that are counted to find out how rare words are, those without a pair aside.
const COUNTED: usize = 4_000;

/// The words of some criteria of both versions.
#[derive(Default)]
pub(super) struct Lexicon {
    numbers: HashMap<String, u32>,
    /// In how many criteria each word stands.
    standing: Vec<u32>,
    /// What each is worth wherever it stands.
    base: Vec<f32>,
    /// Whether each stands in code somewhere.
    in_code: Vec<bool>,
    counted: u32,
}

/// The words of one criterion.
#[derive(Clone, Default)]
pub(super) struct Bag {
    /// Each with its count, sorted by number.
    pub(super) words: Vec<(u32, u32)>,
    /// What they are worth together.
    pub(super) weight: f32,
}

/// How two texts compare; all from 0 to 1.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Likeness {
    /// What they share, of what there is in both together.
    pub(super) shared: f32,
    /// What they share, of the first.
    pub(super) of_first: f32,
    /// What they share, of the second.
    pub(super) of_second: f32,
    /// How alike their own headings are, where both have one.
    pub(super) titles: Option<f32>,
}

/// How much more a word is worth that stands in code somewhere: it names what a criterion is about.
const CODE: f32 = 1.6;
/// Headings that are less alike than this say nothing.
const TITLES: f32 = 0.6;

impl Likeness {
    /// One figure for both: mostly what they share of both, somewhat how far the shorter is contained in the longer.
    pub(super) fn score(self) -> f32 {
        let words = 0.65 * self.shared + 0.35 * self.of_first.max(self.of_second);
        match self.titles {
            Some(titles) if titles >= TITLES => words.max(0.4 * words + 0.6 * titles),
            _ => words,
        }
    }
}

impl Lexicon {
    /// Reads the words of a text; they are neither counted nor weighed yet.
    pub(super) fn read(&mut self, text: &str) -> Bag {
        let mut all = Vec::new();
        words::each(text, |word, is_code| {
            let number = self.number(word);
            all.push(number);
            if let Some(in_code) = self.in_code.get_mut(number as usize).filter(|_| is_code) {
                *in_code = true;
            }
        });
        Bag { words: counted(all), weight: 0.0 }
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

    /// What a word is worth: 1 when it is rare, less the more criteria have it.
    pub(super) fn worth(&self, word: u32) -> f32 {
        let standing = self.standing.get(word as usize).copied().unwrap_or(1).max(1) as f32;
        let counted = self.counted.max(1) as f32;
        let rare = (1.0 + (counted / standing).ln().max(0.0)) / (1.0 + counted.ln().max(0.0));
        let in_code = self.in_code.get(word as usize).copied().unwrap_or(false);
        self.base.get(word as usize).copied().unwrap_or(1.0) * rare * if in_code { CODE } else { 1.0 }
    }

    pub(super) fn standing(&self, word: u32) -> u32 {
        self.standing.get(word as usize).copied().unwrap_or(0)
    }

    pub(super) fn weigh(&self, bag: &mut Bag) {
        bag.weight = bag.words.iter().map(|(word, count)| self.worth(*word) * *count as f32).sum();
    }

    /// How alike two criteria are.
    pub(super) fn compare(&self, first: &Bag, second: &Bag) -> Likeness {
        let shared = self.shared(&first.words, &second.words);
        let share = |of: f32| if of > 0.0 { (shared / of).min(1.0) } else { 0.0 };
        Likeness {
            shared: share(first.weight + second.weight - shared),
            of_first: share(first.weight),
            of_second: share(second.weight),
            titles: None,
        }
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

/// Which of some texts has most of the words of another; the first of those that have as much. `None` when there are
/// none.
pub fn nearest(of: &str, among: &[&str]) -> Option<usize> {
    let mut lexicon = Lexicon::default();
    let mut whole = lexicon.read(of);
    let mut parts: Vec<Bag> = among.iter().map(|text| lexicon.read(text)).collect();
    parts.iter().for_each(|bag| lexicon.count(bag));
    parts.iter_mut().chain([&mut whole]).for_each(|bag| lexicon.weigh(bag));
    let shares = parts.iter().map(|part| lexicon.compare(&whole, part).of_first);
    shares.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(at, _)| at)
}

/// Each word with how often it is there, sorted.
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

/// The words of the criteria that have no pair yet, weighed by how rare they are in both versions.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) lexicon: Lexicon,
    pub(super) old: HashMap<usize, Bag>,
    pub(super) new: HashMap<usize, Bag>,
    /// Of those that have a heading of their own, its words.
    old_titles: HashMap<usize, Bag>,
    new_titles: HashMap<usize, Bag>,
}

impl Texts {
    pub(super) fn new(old: &Side<'_>, new: &Side<'_>, open: &[usize], free: &[usize]) -> Self {
        let mut texts = Self::default();
        let bags = [(&mut texts.old, &mut texts.old_titles), (&mut texts.new, &mut texts.new_titles)];
        for ((side, wanted), (bags, titles)) in [(old, open), (new, free)].into_iter().zip(bags) {
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
                }
            }
        }
        let lexicon = &texts.lexicon;
        let titles = texts.old_titles.values_mut().chain(texts.new_titles.values_mut());
        let all = texts.old.values_mut().chain(texts.new.values_mut()).chain(titles);
        all.for_each(|bag| lexicon.weigh(bag));
        texts
    }

    /// How alike a criterion of the old version and one of the new are.
    pub(super) fn compare(&self, old: usize, new: usize) -> Option<Likeness> {
        let likeness = self.lexicon.compare(self.old.get(&old)?, self.new.get(&new)?);
        let titles = self.old_titles.get(&old).zip(self.new_titles.get(&new));
        let titles = titles.map(|(old, new)| {
            let titles = self.lexicon.compare(old, new);
            titles.score().max(0.8 * titles.of_first.max(titles.of_second))
        });
        Some(Likeness { titles, ..likeness })
    }
}
