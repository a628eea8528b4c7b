//! Objects that others were made of, kept for the next ones: neighbours in a history share what they are
//! differences to.
//!
//! Knows nothing of what they are.

use std::collections::HashMap;
use std::sync::Arc;

use crate::git::store::Kind;

/// Bytes that are kept in all, in two halves, for each thread that reads.
pub(super) const MOST: usize = 48 << 20;

/// A whole object.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) kind: Kind,
    pub(super) data: Arc<Vec<u8>>,
}

/// A pack and a place in it.
pub(super) type Place = (usize, u64);

/// What was used lately. When the young ones fill their half, they become the old ones, and what was old and
/// not used since is gone.
#[derive(Default)]
pub(super) struct Cache {
    young: HashMap<Place, Kept>,
    old: HashMap<Place, Kept>,
    bytes: usize,
}

impl Cache {
    pub(super) fn get(&mut self, place: Place) -> Option<Kept> {
        if let Some(kept) = self.young.get(&place) {
            return Some(kept.clone());
        }
        let kept = self.old.remove(&place)?;
        self.put(place, kept.clone());
        Some(kept)
    }

    /// Keeps an object, unless it is as large as all the others together may be.
    pub(super) fn put(&mut self, place: Place, kept: Kept) {
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
