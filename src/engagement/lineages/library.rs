//! Caches earlier versions of specs; each blob is read once.

use std::collections::HashMap;
use std::sync::Arc;

use super::files::{SpecFileRules, SpecFiles};
use crate::engagement::specs;
use crate::git::{FileContent, Repository};
use crate::model::id::ObjectId;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::spec;

/// Maximum number of bytes of earlier versions that are read: about a second's worth.
const MAX_BYTES: usize = 24 << 20;

/// The versions read so far.
#[derive(Clone)]
pub(super) struct Library {
    read: HashMap<(RepoPath, ObjectId), Option<Arc<Spec>>>,
    left: usize,
}

impl Library {
    pub(super) fn new(now: &[Spec]) -> Self {
        let known = now.iter().filter_map(|spec| {
            let blob = spec.blob?;
            Some(((spec.path.clone(), blob), Some(Arc::new(spec.clone()))))
        });
        Self {
            read: known.collect(),
            left: MAX_BYTES,
        }
    }

    /// Whether the limit was reached, so that something was not read.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }

    /// Returns a spec's earlier version; `None` when it has no criteria or cannot be read.
    pub(super) fn get(
        &mut self,
        repository: &Repository,
        kept: &SpecFileRules,
        path: &RepoPath,
        blob: ObjectId,
    ) -> Option<Arc<Spec>> {
        let key = (path.clone(), blob);
        if let Some(known) = self.read.get(&key) {
            return known.clone();
        }
        let spec = if kept.folders.contains(path) {
            specs::folder_at(repository, blob, path)
        } else {
            self.file(repository, path, blob)
        };
        let spec = spec.filter(|spec| !spec.criteria.is_empty()).map(Arc::new);
        self.read.insert(key, spec.clone());
        spec
    }

    fn file(&mut self, repository: &Repository, path: &RepoPath, blob: ObjectId) -> Option<Spec> {
        let limit = self.left.min(spec::MAX_BYTES);
        match repository.read(blob, limit as u64).ok()? {
            FileContent::Bytes(bytes) => {
                self.left = self.left.saturating_sub(bytes.len());
                spec::read(path, &bytes, Some(blob)).ok()
            }
            FileContent::TooLarge(_) => {
                self.left = if limit < spec::MAX_BYTES {
                    0
                } else {
                    self.left
                };
                None
            }
            FileContent::Missing => None,
        }
    }

    /// Returns the specs of one commit that another does not have with the same content.
    pub(super) fn other(
        &mut self,
        repository: &Repository,
        kept: &SpecFileRules,
        files: &SpecFiles,
        than: &SpecFiles,
    ) -> Vec<Spec> {
        let other = files
            .iter()
            .filter(|(path, blob)| than.get(*path) != Some(*blob));
        let read = other.filter_map(|(path, blob)| self.get(repository, kept, path, *blob));
        read.map(|spec| Spec::clone(&spec)).collect()
    }
}
