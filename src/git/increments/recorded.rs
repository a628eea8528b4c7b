//! Lays reviewers' definitions of increments over the detected ones: renamed, joined, split.
//!
//! Detection continues, so that a later delivery shows without anybody defining it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::FoundIncrements;
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::{CommitRange, Definition, Increment, IncrementSource};
use crate::model::text::Untrusted;

type Recorded = (IncrementId, Definition);

/// Whether any definition is about a detected increment.
pub(super) fn is_about(found: &FoundIncrements, recorded: &[Recorded]) -> bool {
    recorded
        .iter()
        .any(|(id, _)| found.increments.iter().any(|increment| increment.id == *id))
}

/// Makes increments from the definitions only.
pub(super) fn alone(recorded: &[Recorded]) -> Vec<Increment> {
    recorded
        .iter()
        .filter(|(_, defined)| !defined.range.is_empty())
        .map(made)
        .collect()
}

/// Changes the detected increments by the definitions.
pub(super) fn lay_over(mut found: FoundIncrements, recorded: &[Recorded]) -> FoundIncrements {
    let changes = recorded.iter().filter(|(id, defined)| {
        !defined.range.is_empty() || found.increments.iter().any(|increment| increment.id == *id)
    });
    if changes.count() == 0 {
        return found;
    }
    let end = found.increments.last().map(|last| last.range.head);
    let mut added = Vec::new();
    let mut joined = Vec::new();
    for (id, defined) in recorded {
        let at = found
            .increments
            .iter()
            .position(|increment| increment.id == *id);
        match at.map(|at| (at, &mut found.increments[at])) {
            Some((at, _)) if defined.range.is_empty() => joined.push(found.increments.remove(at)),
            Some((_, increment)) => change(increment, defined, recorded),
            None if defined.range.is_empty() => {}
            None => added.push(made(&(id.clone(), defined.clone()))),
        }
    }
    insert(&mut found.increments, added);
    // A joined increment also has the names of its parts.
    for part in joined {
        let into = found
            .increments
            .iter_mut()
            .find(|increment| increment.range.head == part.range.head);
        if let Some(into) = into {
            part.names.into_iter().for_each(|name| into.add_name(name));
        }
    }
    rest(&mut found.increments, end);
    found.because.push_str(", some redefined");
    found
}

fn made((id, defined): &Recorded) -> Increment {
    let made = Increment::new(
        id.clone(),
        defined.title.clone(),
        defined.range,
        IncrementSource::Record,
    );
    Increment {
        criteria: defined.criteria.clone(),
        ..made
    }
}

/// Applies a reviewer's definition to an increment. A definition is no delivery and makes no round;
/// if only the title was defined, the increment still gets later deliveries.
fn change(increment: &mut Increment, defined: &Definition, recorded: &[Recorded]) {
    let is_renamed = is_only_renamed(increment, defined, recorded);
    increment.title = defined.title.clone();
    increment.source = IncrementSource::Record;
    if is_renamed {
        return;
    }
    increment.criteria = defined.criteria.clone();
    increment.range = defined.range;
    (increment.round, increment.earlier) = (1, Vec::new());
    increment.unchanged = Vec::new();
}

/// Whether a definition only renames: it has the range of the increment when it was made, which is
/// the current one, one of its rounds, or that of a branch with more commits since. After a split
/// or join, another definition begins or ends where this one ends.
fn is_only_renamed(increment: &Increment, defined: &Definition, recorded: &[Recorded]) -> bool {
    let end = Some(defined.range.head);
    let has_other_part = recorded.iter().any(|(_, other)| other.range.base == end);
    let grows =
        increment.source == IncrementSource::Branch && increment.range.base == defined.range.base;
    increment.range == defined.range
        || increment.earlier.contains(&defined.range)
        || grows && !has_other_part
}

/// Inserts each increment behind the one that it continues; one that continues none goes to the
/// end, once no other has a place.
fn insert(increments: &mut Vec<Increment>, added: Vec<Increment>) {
    let heads: HashSet<ObjectId> = increments.iter().map(|known| known.range.head).collect();
    let mut ready = BTreeSet::new();
    let mut waiting: HashMap<ObjectId, Vec<usize>> = HashMap::new();
    for (at, new) in added.iter().enumerate() {
        match new.range.base {
            Some(base) if heads.contains(&base) => ready.extend([at]),
            Some(base) => waiting.entry(base).or_default().push(at),
            None => {}
        }
    }
    let mut left: BTreeMap<usize, Increment> = added.into_iter().enumerate().collect();
    while let Some(at) = ready.pop_first().or_else(|| left.keys().next().copied()) {
        let Some(new) = left.remove(&at) else {
            continue;
        };
        ready.extend(waiting.remove(&new.range.head).unwrap_or_default());
        let before = increments
            .iter()
            .position(|known| Some(known.range.head) == new.range.base);
        match before {
            Some(before) => increments.insert(before + 1, new),
            None => increments.push(new),
        }
    }
}

/// Keeps commits delivered after the last part of a split increment.
fn rest(increments: &mut Vec<Increment>, end: Option<ObjectId>) {
    let Some((end, last)) = end.zip(increments.last()) else {
        return;
    };
    if increments
        .iter()
        .any(|increment| increment.range.head == end)
    {
        return;
    }
    let title = [b"since ", last.title.as_bytes()].concat();
    let range = CommitRange {
        base: Some(last.range.head),
        head: end,
    };
    let id = super::names::id(format!("{}-next", last.id).as_bytes(), end);
    let source = IncrementSource::Branch;
    increments.push(Increment::new(id, Untrusted::new(title), range, source));
}
