//! What of an increment is listed: all of it, or one of its commits.

use anyhow::Result;

use crate::git::{Changes, Repository, Steps};
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, Step};
use crate::model::text::RepoPath;

/// What of an increment is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it.
    Whole(CommitRange),
    /// One of its commits.
    Commit(ObjectId),
}

impl Extent {
    /// An increment as a whole, or one commit of it.
    pub fn of(increment: &Increment, commit: Option<ObjectId>) -> Self {
        commit.map_or(Self::Whole(increment.range), Self::Commit)
    }

    /// Where it ends.
    pub fn head(&self) -> ObjectId {
        match self {
            Self::Whole(range) => range.head,
            Self::Commit(id) => *id,
        }
    }

    /// What it changes. A commit is compared with its first parent; of a merge only what it changes
    /// itself is its own, for what it merged in are other commits' changes.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn changes(&self, repository: &Repository) -> Result<Changes> {
        match self {
            Self::Whole(range) => repository.changes(range),
            Self::Commit(id) => match repository.commit(*id)?.parents.as_slice() {
                [] => repository.changes(&CommitRange { base: None, head: *id }),
                [parent] => repository.changes(&CommitRange { base: Some(*parent), head: *id }),
                _ => repository.combined(*id),
            },
        }
    }

    /// The files to be shown first, from `near` on, where that is less than all of them.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn changes_near(&self, repository: &Repository, near: Option<&RepoPath>) -> Result<Changes> {
        match self {
            Self::Whole(range) => repository.changes_near(range, near),
            Self::Commit(_) => self.changes(repository),
        }
    }

    /// Its commits, at most `limit`, each under the one of its own line that brought it.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn steps(&self, repository: &Repository, limit: usize) -> Result<Steps> {
        match self {
            Self::Whole(range) => repository.steps(range, limit),
            Self::Commit(id) => {
                let step = Step { commit: repository.commit(*id)?, brought: Vec::new() };
                Ok(Steps { steps: vec![step], more: false })
            }
        }
    }
}
