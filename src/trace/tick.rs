//! Finds boxes of a spec that a commit ticks: those of criteria, and those of tasks that name
//! criteria.

use std::collections::HashMap;

use super::ids::CriterionIds;
use crate::model::id::{CriterionId, Digest, ObjectId};
use crate::model::link::DeclaredBy;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec, TickClaim};
use crate::model::text::{RepoPath, Untrusted};

/// A box that a commit ticked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tick {
    pub commit: ObjectId,
    /// The spec, or the file of tasks.
    pub path: RepoPath,
    /// The ticked item's id in the commit's version.
    pub id: CriterionId,
    /// The digest of its text.
    pub digest: Digest,
    /// Whether it is a criterion or a task.
    pub kind: CriterionKind,
    /// The criteria that a task names.
    pub names: Vec<Untrusted>,
    /// The line of the box, 1-based, in the commit's version.
    pub line: u32,
}

/// Finds the boxes that are ticked after a commit and existed unticked before. A box that is new
/// with its tick does not count: nobody knows when the work was done.
pub fn ticked(commit: ObjectId, before: &Spec, after: &Spec) -> Vec<Tick> {
    let mut open: HashMap<Digest, usize> = HashMap::new();
    for item in before
        .criteria
        .iter()
        .filter(|item| item.claim == TickClaim::Unticked)
    {
        *open.entry(item.digest).or_default() += 1;
    }
    // Of items with the same text, as many were ticked as there are fewer open ones now.
    for item in after
        .criteria
        .iter()
        .filter(|item| item.claim == TickClaim::Unticked)
    {
        if let Some(count) = open.get_mut(&item.digest) {
            *count = count.saturating_sub(1);
        }
    }
    let mut ticks = Vec::new();
    for item in after
        .criteria
        .iter()
        .filter(|item| item.claim == TickClaim::Ticked)
    {
        let Some(count) = open.get_mut(&item.digest).filter(|count| **count > 0) else {
            continue;
        };
        *count -= 1;
        ticks.push(Tick {
            commit,
            path: after.path.clone(),
            id: item.id.clone(),
            digest: item.digest,
            kind: item.kind,
            names: item.names.clone(),
            line: item.lines.first,
        });
    }
    ticks
}

/// Finds the current criteria that a tick is about.
pub(super) fn criteria(
    ids: &CriterionIds,
    specs: &[Spec],
    tick: &Tick,
) -> Vec<(CriterionKey, DeclaredBy)> {
    let (commit, path, line) = (tick.commit, tick.path.clone(), tick.line);
    if tick.kind == CriterionKind::Criterion {
        let by = DeclaredBy::Tick { commit, path, line };
        return own(specs, tick)
            .into_iter()
            .map(|key| (key, by.clone()))
            .collect();
    }
    let by = DeclaredBy::Task { commit, path, line };
    let named = tick
        .names
        .iter()
        .flat_map(|name| named(ids, specs, &tick.path, &name.lossy()));
    named.map(|key| (key, by.clone())).collect()
}

/// Finds the criterion itself: with the same text and, where several have it, the same id; else
/// with the same id, if that is its own.
fn own(specs: &[Spec], tick: &Tick) -> Option<CriterionKey> {
    let spec = specs.iter().find(|spec| spec.path == tick.path)?;
    let same_text = || {
        spec.criteria
            .iter()
            .filter(|item| item.digest == tick.digest)
    };
    let same_id = |item: &&Criterion| item.id == tick.id;
    let found = same_text()
        .find(same_id)
        .or_else(|| same_text().next())
        .or_else(|| {
            spec.criteria
                .iter()
                .filter(|item| !item.is_made_up)
                .find(same_id)
        })?;
    let is_criterion = found.kind == CriterionKind::Criterion;
    is_criterion.then(|| CriterionKey {
        spec: spec.path.clone(),
        id: found.id.clone(),
    })
}

/// Finds the criteria that a task names: those of its own file, else of its folder.
fn named(ids: &CriterionIds, specs: &[Spec], tasks: &RepoPath, name: &str) -> Vec<CriterionKey> {
    let folder = &tasks.as_bytes()[..tasks.as_bytes().len() - tasks.base_name().len()];
    let within = |key: &CriterionKey| key.spec.as_bytes().starts_with(folder);
    let is_criterion = |key: &CriterionKey| {
        let spec = specs.iter().find(|spec| spec.path == key.spec);
        let mut items = spec.into_iter().flat_map(|spec| &spec.criteria);
        items.any(|item| item.id == key.id && item.kind == CriterionKind::Criterion)
    };
    let mut found: Vec<CriterionKey> = ids
        .called(name)
        .into_iter()
        .filter(|key| within(key) && is_criterion(key))
        .collect();
    if found.iter().any(|key| key.spec == *tasks) {
        found.retain(|key| key.spec == *tasks);
    }
    found
}
