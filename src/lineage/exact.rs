//! Pairs criteria with equal texts, whatever their ids and places. Where several have the same
//! text, ids, headings and neighbours decide.

use std::collections::HashMap;
use std::hash::Hash;

use super::item::{LineageItem, Pairs, SpecVersion, homes};
use crate::model::id::Digest;
use crate::model::lineage::Sureness;

/// Pairs criteria with equal texts. Linear in their number.
pub(super) fn pair(old: &SpecVersion<'_>, new: &SpecVersion<'_>, pairs: &mut Pairs) {
    let mut search = ExactSearch {
        old,
        new,
        pairs,
        homes: Vec::new(),
    };
    // First the items that did not move at all, then texts that occur once on each side: they show
    // which file became which.
    search.by(
        |search, item, is_old| Some((search.path(item, is_old), &item.criterion.id, item.place)),
        false,
    );
    search.by(|_, _, _| Some(()), true);
    search.homes = homes(old, new, search.pairs);
    search.by(
        |search, item, is_old| {
            Some((search.home(item, is_old)?, &item.criterion.id)).filter(|_| item.is_written())
        },
        false,
    );
    search.by_neighbours();
    search.by(
        |search, item, is_old| Some((search.home(item, is_old)?, item.place)),
        false,
    );
    search.by_neighbours();
    search.by(|search, item, is_old| search.home(item, is_old), false);
    search.by(|_, item, _| Some(item.place), false);
    search.by(|_, _, _| Some(()), false);
}

struct ExactSearch<'a, 's> {
    old: &'a SpecVersion<'s>,
    new: &'a SpecVersion<'s>,
    pairs: &'a mut Pairs,
    /// The successor (new spec) of each old spec, by index.
    homes: Vec<Option<usize>>,
}

impl<'s> ExactSearch<'_, 's> {
    fn path(&self, item: &LineageItem<'s>, is_old: bool) -> &'s [u8] {
        let specs = if is_old {
            self.old.specs
        } else {
            self.new.specs
        };
        specs
            .get(item.spec)
            .map_or(&[], |spec| spec.path.as_bytes())
    }

    /// Returns the new spec that the item belongs to.
    fn home(&self, item: &LineageItem<'s>, is_old: bool) -> Option<usize> {
        if is_old {
            self.homes.get(item.spec).copied().flatten()
        } else {
            Some(item.spec)
        }
    }

    /// Pairs items with equal text and key, in order. With `once`, only those that occur once on
    /// each side.
    fn by<K: Hash + Eq>(
        &mut self,
        key: impl Fn(&Self, &LineageItem<'s>, bool) -> Option<K>,
        once: bool,
    ) {
        let mut groups: HashMap<(Digest, K), (Vec<usize>, Vec<usize>)> = HashMap::new();
        for at in self.pairs.open() {
            let Some(item) = self.old.items.get(at) else {
                continue;
            };
            if let Some(key) = key(self, item, true) {
                groups
                    .entry((item.criterion.digest, key))
                    .or_default()
                    .0
                    .push(at);
            }
        }
        if groups.is_empty() {
            return;
        }
        for at in self.pairs.free() {
            let Some(item) = self.new.items.get(at) else {
                continue;
            };
            let group = key(self, item, false)
                .and_then(|key| groups.get_mut(&(item.criterion.digest, key)));
            if let Some((_, free)) = group {
                free.push(at);
            }
        }
        for (open, free) in groups.into_values() {
            if once && (open.len() > 1 || free.len() > 1) {
                continue;
            }
            for (old, new) in open.into_iter().zip(free) {
                self.pairs.pair(old, new, Sureness::Certain);
            }
        }
    }

    /// Pairs items with equal texts that follow or precede a pair on both sides, along runs of any
    /// length.
    fn by_neighbours(&mut self) {
        for at in 0..self.old.items.len() {
            if let Some(before) = at
                .checked_sub(1)
                .and_then(|before| self.pairs.new_of(before))
            {
                self.beside(at, Some(before + 1));
            }
        }
        for at in (0..self.old.items.len()).rev() {
            if let Some(after) = self.pairs.new_of(at + 1) {
                self.beside(at, after.checked_sub(1));
            }
        }
    }

    fn beside(&mut self, old: usize, new: Option<usize>) {
        let Some(new) = new.filter(|new| self.pairs.is_open(old) && self.pairs.is_free(*new))
        else {
            return;
        };
        if let (Some(from), Some(to)) = (self.old.items.get(old), self.new.items.get(new))
            && from.criterion.digest == to.criterion.digest
        {
            self.pairs.pair(old, new, Sureness::Certain);
        }
    }
}
