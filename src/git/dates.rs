//! Corrects the times of commits where clocks ran backwards: no commit counts as older than its
//! parents.
//!
//! Walks go by time, newest first, and stop early only because parents are older than their
//! children. A history in which they are not makes each walk read all of it. Git corrects times in
//! its commit-graph in the same way ("generation number v2"), which a clone need not have. Knows
//! nothing of walks.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use anyhow::Result;

use crate::model::id::ObjectId;

use super::Repository;

/// Number of commits met on walks that saw a parent newer than its child, before times are
/// corrected: that reads the whole history once, which few walks are worth.
const MAX_ASTRAY: u64 = 500_000;
/// Maximum number of commits whose times are corrected: some 30 MiB. Those beyond keep their own.
const MAX_CORRECTED: usize = 500_000;

/// What is known of wrong clocks.
#[derive(Default)]
pub(super) struct CorrectedDates {
    /// Number of commits met on walks that wrong clocks led astray.
    astray: Cell<u64>,
    dates: RefCell<HashMap<ObjectId, i64>>,
}

impl CorrectedDates {
    /// Counts a walk that saw a parent newer than its child, with the number of commits that it
    /// met.
    pub(super) fn count_astray(&self, met: usize) {
        self.astray
            .set(self.astray.get().saturating_add(met as u64));
    }
}

impl Repository {
    /// Returns the time by which a commit is sorted, in seconds: its own until walks go astray,
    /// then one that is later than those of all its parents.
    pub(super) fn sorting_date(&self, id: ObjectId, own: i64) -> Result<i64> {
        if self.dates.astray.get() <= MAX_ASTRAY {
            return Ok(own);
        }
        let mut dates = self.dates.dates.borrow_mut();
        // Commits whose parents come first; `true` once they were put on top.
        let mut todo = vec![(id, false)];
        while let Some((at, after_parents)) = todo.pop() {
            if dates.contains_key(&at) || dates.len() + todo.len() > MAX_CORRECTED {
                continue;
            }
            let Some(links) = self.links(at)? else {
                continue;
            };
            if after_parents {
                let parents = links.parents.iter().filter_map(|parent| dates.get(parent));
                let earliest = parents
                    .max()
                    .map_or(i64::MIN, |latest| latest.saturating_add(1));
                dates.insert(at, links.committed.max(earliest));
            } else {
                todo.push((at, true));
                todo.extend(links.parents.iter().map(|parent| (*parent, false)));
            }
        }
        Ok(dates.get(&id).copied().unwrap_or(own))
    }
}
