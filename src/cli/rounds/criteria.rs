//! Finds what became of the criteria under review between the heads of two rounds.

use std::collections::HashSet;

use crate::engagement::follow;
use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::lineage::Relation;
use crate::model::spec::{CriterionKey, CriterionKind, Spec};

/// A criterion that is not as it was.
pub(super) struct CriterionChange {
    /// The criterion in the earlier round; in the later one, if it is new.
    pub(super) key: CriterionKey,
    /// `added`, `removed`, `renumbered`, `reworded`, `split` or `merged`.
    pub(super) kind: &'static str,
    /// Its successors, where they go by another id or stand in another spec.
    pub(super) now: Vec<CriterionKey>,
}

/// What became of the criteria.
#[derive(Default)]
pub(super) struct CriteriaChanges {
    pub(super) changes: Vec<CriterionChange>,
    /// What is not known of them, in our own words.
    pub(super) left_out: Vec<String>,
}

/// Follows the criteria of these specs from one commit to another. By their texts: an id may have
/// passed to another criterion.
pub(super) fn changed(
    repository: &Repository,
    specs: &[Spec],
    old: ObjectId,
    new: ObjectId,
) -> CriteriaChanges {
    let is_same = |spec: &Spec| {
        let id = |commit| repository.entry(commit, &spec.path).ok().flatten();
        id(old).map(|entry| entry.id) == id(new).map(|entry| entry.id)
    };
    let mut found = CriteriaChanges::default();
    if specs.iter().all(is_same) {
        return found;
    }
    let followed = match follow(repository, old, new, &[]) {
        Ok(followed) => followed,
        Err(error) => {
            let words = format!("the criteria of the two rounds are not compared: {error:#}");
            found.left_out.push(words);
            return found;
        }
    };
    if followed.cut {
        let words = "the history of the specs is too long to be read in full";
        found.left_out.push(words.to_owned());
    }
    let is_reviewed = |key: &CriterionKey| specs.iter().any(|spec| spec.path == key.spec);
    let mut known: HashSet<&CriterionKey> = HashSet::new();
    for row in &followed.rows {
        known.extend(&row.fate.to);
        let is_reviewed = is_reviewed(&row.key) || row.fate.to.iter().any(is_reviewed);
        if let (Some(kind), true) = (kind(row.fate.relation), is_reviewed) {
            let now = row.fate.to.iter().filter(|key| **key != row.key);
            found.changes.push(CriterionChange {
                key: row.key.clone(),
                kind,
                now: now.cloned().collect(),
            });
        }
    }
    for spec in &followed.to {
        let criteria = spec.criteria.iter();
        let criteria = criteria.filter(|item| item.kind == CriterionKind::Criterion);
        let keys = criteria.map(|item| CriterionKey {
            spec: spec.path.clone(),
            id: item.id.clone(),
        });
        let added = keys.filter(|key| is_reviewed(key) && !known.contains(key));
        found.changes.extend(added.map(|key| CriterionChange {
            key,
            kind: "added",
            now: Vec::new(),
        }));
    }
    found
}

/// Returns the word for what became of a criterion; `None` for one that is as it was.
fn kind(relation: Relation) -> Option<&'static str> {
    match relation {
        Relation::Same => None,
        Relation::Gone | Relation::Replaced => Some("removed"),
        Relation::Both => Some("reworded"),
        Relation::Renumbered | Relation::Reworded | Relation::Split | Relation::Merged => {
            Some(relation.name())
        }
    }
}
