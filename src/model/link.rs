//! Trace links: which commit, file or hunk bears on which criterion, and according to whom.

use super::id::{Digest, ObjectId, WriterId};
use super::spec::CriterionKey;
use super::text::{RepoPath, Untrusted};

/// The target of a link, from the widest to the narrowest.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LinkTarget {
    /// Everything a commit changed.
    Commit(ObjectId),
    /// Everything that changed in a file.
    File(RepoPath),
    /// One hunk, identified by its content so that the link survives a rebase.
    Hunk {
        /// The file.
        path: RepoPath,
        /// The hunk's [`digest`](super::change::Hunk::digest).
        digest: Digest,
    },
}

impl LinkTarget {
    /// Returns the file or the hunk's file; `None` for a commit.
    pub fn path(&self) -> Option<&RepoPath> {
        match self {
            Self::Commit(_) => None,
            Self::File(path) | Self::Hunk { path, .. } => Some(path),
        }
    }

    /// Returns the file or the hunk's file, to be replaced.
    pub fn path_mut(&mut self) -> Option<&mut RepoPath> {
        match self {
            Self::Commit(_) => None,
            Self::File(path) | Self::Hunk { path, .. } => Some(path),
        }
    }
}

/// The source of a link.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum LinkKind {
    /// The spec or the contractor: a claim.
    Declared(DeclaredBy),
    /// A reviewer.
    Confirmed(WriterId),
}

/// Where a declared link was found, ordered from the most explicit to the widest claim. Lines are
/// 1-based.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DeclaredBy {
    /// A trailer of a commit's message (`Criterion: AC-3`).
    Trailer {
        commit: ObjectId,
        /// The line of its message.
        line: u32,
    },
    /// An id anywhere else in a commit's message.
    Message {
        commit: ObjectId,
        /// The line of its message.
        line: u32,
    },
    /// An id in an added line.
    AddedLine {
        /// The file.
        path: RepoPath,
        /// The line on the file's new side.
        line: u32,
    },
    /// A commit ticks the criterion's box.
    Tick {
        commit: ObjectId,
        /// The spec.
        path: RepoPath,
        /// The line of the box in the commit's version of the spec.
        line: u32,
    },
    /// A commit ticks a task that names the criterion (`(AC: 1, 3)`).
    Task {
        commit: ObjectId,
        /// The file of the task.
        path: RepoPath,
        /// The line of the box in the commit's version of the file.
        line: u32,
    },
    /// The `paths` of the criterion in its spec.
    Paths {
        /// The spec.
        path: RepoPath,
        /// The line of the criterion.
        line: u32,
    },
    /// The name of the branch that brought the commit, from the increment or a merge's message.
    Branch(Untrusted),
    /// The `[[increment]]` table of a spec.
    Increment {
        /// The spec.
        path: RepoPath,
        /// The line of the table.
        line: u32,
    },
}

impl DeclaredBy {
    /// Returns the name as shown to people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Trailer { .. } => "named in a commit's trailer",
            Self::Message { .. } => "named in a commit message",
            Self::AddedLine { .. } => "named in an added line",
            Self::Tick { .. } => "ticked in a commit",
            Self::Task { .. } => "named by a task that a commit ticks",
            Self::Paths { .. } | Self::Increment { .. } => "named in the spec",
            Self::Branch(_) => "named in a branch",
        }
    }

    /// Returns the file and line with the claim, where it is in a file.
    pub fn place(&self) -> Option<(&RepoPath, u32)> {
        match self {
            Self::AddedLine { path, line }
            | Self::Tick { path, line, .. }
            | Self::Task { path, line, .. }
            | Self::Paths { path, line }
            | Self::Increment { path, line } => Some((path, *line)),
            Self::Trailer { .. } | Self::Message { .. } | Self::Branch(_) => None,
        }
    }

    /// Returns the commit with the claim, and the line of its message where the claim is there.
    pub fn commit(&self) -> Option<(ObjectId, Option<u32>)> {
        match self {
            Self::Trailer { commit, line } | Self::Message { commit, line } => {
                Some((*commit, Some(*line)))
            }
            Self::Tick { commit, .. } | Self::Task { commit, .. } => Some((*commit, None)),
            Self::AddedLine { .. }
            | Self::Paths { .. }
            | Self::Branch(_)
            | Self::Increment { .. } => None,
        }
    }
}

/// A trace link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceLink {
    pub criterion: CriterionKey,
    /// The linked change.
    pub target: LinkTarget,
    /// The source of the link.
    pub kind: LinkKind,
}
