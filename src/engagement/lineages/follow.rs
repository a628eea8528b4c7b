//! Compares the specs at two commits, for people and programs that ask.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use super::elsewhere::elsewhere;
use super::{Lineages, Now};
use crate::engagement::specs;
use crate::git::Repository;
use crate::lineage::{SpecLines, relation, step, step_far};
use crate::model::id::ObjectId;
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::text::RepoPath;

/// The criteria of one commit, with their fates at another one.
pub struct Followed {
    /// The requested specs at the older commit.
    pub from: Vec<Spec>,
    /// All specs at the newer commit, and other files there with criteria of `from`.
    pub to: Vec<Spec>,
    /// One row for each criterion of `from`, in its order.
    pub rows: Vec<FollowedCriterion>,
    /// Whether a limit kept the history from being read in full.
    pub cut: bool,
}

/// One criterion of the older commit.
pub struct FollowedCriterion {
    /// Its key.
    pub key: CriterionKey,
    /// Its fate.
    pub fate: Fate,
    /// The other criterion that has its id now.
    pub id_now: Option<CriterionKey>,
    /// The commit that removed it, where known.
    pub removed_in: Option<ObjectId>,
}

/// Follows the criteria of the specs at one commit, or of files named in it, to another commit:
/// along the history between them, or in one step where neither is an ancestor of the other.
///
/// # Errors
/// When a commit cannot be read, or a file does not exist.
pub fn follow(
    repository: &Repository,
    from: ObjectId,
    to: ObjectId,
    files: &[PathBuf],
) -> Result<Followed> {
    let old = specs::at_commit(repository, from, files)?;
    let mut all = if files.is_empty() {
        old.clone()
    } else {
        specs::at_commit(repository, from, &[])?
    };
    for spec in &old {
        if !all.iter().any(|other| other.path == spec.path) {
            all.push(spec.clone());
        }
    }
    let mut new = specs::at_commit(repository, to, &[])?;
    // A file outside the dialects' paths is searched for at its old path.
    for spec in &old {
        if !new.iter().any(|other| other.path == spec.path) {
            let path: PathBuf = spec.path.lossy().into_owned().into();
            new.extend(specs::at_commit(repository, to, &[path]).unwrap_or_default());
        }
    }
    new.extend(elsewhere(repository, from, to, &old, &new));
    let new: Arc<[Spec]> = new.into();
    let now = CriteriaNow::of(&new);
    // Most often the history tells all.
    let direct = LazyCell::new(|| match is_near(repository, from, to) {
        true => step(&all, &new),
        false => step_far(&all, &new),
    });
    let mut lineages = Lineages::new(Arc::clone(&new), to);
    let translation = lineages.at(repository, from);
    let mut rows = Vec::new();
    for spec in &old {
        let lines = SpecLines::of(spec);
        let criteria = spec
            .criteria
            .iter()
            .filter(|item| item.kind == CriterionKind::Criterion);
        let mut of_spec: Vec<(&Criterion, FollowedCriterion)> = criteria
            .map(|criterion| {
                let key = CriterionKey {
                    spec: spec.path.clone(),
                    id: criterion.id.clone(),
                };
                let by_step = || direct.fate(&key).cloned();
                let (fate, removed_in) = fate(&key, translation.of(&key), by_step);
                (
                    criterion,
                    FollowedCriterion {
                        key,
                        fate,
                        id_now: None,
                        removed_in,
                    },
                )
            })
            .collect();
        let home = home(of_spec.iter().map(|(_, row)| row), spec);
        for (criterion, row) in &mut of_spec {
            let places = [&home, &spec.path].into_iter();
            let mut places = places.map(|path| CriterionKey {
                spec: path.clone(),
                id: row.key.id.clone(),
            });
            row.id_now = places
                .find(|key| now.items.contains_key(key))
                .filter(|key| !row.fate.to.contains(key));
            let is_reused = row.id_now.is_some();
            name(&mut row.fate, (&lines, criterion), &now, is_reused);
        }
        rows.extend(of_spec.into_iter().map(|(_, row)| row));
    }
    let cut = lineages.is_cut();
    Ok(Followed {
        from: old,
        to: new.to_vec(),
        rows,
        cut,
    })
}

/// Returns a criterion's fate, from the history, or else from a comparison of the two ends.
fn fate(
    key: &CriterionKey,
    now: Option<Now>,
    by_step: impl FnOnce() -> Option<Fate>,
) -> (Fate, Option<ObjectId>) {
    let one = |to, relation, sure| Fate {
        to: vec![to],
        relation,
        sure,
    };
    let gone = || Fate {
        to: Vec::new(),
        relation: Relation::Gone,
        sure: Sureness::Likely,
    };
    match now {
        Some(Now::Unchanged) => (one(key.clone(), Relation::Same, Sureness::Certain), None),
        Some(Now::Carried(fate)) => (fate, None),
        Some(Now::NotReviewed(to)) => (one(to, Relation::Same, Sureness::Likely), None),
        Some(Now::Former(former)) => {
            let fate = former
                .maybe
                .map_or_else(gone, |maybe| one(maybe, Relation::Both, Sureness::Unsure));
            (fate, former.removed_in)
        }
        None => (by_step().unwrap_or_else(gone), None),
    }
}

/// Returns the spec with most of a spec's criteria; its own path when unknown.
fn home<'r>(rows: impl Iterator<Item = &'r FollowedCriterion>, spec: &Spec) -> RepoPath {
    let mut votes: BTreeMap<&RepoPath, usize> = BTreeMap::new();
    for to in rows.flat_map(|row| &row.fate.to) {
        *votes.entry(&to.spec).or_default() += 1;
    }
    votes
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map_or_else(|| spec.path.clone(), |(path, _)| path.clone())
}

fn is_near(repository: &Repository, from: ObjectId, to: ObjectId) -> bool {
    repository
        .parents_of(to)
        .is_ok_and(|parents| parents.contains(&from))
}

/// The criteria at the newer commit, by key.
struct CriteriaNow<'s> {
    /// Each with the index of its spec.
    items: HashMap<CriterionKey, (usize, &'s Criterion)>,
    /// By spec: its lines.
    lines: Vec<SpecLines<'s>>,
}

impl<'s> CriteriaNow<'s> {
    /// Indexes the criteria of some specs.
    fn of(specs: &'s [Spec]) -> Self {
        let mut items = HashMap::new();
        for (at, spec) in specs.iter().enumerate() {
            for item in &spec.criteria {
                let key = CriterionKey {
                    spec: spec.path.clone(),
                    id: item.id.clone(),
                };
                items.entry(key).or_insert((at, item));
            }
        }
        Self {
            items,
            lines: specs.iter().map(SpecLines::of).collect(),
        }
    }
}

/// Names how a criterion differs, by its words and its id at both ends.
fn name(
    fate: &mut Fate,
    old: (&SpecLines<'_>, &Criterion),
    now: &CriteriaNow<'_>,
    is_reused: bool,
) {
    if matches!(fate.relation, Relation::Split | Relation::Merged) {
        return;
    }
    let [to] = fate.to.as_slice() else {
        let replaced = is_reused && old.0.is_written(old.1);
        fate.relation = if replaced {
            Relation::Replaced
        } else {
            Relation::Gone
        };
        return;
    };
    let there = now.items.get(to);
    if let Some((lines, item)) = there.and_then(|(at, item)| Some((now.lines.get(*at)?, *item))) {
        fate.relation = relation(old, (lines, item));
    }
}
