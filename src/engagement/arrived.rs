//! Compares what is delivered with what was delivered when the clone was read before.

use std::collections::HashSet;

use crate::git::Repository;
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::Increment;
use crate::model::news::{CommitCount, Delivered};

/// Counts the increments, rounds and commits that came between two readings of a clone. A definition
/// by a reviewer brings no commit, so nothing counts for it.
pub fn delivered_since(
    repository: &Repository,
    before: &[Increment],
    now: &[Increment],
) -> Delivered {
    let names = |found: &Increment| {
        let names = found.names.iter().cloned();
        names.chain([found.id.clone()]).collect::<Vec<_>>()
    };
    let known: HashSet<IncrementId> = before.iter().flat_map(names).collect();
    let mut heads: HashSet<ObjectId> = before.iter().map(|found| found.range.head).collect();
    heads.extend(
        before
            .iter()
            .flat_map(|found| &found.earlier)
            .map(|range| range.head),
    );
    let is_new = |found: &&Increment| !heads.contains(&found.range.head);
    let (again, new): (Vec<&Increment>, Vec<&Increment>) = now
        .iter()
        .filter(is_new)
        .partition(|found| names(found).iter().any(|name| known.contains(name)));
    let mut without: Vec<ObjectId> = heads.iter().copied().collect();
    let mut commits = CommitCount::default();
    // Oldest first: a commit of two increments counts once.
    for found in now.iter().filter(is_new) {
        let known: Vec<ObjectId> = without.iter().copied().chain(found.range.base).collect();
        // An unreadable commit is reported where the increment is listed.
        let came = repository
            .count_ahead(found.range.head, &known)
            .unwrap_or_default();
        commits.count += came.count;
        commits.more |= came.more;
        without.push(found.range.head);
    }
    Delivered {
        increments: new.len(),
        rounds: again.len(),
        commits,
    }
}
