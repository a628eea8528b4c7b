//! Finds ranges that follow one another.

use std::collections::{HashMap, VecDeque};

use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

/// Ranges indexed by their bases: a record may name a hundred thousand.
pub(super) struct Chains {
    ranges: Vec<CommitRange>,
    by_base: HashMap<Option<ObjectId>, Vec<usize>>,
}

impl Chains {
    pub(super) fn new(ranges: impl Iterator<Item = CommitRange>) -> Self {
        let ranges: Vec<CommitRange> = ranges.collect();
        let mut by_base: HashMap<Option<ObjectId>, Vec<usize>> = HashMap::new();
        for (at, range) in ranges
            .iter()
            .enumerate()
            .filter(|(_, range)| !range.is_empty())
        {
            by_base.entry(range.base).or_default().push(at);
        }
        Self { ranges, by_base }
    }

    /// Returns a range by its number.
    pub(super) fn range(&self, at: usize) -> CommitRange {
        self.ranges[at]
    }

    /// Finds two or more ranges that follow one another from the base to the head of another; as
    /// their numbers, in order. The fewest, where there are several ways.
    pub(super) fn chain(&self, whole: CommitRange) -> Option<Vec<usize>> {
        // Ways by the commit at their end: the last range of the way, and that range's base.
        let mut ways: HashMap<ObjectId, (usize, Option<ObjectId>)> = HashMap::new();
        let mut ends = VecDeque::from([whole.base]);
        while let Some(end) = ends.pop_front() {
            for at in self.by_base.get(&end).into_iter().flatten() {
                let range = self.ranges[*at];
                let goes_on = range != whole && Some(range.head) != whole.base;
                if goes_on && !ways.contains_key(&range.head) {
                    ways.insert(range.head, (*at, range.base));
                    ends.push_back(Some(range.head));
                }
            }
        }
        let mut parts = Vec::new();
        let mut at = Some(whole.head);
        while at != whole.base {
            let (part, before) = ways.get(&at?)?;
            parts.push(*part);
            at = *before;
        }
        parts.reverse();
        (parts.len() > 1).then_some(parts)
    }
}
