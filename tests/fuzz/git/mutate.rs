//! New inputs from old ones. Knows nothing of what they are.

use super::random::Random;

/// The longest input in bytes: small ones break as well, and a million of them are soon read.
const MAX_BYTES: usize = 4_000;

/// One of the pool, changed in one place or several; `words` are put in and in the place of others.
pub(crate) fn changed(random: &mut Random, pool: &[Vec<u8>], words: &[&[u8]]) -> Vec<u8> {
    let mut input = random.pick(pool).clone();
    for _ in 0..=random.below(5).min(random.below(5)) {
        let at = random.below(input.len() + 1);
        match random.below(8) {
            0 => {
                let bit = random.below(8);
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            1 => {
                let other = random.next() as u8;
                if let Some(byte) = input.get_mut(at) {
                    *byte = other;
                }
            }
            2 => input.truncate(at),
            3 => {
                let end = (at + random.below(40)).min(input.len());
                input.drain(at..end);
            }
            4 => {
                // A piece of its own once more, or many times.
                let end = (at + random.below(80)).min(input.len());
                let times = if random.once_in(4) {
                    random.below(40)
                } else {
                    1
                };
                let piece = input[at..end].repeat(times);
                input.splice(at..at, piece);
            }
            5 => {
                let other = random.pick(pool);
                let from = random.below(other.len() + 1);
                let end = (from + random.below(120)).min(other.len());
                input.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                let word = random.pick(words);
                let end = if random.once_in(2) {
                    (at + word.len()).min(input.len())
                } else {
                    at
                };
                input.splice(at..end, word.iter().copied());
            }
        }
        input.truncate(MAX_BYTES);
    }
    input
}
