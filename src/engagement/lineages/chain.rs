//! Follows criteria from version to version.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::files::Files;
use super::trail::Trail;
use super::{Former, Lineages, Now, Translation, Written, key_of};
use crate::git::Repository;
use crate::lineage::{Step, step, step_far};
use crate::model::id::{CriterionId, Digest, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::text::RepoPath;

/// At most so many commits lie between a commit and the head for the way between them to be known.
const MAX_BETWEEN: usize = 20_000;
/// Of so many versions, that one is sought which is most like a version off the way.
const MOST_LIKE: usize = 16;

/// Where a criterion was taken to, and by what.
struct Trip {
    to: Vec<CriterionKey>,
    sure: Sureness,
    merged: bool,
    split: bool,
    removed_in: Option<ObjectId>,
    /// The guess that ended it.
    maybe: Option<CriterionKey>,
}

impl Lineages {
    /// Where the criteria of the specs at a commit are now.
    pub fn at(&mut self, repository: &Repository, commit: ObjectId) -> Arc<Translation> {
        if let Some(known) = self.by_commit.get(&commit) {
            return Arc::clone(known);
        }
        let translation = match self.files_at(repository, commit) {
            Some(files) => self.translation(repository, files, Some(commit)),
            None => Arc::default(),
        };
        self.by_commit.insert(commit, Arc::clone(&translation));
        translation
    }

    /// The spec files at a commit; `None` when it cannot be read.
    pub(super) fn files_at(&mut self, repository: &Repository, commit: ObjectId) -> Option<Arc<Files>> {
        let newest = Arc::clone(&self.trail(repository)?.versions.first()?.files);
        if commit == self.head {
            return Some(newest);
        }
        let range = CommitRange { base: Some(commit), head: self.head };
        let changes = repository.changes(&range).ok()?;
        let files = self.kept.before(&newest, &changes.files, commit);
        Some(if files == *newest { newest } else { Arc::new(files) })
    }

    fn trail(&mut self, repository: &Repository) -> Option<&mut Trail> {
        if self.trail.is_none() {
            let files = self.kept.at(repository, self.head, &self.now).ok()?;
            self.trail = Some(Trail::new(self.head, Arc::new(files)));
        }
        self.trail.as_mut()
    }

    /// Where the criteria of some spec files are now; `commit` is one that has them.
    pub(super) fn translation(
        &mut self,
        repository: &Repository,
        files: Arc<Files>,
        commit: Option<ObjectId>,
    ) -> Arc<Translation> {
        if let Some(known) = self.by_files.get(&files) {
            return Arc::clone(known);
        }
        let mut translation = Translation::default();
        let now: Files = self.now.iter().filter_map(|spec| Some((spec.path.clone(), spec.blob?))).collect();
        let old = self.library.other(repository, &self.kept, &files, &now);
        let changed: Vec<Spec> =
            self.now.iter().filter(|spec| spec.blob.is_none() || files.get(&spec.path) != spec.blob.as_ref()).cloned().collect();
        // One that a statement names by its blob alone stands among all others as they are now.
        let direct = step_far(&old, &changed);
        translation.same = files.keys().filter(|path| now.get(*path) == files.get(*path)).cloned().collect();
        let between = commit.and_then(|commit| self.between(repository, commit));
        for spec in &old {
            let mut items = HashMap::new();
            let from = self.version_of(repository, &spec.path, files.get(&spec.path).copied(), between.as_ref());
            for criterion in &spec.criteria {
                let key = key_of(&spec.path, &criterion.id);
                let now = self.follow_one(repository, &old, &key, criterion, &direct, from);
                translation.by_text.entry((spec.path.clone(), criterion.digest)).or_insert_with(|| key.id.clone());
                items.insert(key.id, (criterion.clone(), now));
            }
            self.mark_reused(spec, &mut items);
            translation.changed.insert(spec.path.clone(), items);
        }
        let translation = Arc::new(translation);
        self.by_files.insert(files, Arc::clone(&translation));
        translation
    }

    /// Says of criteria that are no more whether their ids stand on others, where most of their spec went.
    fn mark_reused(&self, spec: &Spec, items: &mut HashMap<CriterionId, (Criterion, Now)>) {
        let mut votes: HashMap<&RepoPath, usize> = HashMap::new();
        for (_, now) in items.values() {
            if let Now::Carried(fate) = now {
                fate.to.iter().for_each(|to| *votes.entry(&to.spec).or_default() += 1);
            }
        }
        let home = votes.into_iter().max_by_key(|(path, count)| (*count, *path)).map(|(path, _)| path.clone());
        let places: Vec<RepoPath> = home.into_iter().chain([spec.path.clone()]).collect();
        for (id, (_, now)) in items.iter_mut() {
            if let Now::Former(former) = now {
                former.id_reused = places.iter().any(|path| self.here.contains_key(&key_of(path, id)));
            }
        }
    }

    /// The commits between one and the head, the one itself and what is on its way left out.
    fn between(&self, repository: &Repository, commit: ObjectId) -> Option<HashSet<ObjectId>> {
        let base = repository.merge_base(commit, self.head).ok().flatten();
        let range = CommitRange { base: Some(base?), head: self.head };
        let found = repository.commits(&range, MAX_BETWEEN).ok()?;
        Some(found.commits.into_iter().map(|commit| commit.id).collect())
    }

    /// The newest version that has a file so, going back as far as the commits between.
    fn version_of(
        &mut self,
        repository: &Repository,
        path: &RepoPath,
        blob: Option<ObjectId>,
        between: Option<&HashSet<ObjectId>>,
    ) -> Option<usize> {
        self.trail(repository)?;
        let trail = self.trail.as_mut()?;
        let goes_on = |commit: ObjectId| between.is_none_or(|between| between.contains(&commit));
        let mut at = 0;
        loop {
            while let Some(version) = trail.versions.get(at) {
                if version.files.get(path) == blob.as_ref() {
                    return Some(at);
                }
                at += 1;
            }
            if !trail.extend(repository, &self.kept, &goes_on) {
                return None;
            }
        }
    }

    fn follow_one(
        &mut self,
        repository: &Repository,
        old: &[Spec],
        key: &CriterionKey,
        criterion: &Criterion,
        direct: &Step,
        from: Option<usize>,
    ) -> Now {
        if self.here.get(key) == Some(&criterion.digest) {
            return Now::Unchanged;
        }
        if criterion.kind == CriterionKind::Task {
            return self.task(key, criterion);
        }
        if let Some(fate) = direct.fate(key).filter(|fate| self.is_same_text(fate, criterion)) {
            return Now::Carried(fate.clone());
        }
        let trip = match from {
            Some(from) => self.trip(repository, vec![key.clone()], criterion.digest, from, Sureness::Certain),
            None => self.strictly(repository, old, key, criterion, direct),
        };
        self.arrived(key, criterion, trip, direct)
    }

    /// A task is the one with the same text: nobody judges it, so nothing more is asked.
    fn task(&self, key: &CriterionKey, task: &Criterion) -> Now {
        let there = self.by_text.get(&task.digest).map_or(&[][..], Vec::as_slice);
        match there.iter().find(|other| other.spec == key.spec).or(there.first()) {
            Some(to) => Now::Carried(Fate {
                to: vec![to.clone()],
                relation: if to.id == key.id { Relation::Same } else { Relation::Renumbered },
                sure: Sureness::Likely,
            }),
            None => Now::Former(Box::new(Now::former(key.clone(), task))),
        }
    }

    fn is_same_text(&self, fate: &Fate, criterion: &Criterion) -> bool {
        matches!(fate.to.as_slice(), [to] if self.here.get(to) == Some(&criterion.digest))
    }

    /// From a version off the way: in one step to the version of the way that is most like it, and on from there.
    fn strictly(
        &mut self,
        repository: &Repository,
        old: &[Spec],
        key: &CriterionKey,
        criterion: &Criterion,
        direct: &Step,
    ) -> Trip {
        let best = self.most_like(repository, old).filter(|best| *best > 0);
        if let Some(at) = best {
            let there = self.version(repository, at);
            let over = step_far(old, &there);
            if let Some(fate) = over.fate(key).filter(|fate| fate.carries()) {
                return self.trip(repository, fate.to.clone(), criterion.digest, at, fate.sure);
            }
        }
        let mut trip = Trip::default();
        match direct.fate(key) {
            Some(fate) if fate.carries() => trip.take(fate),
            Some(fate) => {
                trip.maybe = fate.to.first().cloned();
                trip.to.clear();
            }
            None => {}
        }
        trip
    }

    /// All specs of a version.
    fn version(&mut self, repository: &Repository, at: usize) -> Vec<Spec> {
        let Some(files) = self.trail.as_ref().and_then(|trail| trail.versions.get(at)) else { return Vec::new() };
        let files = Arc::clone(&files.files);
        self.library.other(repository, &self.kept, &files, &Files::new())
    }

    /// The version of the way that has most texts of some specs.
    fn most_like(&mut self, repository: &Repository, old: &[Spec]) -> Option<usize> {
        let texts: HashSet<Digest> = old.iter().flat_map(|spec| &spec.criteria).map(|item| item.digest).collect();
        let count = self.trail.as_ref()?.versions.len();
        let stride = count.div_ceil(MOST_LIKE).max(1);
        let mut best: Option<(usize, usize)> = None;
        for at in (0..count).step_by(stride).chain([count - 1]) {
            let specs = self.version(repository, at);
            let found: HashSet<Digest> =
                specs.iter().flat_map(|spec| &spec.criteria).map(|item| item.digest).collect();
            let shared = texts.intersection(&found).count();
            if best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, at));
            }
        }
        best.filter(|(shared, _)| *shared > 0).map(|(_, at)| at)
    }

    /// From a version to the specs of now, one step at a time.
    fn trip(
        &mut self,
        repository: &Repository,
        start: Vec<CriterionKey>,
        text: Digest,
        from: usize,
        sure: Sureness,
    ) -> Trip {
        let mut trip = Trip { to: start, sure, ..Trip::default() };
        let mut text = text;
        for newer in (0..from).rev() {
            let step = self.step_to(repository, newer);
            if trip.to.is_empty() {
                // What was taken away and brought back.
                trip.to.extend(step.born(text).first().cloned());
                continue;
            }
            if !trip.go(&step) {
                let trail = self.trail.as_ref();
                trip.removed_in = trail.and_then(|trail| trail.versions.get(newer)).and_then(|at| at.made_by);
            } else if let Some(digest) = self.text_at(repository, newer, &trip.to) {
                text = digest;
            }
        }
        let last = self.last_step(repository);
        if trip.to.is_empty() {
            trip.to.extend(last.born(text).first().cloned());
        } else {
            trip.go(&last);
        }
        trip
    }

    /// The text of a criterion in a version, if it is one.
    fn text_at(&mut self, repository: &Repository, at: usize, keys: &[CriterionKey]) -> Option<Digest> {
        let [key] = keys else { return None };
        let blob = self.trail.as_ref()?.versions.get(at)?.files.get(&key.spec).copied()?;
        let spec = self.library.get(repository, &self.kept, &key.spec, blob)?;
        spec.criteria.iter().find(|item| item.id == key.id).map(|item| item.digest)
    }

    /// What happened between a version and the one before it.
    fn step_to(&mut self, repository: &Repository, newer: usize) -> Arc<Step> {
        if let Some(known) = self.steps.get(&newer) {
            return Arc::clone(known);
        }
        let files = |at: usize| {
            self.trail.as_ref().and_then(|trail| trail.versions.get(at)).map(|version| Arc::clone(&version.files))
        };
        let found = match (files(newer + 1), files(newer)) {
            (Some(old), Some(new)) => {
                let from = self.library.other(repository, &self.kept, &old, &new);
                let to = self.library.other(repository, &self.kept, &new, &old);
                step(&from, &to)
            }
            _ => Step::default(),
        };
        let found = Arc::new(found);
        self.steps.insert(newer, Arc::clone(&found));
        found
    }

    /// What differs between the head and the specs as they are read for review: nothing, unless these are read
    /// elsewhere.
    fn last_step(&mut self, repository: &Repository) -> Arc<Step> {
        if let Some(known) = &self.last {
            return Arc::clone(known);
        }
        let head = self.trail.as_ref().and_then(|trail| trail.versions.first());
        let head = head.map(|version| Arc::clone(&version.files)).unwrap_or_default();
        let now: Files = self
            .now
            .iter()
            .map(|spec| {
                let folder = || head.get(&spec.path).copied().filter(|_| self.kept.folders.contains(&spec.path));
                (spec.path.clone(), spec.blob.or_else(folder))
            })
            .filter_map(|(path, blob)| Some((path, blob?)))
            .collect();
        // What is not reviewed is left where it is.
        let reviewed: Files =
            head.iter().filter(|(path, _)| self.now.iter().any(|spec| spec.path == **path)).map(|(path, blob)| (path.clone(), *blob)).collect();
        let old = self.library.other(repository, &self.kept, &reviewed, &now);
        let new: Vec<Spec> = self
            .now
            .iter()
            .filter(|spec| now.get(&spec.path).is_none_or(|blob| head.get(&spec.path) != Some(blob)))
            .cloned()
            .collect();
        let found = Arc::new(step(&old, &new));
        self.last = Some(Arc::clone(&found));
        found
    }

    /// What a trip comes to.
    fn arrived(&self, key: &CriterionKey, criterion: &Criterion, trip: Trip, direct: &Step) -> Now {
        let here: Vec<CriterionKey> =
            trip.to.iter().filter(|to| self.here.contains_key(*to)).cloned().collect();
        if here.is_empty() {
            if let Some(elsewhere) = trip.to.first() {
                return Now::NotReviewed(elsewhere.clone());
            }
            // A guess along the long way is a guess only.
            let guess = || direct.fate(key).and_then(|fate| fate.to.first().cloned());
            return Now::Former(Box::new(Former {
                removed_in: trip.removed_in,
                maybe: trip.maybe.filter(|maybe| self.here.contains_key(maybe)).or_else(guess),
                ..Now::former(key.clone(), criterion)
            }));
        }
        let same_text = matches!(here.as_slice(), [to] if self.here.get(to) == Some(&criterion.digest));
        let same_id = here.iter().any(|to| to.id == key.id || (criterion.is_made_up && self.is_made_up(to)));
        let relation = match (same_text, same_id) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Renumbered,
            _ if here.len() > 1 || trip.split => Relation::Split,
            _ if trip.merged => Relation::Merged,
            (false, true) => Relation::Reworded,
            (false, false) => Relation::Both,
        };
        let sure = if same_text { Sureness::Certain } else { trip.sure };
        Now::Carried(Fate { to: here, relation, sure })
    }

    fn is_made_up(&self, key: &CriterionKey) -> bool {
        let spec = self.now.iter().find(|spec| spec.path == key.spec);
        let there = spec.and_then(|spec| spec.criteria.iter().find(|item| item.id == key.id));
        there.is_some_and(|item| item.is_made_up)
    }

    /// A statement of which nothing but its text is at hand: the newest version that has that text.
    pub(super) fn among_versions(
        &mut self,
        repository: &Repository,
        said: &Written,
        digest: Digest,
    ) -> Option<Now> {
        self.trail(repository)?;
        let mut at = 0;
        loop {
            while at < self.trail.as_ref()?.versions.len() {
                let files = Arc::clone(&self.trail.as_ref()?.versions.get(at)?.files);
                if let Some(blob) = files.get(&said.key.spec).copied()
                    && let Some(spec) = self.library.get(repository, &self.kept, &said.key.spec, blob)
                    && spec.criteria.iter().any(|item| item.digest == digest)
                {
                    let translation = self.translation(repository, files, None);
                    return translation.of_text(&said.key, Some(digest));
                }
                at += 1;
            }
            if !self.trail.as_mut()?.extend(repository, &self.kept, &|_| true) {
                return None;
            }
        }
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
    /// Goes one step; whether there still is a criterion.
    fn go(&mut self, step: &Step) -> bool {
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

    fn take(&mut self, fate: &Fate) {
        self.note(fate);
        self.to = fate.to.clone();
    }
}
