//! Selects the listed part of an increment: all of it, one of its commits, or what changed since an
//! earlier round.

use anyhow::Result;

use crate::git::{Changes, Repository, Steps};
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, IncrementPart, Step};
use crate::model::text::RepoPath;

/// The listed part of an increment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it.
    Whole(CommitRange),
    /// One of its commits.
    Commit(ObjectId),
    /// What the contractor changed from an earlier round to the newest one.
    Since { old: CommitRange, new: CommitRange },
}

impl Extent {
    /// Selects a part of an increment.
    pub fn of(increment: &Increment, part: IncrementPart) -> Self {
        match part {
            IncrementPart::Whole => Self::Whole(increment.range),
            IncrementPart::Commit(id) => Self::Commit(id),
            IncrementPart::Since(old) => Self::Since {
                old,
                new: increment.range,
            },
        }
    }

    /// Returns its last commit.
    pub fn head(&self) -> ObjectId {
        match self {
            Self::Whole(range) | Self::Since { new: range, .. } => range.head,
            Self::Commit(id) => *id,
        }
    }

    /// Lists its changes. A commit is compared with its first parent; a merge has only its own
    /// changes, because what it merged in belongs to other commits. Of what changed since an
    /// earlier round, [`changed_since`](super::changed_since) lists the changes; here it counts as the
    /// whole.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn changes(&self, repository: &Repository) -> Result<Changes> {
        match self {
            Self::Whole(range) | Self::Since { new: range, .. } => repository.changes(range),
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
            Self::Commit(_) | Self::Since { .. } => self.changes(repository),
        }
    }

    /// Lists its commits, at most `limit`, each under the one of its own line that brought it.
    ///
    /// # Errors
    /// When an end of it cannot be read.
    pub fn steps(&self, repository: &Repository, limit: usize) -> Result<Steps> {
        match self {
            Self::Whole(range) | Self::Since { new: range, .. } => repository.steps(range, limit),
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
