//! Locates the gap between paired neighbours in which an unpaired criterion would stand in the
//! other version.

use std::ops::Range;

use super::item::{Pairs, SpecVersion};

/// The gap of each old item: the new items between its neighbours' partners.
pub(super) struct ItemGaps {
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
    /// By old item: how many unpaired old items stand together with it.
    run: Vec<usize>,
    /// By old item: how many of those stand before it.
    nth: Vec<usize>,
    /// By new item: how many unpaired new items stand before it.
    free_before: Vec<usize>,
    /// The index of the first new item of each spec, and the end of the last spec.
    starts: Vec<usize>,
    /// The successor (new spec) of each old spec, by index.
    homes: Vec<Option<usize>>,
}

impl ItemGaps {
    pub(super) fn new(
        old: &SpecVersion<'_>,
        new: &SpecVersion<'_>,
        pairs: &Pairs,
        homes: &[Option<usize>],
    ) -> Self {
        let count = old.items.len();
        let mut gaps = Self {
            before: vec![None; count],
            after: vec![None; count],
            run: vec![0; count],
            nth: vec![0; count],
            free_before: Vec::with_capacity(new.items.len() + 1),
            starts: vec![new.items.len(); new.specs.len() + 1],
            homes: homes.to_vec(),
        };
        let mut free = 0;
        for (at, item) in new.items.iter().enumerate().rev() {
            if let Some(start) = gaps.starts.get_mut(item.spec) {
                *start = at;
            }
        }
        for at in (0..new.specs.len()).rev() {
            gaps.starts[at] = gaps.starts[at].min(gaps.starts[at + 1]);
        }
        for at in 0..new.items.len() {
            gaps.free_before.push(free);
            free += usize::from(pairs.is_free(at));
        }
        gaps.free_before.push(free);
        let is_first = |at: usize| at == 0 || old.items[at - 1].spec != old.items[at].spec;
        for at in 0..count {
            gaps.before[at] = if is_first(at) {
                None
            } else {
                pairs.new_of(at - 1).or(gaps.before[at - 1])
            };
            let goes_on = at > 0 && !is_first(at) && pairs.is_open(at - 1);
            gaps.run[at] = if pairs.is_open(at) {
                1 + if goes_on { gaps.run[at - 1] } else { 0 }
            } else {
                0
            };
        }
        gaps.nth.clone_from(&gaps.run);
        for at in (0..count).rev() {
            let is_last = at + 1 == count || is_first(at + 1);
            gaps.after[at] = if is_last {
                None
            } else {
                pairs.new_of(at + 1).or(gaps.after[at + 1])
            };
            if !is_last && pairs.is_open(at) && pairs.is_open(at + 1) {
                gaps.run[at] = gaps.run[at + 1];
            }
        }
        gaps
    }

    /// Returns the new items between the partners of the old item's neighbours; `None` where those
    /// are no longer in order.
    pub(super) fn of(&self, old: usize, spec: usize) -> Option<Range<usize>> {
        let home = self.homes.get(spec).copied().flatten();
        let edges =
            home.and_then(|home| Some((*self.starts.get(home)?, *self.starts.get(home + 1)?)));
        let (before, after) = (
            self.before.get(old).copied()?,
            self.after.get(old).copied()?,
        );
        let start = match before {
            Some(before) => before + 1,
            None => edges?.0,
        };
        let end = match after {
            Some(after) => after,
            None => edges?.1,
        };
        (start < end).then_some(start..end)
    }

    /// Whether a gap has equally many unpaired items on both sides, and these two have the same
    /// position among them.
    pub(super) fn is_in_step(&self, old: usize, new: usize, gap: &Range<usize>) -> bool {
        let at = |place: usize| self.free_before.get(place).copied().unwrap_or(0);
        let (run, nth) = (self.run.get(old), self.nth.get(old));
        run == Some(&(at(gap.end) - at(gap.start))) && nth == Some(&(at(new) + 1 - at(gap.start)))
    }

    /// Finds the nearest paired old items before and after an item, with their partners.
    pub(super) fn neighbours(&self, old: usize) -> Option<[(usize, usize); 2]> {
        let (before, after) = (
            self.before.get(old).copied()??,
            self.after.get(old).copied()??,
        );
        let run = self.run.get(old).copied().filter(|run| *run > 0)?;
        let nth = self.nth.get(old).copied()?;
        Some([
            ((old + 1).checked_sub(nth + 1)?, before),
            (old + 1 + run - nth, after),
        ])
    }

    /// Whether this old item and one new item are the only unpaired ones in a gap.
    pub(super) fn is_only(&self, old: usize, gap: &Range<usize>) -> bool {
        let at = |place: usize| self.free_before.get(place).copied().unwrap_or(0);
        self.run.get(old) == Some(&1) && at(gap.end) == at(gap.start) + 1
    }
}
