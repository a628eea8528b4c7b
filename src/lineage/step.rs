//! Computes the fate of every criterion between two versions of the specs.

use std::collections::HashMap;

use super::item::{Pairs, SpecLines, SpecVersion, homes};
use super::likeness::UnpairedTexts;
use super::work::LineageWork;
use super::{exact, like, parts};
use crate::model::id::{CriterionId, Digest};
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, Spec};

/// The fate of every criterion of an older version, without tasks.
#[derive(Default)]
pub struct Fates {
    rows: Vec<(CriterionKey, Fate)>,
    /// By row: the text in the older version.
    texts: Vec<Digest>,
    by_key: HashMap<CriterionKey, usize>,
    id_now: HashMap<CriterionKey, CriterionKey>,
    born: HashMap<Digest, Vec<CriterionKey>>,
}

impl Fates {
    /// Returns the criteria of the older version in order, with their fates.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn rows(&self) -> &[(CriterionKey, Fate)] {
        &self.rows
    }

    /// Returns a criterion's fate; `None` when the older version does not have it.
    pub fn fate(&self, key: &CriterionKey) -> Option<&Fate> {
        self.rows.get(*self.by_key.get(key)?).map(|(_, fate)| fate)
    }

    /// Returns a criterion's text in the older version; `None` when that does not have it.
    pub fn text(&self, key: &CriterionKey) -> Option<Digest> {
        self.texts.get(*self.by_key.get(key)?).copied()
    }

    /// Finds the other criterion that has a criterion's id in the newer version.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn id_now(&self, key: &CriterionKey) -> Option<&CriterionKey> {
        self.id_now.get(key)
    }

    /// Returns the criteria of the newer version with a text that is new.
    pub fn born(&self, text: Digest) -> &[CriterionKey] {
        self.born.get(&text).map_or(&[], Vec::as_slice)
    }
}

/// Computes the fates between two versions of a set of specs that are one change apart. Linear in
/// the criteria where most are equal; `like` has the bound on those that differ.
pub fn step(old: &[Spec], new: &[Spec]) -> Fates {
    step_within(old, new, &mut LineageWork::new(usize::MAX)).unwrap_or_default()
}

/// Computes the fates like [`step`]; `None` where that takes more than the remaining work.
pub fn step_within(old: &[Spec], new: &[Spec], work: &mut LineageWork) -> Option<Fates> {
    between(old, new, false, work)
}

/// Computes the fates like [`step`], between versions with an unknown history between them: the
/// thresholds for differing texts are higher, and nothing but equal texts is certain.
pub fn step_far(old: &[Spec], new: &[Spec]) -> Fates {
    step_far_within(old, new, &mut LineageWork::new(usize::MAX)).unwrap_or_default()
}

/// Computes the fates like [`step_far`], within the remaining work: where there are too many changed
/// texts, only equal ones are found. `None` where even that takes more.
pub fn step_far_within(old: &[Spec], new: &[Spec], work: &mut LineageWork) -> Option<Fates> {
    between(old, new, true, work)
}

fn between(old: &[Spec], new: &[Spec], far: bool, work: &mut LineageWork) -> Option<Fates> {
    let count = |specs: &[Spec]| specs.iter().map(|spec| spec.criteria.len()).sum::<usize>();
    if !work.take(count(old) + count(new)) {
        return None;
    }
    let (old, new) = (SpecVersion::new(old), SpecVersion::new(new));
    let mut pairs = Pairs::new(&old, &new);
    exact::pair(&old, &new, &mut pairs);
    let open = pairs.open();
    let is_removal = |at: &usize| new.items.get(*at).is_some_and(|item| item.is_removal);
    let free: Vec<usize> = pairs
        .free()
        .into_iter()
        .filter(|at| !is_removal(at))
        .collect();
    let mut found = parts::Parts::default();
    let is_compared = !open.is_empty() && !free.is_empty();
    let is_affordable = !is_compared || work.take_changed((&old, &open), (&new, &free));
    if !is_affordable && !far {
        return None;
    }
    if is_compared && is_affordable {
        let texts = UnpairedTexts::new(&old, &new, &open, &free);
        like::pair(&old, &new, &texts, &mut pairs, far);
        found = parts::find(&old, &new, &texts, &pairs);
    }
    Some(told(&old, &new, &pairs, &found))
}

/// Converts pairs and parts to rows.
fn told(
    old: &SpecVersion<'_>,
    new: &SpecVersion<'_>,
    pairs: &Pairs,
    parts: &parts::Parts,
) -> Fates {
    let homes = homes(old, new, pairs);
    let mut here: HashMap<(usize, &CriterionId), usize> = HashMap::new();
    for (at, item) in new
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| !item.is_removal)
    {
        here.insert((item.spec, &item.criterion.id), at);
    }
    let mut step = Fates::default();
    for (at, item) in old.items.iter().enumerate() {
        let Some(key) = old.key(at) else { continue };
        let mut to: Vec<usize> = pairs.new_of(at).into_iter().collect();
        let mut fate = fate(old, new, pairs, at);
        if let Some(split) = parts.split.get(&at) {
            to.clone_from(split);
            fate = (Relation::Split, Sureness::Likely);
        } else if let Some(whole) = parts.merged.get(&at) {
            to = vec![*whole];
            fate = (Relation::Merged, Sureness::Likely);
        }
        let same_path = old
            .specs
            .get(item.spec)
            .and_then(|spec| new.spec_at(spec.path.as_bytes()));
        let places = [homes.get(item.spec).copied().flatten(), same_path];
        let now = places
            .into_iter()
            .flatten()
            .find_map(|spec| here.get(&(spec, &item.criterion.id)).copied());
        if let Some(now) = now
            .filter(|now| !to.contains(now))
            .and_then(|now| new.key(now))
        {
            if to.is_empty() && item.is_written() {
                fate.0 = Relation::Replaced;
            }
            step.id_now.insert(key.clone(), now);
        }
        let to = to.into_iter().filter_map(|to| new.key(to)).collect();
        step.by_key.insert(key.clone(), step.rows.len());
        step.texts.push(item.criterion.digest);
        step.rows.push((
            key,
            Fate {
                to,
                relation: fate.0,
                sure: fate.1,
            },
        ));
    }
    for (at, item) in new
        .items
        .iter()
        .enumerate()
        .filter(|(at, _)| pairs.is_free(*at))
    {
        step.born
            .entry(item.criterion.digest)
            .or_default()
            .extend(new.key(at));
    }
    step
}

fn fate(
    old: &SpecVersion<'_>,
    new: &SpecVersion<'_>,
    pairs: &Pairs,
    at: usize,
) -> (Relation, Sureness) {
    let pair = pairs.to.get(at).copied().flatten();
    let found = pair.and_then(|(to, sure)| Some((old.items.get(at)?, new.items.get(to)?, sure)));
    let Some((from, to, sure)) = found else {
        return (Relation::Gone, Sureness::Certain);
    };
    let is_counted = !from.is_written() && !to.is_written();
    let same_id = is_counted || from.criterion.id == to.criterion.id;
    (
        named(from.criterion.digest == to.criterion.digest, same_id),
        sure,
    )
}

/// Tells how a criterion differs from its older version, each given with the lines of its spec. Ids
/// that the specs do not write count as equal.
pub fn relation(old: (&SpecLines<'_>, &Criterion), new: (&SpecLines<'_>, &Criterion)) -> Relation {
    let same_id = old.1.id == new.1.id || (!old.0.is_written(old.1) && !new.0.is_written(new.1));
    named(old.1.digest == new.1.digest, same_id)
}

fn named(same_text: bool, same_id: bool) -> Relation {
    match (same_text, same_id) {
        (true, true) => Relation::Same,
        (true, false) => Relation::Renumbered,
        (false, true) => Relation::Reworded,
        (false, false) => Relation::Both,
    }
}
