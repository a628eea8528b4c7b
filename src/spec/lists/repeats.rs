//! Finds remarks that look like a criterion because they name one: `AC1: done`. They are not
//! criteria, and never take over an id.
//!
//! Owns which of the criteria that a pass found are remarks. Knows nothing of how they were found.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use crate::model::spec::CriterionKind;
use crate::spec::draft::SpecDraft;
use crate::spec::ids::Name;
use crate::spec::markdown::modal;
use crate::spec::markdown::words::Class;

use super::reading_reason::ReadingReason;
use super::{prose, reasons};

/// The site at which a criterion was found.
#[derive(Clone, Copy)]
pub(super) struct CriterionSite {
    pub(super) class: Class,
    pub(super) evidence: ReadingReason,
    /// Whether a heading above it names acceptance criteria.
    pub(super) names_acceptance: bool,
    /// Whether a heading above it is over references to requirements.
    pub(super) refers: bool,
}

impl CriterionSite {
    fn is_of_criteria(self) -> bool {
        matches!(self.class, Class::Criteria | Class::Throughout)
    }
}

/// Removes the remarks from the findings; `standings` has one entry for each.
pub(super) fn leave_out(draft: &mut SpecDraft, standings: &[CriterionSite]) {
    let composed = composed(draft, standings);
    if composed.is_empty() && !writes_one_twice(draft) {
        return;
    }
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
        let Some(key) = written(&found.name).filter(|_| found.kind == CriterionKind::Criterion)
        else {
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
        let Some(standing) = all.next() else {
            return true;
        };
        let (Some(key), CriterionKind::Criterion) = (written(&found.name), found.kind) else {
            return true;
        };
        let is_vague = !standing.is_of_criteria() || !standing.names_acceptance;
        let names_composed = is_vague && composed.contains(&key);
        let rank = rank(*standing);
        let names_other = rank < BY_ITSELF && best.get(&key).is_some_and(|best| *best > rank);
        let stated = stated.get(&key);
        let is_first = seen.insert(key);
        let refers =
            stated.is_some_and(|stated| stated.is_said_elsewhere(&found.text, *standing, is_first));
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

/// Quickly checks whether two written ids may be the same, which is false for nearly all specs.
fn writes_one_twice(draft: &SpecDraft) -> bool {
    let hashes = RandomState::new();
    let hash = |name: &Name| match name {
        Name::Written(id) => {
            let mut hasher = hashes.build_hasher();
            letters_of_key(id).for_each(|c| hasher.write_u32(u32::from(c)));
            Some(hasher.finish())
        }
        _ => None,
    };
    let mut keys: Vec<u64> = draft
        .found
        .iter()
        .filter_map(|found| hash(&found.name))
        .collect();
    keys.sort_unstable();
    keys.windows(2)
        .any(|pair| matches!(pair, [one, next] if one == next))
}

/// A summary of all texts under one id.
#[derive(Default)]
struct Stated {
    /// Whether one of them is not under a heading of references.
    is_elsewhere: bool,
    /// The letters of the longest text, and of the longest under a heading of criteria.
    letters: usize,
    letters_of_criteria: usize,
}

impl Stated {
    fn take(&mut self, text: &str, standing: CriterionSite) {
        let letters = prose::letters(text);
        self.is_elsewhere |= !standing.refers;
        self.letters = self.letters.max(letters);
        if standing.is_of_criteria() {
            self.letters_of_criteria = self.letters_of_criteria.max(letters);
        }
    }

    /// Returns whether a text under the id states no obligation, and the requirement is stated
    /// elsewhere: `REQ-1: by test`.
    fn is_said_elsewhere(&self, text: &str, standing: CriterionSite, is_first: bool) -> bool {
        let own = prose::letters(text);
        let longest = if standing.is_of_criteria() {
            self.letters_of_criteria
        } else {
            self.letters
        };
        let is_thin = own <= MAX_THIN && longest > MAX_THIN && longest >= 2 * own;
        ((standing.refers && (self.is_elsewhere || !is_first)) || is_thin)
            && !modal::says_must(text)
    }
}

/// The most letters of a text that says less than a sentence.
const MAX_THIN: usize = 12;

/// The rank from which an item counts even if its id is given twice.
const BY_ITSELF: u8 = 2;

/// Ranks how certain it is that an id is given here rather than referred to.
fn rank(standing: CriterionSite) -> u8 {
    match standing.evidence {
        _ if standing.class == Class::Aside => 0,
        ReadingReason::Row | ReadingReason::RowOfCriteria if !standing.is_of_criteria() => 1,
        _ => BY_ITSELF,
    }
}

/// Returns the ids that acceptance criteria without a written id are going to get from their
/// numbers or their order.
fn composed(draft: &SpecDraft, standings: &[CriterionSite]) -> HashSet<String> {
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

/// Returns the form of an id by which people recognise it: `AC-1`, `AC#1` and `ac1` are the same.
fn key(id: &str) -> String {
    letters_of_key(id).collect()
}

fn letters_of_key(id: &str) -> impl Iterator<Item = char> {
    id.chars()
        .filter(|c| !matches!(c, '-' | '_' | '#' | ' '))
        .flat_map(char::to_lowercase)
}
