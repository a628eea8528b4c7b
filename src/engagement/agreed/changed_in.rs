//! Finds the commit that changed a criterion.
//!
//! Walks back along the first parents from the head under review and reads each version of the
//! spec's file once. Knows nothing of what was agreed.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::git::{FileContent, Repository};
use crate::model::id::{Digest, ObjectId};
use crate::model::text::RepoPath;
use crate::spec;

/// Maximum number of commits looked at for one file.
const MAX_COMMITS: usize = 2_000;

/// Maximum number of versions read of one file.
const MAX_VERSIONS: usize = 100;

/// Maximum number of bytes of all versions read.
const MAX_BYTES: usize = 16 << 20;

/// The versions of spec files, each read once.
pub(super) struct Versions<'r> {
    repository: &'r Repository,
    head: ObjectId,
    /// By file: the commits that changed it, newest first, each with the resulting version.
    changes: BTreeMap<RepoPath, Vec<(ObjectId, ObjectId)>>,
    /// By version: the texts of its criteria.
    texts: HashMap<ObjectId, HashSet<Digest>>,
    /// How many bytes may still be read.
    left: usize,
}

impl<'r> Versions<'r> {
    /// Makes an empty set of versions up to a head.
    pub(super) fn new(repository: &'r Repository, head: ObjectId) -> Self {
        Self {
            repository,
            head,
            changes: BTreeMap::new(),
            texts: HashMap::new(),
            left: MAX_BYTES,
        }
    }

    /// Finds the commit that added a text to a spec's file for good; `None` where the file does not
    /// have it or a limit was reached first.
    pub(super) fn came_in(&mut self, path: &RepoPath, text: Digest) -> Option<ObjectId> {
        let changes = self.changes_of(path).to_vec();
        let mut came = None;
        for (commit, version) in changes.into_iter().take(MAX_VERSIONS) {
            if !self.texts_of(path, version)?.contains(&text) {
                return came;
            }
            came = Some(commit);
        }
        came
    }

    fn changes_of(&mut self, path: &RepoPath) -> &[(ObjectId, ObjectId)] {
        let (repository, head) = (self.repository, self.head);
        self.changes.entry(path.clone()).or_insert_with(|| {
            let version = |commit| {
                repository
                    .entry(commit, path)
                    .ok()
                    .flatten()
                    .map(|entry| entry.id)
            };
            let mut changes = Vec::new();
            let mut at = head;
            let mut here = version(at);
            for _ in 0..MAX_COMMITS {
                let Some(now) = here else { break };
                let before = repository
                    .parents_of(at)
                    .ok()
                    .and_then(|parents| parents.first().copied());
                let there = before.and_then(version);
                if there != Some(now) {
                    changes.push((at, now));
                }
                let Some(before) = before else { break };
                (at, here) = (before, there);
            }
            changes
        })
    }

    /// Returns the texts of a version; `None` where it cannot be read within the limit.
    fn texts_of(&mut self, path: &RepoPath, version: ObjectId) -> Option<&HashSet<Digest>> {
        if let Entry::Vacant(entry) = self.texts.entry(version) {
            let limit = self.left.min(spec::MAX_BYTES);
            let texts = match self.repository.read(version, limit as u64) {
                Ok(FileContent::Bytes(bytes)) => {
                    self.left -= bytes.len();
                    let spec = spec::read(path, &bytes, Some(version));
                    spec.map(|spec| spec.criteria.iter().map(|item| item.digest).collect())
                        .unwrap_or_default()
                }
                Ok(FileContent::TooLarge(_)) if limit < spec::MAX_BYTES => return None,
                _ => HashSet::new(),
            };
            entry.insert(texts);
        }
        self.texts.get(&version)
    }
}
