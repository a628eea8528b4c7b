//! Puts the agreed texts into the specs under review, and puts removed criteria back.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::place::put_back;
use super::{LaidAmendment, LaidOver, apart};
use crate::git::{FileContent, Repository};
use crate::model::amendment::{Agreed, AmendmentKind};
use crate::model::id::ObjectId;
use crate::model::spec::{Criterion, CriterionKey, Spec};
use crate::model::text::RepoPath;
use crate::spec;

/// Builds the specs to be judged, and the amendments.
pub(super) fn apply(
    repository: &Repository,
    specs: &[Spec],
    changes: Vec<LaidAmendment>,
    mut agreed: Agreed,
) -> LaidOver {
    let mut specs = specs.to_vec();
    let mut taken: HashSet<CriterionKey> = specs.iter().flat_map(keys).collect();
    let mut removed: BTreeMap<RepoPath, (ObjectId, Vec<Criterion>)> = BTreeMap::new();
    let mut put: HashMap<CriterionKey, CriterionKey> = HashMap::new();
    for LaidAmendment {
        mut amendment,
        old,
        from,
        home,
        beside,
    } in changes
    {
        match (amendment.kind, old) {
            (AmendmentKind::Reworded, _) => {
                if let Some(item) = find(&mut specs, &amendment.criterion) {
                    item.text = amendment.before.clone();
                    item.digest = amendment.change.from.unwrap_or(item.digest);
                }
            }
            (AmendmentKind::Removed, Some(mut item)) => {
                item.text = amendment.before.clone();
                item.digest = amendment.change.from.unwrap_or(item.digest);
                item.requirement = None;
                let home = home.filter(|home| specs.iter().any(|spec| spec.path == *home));
                let own = specs
                    .iter()
                    .any(|spec| spec.path == amendment.criterion.spec);
                if let Some(home) = home.filter(|_| !own) {
                    amendment.criterion.spec = home;
                }
                let key = apart(&amendment.criterion, Some(item.digest), |key| {
                    taken.contains(key)
                });
                item.id = key.id.clone();
                taken.insert(key.clone());
                amendment.criterion = key.clone();
                if let Some((then, _)) = &from {
                    put.insert(then.clone(), key.clone());
                }
                match specs.iter_mut().find(|spec| spec.path == key.spec) {
                    Some(spec) => put_back(spec, item, &beside, &put),
                    None => {
                        let at = from.map(|(_, commit)| commit);
                        if let Some(at) = at {
                            removed
                                .entry(key.spec)
                                .or_insert_with(|| (at, Vec::new()))
                                .1
                                .push(item);
                        }
                    }
                }
            }
            _ => {}
        }
        agreed.amendments.push(amendment);
    }
    let gone: Vec<Spec> = removed
        .into_iter()
        .filter_map(|(path, (at, items))| gone(repository, path, at, items))
        .collect();
    agreed.gone = gone.iter().map(|spec| spec.path.clone()).collect();
    specs.extend(gone);
    let order = |amendment: &crate::model::amendment::Amendment| {
        let spec = specs
            .iter()
            .position(|spec| spec.path == amendment.criterion.spec);
        let at = spec.and_then(|at| {
            specs
                .get(at)?
                .criteria
                .iter()
                .position(|item| item.id == amendment.criterion.id)
        });
        (spec, at)
    };
    agreed.amendments.sort_by_key(order);
    LaidOver {
        specs,
        agreed,
        remarks: Vec::new(),
    }
}

fn keys(spec: &Spec) -> impl Iterator<Item = CriterionKey> + '_ {
    spec.criteria.iter().map(|item| CriterionKey {
        spec: spec.path.clone(),
        id: item.id.clone(),
    })
}

fn find<'a>(specs: &'a mut [Spec], key: &CriterionKey) -> Option<&'a mut Criterion> {
    let spec = specs.iter_mut().find(|spec| spec.path == key.spec)?;
    spec.criteria.iter_mut().find(|item| item.id == key.id)
}

/// Makes a spec for a deleted file, with those of its criteria that are still judged.
fn gone(
    repository: &Repository,
    path: RepoPath,
    at: ObjectId,
    items: Vec<Criterion>,
) -> Option<Spec> {
    let entry = repository.entry(at, &path).ok().flatten()?;
    let Ok(FileContent::Bytes(bytes)) = repository.read(entry.id, spec::MAX_BYTES as u64) else {
        return None;
    };
    let mut found = spec::read(&path, &bytes, Some(entry.id)).ok()?;
    found.because = "removed by the delivery; the agreed criteria are still judged".to_owned();
    found.criteria = items;
    found.increments = Vec::new();
    Some(found)
}
