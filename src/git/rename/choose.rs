//! Chooses among pairs of similar files.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::index::SharedPieces;
use super::names::{self, BaseNames};
use crate::model::change::FileEntry;

/// Bonus for an unchanged name, in thousandths of content: where no other file of either side has
/// the name …
const OWN_NAME: u64 = 250;
/// … and where others have it.
const SAME_NAME: u64 = 20;
/// Files with different names are paired only if they share more bytes than this.
const LEAST: u64 = 16;

/// A file before and one after, by their indexes in the searched lists, that may be the same.
pub(super) struct RenamePair {
    pub(super) old: usize,
    pub(super) new: usize,
    /// The likeness of the contents, in per cent of the larger; under 100.
    pub(super) percent: u8,
    /// The likeness of contents and names.
    rank: u64,
    /// The likeness of the paths.
    path: u32,
}

impl RenamePair {
    /// Weighs a pair; `None` where it would rest on almost nothing.
    pub(super) fn weigh(
        (old, before): (usize, &FileEntry),
        (new, after): (usize, &FileEntry),
        common: SharedPieces,
        names: &BaseNames<'_>,
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
            // Perhaps only line ends differ, but something does.
            percent: (thousandths / 10).min(99) as u8,
            rank: thousandths + named,
            path: names::likeness(before.path.as_bytes(), after.path.as_bytes()),
        })
    }

    fn order(&self) -> impl Ord + use<> {
        (Reverse((self.rank, self.path)), self.new, self.old)
    }
}

/// Takes the best pair, then the best with neither file taken, and so on.
pub(super) fn each_once(mut pairs: Vec<RenamePair>) -> Vec<RenamePair> {
    pairs.sort_by_cached_key(RenamePair::order);
    let (mut olds, mut news) = (HashSet::new(), HashSet::new());
    pairs.retain(|pair| {
        let free = !olds.contains(&pair.old) && !news.contains(&pair.new);
        free && olds.insert(pair.old) && news.insert(pair.new)
    });
    pairs
}

/// Takes the best pair of each file after; a file before may be in several.
pub(super) fn best_of_each(mut pairs: Vec<RenamePair>) -> Vec<RenamePair> {
    pairs.sort_by_cached_key(RenamePair::order);
    let mut news = HashSet::new();
    pairs.retain(|pair| news.insert(pair.new));
    pairs
}
