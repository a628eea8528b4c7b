//! Who is who between the specs at two commits, for people and programs that ask.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use super::{Lineages, Now};
use crate::engagement::specs;
use crate::git::Repository;
use crate::lineage::{is_written, relation, step, step_far};
use crate::model::id::ObjectId;
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};

/// The criteria of one commit, and what became of each by another one.
pub struct Followed {
    /// The specs at the older commit that were asked for.
    pub from: Vec<Spec>,
    /// All specs at the newer commit.
    pub to: Vec<Spec>,
    /// One for each criterion of `from`, in its order.
    pub rows: Vec<Row>,
    /// Whether a limit kept history from being read in full.
    pub cut: bool,
}

/// One criterion of the older commit.
pub struct Row {
    /// It.
    pub key: CriterionKey,
    /// What became of it.
    pub fate: Fate,
    /// Where its id stands now when that is another criterion.
    pub id_now: Option<CriterionKey>,
    /// The commit that took it away, where that is known.
    pub removed_in: Option<ObjectId>,
}

/// Follows the criteria of the specs at one commit, or of the files named as they are there, to those at another
/// one: along the history between them, or in one step where neither comes from the other.
///
/// # Errors
/// When a commit cannot be read, or a file is not there.
pub fn follow(repository: &Repository, from: ObjectId, to: ObjectId, files: &[PathBuf]) -> Result<Followed> {
    let old = specs::at_commit(repository, from, files)?;
    let all = if files.is_empty() { old.clone() } else { specs::at_commit(repository, from, &[])? };
    let mut new = specs::at_commit(repository, to, &[])?;
    // A file that no place of a dialect leads to is looked for where it was.
    for spec in &old {
        if !new.iter().any(|other| other.path == spec.path) {
            let path: PathBuf = spec.path.lossy().into_owned().into();
            new.extend(specs::at_commit(repository, to, &[path]).unwrap_or_default());
        }
    }
    let new: Arc<[Spec]> = new.into();
    let now = &new;
    let direct = if is_near(repository, from, to) { step(&all, now) } else { step_far(&all, now) };
    let mut lineages = Lineages::new(Arc::clone(&new), to);
    let translation = lineages.at(repository, from);
    let mut rows = Vec::new();
    for spec in &old {
        for criterion in spec.criteria.iter().filter(|item| item.kind == CriterionKind::Criterion) {
            let key = CriterionKey { spec: spec.path.clone(), id: criterion.id.clone() };
            let by_step = direct.fate(&key).cloned();
            let by_step =
                by_step.unwrap_or(Fate { to: Vec::new(), relation: Relation::Gone, sure: Sureness::Likely });
            let mut removed_in = None;
            let mut fate = match translation.of(&key) {
                Some(Now::Unchanged) => {
                    Fate { to: vec![key.clone()], relation: Relation::Same, sure: Sureness::Certain }
                }
                Some(Now::Carried(fate)) => fate,
                Some(Now::Former(former)) => {
                    removed_in = former.removed_in;
                    match former.maybe {
                        Some(maybe) => {
                            Fate { to: vec![maybe], relation: Relation::Both, sure: Sureness::Unsure }
                        }
                        None => Fate { to: Vec::new(), relation: Relation::Gone, sure: Sureness::Likely },
                    }
                }
                Some(Now::NotReviewed(to)) => {
                    Fate { to: vec![to], relation: Relation::Same, sure: Sureness::Likely }
                }
                None => by_step,
            };
            let id_now = direct.id_now(&key).filter(|now| !fate.to.contains(now)).cloned();
            name(&mut fate, (spec, criterion), now, id_now.is_some());
            rows.push(Row { key, fate, id_now, removed_in });
        }
    }
    let cut = lineages.is_cut();
    Ok(Followed { from: old, to: new.to_vec(), rows, cut })
}

fn is_near(repository: &Repository, from: ObjectId, to: ObjectId) -> bool {
    repository.commit(to).is_ok_and(|commit| commit.parents.contains(&from))
}

/// Names how a criterion differs, by its words and its id at both ends.
fn name(fate: &mut Fate, old: (&Spec, &Criterion), now: &[Spec], is_reused: bool) {
    if matches!(fate.relation, Relation::Split | Relation::Merged) {
        return;
    }
    let [to] = fate.to.as_slice() else {
        let replaced = is_reused && is_written(old.0, old.1);
        fate.relation = if replaced { Relation::Replaced } else { Relation::Gone };
        return;
    };
    let spec = now.iter().find(|spec| spec.path == to.spec);
    let there = spec.and_then(|spec| Some((spec, spec.criteria.iter().find(|item| item.id == to.id)?)));
    if let Some(there) = there {
        fate.relation = relation(old, there);
    }
}
