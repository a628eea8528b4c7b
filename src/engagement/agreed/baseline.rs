//! Finds the commits that have the specs as agreed.
//!
//! This is a reviewer's pin, if there is one. Else the specs at the start of the engagement; a spec
//! that did not exist then, at the end of the first increment that has it. Knows nothing of
//! criteria.

use std::collections::BTreeSet;

use crate::engagement::lineages::Lineages;
use crate::git::Repository;
use crate::git::increments::FoundIncrements;
use crate::model::id::ObjectId;
use crate::model::record::Record;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;

/// Maximum number of specs, missing at the start, that are searched for in the increments.
const MAX_LOOKED_FOR: usize = 200;

/// A commit with agreed specs.
pub(super) struct Baseline {
    pub commit: ObjectId,
    /// The specs that are agreed there; all of them when `None`.
    only: Option<BTreeSet<RepoPath>>,
    /// Specs at the commit that are not under review, where the user named specs.
    left_out: BTreeSet<RepoPath>,
}

impl Baseline {
    /// Whether a spec, by its path at the commit, is agreed in that version.
    pub(super) fn covers(&self, path: &RepoPath) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(path)) && !self.left_out.contains(path)
    }
}

/// All agreed versions.
#[derive(Default)]
pub(super) struct Baselines {
    pub all: Vec<Baseline>,
    pub because: String,
    /// Messages on opening: an agreed version that should exist and does not.
    pub remarks: Vec<String>,
    /// The specs under review that have an agreed version.
    with_agreed: BTreeSet<RepoPath>,
}

impl Baselines {
    /// Whether a spec under review has an agreed version.
    pub(super) fn has_agreed(&self, path: &RepoPath) -> bool {
        self.with_agreed.contains(path)
    }
}

/// Finds the agreed specs. `are_named` says that the user named the specs under review.
pub(super) fn find(
    repository: &Repository,
    specs: &[Spec],
    found: &FoundIncrements,
    record: &Record,
    lineages: &mut Lineages,
    are_named: bool,
) -> Baselines {
    // No delivery changes a spec outside the repository.
    let inside: Vec<&Spec> = specs.iter().filter(|spec| spec.blob.is_some()).collect();
    if inside.is_empty() {
        return Baselines::default();
    }
    let last = record.pins.last();
    let pin = last.filter(|pin| repository.commit(pin.value).is_ok());
    let start = pin.map(|pin| pin.value).or(found.base);
    let mut baselines = Baselines::default();
    if let (Some(missing), None) = (last, pin) {
        baselines.remarks.push(format!(
            "the specs were agreed as they are in {}, which this clone does not have; until it is fetched, the agreed \
             version is taken from where the engagement starts",
            missing.value.short(7)
        ));
    }
    if let Some(commit) = start {
        let (baseline, reached) = all_at(repository, &inside, lineages, commit, are_named);
        let has_some = pin.is_some() || !reached.is_empty();
        baselines.with_agreed.extend(reached);
        if has_some {
            baselines.all.push(baseline);
        }
    }
    baselines.because = match (pin, start) {
        (Some(pin), _) => {
            baselines
                .with_agreed
                .extend(inside.iter().map(|spec| spec.path.clone()));
            format!("as pinned at {}", pin.value.short(7))
        }
        (None, Some(base)) if !baselines.all.is_empty() => {
            format!(
                "as the specs stood where the engagement starts, at {}",
                base.short(7)
            )
        }
        _ => "as each spec stood at the end of the first increment that has it".to_owned(),
    };
    if pin.is_none() {
        first_versions(repository, &inside, found, &mut baselines);
    }
    baselines
}

/// Finds the specs at one commit, and the specs under review that come from them.
fn all_at(
    repository: &Repository,
    specs: &[&Spec],
    lineages: &mut Lineages,
    commit: ObjectId,
    are_named: bool,
) -> (Baseline, BTreeSet<RepoPath>) {
    let translation = lineages.at(repository, commit);
    let mut reached = BTreeSet::new();
    let (mut theirs, mut ours) = (BTreeSet::new(), BTreeSet::new());
    for (key, _, now) in translation.rows() {
        let to = now.spec_under_review(&key);
        let is_ours = to.is_some() || specs.iter().any(|spec| spec.path == key.spec);
        if is_ours {
            ours.insert(key.spec.clone())
        } else {
            theirs.insert(key.spec.clone())
        };
        reached.extend(to.cloned());
    }
    for spec in specs {
        let is_same = |item: &crate::model::spec::Criterion| {
            let key = crate::model::spec::CriterionKey {
                spec: spec.path.clone(),
                id: item.id.clone(),
            };
            translation.of(&key).is_some()
        };
        if spec.criteria.iter().any(is_same) {
            reached.insert(spec.path.clone());
        }
    }
    let left_out = if are_named {
        theirs.difference(&ours).cloned().collect()
    } else {
        BTreeSet::new()
    };
    (
        Baseline {
            commit,
            only: None,
            left_out,
        },
        reached,
    )
}

/// Finds, for each spec without an agreed version yet, its version at the end of the first
/// increment that has it.
fn first_versions(
    repository: &Repository,
    specs: &[&Spec],
    found: &FoundIncrements,
    baselines: &mut Baselines,
) {
    let new: Vec<&&Spec> = specs
        .iter()
        .filter(|spec| !baselines.has_agreed(&spec.path))
        .collect();
    if let Some(beyond @ 1..) = new.len().checked_sub(MAX_LOOKED_FOR) {
        baselines.remarks.push(format!(
            "{} specs are new since the engagement began, too many to look up the first version of each: {beyond} of \
             them count as agreed as they stand now; name fewer specs with `-s`, or pin the agreed ones with \
             `snaglist spec agreed --pin REV`",
            new.len()
        ));
    }
    for spec in new.into_iter().take(MAX_LOOKED_FOR) {
        let heads = found
            .increments
            .iter()
            .map(|increment| increment.range.head);
        let at =
            |head: ObjectId| Some((head, repository.entry(head, &spec.path).ok().flatten()?.id));
        let Some((commit, first)) = heads.into_iter().find_map(at) else {
            continue;
        };
        if Some(first) == spec.blob {
            continue;
        }
        baselines.with_agreed.insert(spec.path.clone());
        let known = baselines
            .all
            .iter_mut()
            .find(|known| known.commit == commit && known.only.is_some());
        match known.and_then(|known| known.only.as_mut()) {
            Some(only) => drop(only.insert(spec.path.clone())),
            None => baselines.all.push(Baseline {
                commit,
                only: Some(BTreeSet::from([spec.path.clone()])),
                left_out: BTreeSet::new(),
            }),
        }
    }
}
