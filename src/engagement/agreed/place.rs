//! Finds the place at which a removed criterion is listed: beside its neighbours in the agreed
//! spec.

use std::collections::HashMap;

use super::LaidAmendment;
use crate::engagement::lineages::Now;
use crate::model::amendment::AmendmentKind;
use crate::model::spec::{Criterion, CriterionKey};
use crate::model::text::RepoPath;

/// Number of neighbours on each side that are looked at.
const LOOKED_AT: usize = 16;

/// Number of rows on each side among which neighbours are searched.
const SEARCHED: usize = 1_000;

/// A neighbour beside which a removed criterion can be listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Beside {
    /// Its key in the agreed spec.
    pub then: CriterionKey,
    /// Its key in the specs under review; `None` if it was removed as well.
    pub(super) now: Option<CriterionKey>,
    /// Whether the removed criterion came after it.
    pub(super) is_before: bool,
    /// Whether both were in one section.
    pub(super) is_in_section: bool,
}

/// A row of the agreed spec: a criterion, and its present state.
type AgreedRow<'a> = (CriterionKey, &'a Criterion, &'a Now);

/// Gives each removed criterion its possible neighbours, likeliest first. `rows` are the agreed
/// criteria in their order; `changes` has the results for them.
pub(super) fn place(rows: &[AgreedRow<'_>], changes: &mut [LaidAmendment]) {
    let removed = changes
        .iter_mut()
        .filter(|change| change.amendment.kind == AmendmentKind::Removed);
    let removed: Vec<&mut LaidAmendment> = removed.collect();
    if removed.is_empty() {
        return;
    }
    let places: HashMap<&CriterionKey, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, (key, ..))| (key, at))
        .collect();
    for change in removed {
        let Some((key, _)) = &change.from else {
            continue;
        };
        let Some(at) = places.get(key).copied() else {
            continue;
        };
        change.beside = neighbours(rows, at, change.home.as_ref().unwrap_or(&key.spec));
    }
}

/// Lists the neighbours of a removed criterion: those before it in its section, nearest first, then
/// those after it in its section; then those elsewhere in its spec, in the same order.
fn neighbours(rows: &[AgreedRow<'_>], at: usize, home: &RepoPath) -> Vec<Beside> {
    let Some((key, own, _)) = rows.get(at) else {
        return Vec::new();
    };
    let neighbour = |row: &AgreedRow<'_>, is_before: bool| {
        let (then, criterion, now) = row;
        if then.spec != key.spec {
            return None;
        }
        let now = match now {
            Now::Unchanged => Some(then.clone()),
            Now::Carried(fate) => fate.to.first().cloned(),
            // Criteria before it are put back first; those after it are still missing.
            Now::Former(_) if is_before => None,
            Now::Former(_) | Now::NotReviewed(_) => return None,
        };
        let is_home = now.as_ref().is_none_or(|now| now.spec == *home);
        let is_in_section = criterion.section == own.section;
        is_home.then(|| Beside {
            then: then.clone(),
            now,
            is_before,
            is_in_section,
        })
    };
    let before = rows
        .get(..at)
        .into_iter()
        .flatten()
        .rev()
        .take(SEARCHED)
        .filter_map(|row| neighbour(row, true));
    let behind = rows
        .get(at + 1..)
        .into_iter()
        .flatten()
        .take(SEARCHED)
        .filter_map(|row| neighbour(row, false));
    let mut found: Vec<Beside> = before
        .take(LOOKED_AT)
        .chain(behind.take(LOOKED_AT))
        .collect();
    found.sort_by_key(|beside| !beside.is_in_section);
    found
}
