//! Finds the new criteria that share rare words with an old one: its possible successors, in any
//! place.

use std::collections::HashMap;

use super::item::Pairs;
use super::likeness::{Bag, UnpairedTexts};

/// Number of a criterion's words, rarest first, that are looked up in the other version.
const WORDS: usize = 16;
/// Maximum number of unpaired criteria with a word for the word to be looked up.
const POSTINGS: usize = 64;
/// Maximum number of candidates by words kept for one criterion; the search takes the first of
/// those still unpaired.
const KEPT: usize = 24;

/// Maximum number of old criteria with words looked up, since each costs hundreds of steps. The
/// rest are matched by id and place. Nobody changes so many at once; where every text differs, ten
/// thousand take some 2 s.
const LOOKED_UP: usize = 10_000;

/// By old criterion that was unpaired: the nearest new ones by rare words.
pub(super) struct Nearby {
    of: HashMap<usize, Vec<u32>>,
    /// How many criteria were unpaired at that time.
    free: usize,
}

impl Nearby {
    /// Looks up the rare words of all unpaired criteria.
    pub(super) fn new(texts: &UnpairedTexts, pairs: &Pairs) -> Self {
        let free = pairs.free();
        let mut postings: HashMap<u32, Vec<u32>> = HashMap::new();
        for at in &free {
            for (word, _) in texts.new.get(at).map_or(&[][..], |bag| &bag.words) {
                let list = postings.entry(*word).or_default();
                // One more than is ever looked up shows that there are too many.
                if list.len() <= POSTINGS {
                    list.push(*at as u32);
                }
            }
        }
        let mut sums = SharedWeights {
            of: vec![0.0; pairs.from.len()],
            touched: Vec::new(),
        };
        let open = pairs.open().into_iter().take(LOOKED_UP);
        let of = open
            .filter_map(|old| Some((old, sums.nearest(texts.old.get(&old)?, texts, &postings))));
        Self {
            of: of.collect(),
            free: free.len(),
        }
    }

    /// Whether so many were paired since then that other words are rare now.
    pub(super) fn is_stale(&self, pairs: &Pairs) -> bool {
        pairs.free().len() * 2 < self.free
    }

    /// Iterates over those that share most of a criterion's rare words, nearest first.
    pub(super) fn of(&self, old: usize) -> impl Iterator<Item = usize> {
        self.of
            .get(&old)
            .into_iter()
            .flatten()
            .map(|at| *at as usize)
    }
}

/// By new criterion: the weight it shares with one old criterion.
struct SharedWeights {
    of: Vec<f32>,
    touched: Vec<u32>,
}

impl SharedWeights {
    fn nearest(
        &mut self,
        bag: &Bag,
        texts: &UnpairedTexts,
        postings: &HashMap<u32, Vec<u32>>,
    ) -> Vec<u32> {
        let lexicon = &texts.lexicon;
        let mut rare: Vec<u32> = bag.words.iter().map(|(word, _)| *word).collect();
        rare.sort_by_key(|word| (lexicon.standing(*word), *word));
        let lists = rare
            .iter()
            .filter_map(|word| Some((*word, postings.get(word)?)));
        for (word, list) in lists.filter(|(_, list)| list.len() <= POSTINGS).take(WORDS) {
            let worth = lexicon.worth(word);
            for at in list {
                if let Some(sum) = self.of.get_mut(*at as usize) {
                    if *sum <= 0.0 {
                        self.touched.push(*at);
                    }
                    *sum += worth;
                }
            }
        }
        let mut best: Vec<(f32, u32)> = self
            .touched
            .drain(..)
            .map(|at| (std::mem::take(&mut self.of[at as usize]), at))
            .collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > KEPT {
            best.select_nth_unstable_by(KEPT, order);
            best.truncate(KEPT);
        }
        best.sort_unstable_by(order);
        best.into_iter().map(|(_, at)| at).collect()
    }
}
