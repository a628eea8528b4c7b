//! Digests: SHA-256 over byte strings whose borders count.
//!
//! The only place that names `sha2`. Knows nothing of what is digested.

use sha2::{Digest as _, Sha256};

use crate::model::id::Digest;

/// The digest of some bytes, as `sha256sum` prints it.
pub fn of_bytes(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// The digest of several parts, each preceded by its length (8 bytes, little endian), so that
/// `["ab", "c"]` and `["a", "bc"]` differ.
pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    Digest(hasher.finalize().into())
}
