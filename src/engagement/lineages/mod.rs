//! Finds today's criterion for a statement, by following its text through the history of the specs.
//!
//! The result is computed from the specs under review and never stored. Owns the order of attempts:
//! the same text at the head; then step by step through the versions in between; one long step
//! where there is no way. Reads nothing of the repository as long as the text is at its old place.

mod chain;
mod elsewhere;
mod files;
mod follow;
mod library;
mod told;
mod trail;
mod translation;
mod trip;

use std::collections::HashMap;
use std::sync::Arc;

use crate::git::Repository;
use crate::lineage::{Fates, LineageWork};
use crate::model::id::{CriterionId, Digest, ObjectId};
use crate::model::lineage::{Fate, Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, Spec};
use crate::model::text::RepoPath;

pub use follow::{Followed, FollowedCriterion, follow};
pub use translation::CriteriaTranslation;

use files::{SpecFileRules, SpecFiles};
use library::Library;
use told::MentionedTexts;
use trail::VersionTrail;

/// A statement's facts about its criterion.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CriterionMention {
    /// The criterion's names at that time.
    pub key: CriterionKey,
    /// Digest of its normalised text, where the statement has it.
    pub digest: Option<Digest>,
    /// The blob of the spec at that time, where the statement has it.
    pub blob: Option<ObjectId>,
    /// The commit that was looked at, where the statement has it.
    pub commit: Option<ObjectId>,
}

/// The present state of an earlier criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Now {
    /// At its place, with the same words and id.
    Unchanged,
    /// At another place, under another id or with other words; certain enough for statements to
    /// carry over.
    Carried(Fate),
    /// Removed, or unknown without a person's check.
    Former(Box<Former>),
    /// At the head under review, in a spec that is not reviewed.
    NotReviewed(CriterionKey),
}

/// A criterion that was removed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Former {
    /// Its last names.
    pub key: CriterionKey,
    /// Its last version; `None` when its text is no longer available.
    pub criterion: Option<Criterion>,
    /// The commit that removed it, where known.
    pub removed_in: Option<ObjectId>,
    /// A current criterion that may be its successor; a person has to confirm it.
    pub maybe: Option<CriterionKey>,
    /// Whether another criterion has its id now.
    pub id_reused: bool,
}

/// Maximum work of following criteria, in the steps of [`LineageWork`], over all versions: some
/// seconds, and some hundred MiB.
const MAX_STEPS: usize = 4_000_000;
/// Steps for a criterion of an earlier version that is kept with its present state: for its memory.
const KEPT: usize = 16;
/// Number of versions that a criterion is followed through in one step.
const HOPS: usize = 4;

/// Follows criteria from the version in a statement to the specs under review. Copies share what was
/// read so far.
#[derive(Clone)]
pub struct Lineages {
    now: Arc<[Spec]>,
    head: ObjectId,
    kept: SpecFileRules,
    library: Library,
    /// What may still be compared.
    work: LineageWork,
    /// The current criteria, each with the indexes of its spec and of its place in that.
    here: HashMap<CriterionKey, (usize, usize)>,
    by_text: HashMap<Digest, Vec<CriterionKey>>,
    /// The spec files at the head and before; `None` until history is needed.
    trail: Option<VersionTrail>,
    /// Steps from each version to the next newer one, and from the head's to `now` at the end; `None`
    /// where the work for it was not left.
    steps: HashMap<usize, Option<Arc<Fates>>>,
    last: Option<Option<Arc<Fates>>>,
    /// The step from specs off the way, which are being followed now, to a version on it; `None`
    /// until needed.
    over: Option<Option<(usize, Arc<Fates>)>>,
    by_commit: HashMap<ObjectId, Arc<CriteriaTranslation>>,
    by_files: HashMap<Arc<SpecFiles>, Arc<CriteriaTranslation>>,
    by_statement: HashMap<CriterionMention, Now>,
    told: MentionedTexts,
}

impl Lineages {
    /// Makes lineages to these specs, as read for review at a head.
    pub fn new(now: Arc<[Spec]>, head: ObjectId) -> Self {
        let (mut here, mut by_text) = (HashMap::new(), HashMap::<Digest, Vec<CriterionKey>>::new());
        for (in_spec, spec) in now.iter().enumerate() {
            for (at, criterion) in spec.criteria.iter().enumerate() {
                let key = key_of(&spec.path, &criterion.id);
                here.insert(key.clone(), (in_spec, at));
                by_text.entry(criterion.digest).or_default().push(key);
            }
        }
        Self {
            kept: SpecFileRules::new(&now),
            library: Library::new(&now),
            work: LineageWork::new(MAX_STEPS),
            now,
            head,
            here,
            by_text,
            trail: None,
            steps: HashMap::new(),
            last: None,
            over: None,
            by_commit: HashMap::new(),
            by_files: HashMap::new(),
            by_statement: HashMap::new(),
            told: MentionedTexts::default(),
        }
    }

    /// Finds the present state of a statement's criterion. Reads nothing of the repository where
    /// the criterion is unchanged.
    pub fn of_statement(&mut self, repository: &Repository, said: &CriterionMention) -> Now {
        if said.digest.is_some() && self.text_here(&said.key) == said.digest {
            return Now::Unchanged;
        }
        if let Some(known) = self.by_statement.get(said) {
            return known.clone();
        }
        let now = self.work_out(repository, said);
        self.by_statement.insert(said.clone(), now.clone());
        now
    }

    /// Whether a limit kept history from being read in full, so that a criterion may seem removed
    /// only because of it.
    pub fn is_cut(&self) -> bool {
        self.work.is_cut()
            || self.library.is_full()
            || self.trail.as_ref().is_some_and(VersionTrail::is_cut)
    }

    fn work_out(&mut self, repository: &Repository, said: &CriterionMention) -> Now {
        for files in self.files_of(repository, said) {
            let translation = self.translation(repository, files, said.commit);
            if let Some(now) = translation.of_text(&said.key, said.digest) {
                return now;
            }
        }
        if let Some(digest) = said.digest {
            let there = self.by_text.get(&digest).cloned().unwrap_or_default();
            let best = [
                there
                    .iter()
                    .find(|key| key.spec == said.key.spec && key.id == said.key.id),
                there.iter().find(|key| key.id == said.key.id),
                there.first().filter(|_| there.len() == 1),
            ];
            if let Some(key) = best.into_iter().flatten().next() {
                let relation = if key.id == said.key.id {
                    Relation::Same
                } else {
                    Relation::Renumbered
                };
                return Now::Carried(Fate {
                    to: vec![key.clone()],
                    relation,
                    sure: Sureness::Certain,
                });
            }
            if let Some(now) = self.among_versions(repository, said, digest) {
                return now;
            }
            if let Some(now) = self.by_words(&said.key, digest) {
                return now;
            }
            return self.lost(&said.key, there.first().cloned());
        }
        // Its text is unknown: the id is all there is, and nothing contradicts it.
        if self.here.contains_key(&said.key) {
            let to = vec![said.key.clone()];
            return Now::Carried(Fate {
                to,
                relation: Relation::Same,
                sure: Sureness::Likely,
            });
        }
        self.lost(&said.key, None)
    }

    /// Makes the result for a criterion without an available text.
    fn lost(&self, key: &CriterionKey, maybe: Option<CriterionKey>) -> Now {
        let id_reused = self.here.contains_key(key);
        let maybe = maybe.or_else(|| id_reused.then(|| key.clone()));
        Now::Former(Box::new(Former {
            key: key.clone(),
            criterion: None,
            removed_in: None,
            maybe,
            id_reused,
        }))
    }

    /// Lists spec files that may have the statement's criterion, likeliest first.
    fn files_of(
        &mut self,
        repository: &Repository,
        said: &CriterionMention,
    ) -> Vec<Arc<SpecFiles>> {
        let mut found = Vec::new();
        if let Some(commit) = said.commit
            && let Some(files) = self.files_at(repository, commit)
            && said
                .blob
                .is_none_or(|blob| files.get(&said.key.spec) == Some(&blob))
        {
            found.push(files);
        }
        if let Some(blob) = said.blob {
            found.push(Arc::new(SpecFiles::from([(said.key.spec.clone(), blob)])));
        }
        if found.is_empty()
            && let Some(files) = said
                .commit
                .and_then(|commit| self.files_at(repository, commit))
        {
            found.push(files);
        }
        found
    }
}

fn key_of(spec: &RepoPath, id: &CriterionId) -> CriterionKey {
    CriterionKey {
        spec: spec.clone(),
        id: id.clone(),
    }
}
