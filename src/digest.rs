//! Computes digests: SHA-256 over byte strings, with or without borders between parts.
//!
//! The only file that names `sha2`. Knows nothing of what is digested.

use sha2::{Digest as _, Sha256};

use crate::model::id::Digest;

/// Digests some bytes, like `sha256sum`.
pub fn of_bytes(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// Digests several parts, each preceded by its length (8 bytes, little endian), so that `["ab",
/// "c"]` and `["a", "bc"]` differ.
pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    Digest(hasher.finalize().into())
}
