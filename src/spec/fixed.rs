//! Maps and sets of words that are known beforehand, looked up for most words of a text. Owns their hash: quick, and
//! no protection against keys made to collide, which a table that never grows does not need.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map with keys of our own.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set of words of our own.
pub(super) type FixedSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// A multiplicative hash of eight bytes at a time.
#[derive(Default)]
pub(super) struct Quick(u64);

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn take(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.take(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.take(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.take(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.take(number);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
