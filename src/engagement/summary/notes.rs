//! Sorts threads into snags by criterion, and other notes by increment.

use std::collections::BTreeMap;

use crate::model::id::IncrementId;
use crate::model::note::Thread;
use crate::model::spec::CriterionKey;
use crate::model::summary::{CriterionSummary, NoteGroup, SnagGroup};

/// Returns the threads on each criterion, as indexes.
pub(super) fn by_criterion(threads: &[Thread]) -> BTreeMap<CriterionKey, Vec<usize>> {
    let mut by_criterion: BTreeMap<CriterionKey, Vec<usize>> = BTreeMap::new();
    for (index, thread) in threads.iter().enumerate() {
        if let Some(key) = &thread.place.criterion {
            by_criterion.entry(key.clone()).or_default().push(index);
        }
    }
    by_criterion
}

/// Collects the obstacles to acceptance, in the order of the criteria.
pub(super) fn snags(criteria: &[CriterionSummary], threads: &[Thread]) -> Vec<SnagGroup> {
    let blocking = |indexes: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        indexes
            .filter(|index| threads.get(*index).is_some_and(Thread::is_snag))
            .collect()
    };
    let mut groups: Vec<SnagGroup> = criteria
        .iter()
        .enumerate()
        .map(|(index, criterion)| SnagGroup {
            criterion: Some(index),
            unmet: criterion.is_snag(),
            threads: blocking(&mut criterion.threads.iter().copied()),
        })
        .collect();
    let mut on_none = (0..threads.len()).filter(|index| threads[*index].place.criterion.is_none());
    groups.push(SnagGroup {
        criterion: None,
        unmet: false,
        threads: blocking(&mut on_none),
    });
    groups.retain(|group| group.unmet || !group.threads.is_empty());
    groups
}

/// Groups all other threads by increment: `increments` in their order, then those on others by id,
/// last those on none.
pub(super) fn others(
    threads: &[Thread],
    increments: impl IntoIterator<Item = IncrementId>,
) -> Vec<NoteGroup> {
    let order: BTreeMap<IncrementId, usize> = increments.into_iter().zip(0..).collect();
    let mut groups: BTreeMap<(usize, Option<IncrementId>), Vec<usize>> = BTreeMap::new();
    for (index, thread) in threads
        .iter()
        .enumerate()
        .filter(|(_, thread)| !thread.is_snag())
    {
        let increment = thread.place.increment.clone();
        let unknown = order.len() + usize::from(increment.is_none());
        let place = increment
            .as_ref()
            .and_then(|id| order.get(id))
            .copied()
            .unwrap_or(unknown);
        groups.entry((place, increment)).or_default().push(index);
    }
    let group = |((_, increment), mut indexes): ((usize, Option<IncrementId>), Vec<usize>)| {
        let path = |index: &usize| {
            threads[*index]
                .place
                .anchor
                .as_ref()
                .map(|anchor| &anchor.path)
        };
        indexes.sort_by(|a, b| path(a).cmp(&path(b)).then(a.cmp(b)));
        NoteGroup {
            increment,
            threads: indexes,
        }
    };
    groups.into_iter().map(group).collect()
}
