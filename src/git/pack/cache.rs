//! Caches base objects of deltas: neighbours in a history share their bases.
//!
//! Knows nothing of what they are.

use std::collections::HashMap;
use std::sync::Arc;

use crate::git::store::ObjectKind;

/// Maximum size in bytes of both halves, for each thread that reads.
pub(super) const MOST: usize = 48 << 20;

/// A whole object.
#[derive(Clone)]
pub(super) struct CachedObject {
    pub(super) kind: ObjectKind,
    pub(super) data: Arc<Vec<u8>>,
}

/// A pack and an offset in it.
pub(super) type PackOffset = (usize, u64);

/// Recently used objects in two halves. When the young half is full, it becomes the old one, and
/// objects in the old half that were not used since are dropped.
#[derive(Default)]
pub(super) struct Cache {
    young: HashMap<PackOffset, CachedObject>,
    old: HashMap<PackOffset, CachedObject>,
    bytes: usize,
}

impl Cache {
    pub(super) fn get(&mut self, place: PackOffset) -> Option<CachedObject> {
        if let Some(kept) = self.young.get(&place) {
            return Some(kept.clone());
        }
        let kept = self.old.remove(&place)?;
        self.put(place, kept.clone());
        Some(kept)
    }

    /// Caches an object, unless it is as large as a whole half.
    pub(super) fn put(&mut self, place: PackOffset, kept: CachedObject) {
        if kept.data.len() > MOST / 2 {
            return;
        }
        self.bytes += kept.data.len();
        if self.bytes > MOST / 2 {
            self.bytes = kept.data.len();
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(place, kept);
    }
}
