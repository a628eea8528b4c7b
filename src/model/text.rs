//! Text and paths from outside: a delivery, a spec, another writer's record.
//!
//! Owns the two types that carry such bytes. Neither implements `Display`, so their bytes can reach
//! a person only through the `safe` layer. Knows nothing of how they are made safe.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Bytes that somebody else wrote: a commit message, an author, a line of a file, a criterion, a
/// note.
///
/// Does not implement `Display`, on purpose. `Debug` escapes every byte that is not printable
/// ASCII. Copies share the bytes, because the record and its events hold the same words.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Untrusted(Arc<[u8]>);

impl Untrusted {
    /// Wraps the bytes unchanged.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into().into())
    }

    /// Returns the bytes, for comparing, hashing, diffing and storing. Never for showing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the text for parsing and matching, with invalid UTF-8 replaced. Never for showing.
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Whether the text is empty or only ASCII white space.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(u8::is_ascii_whitespace)
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&[u8]> for Untrusted {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl AsRef<[u8]> for Untrusted {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Untrusted(\"{}\")", self.0.escape_ascii())
    }
}

/// A path inside a repository: bytes separated by `/`, not necessarily UTF-8, never absolute.
/// Copies share the bytes, because a path is kept in many places.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(Arc<[u8]>);

impl RepoPath {
    /// Wraps a path as git stores it.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into().into())
    }

    /// Returns the bytes, for comparing, looking up and storing. Never for showing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the path for matching, with invalid UTF-8 replaced. Never for showing.
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Returns the part after the last `/`.
    pub fn base_name(&self) -> &[u8] {
        self.0.rsplit(|&b| b == b'/').next().unwrap_or(&self.0)
    }
}

impl From<&str> for RepoPath {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RepoPath(\"{}\")", self.0.escape_ascii())
    }
}
