//! Lists the spec files of one commit, and undoes changes to that list. Knows nothing of what is in
//! them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::git::{PRUNED, Repository};
use crate::model::change::{FileChange, FileEntry};
use crate::model::id::ObjectId;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::spec;

/// The spec files of one commit, by path, with their blobs; a folder that is one spec has a commit
/// with that content instead.
pub(super) type SpecFiles = BTreeMap<RepoPath, ObjectId>;

/// Rules for which files are specs, and which folders are one spec each.
#[derive(Clone)]
pub(super) struct SpecFileRules {
    pub(super) folders: BTreeSet<RepoPath>,
}

impl SpecFileRules {
    pub(super) fn new(now: &[Spec]) -> Self {
        let folders = now
            .iter()
            .filter(|spec| spec.blob.is_none() && spec.path.as_bytes().last() != Some(&b'/'));
        let folders = folders.filter(|spec| spec.dialect == crate::model::spec::Dialect::Doorstop);
        Self {
            folders: folders.map(|spec| spec.path.clone()).collect(),
        }
    }

    /// Lists the spec files at a commit: those at the dialects' paths, and those under review.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub(super) fn at(
        &self,
        repository: &Repository,
        commit: ObjectId,
        now: &[Spec],
    ) -> Result<SpecFiles> {
        let reviewed: BTreeSet<&RepoPath> = now.iter().map(|spec| &spec.path).collect();
        let found = repository
            .files(commit, &mut |path, _| {
                reviewed.contains(path) || is_at_a_place_for_specs(path)
            })?
            .into_iter()
            .filter(FileEntry::is_plain);
        let mut files: SpecFiles = found.map(|entry| (entry.path, entry.id)).collect();
        files.extend(self.folders.iter().map(|folder| (folder.clone(), commit)));
        Ok(files)
    }

    /// Returns the spec files before some changes; `before` is the commit before these changes.
    pub(super) fn before(
        &self,
        files: &SpecFiles,
        changes: &[FileChange],
        before: ObjectId,
    ) -> SpecFiles {
        let mut old = files.clone();
        let is_kept = |entry: &FileEntry| {
            files.contains_key(&entry.path) || is_at_a_place_for_specs(&entry.path)
        };
        let mut came = false;
        for change in changes {
            let new = change
                .new
                .as_ref()
                .filter(|entry| files.contains_key(&entry.path));
            if let Some(entry) = new {
                old.remove(&entry.path);
                came |= change.old.as_ref().is_none_or(|old| old.path != entry.path);
            }
            if let Some(entry) = change
                .old
                .as_ref()
                .filter(|entry| entry.is_plain() && !change.copied)
                && (new.is_some() || is_kept(entry))
            {
                old.insert(entry.path.clone(), entry.id);
            }
            for side in change.old.iter().chain(&change.new) {
                if let Some(folder) = self
                    .folders
                    .iter()
                    .find(|folder| lies_in(&side.path, folder))
                {
                    old.insert(folder.clone(), before);
                }
            }
        }
        // A new file may have been moved, with edits, from a file with any name.
        if came {
            let gone = changes
                .iter()
                .filter(|change| change.new.is_none())
                .filter_map(|change| change.old.as_ref());
            let gone = gone.filter(|entry| entry.is_plain() && is_text(&entry.path));
            old.extend(
                gone.take(MAX_GONE)
                    .map(|entry| (entry.path.clone(), entry.id)),
            );
        }
        old
    }
}

/// Maximum number of files deleted by one commit that are searched because another was added.
const MAX_GONE: usize = 50;

fn is_at_a_place_for_specs(path: &RepoPath) -> bool {
    let is_pruned = || {
        path.as_bytes()
            .split(|byte| *byte == b'/')
            .any(|part| PRUNED.contains(&part))
    };
    spec::rank(path).is_some() && !is_pruned()
}

/// Whether a file may be a spec, by its name.
pub(super) fn is_text(path: &RepoPath) -> bool {
    let path = path.as_bytes().to_ascii_lowercase();
    [
        &b".md"[..],
        b".markdown",
        b".toml",
        b".feature",
        b".rst",
        b".sdoc",
    ]
    .iter()
    .any(|end| path.ends_with(end))
}

fn lies_in(path: &RepoPath, folder: &RepoPath) -> bool {
    let rest = path.as_bytes().strip_prefix(folder.as_bytes());
    rest.is_some_and(|rest| folder.as_bytes().is_empty() || rest.starts_with(b"/"))
}
