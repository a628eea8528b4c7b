//! Criteria that were divided into several, or put together into one.

use std::collections::HashMap;

use super::item::{Item, Pairs, Side};
use super::likeness::{Bag, Lexicon, Likeness, Texts};
use crate::model::lineage::Sureness;

/// What parts have to have in common with their whole.
struct Bounds {
    /// How much of a part's words stand in the whole.
    within: f32,
    /// How much of the whole its parts have together.
    covered: f32,
    /// How much of what a part has of the whole no part before it has: copies of a text do not divide it.
    own: f32,
    /// Whether they follow one another.
    in_a_row: bool,
    /// How many words that say something the whole has, and each part: a word or two may be anywhere.
    words: (usize, usize),
}

const IN_A_ROW: Bounds = Bounds { within: 0.5, covered: 0.6, own: 0.5, in_a_row: true, words: (1, 1) };
/// Any will do for one that was divided. Each part may say more than it did, where they have nearly all of the whole.
const SPLIT: [Bounds; 3] = [
    Bounds { within: 0.6, covered: 0.7, own: 0.5, in_a_row: false, words: (1, 1) },
    IN_A_ROW,
    Bounds { within: 0.2, covered: 0.75, own: 0.5, in_a_row: true, words: (4, 1) },
];
/// And for those put together, which may well have been alike. The whole may say more than they did, where it has
/// nearly all of each.
const MERGED: [Bounds; 3] = [
    Bounds { own: 0.0, ..SPLIT[0] },
    IN_A_ROW,
    Bounds { within: 0.7, covered: 0.35, own: 0.5, in_a_row: true, words: (4, 3) },
];
/// How much of the whole each part adds.
const ADDS: f32 = 0.15;
/// How far apart, in criteria, the parts of one whole stand.
const NEAR: usize = 6;
/// The most candidates for the parts of one whole.
const CANDIDATES: usize = 16;

/// A word that more criteria have says nothing of whose part they are.
const POSTINGS: usize = 64;
/// So many that share words with a whole, those that share most, are compared with it.
const COMPARED: usize = 48;

/// What was divided and what was put together.
#[derive(Default)]
pub(super) struct Parts {
    /// The old item, and the new ones that its words stand in.
    pub(super) split: HashMap<usize, Vec<usize>>,
    /// The old items, and the new one that their words stand in together.
    pub(super) merged: HashMap<usize, usize>,
}

/// Finds both among what has no pair, or one with other words.
pub(super) fn find(old: &Side<'_>, new: &Side<'_>, texts: &Texts, pairs: &Pairs) -> Parts {
    let mut parts = Parts::default();
    let lexicon = &texts.lexicon;
    let (olds, news) = (Shelf::new(old, &texts.old), Shelf::new(new, &texts.new));
    for whole in olds.all() {
        let own = pairs.new_of(whole);
        let may = |part: usize| is_guess(pairs, pairs.from.get(part).copied().flatten()) || own == Some(part);
        let found = olds.parts_in(&SPLIT, &news, (whole, own), &may, lexicon);
        if found.len() > 1 {
            parts.split.insert(whole, found);
        }
    }
    let mut pairs_from: HashMap<usize, usize> = HashMap::new();
    pairs_from.extend(
        news.all().into_iter().filter_map(|new| Some((new, pairs.from.get(new).copied().flatten()?))),
    );
    for whole in news.all() {
        let own = pairs_from.get(&whole).copied();
        let may = |part: usize| {
            (is_guess(pairs, Some(part)) || own == Some(part)) && !parts.split.contains_key(&part)
        };
        let found = news.parts_in(&MERGED, &olds, (whole, own), &may, lexicon);
        if found.len() > 1 {
            parts.merged.extend(found.into_iter().map(|part| (part, whole)));
        }
    }
    parts
}

/// Whether an old item, if there is one, has no pair that anything was taken along to.
fn is_guess(pairs: &Pairs, old: Option<usize>) -> bool {
    let pair = old.and_then(|old| pairs.to.get(old).copied().flatten());
    pair.is_none_or(|(_, sure)| sure == Sureness::Unsure)
}

/// The items of one version that are looked at, by their words.
struct Shelf<'a, 's> {
    side: &'a Side<'s>,
    bags: &'a HashMap<usize, Bag>,
    postings: HashMap<u32, Vec<usize>>,
}

impl<'a, 's> Shelf<'a, 's> {
    fn new(side: &'a Side<'s>, bags: &'a HashMap<usize, Bag>) -> Self {
        let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, bag) in bags {
            for (word, _) in &bag.words {
                postings.entry(*word).or_default().push(*at);
            }
        }
        Self { side, bags, postings }
    }

    fn all(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.bags.keys().copied().collect();
        all.sort_unstable();
        all
    }

    fn item(&self, at: usize) -> Option<&Item<'s>> {
        self.side.items.get(at)
    }

    /// Items of the other version that one of this was divided into, in their order: near one another, each
    /// within its words, and together most of them.
    fn parts_in(
        &self,
        bounds: &[Bounds],
        other: &Shelf<'_, '_>,
        (whole, own): (usize, Option<usize>),
        may: &dyn Fn(usize) -> bool,
        lexicon: &Lexicon,
    ) -> Vec<usize> {
        let Some(bag) = self.bags.get(&whole) else { return Vec::new() };
        let near = other.near(bag, may, lexicon);
        let found = |bounds| self.parts_by(bounds, other, (whole, own), &near, lexicon);
        // What asks for less may find one more part beside those that are sure, never others.
        bounds.iter().map(found).filter(|parts| parts.len() > 1).fold(Vec::new(), |known, parts| {
            let has_all = parts.len() > known.len() && known.iter().all(|part| parts.contains(part));
            if has_all { parts } else { known }
        })
    }

    fn parts_by(
        &self,
        bounds: &Bounds,
        other: &Shelf<'_, '_>,
        (whole, own): (usize, Option<usize>),
        near: &[(usize, Likeness)],
        lexicon: &Lexicon,
    ) -> Vec<usize> {
        let speaks = |bag: &&Bag, least: usize| lexicon.own_words(bag) >= least;
        let Some(bag) = self.bags.get(&whole).filter(|bag| speaks(bag, bounds.words.0)) else {
            return Vec::new();
        };
        let within = near.iter().filter(|(_, likeness)| likeness.of_second >= bounds.within);
        let mut scored: Vec<(usize, f32)> = within.map(|(at, likeness)| (*at, likeness.of_first)).collect();
        // The pair comes first, then whatever shares most.
        scored.sort_by(|a, b| {
            (own == Some(b.0)).cmp(&(own == Some(a.0))).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0))
        });
        let Some((first, _)) = scored.first().copied() else { return Vec::new() };
        let mut taken = Taken::default();
        let mut found = Vec::new();
        for (part, _) in scored.into_iter().take(CANDIDATES) {
            let near = part.abs_diff(first) <= NEAR
                && other.item(part).map(|item| item.spec) == other.item(first).map(|item| item.spec);
            let part_bag = other.bags.get(&part).filter(|bag| near && speaks(bag, bounds.words.1));
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
        if is_row || !bounds.in_a_row { found } else { Vec::new() }
    }

    /// Items that share words with a text of the other version, and how alike they are: those that share most.
    fn near(&self, whole: &Bag, may: &dyn Fn(usize) -> bool, lexicon: &Lexicon) -> Vec<(usize, Likeness)> {
        let mut sums: HashMap<usize, f32> = HashMap::new();
        for (word, _) in &whole.words {
            let list = self.postings.get(word).filter(|list| list.len() <= POSTINGS);
            for at in list.into_iter().flatten().filter(|at| may(**at)) {
                *sums.entry(*at).or_default() += lexicon.worth(*word);
            }
        }
        let mut best: Vec<(usize, f32)> = sums.into_iter().collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let likeness = |at: usize| Some((at, lexicon.compare(whole, self.bags.get(&at)?)));
        best.into_iter().take(COMPARED).filter_map(|(at, _)| likeness(at)).collect()
    }
}

/// Which words of a whole its parts have so far.
#[derive(Default)]
struct Taken {
    words: HashMap<u32, u32>,
    covered: f32,
}

impl Taken {
    /// Adds a part if it has enough of the whole that no part before it has.
    fn add(&mut self, whole: &Bag, part: &Bag, own: f32, lexicon: &Lexicon) -> bool {
        let (mut adds, mut shares) = (0.0, 0.0);
        let mut more = Vec::new();
        let counts: HashMap<u32, u32> = part.words.iter().copied().collect();
        for (word, count) in &whole.words {
            let Some(has) = counts.get(word) else { continue };
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
