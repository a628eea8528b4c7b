//! Finds criteria that were split into several, or merged into one.

use std::collections::HashMap;

use super::item::{LineageItem, Pairs, SpecVersion};
use super::likeness::{Bag, Likeness, UnpairedTexts, WordTable};
use crate::model::lineage::Sureness;

/// Conditions on the parts of one whole.
struct Bounds {
    /// Minimum share of a part's words that are in the whole.
    within: f32,
    /// Minimum share of the whole that its parts cover together.
    covered: f32,
    /// Minimum share of a part's words from the whole that no part before it has: copies of a text
    /// do not split it.
    own: f32,
    /// Whether the parts have to follow one another.
    in_a_row: bool,
    /// Minimum number of meaningful words of the whole, and of each part: a word or two may be
    /// anywhere.
    words: (usize, usize),
}

const IN_A_ROW: Bounds = Bounds {
    within: 0.5,
    covered: 0.6,
    own: 0.5,
    in_a_row: true,
    words: (1, 1),
};
/// Conditions for a split; any one is enough. Parts may say more than the whole did, where they
/// cover nearly all of it.
const SPLIT: [Bounds; 3] = [
    Bounds {
        within: 0.6,
        covered: 0.7,
        own: 0.5,
        in_a_row: false,
        words: (1, 1),
    },
    IN_A_ROW,
    Bounds {
        within: 0.2,
        covered: 0.75,
        own: 0.5,
        in_a_row: true,
        words: (4, 1),
    },
];
/// Conditions for a merge, where the parts may have been alike. The whole may say more than the
/// parts did, where it has nearly all of each.
const MERGED: [Bounds; 3] = [
    Bounds {
        own: 0.0,
        ..SPLIT[0]
    },
    IN_A_ROW,
    Bounds {
        within: 0.7,
        covered: 0.35,
        own: 0.5,
        in_a_row: true,
        words: (4, 3),
    },
];
/// Minimum share of the whole that each part adds.
const ADDS: f32 = 0.15;
/// Maximum distance, in criteria, between the parts of one whole.
const NEAR: usize = 6;
/// Maximum number of candidates for the parts of one whole.
const CANDIDATES: usize = 16;

/// Maximum number of criteria with a word for the word to tell anything about parts.
const POSTINGS: usize = 64;
/// Maximum number of criteria compared with a whole: those that share most words.
const COMPARED: usize = 48;
/// Maximum number of words looked up for all wholes of one version, where each criterion that has the
/// word counts. The rest are not looked at.
const LOOKED_UP: usize = 4_000_000;

/// Splits and merges.
#[derive(Default)]
pub(super) struct Parts {
    /// By old item that was split: the new items with its words.
    pub(super) split: HashMap<usize, Vec<usize>>,
    /// By old item that was merged: the new item with its words.
    pub(super) merged: HashMap<usize, usize>,
}

/// Finds both among items that are unpaired, or paired with a changed text.
pub(super) fn find(
    old: &SpecVersion<'_>,
    new: &SpecVersion<'_>,
    texts: &UnpairedTexts,
    pairs: &Pairs,
) -> Parts {
    let mut parts = Parts::default();
    let lexicon = &texts.lexicon;
    let (olds, news) = (
        ItemsByWord::new(old, &texts.old),
        ItemsByWord::new(new, &texts.new),
    );
    let mut left = LOOKED_UP;
    for whole in olds.all() {
        let own = pairs.new_of(whole);
        let may = |part: usize| {
            is_guess(pairs, pairs.from.get(part).copied().flatten()) || own == Some(part)
        };
        let found = olds.parts_in(&SPLIT, &news, (whole, own), &may, (lexicon, &mut left));
        if found.len() > 1 {
            parts.split.insert(whole, found);
        }
    }
    let mut left = LOOKED_UP;
    let mut pairs_from: HashMap<usize, usize> = HashMap::new();
    pairs_from.extend(
        news.all()
            .into_iter()
            .filter_map(|new| Some((new, pairs.from.get(new).copied().flatten()?))),
    );
    for whole in news.all() {
        let own = pairs_from.get(&whole).copied();
        let may = |part: usize| {
            (is_guess(pairs, Some(part)) || own == Some(part)) && !parts.split.contains_key(&part)
        };
        let found = news.parts_in(&MERGED, &olds, (whole, own), &may, (lexicon, &mut left));
        if found.len() > 1 {
            parts
                .merged
                .extend(found.into_iter().map(|part| (part, whole)));
        }
    }
    parts
}

/// Whether an old item, if there is one, has no pair that carries anything over.
fn is_guess(pairs: &Pairs, old: Option<usize>) -> bool {
    let pair = old.and_then(|old| pairs.to.get(old).copied().flatten());
    pair.is_none_or(|(_, sure)| sure == Sureness::Unsure)
}

/// The items of one version that are searched, by their words.
struct ItemsByWord<'a, 's> {
    side: &'a SpecVersion<'s>,
    bags: &'a HashMap<usize, Bag>,
    postings: HashMap<u32, Vec<usize>>,
}

impl<'a, 's> ItemsByWord<'a, 's> {
    fn new(side: &'a SpecVersion<'s>, bags: &'a HashMap<usize, Bag>) -> Self {
        let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, bag) in bags {
            for (word, _) in &bag.words {
                postings.entry(*word).or_default().push(*at);
            }
        }
        Self {
            side,
            bags,
            postings,
        }
    }

    fn all(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.bags.keys().copied().collect();
        all.sort_unstable();
        all
    }

    fn item(&self, at: usize) -> Option<&LineageItem<'s>> {
        self.side.items.get(at)
    }

    /// Finds the items that one item of the other version was split into, in their order: near one
    /// another, each within its words, and together most of them.
    fn parts_in(
        &self,
        bounds: &[Bounds],
        other: &ItemsByWord<'_, '_>,
        (whole, own): (usize, Option<usize>),
        may: &dyn Fn(usize) -> bool,
        (lexicon, left): (&WordTable, &mut usize),
    ) -> Vec<usize> {
        let Some(bag) = self.bags.get(&whole) else {
            return Vec::new();
        };
        let near = other.near(bag, may, (lexicon, left));
        let found = |bounds| self.parts_by(bounds, other, (whole, own), &near, lexicon);
        // Weaker conditions may add parts to those found before, but not replace them.
        bounds
            .iter()
            .map(found)
            .filter(|parts| parts.len() > 1)
            .fold(Vec::new(), |known, parts| {
                let has_all =
                    parts.len() > known.len() && known.iter().all(|part| parts.contains(part));
                if has_all { parts } else { known }
            })
    }

    fn parts_by(
        &self,
        bounds: &Bounds,
        other: &ItemsByWord<'_, '_>,
        (whole, own): (usize, Option<usize>),
        near: &[(usize, Likeness)],
        lexicon: &WordTable,
    ) -> Vec<usize> {
        let speaks = |bag: &&Bag, least: usize| lexicon.own_words(bag) >= least;
        let Some(bag) = self
            .bags
            .get(&whole)
            .filter(|bag| speaks(bag, bounds.words.0))
        else {
            return Vec::new();
        };
        let within = near
            .iter()
            .filter(|(_, likeness)| likeness.of_second >= bounds.within);
        let mut scored: Vec<(usize, f32)> = within
            .map(|(at, likeness)| (*at, likeness.of_first))
            .collect();
        // The pair comes first, then whatever shares most.
        scored.sort_by(|a, b| {
            (own == Some(b.0))
                .cmp(&(own == Some(a.0)))
                .then(b.1.total_cmp(&a.1))
                .then(a.0.cmp(&b.0))
        });
        let Some((first, _)) = scored.first().copied() else {
            return Vec::new();
        };
        let mut taken = CoveredWords::default();
        let mut found = Vec::new();
        for (part, _) in scored.into_iter().take(CANDIDATES) {
            let near = part.abs_diff(first) <= NEAR
                && other.item(part).map(|item| item.spec)
                    == other.item(first).map(|item| item.spec);
            let part_bag = other
                .bags
                .get(&part)
                .filter(|bag| near && speaks(bag, bounds.words.1));
            let Some(part_bag) = part_bag else { continue };
            if taken.add(bag, part_bag, bounds.own, lexicon) {
                found.push(part);
            }
        }
        if bag.weight <= 0.0 || taken.covered / bag.weight < bounds.covered {
            return Vec::new();
        }
        found.sort_unstable();
        let is_row = found.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        if is_row || !bounds.in_a_row {
            found
        } else {
            Vec::new()
        }
    }

    /// Finds the items that share most words with a text of the other version, with their likeness.
    fn near(
        &self,
        whole: &Bag,
        may: &dyn Fn(usize) -> bool,
        (lexicon, left): (&WordTable, &mut usize),
    ) -> Vec<(usize, Likeness)> {
        let mut sums: HashMap<usize, f32> = HashMap::new();
        for (word, _) in &whole.words {
            let list = self
                .postings
                .get(word)
                .filter(|list| list.len() <= POSTINGS);
            let Some(rest) = left.checked_sub(1 + list.map_or(0, Vec::len)) else {
                return Vec::new();
            };
            *left = rest;
            for at in list.into_iter().flatten().filter(|at| may(**at)) {
                *sums.entry(*at).or_default() += lexicon.worth(*word);
            }
        }
        let mut best: Vec<(usize, f32)> = sums.into_iter().collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let likeness = |at: usize| Some((at, lexicon.compare(whole, self.bags.get(&at)?)));
        best.into_iter()
            .take(COMPARED)
            .filter_map(|(at, _)| likeness(at))
            .collect()
    }
}

/// The words of a whole that its parts cover so far.
#[derive(Default)]
struct CoveredWords {
    words: HashMap<u32, u32>,
    covered: f32,
}

impl CoveredWords {
    /// Adds a part if enough of its words in the whole are covered by no part before it.
    fn add(&mut self, whole: &Bag, part: &Bag, own: f32, lexicon: &WordTable) -> bool {
        let (mut adds, mut shares) = (0.0, 0.0);
        let mut more = Vec::new();
        let counts: HashMap<u32, u32> = part.words.iter().copied().collect();
        for (word, count) in &whole.words {
            let Some(has) = counts.get(word) else {
                continue;
            };
            shares += lexicon.worth(*word) * *has.min(count) as f32;
            let had = self.words.get(word).copied().unwrap_or(0);
            let new = (had + has).min(*count).saturating_sub(had);
            if new > 0 {
                adds += lexicon.worth(*word) * new as f32;
                more.push((*word, had + new));
            }
        }
        if whole.weight <= 0.0 || adds / whole.weight < ADDS || adds < own * shares {
            return false;
        }
        self.covered += adds;
        self.words.extend(more);
        true
    }
}
