//! Puts the agreed texts into the specs under review, and puts removed criteria back.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::put_back::LinkedCriteria;
use super::{LaidAmendment, LaidOver, apart};
use crate::git::{FileContent, Repository};
use crate::model::amendment::{Agreed, Amendment, AmendmentKind};
use crate::model::id::{CriterionId, ObjectId};
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
    let of_path: HashMap<RepoPath, usize> = (specs.iter().enumerate())
        .map(|(at, spec)| (spec.path.clone(), at))
        .collect();
    reword(&mut specs, &of_path, &changes);
    let mut taken: HashSet<CriterionKey> = specs.iter().flat_map(keys).collect();
    let mut removed: BTreeMap<RepoPath, (ObjectId, Vec<Criterion>)> = BTreeMap::new();
    let mut put: HashMap<CriterionKey, CriterionKey> = HashMap::new();
    let mut lists: HashMap<usize, LinkedCriteria> = HashMap::new();
    for LaidAmendment {
        mut amendment,
        old,
        from,
        home,
        beside,
    } in changes
    {
        if let (AmendmentKind::Removed, Some(mut item)) = (amendment.kind, old) {
            item.text = amendment.before.clone();
            item.digest = amendment.change.from.unwrap_or(item.digest);
            item.requirement = None;
            let home = home.filter(|home| of_path.contains_key(home));
            let own = of_path.contains_key(&amendment.criterion.spec);
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
            let spec = of_path.get(&key.spec).copied();
            match spec.and_then(|at| Some((at, specs.get_mut(at)?))) {
                Some((at, spec)) => {
                    let list = lists.entry(at).or_insert_with(|| LinkedCriteria::of(spec));
                    list.put_back(item, &beside, &put);
                }
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
        agreed.amendments.push(amendment);
    }
    for (at, list) in lists {
        if let Some(spec) = specs.get_mut(at) {
            spec.criteria = list.into_criteria();
        }
    }
    let gone: Vec<Spec> = removed
        .into_iter()
        .filter_map(|(path, (at, items))| gone(repository, path, at, items))
        .collect();
    agreed.gone = gone.iter().map(|spec| spec.path.clone()).collect();
    specs.extend(gone);
    sort(&mut agreed.amendments, &specs);
    LaidOver {
        specs,
        agreed,
        remarks: Vec::new(),
    }
}

/// Gives reworded criteria their agreed texts.
fn reword(specs: &mut [Spec], of_path: &HashMap<RepoPath, usize>, changes: &[LaidAmendment]) {
    let reworded = changes
        .iter()
        .map(|change| &change.amendment)
        .filter(|amendment| amendment.kind == AmendmentKind::Reworded);
    let mut of_spec: HashMap<usize, HashMap<&CriterionId, &Amendment>> = HashMap::new();
    for amendment in reworded {
        if let Some(at) = of_path.get(&amendment.criterion.spec) {
            let items = of_spec.entry(*at).or_default();
            items.insert(&amendment.criterion.id, amendment);
        }
    }
    for (at, mut items) in of_spec {
        let criteria = specs.get_mut(at).map(|spec| &mut spec.criteria);
        for item in criteria.into_iter().flatten() {
            if let Some(amendment) = items.remove(&item.id) {
                item.text = amendment.before.clone();
                item.digest = amendment.change.from.unwrap_or(item.digest);
            }
        }
    }
}

/// Sorts amendments in the order of their criteria.
fn sort(amendments: &mut [Amendment], specs: &[Spec]) {
    let mut places: HashMap<CriterionKey, (usize, usize)> = HashMap::new();
    for (in_spec, spec) in specs.iter().enumerate() {
        for (at, key) in keys(spec).enumerate() {
            places.entry(key).or_insert((in_spec, at));
        }
    }
    amendments.sort_by_key(|amendment| places.get(&amendment.criterion).copied());
}

fn keys(spec: &Spec) -> impl Iterator<Item = CriterionKey> + '_ {
    spec.criteria.iter().map(|item| CriterionKey {
        spec: spec.path.clone(),
        id: item.id.clone(),
    })
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
