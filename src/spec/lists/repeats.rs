//! Remarks that name a criterion and look like it: `AC1: done`. They are none, and never take its id over.
//!
//! Owns which of the criteria that a pass found are such. Knows nothing of where they were found.

use std::collections::{HashMap, HashSet};

use crate::model::spec::CriterionKind;
use crate::spec::draft::Draft;
use crate::spec::ids::Name;
use crate::spec::markdown::words::Class;

use super::evidence::Evidence;
use super::reasons;

/// Where a criterion was found.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) class: Class,
    pub(super) evidence: Evidence,
    /// Whether a heading above it names acceptance criteria.
    pub(super) names_acceptance: bool,
}

impl Standing {
    fn is_of_criteria(self) -> bool {
        matches!(self.class, Class::Criteria | Class::Throughout)
    }
}

/// Takes the remarks away from what was found; `standings` has one of each.
pub(super) fn leave_out(draft: &mut Draft, standings: &[Standing]) {
    let composed = composed(draft, standings);
    let mut best: HashMap<String, u8> = HashMap::new();
    let written = |name: &Name| match name {
        Name::Written(id) => Some(key(id)),
        _ => None,
    };
    for (found, standing) in draft.found.iter().zip(standings) {
        if let Some(key) = written(&found.name) {
            let best = best.entry(key).or_default();
            *best = (*best).max(rank(*standing));
        }
    }
    let mut all = standings.iter();
    let mut out = Vec::new();
    draft.found.retain(|found| {
        let Some(standing) = all.next() else { return true };
        let (Some(key), CriterionKind::Criterion) = (written(&found.name), found.kind) else { return true };
        let is_vague = !standing.is_of_criteria() || !standing.names_acceptance;
        let names_composed = is_vague && composed.contains(&key);
        let rank = rank(*standing);
        let names_other = rank < BY_ITSELF && best.get(&key).is_some_and(|best| *best > rank);
        let is_remark = names_composed || names_other;
        if is_remark {
            out.push(found.lines);
        }
        !is_remark
    });
    for lines in out {
        draft.leave_out(lines, reasons::REPEAT);
    }
}

/// From this on, something stands for itself even if its id is given twice.
const BY_ITSELF: u8 = 2;

/// How sure it is that an id is given here rather than spoken of.
fn rank(standing: Standing) -> u8 {
    match standing.evidence {
        _ if standing.class == Class::Aside => 0,
        Evidence::Row | Evidence::RowOfCriteria if !standing.is_of_criteria() => 1,
        _ => BY_ITSELF,
    }
}

/// The ids that criteria without one are going to get from their numbers or their order.
fn composed(draft: &Draft, standings: &[Standing]) -> HashSet<String> {
    let mut composed = HashSet::new();
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for (found, standing) in draft.found.iter().zip(standings) {
        match &found.name {
            _ if !standing.names_acceptance || found.kind != CriterionKind::Criterion => {}
            Name::Ordinal { stem, ordinal } => {
                composed.insert(key(&format!("{stem}{ordinal}")));
            }
            Name::Next { stem } => {
                let count = counts.entry(stem).or_default();
                *count += 1;
                composed.insert(key(&format!("{stem}{count}")));
            }
            Name::Written(_) => {}
        }
    }
    composed
}

/// An id as people recognise it: `AC-1`, `AC#1` and `ac1` are one.
fn key(id: &str) -> String {
    id.chars().filter(|c| !matches!(c, '-' | '_' | '#' | ' ')).flat_map(char::to_lowercase).collect()
}
