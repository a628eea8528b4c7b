//! Maps and sets of words that are known beforehand and looked up for most words of a text. Owns
//! their hash, which is fast and does not protect against colliding keys; a table that never grows
//! needs no protection.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are known beforehand.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set of words that are known beforehand.
pub(super) type FixedSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// A multiplicative hash of eight bytes at a time.
#[derive(Default)]
pub(super) struct Quick(u64);

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    #[inline]
    fn take(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Quick {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        words
            .iter()
            .for_each(|word| self.take(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.take(
                rest.iter()
                    .rev()
                    .fold(0, |word, byte| word << 8 | u64::from(*byte)),
            );
        }
    }

    #[inline]
    fn write_u8(&mut self, byte: u8) {
        self.take(u64::from(byte));
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.take(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.take(number);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
