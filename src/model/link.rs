//! Trace links: which commit, file or hunk bears on which criterion, and who says so.

use super::id::{Digest, ObjectId, WriterId};
use super::spec::CriterionKey;
use super::text::{RepoPath, Untrusted};

/// What a link points at, from the widest to the narrowest.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LinkTarget {
    /// Everything a commit changed.
    Commit(ObjectId),
    /// Everything that changed in a file.
    File(RepoPath),
    /// One hunk, by the digest of its content, so that it holds across a rebase.
    Hunk {
        /// The file.
        path: RepoPath,
        /// [`Hunk::digest`](super::change::Hunk::digest).
        digest: Digest,
    },
}

impl LinkTarget {
    /// The file it is, or is in; none for a commit.
    pub fn path(&self) -> Option<&RepoPath> {
        match self {
            Self::Commit(_) => None,
            Self::File(path) | Self::Hunk { path, .. } => Some(path),
        }
    }
}

/// Why a link is there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum LinkKind {
    /// The spec or the contractor says so: a claim.
    Declared(DeclaredBy),
    /// A reviewer says so.
    Confirmed(WriterId),
}

/// Where a declared link was found. Lines are 1-based; in order from the plainest word to the widest claim.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DeclaredBy {
    /// A trailer of a commit's message (`Criterion: AC-3`).
    Trailer {
        /// The commit.
        commit: ObjectId,
        /// The line of its message.
        line: u32,
    },
    /// An id anywhere else in a commit's message.
    Message {
        /// The commit.
        commit: ObjectId,
        /// The line of its message.
        line: u32,
    },
    /// An id in an added line.
    AddedLine {
        /// The file.
        path: RepoPath,
        /// The line of its new side.
        line: u32,
    },
    /// A commit ticks the criterion's box.
    Tick {
        /// The commit.
        commit: ObjectId,
        /// The spec.
        path: RepoPath,
        /// The line of the box, as the commit leaves the spec.
        line: u32,
    },
    /// A commit ticks a task that names the criterion (`(AC: 1, 3)`).
    Task {
        /// The commit.
        commit: ObjectId,
        /// The file of the task.
        path: RepoPath,
        /// The line of the box, as the commit leaves the file.
        line: u32,
    },
    /// The `paths` of the criterion in its spec.
    Paths {
        /// The spec.
        path: RepoPath,
        /// The line of the criterion.
        line: u32,
    },
    /// The name of the branch that brought the commit, as the increment or a merge's message has it.
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
    /// As a person reads it.
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

    /// The file and line that says so, where it is one of a file.
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

    /// The commit that says so, where one does, and the line of its message, where that is the place.
    pub fn commit(&self) -> Option<(ObjectId, Option<u32>)> {
        match self {
            Self::Trailer { commit, line } | Self::Message { commit, line } => Some((*commit, Some(*line))),
            Self::Tick { commit, .. } | Self::Task { commit, .. } => Some((*commit, None)),
            Self::AddedLine { .. } | Self::Paths { .. } | Self::Branch(_) | Self::Increment { .. } => None,
        }
    }
}

/// One link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceLink {
    /// The criterion.
    pub criterion: CriterionKey,
    /// What bears on it.
    pub target: LinkTarget,
    /// Who says so.
    pub kind: LinkKind,
}
