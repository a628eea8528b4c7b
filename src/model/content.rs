//! Facts about changed files without lines to show: binary files, files kept in Git LFS,
//! submodules.

use super::id::Digest;
use super::increment::Commit;

/// The format of a binary file, detected by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Media {
    /// The format in our own words: `PNG image`.
    pub format: &'static str,
    /// Width and height in pixels from the header, for images.
    pub pixels: Option<(u32, u32)>,
}

/// A Git LFS pointer: the stand-in that the repository has for the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LfsPointer {
    /// SHA-256 of the content.
    pub oid: Digest,
    /// The content's size in bytes.
    pub size: u64,
}

/// The commits between two states of a submodule, newest first.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct SubmoduleLog {
    /// Commits that were added.
    pub added: Vec<Commit>,
    /// Commits that the submodule no longer has, as after a step back.
    pub removed: Vec<Commit>,
    /// Whether the lists leave out further commits.
    pub more: bool,
    /// Whether nobody looked for its commits, because searching other submodules took all that may
    /// be read.
    pub is_unsearched: bool,
}
