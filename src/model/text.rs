//! Text and paths that came from outside: a delivery, a spec, another writer's record.
//!
//! Owns the two types that carry such bytes. Neither implements `Display`, so nothing of theirs can
//! reach a person except through the `safe` layer. Knows nothing of how they are made safe.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Bytes somebody else wrote: a commit message, an author, a line of a file, a criterion, a note.
///
/// There is no `Display` on purpose. `Debug` escapes every byte that is not printable ASCII. Copies share the bytes, for
/// the record and the events that it was made of hold the same words.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Untrusted(Arc<[u8]>);

impl Untrusted {
    /// Takes the bytes as they came.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into().into())
    }

    /// The bytes, for comparing, hashing, diffing and storing. Never for showing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text for parsing and matching, invalid UTF-8 replaced. Never for showing.
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Whether there is nothing but ASCII white space.
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

/// A path inside a repository: bytes separated by `/`, not necessarily UTF-8, never absolute. Copies share the
/// bytes, for a path stands in many places.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(Arc<[u8]>);

impl RepoPath {
    /// Takes a path as git stores it.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into().into())
    }

    /// The bytes, for comparing, looking up and storing. Never for showing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The path as text for matching, invalid UTF-8 replaced. Never for showing.
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The path as untrusted text, on its way to being made safe.
    pub fn to_untrusted(&self) -> Untrusted {
        Untrusted::new(self.0.to_vec())
    }

    /// The part after the last `/`.
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
