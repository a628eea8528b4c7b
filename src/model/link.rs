//! Trace links: which commit, file or hunk bears on which criterion, and who says so.

use super::id::{Digest, ObjectId, WriterId};
use super::spec::CriterionKey;
use super::text::RepoPath;

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
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkKind {
    /// The spec or the contractor says so: a claim.
    Declared(DeclaredBy),
    /// A reviewer says so.
    Confirmed(WriterId),
}

/// Where a declared link was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DeclaredBy {
    /// The spec's own `[[increment]]` or `paths`.
    Spec,
    /// A trailer or an id in a commit's message.
    Message,
    /// An id in an added line.
    AddedLine,
}

impl DeclaredBy {
    /// As a person reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spec => "named in the spec",
            Self::Message => "named in a commit message",
            Self::AddedLine => "named in an added line",
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
