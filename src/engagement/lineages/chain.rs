//! Computes where the criteria of an older set of specs are now.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::files::SpecFiles;
use super::trail::VersionTrail;
use super::trip::Trip;
use super::{CriteriaTranslation, CriterionMention, KEPT, Lineages, Now, key_of};
use crate::git::Repository;
use crate::lineage::{Fates, step_far_within};
use crate::model::id::{CriterionId, Digest, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::text::RepoPath;

/// Maximum number of commits between a commit and the head for the way between them to be searched.
const MAX_BETWEEN: usize = 20_000;
/// Number of versions searched for the one most like a version off the way.
const MOST_LIKE: usize = 16;

impl Lineages {
    /// Translates the criteria of the specs at a commit to today's.
    pub fn at(&mut self, repository: &Repository, commit: ObjectId) -> Arc<CriteriaTranslation> {
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

    /// Returns the spec files at a commit; `None` when it cannot be read.
    pub(super) fn files_at(
        &mut self,
        repository: &Repository,
        commit: ObjectId,
    ) -> Option<Arc<SpecFiles>> {
        let newest = Arc::clone(&self.trail(repository)?.versions.first()?.files);
        if commit == self.head {
            return Some(newest);
        }
        let range = CommitRange {
            base: Some(commit),
            head: self.head,
        };
        let changes = repository.changes(&range).ok()?;
        let files = self.kept.before(&newest, &changes.files, commit);
        Some(if files == *newest {
            newest
        } else {
            Arc::new(files)
        })
    }

    fn trail(&mut self, repository: &Repository) -> Option<&mut VersionTrail> {
        if self.trail.is_none() {
            let files = self.kept.at(repository, self.head, &self.now).ok()?;
            self.trail = Some(VersionTrail::new(self.head, Arc::new(files)));
        }
        self.trail.as_mut()
    }

    /// Translates the criteria of some spec files to today's; `commit` is one that has these files.
    pub(super) fn translation(
        &mut self,
        repository: &Repository,
        files: Arc<SpecFiles>,
        commit: Option<ObjectId>,
    ) -> Arc<CriteriaTranslation> {
        if let Some(known) = self.by_files.get(&files) {
            return Arc::clone(known);
        }
        let mut translation = CriteriaTranslation::default();
        let now: SpecFiles = self
            .now
            .iter()
            .filter_map(|spec| Some((spec.path.clone(), spec.blob?)))
            .collect();
        let old = self.library.other(repository, &self.kept, &files, &now);
        let changed: Vec<Spec> = self
            .now
            .iter()
            .filter(|spec| spec.blob.is_none() || files.get(&spec.path) != spec.blob.as_ref())
            .cloned()
            .collect();
        // A file known only by the blob in a statement is compared with all others in their current
        // versions.
        let count: usize = old.iter().map(|spec| spec.criteria.len()).sum();
        let direct = if self.work.take(count * KEPT) {
            step_far_within(&old, &changed, &mut self.work)
        } else {
            None
        };
        let Some(direct) = direct else {
            return Arc::default();
        };
        translation.same = files
            .keys()
            .filter(|path| now.get(*path) == files.get(*path))
            .cloned()
            .collect();
        let between = commit.and_then(|commit| self.between(repository, commit));
        self.over = None;
        for spec in &old {
            let mut items = HashMap::new();
            let from = self.version_of(
                repository,
                &spec.path,
                files.get(&spec.path).copied(),
                between.as_ref(),
            );
            for criterion in &spec.criteria {
                let key = key_of(&spec.path, &criterion.id);
                let now = self.follow_one(repository, &old, &key, criterion, &direct, from);
                translation
                    .by_text
                    .entry((spec.path.clone(), criterion.digest))
                    .or_insert_with(|| key.id.clone());
                items.insert(key.id, (criterion.clone(), now));
            }
            self.mark_reused(spec, &mut items);
            translation.changed.insert(spec.path.clone(), items);
        }
        let translation = Arc::new(translation);
        self.by_files.insert(files, Arc::clone(&translation));
        translation
    }

    /// Finds removed criteria whose ids belong to others now, in the successor of their spec.
    fn mark_reused(&self, spec: &Spec, items: &mut HashMap<CriterionId, (Criterion, Now)>) {
        let mut votes: HashMap<&RepoPath, usize> = HashMap::new();
        for (_, now) in items.values() {
            if let Now::Carried(fate) = now {
                fate.to
                    .iter()
                    .for_each(|to| *votes.entry(&to.spec).or_default() += 1);
            }
        }
        let home = votes
            .into_iter()
            .max_by_key(|(path, count)| (*count, *path))
            .map(|(path, _)| path.clone());
        let places: Vec<RepoPath> = home.into_iter().chain([spec.path.clone()]).collect();
        for (id, (_, now)) in items.iter_mut() {
            if let Now::Former(former) = now {
                former.id_reused = places
                    .iter()
                    .any(|path| self.here.contains_key(&key_of(path, id)));
            }
        }
    }

    /// Collects the commits between a commit and the head, without that commit and those before it.
    fn between(&self, repository: &Repository, commit: ObjectId) -> Option<HashSet<ObjectId>> {
        let base = repository.merge_base(commit, self.head).ok().flatten();
        let range = CommitRange {
            base: Some(base?),
            head: self.head,
        };
        Some(
            repository
                .range_ids(&range, MAX_BETWEEN)
                .ok()?
                .0
                .into_iter()
                .collect(),
        )
    }

    /// Finds the newest version that has this content of a file, going back as far as the commits
    /// between.
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
        direct: &Fates,
        from: Option<usize>,
    ) -> Now {
        if self.text_here(key) == Some(criterion.digest) {
            return Now::Unchanged;
        }
        if criterion.kind == CriterionKind::Task {
            return self.task(key, criterion);
        }
        if let Some(fate) = direct
            .fate(key)
            .filter(|fate| self.is_same_text(fate, criterion))
        {
            return Now::Carried(fate.clone());
        }
        let trip = match from {
            Some(from) => self
                .trip(
                    repository,
                    vec![key.clone()],
                    criterion.digest,
                    from,
                    Sureness::Certain,
                )
                .unwrap_or_else(|| Trip::in_one_step(direct.fate(key))),
            None => self.strictly(repository, old, key, criterion, direct),
        };
        self.arrived(key, criterion, trip, direct)
    }

    /// Finds the task with the same text: nobody judges tasks, so that is enough.
    fn task(&self, key: &CriterionKey, task: &Criterion) -> Now {
        let there = self
            .by_text
            .get(&task.digest)
            .map_or(&[][..], Vec::as_slice);
        match there
            .iter()
            .find(|other| other.spec == key.spec)
            .or(there.first())
        {
            Some(to) => Now::Carried(Fate {
                to: vec![to.clone()],
                relation: if to.id == key.id {
                    Relation::Same
                } else {
                    Relation::Renumbered
                },
                sure: Sureness::Likely,
            }),
            None => Now::Former(Box::new(Now::former(key.clone(), task))),
        }
    }

    fn is_same_text(&self, fate: &Fate, criterion: &Criterion) -> bool {
        matches!(fate.to.as_slice(), [to] if self.text_here(to) == Some(criterion.digest))
    }

    /// Translates from a version off the way: in one strict step to the most similar version on the
    /// way, and on from there.
    fn strictly(
        &mut self,
        repository: &Repository,
        old: &[Spec],
        key: &CriterionKey,
        criterion: &Criterion,
        direct: &Fates,
    ) -> Trip {
        if let Some((at, over)) = self.over_to_way(repository, old)
            && let Some(fate) = over.fate(key).filter(|fate| fate.carries())
        {
            let to = fate.to.clone();
            let trip = self.trip(repository, to, criterion.digest, at, fate.sure);
            return trip.unwrap_or_else(|| Trip::in_one_step(direct.fate(key)));
        }
        Trip::in_one_step(direct.fate(key))
    }

    /// Finds the version on the way that is most like some specs off the way, and the step to it;
    /// computed once for all criteria of these specs.
    fn over_to_way(
        &mut self,
        repository: &Repository,
        old: &[Spec],
    ) -> Option<(usize, Arc<Fates>)> {
        if let Some(known) = &self.over {
            return known.clone();
        }
        let best = self.most_like(repository, old).filter(|best| *best > 0);
        let over = best.and_then(|at| {
            let there = self.version(repository, at);
            let over = step_far_within(old, &there, &mut self.work)?;
            Some((at, Arc::new(over)))
        });
        self.over = Some(over.clone());
        over
    }

    /// Reads all specs of a version.
    fn version(&mut self, repository: &Repository, at: usize) -> Vec<Spec> {
        let Some(files) = self.trail.as_ref().and_then(|trail| trail.versions.get(at)) else {
            return Vec::new();
        };
        let files = Arc::clone(&files.files);
        self.library
            .other(repository, &self.kept, &files, &SpecFiles::new())
    }

    /// Finds the version on the way that has most texts of some specs.
    fn most_like(&mut self, repository: &Repository, old: &[Spec]) -> Option<usize> {
        let texts: HashSet<Digest> = old
            .iter()
            .flat_map(|spec| &spec.criteria)
            .map(|item| item.digest)
            .collect();
        let count = self.trail.as_ref()?.versions.len();
        let stride = count.div_ceil(MOST_LIKE).max(1);
        let mut best: Option<(usize, usize)> = None;
        for at in (0..count).step_by(stride).chain([count - 1]) {
            let specs = self.version(repository, at);
            let criteria = specs.iter().map(|spec| spec.criteria.len()).sum();
            if !self.work.take(criteria) {
                return None;
            }
            let found: HashSet<Digest> = specs
                .iter()
                .flat_map(|spec| &spec.criteria)
                .map(|item| item.digest)
                .collect();
            let shared = texts.intersection(&found).count();
            if best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, at));
            }
        }
        best.filter(|(shared, _)| *shared > 0).map(|(_, at)| at)
    }

    /// Places a statement of which only the text is available: at the newest version with that
    /// text.
    pub(super) fn among_versions(
        &mut self,
        repository: &Repository,
        said: &CriterionMention,
        digest: Digest,
    ) -> Option<Now> {
        self.trail(repository)?;
        let mut at = 0;
        loop {
            while at < self.trail.as_ref()?.versions.len() {
                let files = Arc::clone(&self.trail.as_ref()?.versions.get(at)?.files);
                if let Some(blob) = files.get(&said.key.spec).copied()
                    && let Some(spec) =
                        self.library
                            .get(repository, &self.kept, &said.key.spec, blob)
                    && spec.criteria.iter().any(|item| item.digest == digest)
                {
                    let translation = self.translation(repository, files, None);
                    return translation.of_text(&said.key, Some(digest));
                }
                at += 1;
            }
            if !self
                .trail
                .as_mut()?
                .extend(repository, &self.kept, &|_| true)
            {
                return None;
            }
        }
    }
}
