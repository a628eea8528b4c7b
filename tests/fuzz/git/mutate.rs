//! New inputs from old ones. Knows nothing of what they are.

/// The longest input in bytes: small ones break as well, and a million of them are soon read.
const MAX_BYTES: usize = 4_000;

/// Numbers that look random, the same for the same seed (SplitMix64, <https://prng.di.unimi.it/splitmix64.c>).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but not including the limit; 0 when that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Whether something happens that does once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

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
                let times = if random.once_in(4) { random.below(40) } else { 1 };
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
                let end = if random.once_in(2) { (at + word.len()).min(input.len()) } else { at };
                input.splice(at..end, word.iter().copied());
            }
        }
        input.truncate(MAX_BYTES);
    }
    input
}
