//! Which of the pairs of files that are alike are taken.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::index::Common;
use super::names::{self, Names};
use crate::model::change::FileEntry;

/// What keeping a name counts, in thousandths of content: where no other file of either side has the name …
const OWN_NAME: u64 = 250;
/// … and where others have it.
const SAME_NAME: u64 = 20;
/// Files with other names are not taken for one where they have no more than this many bytes in common.
const LEAST: u64 = 16;

/// A file of before and one of after, by their places in the lists that were searched, that may be one.
pub(super) struct Pair {
    pub(super) old: usize,
    pub(super) new: usize,
    /// How alike the contents are, in per cent of the larger; under 100.
    pub(super) percent: u8,
    /// How alike contents and names are.
    rank: u64,
    /// How alike the paths are.
    path: u32,
}

impl Pair {
    /// Weighs a pair; `None` where it would rest on next to nothing.
    pub(super) fn weigh(
        (old, before): (usize, &FileEntry),
        (new, after): (usize, &FileEntry),
        common: Common,
        names: &Names<'_>,
    ) -> Option<Self> {
        let thousandths = common.bytes * 1_000 / common.of.max(1);
        let same_name = before.path.base_name() == after.path.base_name();
        if !same_name && common.bytes <= LEAST {
            return None;
        }
        let named = match same_name {
            true if names.is_own(after) => OWN_NAME,
            true => SAME_NAME,
            false => 0,
        };
        Some(Self {
            old,
            new,
            // Only line ends may differ, but something does.
            percent: (thousandths / 10).min(99) as u8,
            rank: thousandths + named,
            path: names::likeness(before.path.as_bytes(), after.path.as_bytes()),
        })
    }

    fn order(&self) -> impl Ord + use<> {
        (Reverse((self.rank, self.path)), self.new, self.old)
    }
}

/// Takes the best pair, then the best of those of which neither file is taken, and so on.
pub(super) fn each_once(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_by_cached_key(Pair::order);
    let (mut olds, mut news) = (HashSet::new(), HashSet::new());
    pairs.retain(|pair| {
        let free = !olds.contains(&pair.old) && !news.contains(&pair.new);
        free && olds.insert(pair.old) && news.insert(pair.new)
    });
    pairs
}

/// Takes the best pair of each file of after; a file of before may be in several.
pub(super) fn best_of_each(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_by_cached_key(Pair::order);
    let mut news = HashSet::new();
    pairs.retain(|pair| news.insert(pair.new));
    pairs
}
