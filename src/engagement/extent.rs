//! Selects the listed part of an increment: all of it, or one of its commits.

use anyhow::Result;

use crate::git::{Changes, Repository, Steps};
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, Step};
use crate::model::text::RepoPath;

/// The listed part of an increment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it.
    Whole(CommitRange),
    /// One of its commits.
    Commit(ObjectId),
}

impl Extent {
    /// Selects a commit of an increment, or all of it.
    pub fn of(increment: &Increment, commit: Option<ObjectId>) -> Self {
        commit.map_or(Self::Whole(increment.range), Self::Commit)
    }

    /// Returns its last commit.
    pub fn head(&self) -> ObjectId {
        match self {
            Self::Whole(range) => range.head,
            Self::Commit(id) => *id,
        }
    }

    /// Lists its changes. A commit is compared with its first parent; a merge has only its own
    /// changes, because what it merged in belongs to other commits.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn changes(&self, repository: &Repository) -> Result<Changes> {
        match self {
            Self::Whole(range) => repository.changes(range),
            Self::Commit(id) => match repository.commit(*id)?.parents.as_slice() {
                [] => repository.changes(&CommitRange {
                    base: None,
                    head: *id,
                }),
                [parent] => repository.changes(&CommitRange {
                    base: Some(*parent),
                    head: *id,
                }),
                _ => repository.combined(*id),
            },
        }
    }

    /// Lists the files to be shown first, from `near` on, where that is less than all of them.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn changes_near(
        &self,
        repository: &Repository,
        near: Option<&RepoPath>,
    ) -> Result<Changes> {
        match self {
            Self::Whole(range) => repository.changes_near(range, near),
            Self::Commit(_) => self.changes(repository),
        }
    }

    /// Lists its commits, at most `limit`, each under the one of its own line that brought it.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn steps(&self, repository: &Repository, limit: usize) -> Result<Steps> {
        match self {
            Self::Whole(range) => repository.steps(range, limit),
            Self::Commit(id) => {
                let step = Step {
                    commit: repository.commit(*id)?,
                    brought: Vec::new(),
                };
                Ok(Steps {
                    steps: vec![step],
                    more: false,
                })
            }
        }
    }
}
