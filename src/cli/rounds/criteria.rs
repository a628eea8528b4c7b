//! Finds the criteria whose text changed between the heads of two rounds, by their ids.

use std::collections::BTreeMap;

use crate::git::{FileContent, Repository};
use crate::model::id::{Digest, ObjectId};
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::spec;

/// Maximum size of a version of a spec that is read, in bytes.
const MAX_SPEC: u64 = 2 << 20;

/// A criterion whose text changed between two rounds.
pub(super) struct CriterionChange {
    pub(super) spec: RepoPath,
    /// The id, which shows nothing but letters, digits and a few marks.
    pub(super) id: String,
    /// `added`, `removed` or `reworded`.
    pub(super) kind: &'static str,
}

/// Lists the criteria that differ between two commits, spec by spec. A spec that is not in both as
/// one file of the same path is passed over.
pub(super) fn changed(
    repository: &Repository,
    specs: &[Spec],
    old: ObjectId,
    new: ObjectId,
) -> Vec<CriterionChange> {
    let mut changed = Vec::new();
    for spec in specs {
        let entry = |commit| repository.entry(commit, &spec.path).ok().flatten();
        let (Some(then), Some(now)) = (entry(old), entry(new)) else {
            continue;
        };
        if then.id == now.id {
            continue;
        }
        let criteria = |id| texts(repository, &spec.path, id);
        let (Some(then), Some(now)) = (criteria(then.id), criteria(now.id)) else {
            continue;
        };
        let mut push = |id: &String, kind| {
            changed.push(CriterionChange {
                spec: spec.path.clone(),
                id: id.clone(),
                kind,
            });
        };
        for (id, text) in &now {
            match then.get(id) {
                None => push(id, "added"),
                Some(before) if before != text => push(id, "reworded"),
                Some(_) => {}
            }
        }
        then.keys()
            .filter(|id| !now.contains_key(*id))
            .for_each(|id| push(id, "removed"));
    }
    changed
}

/// Returns the digests of the criteria's texts by id; `None` when the version cannot be read.
fn texts(
    repository: &Repository,
    path: &RepoPath,
    id: ObjectId,
) -> Option<BTreeMap<String, Digest>> {
    let FileContent::Bytes(bytes) = repository.read(id, MAX_SPEC).ok()? else {
        return None;
    };
    let read = spec::read(path, &bytes, Some(id)).ok()?;
    let criteria = read.criteria.iter();
    Some(
        criteria
            .map(|item| (item.id.to_string(), item.digest))
            .collect(),
    )
}
