//! Remarks that name a criterion and look like it: `AC1: done`. They are none, and never take its id over.
//!
//! Owns which of the criteria that a pass found are such. Knows nothing of where they were found.

use std::collections::{HashMap, HashSet};

use crate::model::spec::CriterionKind;
use crate::spec::draft::Draft;
use crate::spec::ids::Name;
use crate::spec::markdown::modal;
use crate::spec::markdown::words::Class;

use super::evidence::Evidence;
use super::{prose, reasons};

/// Where a criterion was found.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) class: Class,
    pub(super) evidence: Evidence,
    /// Whether a heading above it names acceptance criteria.
    pub(super) names_acceptance: bool,
    /// Whether a heading above it is over references to requirements.
    pub(super) refers: bool,
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
    let mut stated: HashMap<String, Stated> = HashMap::new();
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
    for (found, standing) in draft.found.iter().zip(standings) {
        let Some(key) = written(&found.name).filter(|_| found.kind == CriterionKind::Criterion) else {
            continue;
        };
        if best.get(&key).is_none_or(|best| *best <= rank(*standing)) {
            stated.entry(key).or_default().take(&found.text, *standing);
        }
    }
    let mut all = standings.iter();
    let mut out = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    draft.found.retain(|found| {
        let Some(standing) = all.next() else { return true };
        let (Some(key), CriterionKind::Criterion) = (written(&found.name), found.kind) else { return true };
        let is_vague = !standing.is_of_criteria() || !standing.names_acceptance;
        let names_composed = is_vague && composed.contains(&key);
        let rank = rank(*standing);
        let names_other = rank < BY_ITSELF && best.get(&key).is_some_and(|best| *best > rank);
        let stated = stated.get(&key);
        let is_first = seen.insert(key);
        let refers = stated.is_some_and(|stated| stated.is_said_elsewhere(&found.text, *standing, is_first));
        let is_remark = names_composed || names_other || refers;
        if is_remark {
            out.push(found.lines);
        }
        !is_remark
    });
    for lines in out {
        draft.leave_out(lines, reasons::REPEAT);
    }
}

/// What is said under one id in all places together.
#[derive(Default)]
struct Stated {
    /// Whether one of them is not over references.
    is_elsewhere: bool,
    /// The letters of the longest text, and of the longest under a heading of criteria.
    letters: usize,
    letters_of_criteria: usize,
}

impl Stated {
    fn take(&mut self, text: &str, standing: Standing) {
        let letters = prose::letters(text);
        self.is_elsewhere |= !standing.refers;
        self.letters = self.letters.max(letters);
        if standing.is_of_criteria() {
            self.letters_of_criteria = self.letters_of_criteria.max(letters);
        }
    }

    /// Whether a text under the id says nothing that must be, and the requirement stands elsewhere: `REQ-1: by test`.
    fn is_said_elsewhere(&self, text: &str, standing: Standing, is_first: bool) -> bool {
        let own = prose::letters(text);
        let longest = if standing.is_of_criteria() { self.letters_of_criteria } else { self.letters };
        let is_thin = own <= MAX_THIN && longest > MAX_THIN && longest >= 2 * own;
        ((standing.refers && (self.is_elsewhere || !is_first)) || is_thin) && !modal::says_must(text)
    }
}

/// The most letters of a text that says less than a sentence.
const MAX_THIN: usize = 12;

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
