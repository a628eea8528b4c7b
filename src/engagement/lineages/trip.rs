//! Follows a criterion from version to version, and draws the conclusion.

use std::sync::Arc;

use super::files::SpecFiles;
use super::{Former, HOPS, Lineages, Now};
use crate::git::Repository;
use crate::lineage::{Fates, nearest, step_within};
use crate::model::id::{Digest, ObjectId};
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, Spec};

/// The steps of a criterion so far, and where it is.
pub(super) struct Trip {
    to: Vec<CriterionKey>,
    sure: Sureness,
    merged: bool,
    split: bool,
    removed_in: Option<ObjectId>,
    /// The guess that ended the trip.
    maybe: Option<CriterionKey>,
}

impl Lineages {
    /// Follows a criterion from a version to the current specs, one step at a time; `None` where the
    /// work for it is not left.
    pub(super) fn trip(
        &mut self,
        repository: &Repository,
        start: Vec<CriterionKey>,
        text: Digest,
        from: usize,
        sure: Sureness,
    ) -> Option<Trip> {
        if !self.work.take(from.div_ceil(HOPS)) {
            return None;
        }
        let mut trip = Trip {
            to: start,
            sure,
            ..Trip::default()
        };
        let mut text = text;
        for newer in (0..from).rev() {
            let step = self.step_to(repository, newer)?;
            if trip.to.is_empty() {
                // A criterion that was removed and brought back.
                trip.to.extend(step.born(text).first().cloned());
                continue;
            }
            if let ([key], true) = (trip.to.as_slice(), newer + 1 < from) {
                text = step.text(key).unwrap_or(text);
            }
            if !trip.go(&step) {
                let trail = self.trail.as_ref();
                trip.removed_in = trail
                    .and_then(|trail| trail.versions.get(newer))
                    .and_then(|at| at.made_by);
            }
        }
        let last = self.last_step(repository)?;
        if trip.to.is_empty() {
            trip.to.extend(last.born(text).first().cloned());
        } else {
            trip.go(&last);
        }
        Some(trip)
    }

    /// Returns the step between a version and the one before it; `None` where the work for it is not
    /// left.
    fn step_to(&mut self, repository: &Repository, newer: usize) -> Option<Arc<Fates>> {
        if let Some(known) = self.steps.get(&newer) {
            return known.clone();
        }
        let files = |at: usize| {
            self.trail
                .as_ref()
                .and_then(|trail| trail.versions.get(at))
                .map(|version| Arc::clone(&version.files))
        };
        let found = match (files(newer + 1), files(newer)) {
            (Some(old), Some(new)) => {
                let from = self.library.other(repository, &self.kept, &old, &new);
                let to = self.library.other(repository, &self.kept, &new, &old);
                step_within(&from, &to, &mut self.work)
            }
            _ => Some(Fates::default()),
        };
        let found = found.map(Arc::new);
        self.steps.insert(newer, found.clone());
        found
    }

    /// Returns the step from the head's specs to those under review: empty unless these are read
    /// elsewhere.
    fn last_step(&mut self, repository: &Repository) -> Option<Arc<Fates>> {
        if let Some(known) = &self.last {
            return known.clone();
        }
        let head = self.trail.as_ref().and_then(|trail| trail.versions.first());
        let head = head
            .map(|version| Arc::clone(&version.files))
            .unwrap_or_default();
        let now: SpecFiles = self
            .now
            .iter()
            .map(|spec| {
                let folder = || {
                    head.get(&spec.path)
                        .copied()
                        .filter(|_| self.kept.folders.contains(&spec.path))
                };
                (spec.path.clone(), spec.blob.or_else(folder))
            })
            .filter_map(|(path, blob)| Some((path, blob?)))
            .collect();
        // Specs that are not under review stay as they are.
        let reviewed: SpecFiles = head
            .iter()
            .filter(|(path, _)| self.now.iter().any(|spec| spec.path == **path))
            .map(|(path, blob)| (path.clone(), *blob))
            .collect();
        let old = self.library.other(repository, &self.kept, &reviewed, &now);
        let new: Vec<Spec> = self
            .now
            .iter()
            .filter(|spec| {
                now.get(&spec.path)
                    .is_none_or(|blob| head.get(&spec.path) != Some(blob))
            })
            .cloned()
            .collect();
        let found = step_within(&old, &new, &mut self.work).map(Arc::new);
        self.last = Some(found.clone());
        found
    }

    /// Draws the conclusion of a trip.
    pub(super) fn arrived(
        &self,
        key: &CriterionKey,
        criterion: &Criterion,
        trip: Trip,
        direct: &Fates,
    ) -> Now {
        let mut here: Vec<CriterionKey> = trip
            .to
            .iter()
            .filter(|to| self.here.contains_key(*to))
            .cloned()
            .collect();
        self.put_nearest_first(criterion, &mut here);
        if here.is_empty() {
            if let Some(elsewhere) = trip.to.first() {
                return Now::NotReviewed(elsewhere.clone());
            }
            // A guess along the long way stays a guess.
            let guess = || direct.fate(key).and_then(|fate| fate.to.first().cloned());
            return Now::Former(Box::new(Former {
                removed_in: trip.removed_in,
                maybe: trip
                    .maybe
                    .filter(|maybe| self.here.contains_key(maybe))
                    .or_else(guess),
                ..Now::former(key.clone(), criterion)
            }));
        }
        let same_text =
            matches!(here.as_slice(), [to] if self.text_here(to) == Some(criterion.digest));
        let parts = self.parts_of(key, &here, direct).filter(|_| !same_text);
        let is_split = trip.split || parts.is_some();
        if let Some(parts) = parts {
            here = parts;
            self.put_nearest_first(criterion, &mut here);
        }
        let same_id = here
            .iter()
            .any(|to| to.id == key.id || (criterion.is_made_up && self.is_made_up(to)));
        let relation = match (same_text, same_id) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Renumbered,
            _ if here.len() > 1 || is_split => Relation::Split,
            _ if trip.merged => Relation::Merged,
            (false, true) => Relation::Reworded,
            (false, false) => Relation::Both,
        };
        let sure = match (same_text, is_split) {
            (true, _) => Sureness::Certain,
            (false, true) => trip.sure.min(Sureness::Likely),
            (false, false) => trip.sure,
        };
        Now::Carried(Fate {
            to: here,
            relation,
            sure,
        })
    }

    /// Returns all parts of a criterion that was shortened in one step and got its other part in
    /// another: those that both ends show, where the way leads to one of them.
    fn parts_of(
        &self,
        key: &CriterionKey,
        here: &[CriterionKey],
        direct: &Fates,
    ) -> Option<Vec<CriterionKey>> {
        let [to] = here else { return None };
        let fate = direct
            .fate(key)
            .filter(|fate| fate.relation == Relation::Split && fate.carries())?;
        let are_here = fate.to.iter().all(|part| self.here.contains_key(part));
        (are_here && fate.to.contains(to)).then(|| fate.to.clone())
    }

    /// Moves the part with most words of the original to the front, because statements carry over
    /// to that.
    fn put_nearest_first(&self, criterion: &Criterion, parts: &mut [CriterionKey]) {
        if parts.len() < 2 {
            return;
        }
        let text = |key: &CriterionKey| {
            self.item_now(key)
                .map(|item| item.text.lossy().into_owned())
                .unwrap_or_default()
        };
        let texts: Vec<String> = parts.iter().map(text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Some(at) = nearest(&criterion.text.lossy(), &texts) {
            parts[..=at].rotate_right(1);
        }
    }

    fn is_made_up(&self, key: &CriterionKey) -> bool {
        self.item_now(key).is_some_and(|item| item.is_made_up)
    }

    /// Returns the criterion with a key in the specs under review.
    fn item_now(&self, key: &CriterionKey) -> Option<&Criterion> {
        let (spec, item) = self.here.get(key).copied()?;
        self.now.get(spec)?.criteria.get(item)
    }

    /// Returns the text of the criterion with a key in the specs under review.
    pub(super) fn text_here(&self, key: &CriterionKey) -> Option<Digest> {
        self.item_now(key).map(|item| item.digest)
    }
}

impl Default for Trip {
    fn default() -> Self {
        Self {
            to: Vec::new(),
            sure: Sureness::Certain,
            merged: false,
            split: false,
            removed_in: None,
            maybe: None,
        }
    }
}

impl Trip {
    /// Takes one step; false if the criterion no longer exists.
    fn go(&mut self, step: &Fates) -> bool {
        let mut to: Vec<CriterionKey> = Vec::new();
        let mut lost = None;
        for key in std::mem::take(&mut self.to) {
            let Some(fate) = step.fate(&key) else {
                to.push(key);
                continue;
            };
            if fate.carries() {
                self.note(fate);
                to.extend(fate.to.iter().cloned());
            } else {
                lost = fate.to.first().cloned();
            }
        }
        to.sort();
        to.dedup();
        self.to = to;
        if self.to.is_empty() {
            self.maybe = lost;
        }
        !self.to.is_empty()
    }

    fn note(&mut self, fate: &Fate) {
        self.sure = self.sure.min(fate.sure);
        self.merged |= fate.relation == Relation::Merged;
        self.split |= fate.relation == Relation::Split;
    }

    /// Makes the trip of a single step; the criterion is gone where that does not carry it over.
    pub(super) fn in_one_step(fate: Option<&Fate>) -> Self {
        let mut trip = Self::default();
        match fate {
            Some(fate) if fate.carries() => {
                trip.note(fate);
                trip.to = fate.to.clone();
            }
            Some(fate) => trip.maybe = fate.to.first().cloned(),
            None => {}
        }
        trip
    }
}
