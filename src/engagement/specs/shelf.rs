//! Reads spec files from a commit, or from the work tree.
//!
//! Knows nothing of what is in them.

use anyhow::{Context as _, Result, anyhow, bail};

use super::disk::DiskTree;
use crate::git::{FileContent, Repository};
use crate::model::id::ObjectId;
use crate::model::text::RepoPath;
use crate::{safe, spec};

/// The value of `--spec-at` for the work tree.
pub const WORK_TREE: &str = "worktree";

/// A source of spec files.
pub(super) enum Shelf<'r> {
    /// At a commit.
    Commit {
        repository: &'r Repository,
        commit: ObjectId,
        what: String,
    },
    /// The files of the work tree.
    WorkTree(DiskTree),
}

/// A file that may be a spec.
pub(super) struct ShelfFile {
    pub path: RepoPath,
    /// Its blob; `None` in the work tree.
    pub blob: Option<ObjectId>,
    /// Whether it is a symbolic link.
    pub is_link: bool,
}

impl<'r> Shelf<'r> {
    /// Opens the head under review, or the source that the user named.
    ///
    /// # Errors
    /// When no commit has that name, or there is no work tree.
    pub(super) fn new(
        repository: &'r Repository,
        head: ObjectId,
        at: Option<&str>,
    ) -> Result<Self> {
        match at {
            None => Ok(Self::head(repository, head)),
            Some(WORK_TREE) => {
                let tree = Self::work_tree(repository)?;
                tree.context(
                    "`--spec-at worktree`: this repository is bare, so it has no work tree; \
                     name a branch, tag or commit instead",
                )
            }
            Some(name) => {
                let commit = repository
                    .resolve_typed(name)
                    .context("looking for the commit of `--spec-at`")?;
                let what = format!("at `{}` ({})", safe::inline(name), commit.short(7));
                Ok(Self::Commit {
                    repository,
                    commit,
                    what,
                })
            }
        }
    }

    /// Opens the head under review.
    pub(super) fn head(repository: &'r Repository, head: ObjectId) -> Self {
        let what = format!("at the head under review ({})", head.short(7));
        Self::Commit {
            repository,
            commit: head,
            what,
        }
    }

    /// Opens the work tree, if there is one.
    pub(super) fn work_tree(repository: &'r Repository) -> Result<Option<Self>> {
        let work_dir = repository.location().work_dir.as_ref();
        work_dir
            .map(|dir| DiskTree::new(dir).map(Self::WorkTree))
            .transpose()
    }

    /// Describes the source, to follow "the specs".
    pub(super) fn what(&self) -> &str {
        match self {
            Self::Commit { what, .. } => what,
            Self::WorkTree(_) => "in the work tree",
        }
    }

    /// Lists the `wanted` files, in no order; without submodules.
    pub(super) fn files(
        &self,
        wanted: &mut dyn FnMut(&RepoPath) -> bool,
    ) -> Result<Vec<ShelfFile>> {
        match self {
            Self::Commit {
                repository, commit, ..
            } => {
                let files = repository.files(*commit, &mut |path, _| wanted(path))?;
                let files = files.into_iter().filter(|entry| !entry.is_submodule());
                Ok(files
                    .map(|entry| ShelfFile {
                        is_link: entry.is_link(),
                        path: entry.path,
                        blob: Some(entry.id),
                    })
                    .collect())
            }
            Self::WorkTree(tree) => tree.files(wanted),
        }
    }

    /// Returns the entry at a path, unless it is a folder.
    pub(super) fn entry(&self, path: &RepoPath) -> Result<Option<ShelfFile>> {
        match self {
            Self::Commit {
                repository, commit, ..
            } => {
                let entry = repository
                    .entry(*commit, path)?
                    .filter(|entry| !entry.is_submodule());
                Ok(entry.map(|entry| ShelfFile {
                    is_link: entry.is_link(),
                    path: entry.path,
                    blob: Some(entry.id),
                }))
            }
            Self::WorkTree(tree) => Ok(tree.entry(path)),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, is too long for a spec, or, at a commit, is a link.
    pub(super) fn read(&self, entry: &ShelfFile) -> Result<Vec<u8>> {
        match (self, entry.blob) {
            (Self::Commit { .. }, _) if entry.is_link => {
                bail!("it is a link; name the file that it leads to with -s")
            }
            (Self::Commit { repository, .. }, Some(blob)) => {
                match repository.read(blob, spec::MAX_BYTES as u64)? {
                    FileContent::Bytes(bytes) => Ok(bytes),
                    FileContent::TooLarge(size) => {
                        let bytes = usize::try_from(size).unwrap_or(usize::MAX);
                        Err(spec::ReadError::TooLarge {
                            bytes,
                            limit: spec::MAX_BYTES,
                        }
                        .into())
                    }
                    FileContent::Missing => Err(anyhow!(
                        "this clone does not have it; fetch it, or name a copy with -s"
                    )),
                }
            }
            (Self::Commit { .. }, None) => bail!("it is not at that commit"),
            (Self::WorkTree(tree), _) => tree.read(&entry.path),
        }
    }
}
