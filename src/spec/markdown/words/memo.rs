//! Caches results for texts that occur again and again, such as headings and names of columns.
//!
//! Owns the size of the cache: a fixed number of short texts, whatever a file holds. Knows nothing
//! of the results.

use std::cell::RefCell;
use std::hash::{BuildHasher as _, RandomState};

/// The number of texts in the cache.
const SLOTS: usize = 256;
/// The longest text in the cache, in bytes.
const LONGEST: usize = 300;

/// A cache of results by text. Each text has one slot, which the next text with the same slot takes
/// over.
pub(in crate::spec) struct Memo<V> {
    slots: RefCell<Vec<Option<(String, V)>>>,
    hashes: RandomState,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            slots: RefCell::default(),
            hashes: RandomState::new(),
        }
    }
}

impl<V: Copy> Memo<V> {
    /// Returns the cached result for a text, or calls `find` and caches its result.
    pub(in crate::spec) fn get(&self, text: &str, find: impl FnOnce(&str) -> V) -> V {
        if text.len() > LONGEST {
            return find(text);
        }
        let place = self.hashes.hash_one(text) as usize % SLOTS;
        let known = |slots: &Vec<Option<(String, V)>>| match slots.get(place) {
            Some(Some((known, value))) if known == text => Some(*value),
            _ => None,
        };
        if let Some(value) = known(&self.slots.borrow()) {
            return value;
        }
        let value = find(text);
        let mut slots = self.slots.borrow_mut();
        slots.resize_with(SLOTS, || None);
        match slots.get_mut(place) {
            Some(Some((known, old))) => {
                known.clear();
                known.push_str(text);
                *old = value;
            }
            Some(empty) => *empty = Some((text.to_owned(), value)),
            None => {}
        }
        value
    }
}
