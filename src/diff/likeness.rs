//! Measures how alike two pieces of text are.

/// Maximum number of bytes of a line that count.
const MAX_LINE_BYTES: usize = 1_024;

/// A piece of text that others are compared with, by the pairs of neighbouring bytes that both
/// have. Indentation, trailing white space and line ends do not count.
pub(super) struct Original {
    /// By pair: how often it occurs, minus what the current comparison has used up.
    left: Vec<u32>,
    used: Vec<u16>,
    size: u32,
}

impl Original {
    /// Counts the pairs of all `lines`.
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut left = vec![0; 1 << 16];
        let mut size = 0;
        for pair in lines.flat_map(pairs) {
            left[usize::from(pair)] += 1;
            size += 1;
        }
        Self {
            left,
            used: Vec::new(),
            size,
        }
    }

    /// Returns the number of pairs.
    pub(super) fn size(&self) -> u32 {
        self.size
    }

    /// Returns the maximum likeness of a piece with `size` pairs.
    pub(super) fn best(&self, size: u32) -> f64 {
        ratio(self.size.min(size), self.size + size)
    }

    /// Computes Dice's coefficient: 0 for nothing in common, 1 for the same pairs.
    pub(super) fn likeness<'a>(&mut self, lines: impl Iterator<Item = &'a [u8]>) -> f64 {
        let mut size = 0;
        for pair in lines.flat_map(pairs) {
            size += 1;
            let left = &mut self.left[usize::from(pair)];
            if *left > 0 {
                *left -= 1;
                self.used.push(pair);
            }
        }
        let common = self.used.len() as u32;
        for pair in self.used.drain(..) {
            self.left[usize::from(pair)] += 1;
        }
        ratio(common, self.size + size)
    }
}

/// Counts the pairs of a line.
pub(super) fn size(line: &[u8]) -> u32 {
    counted(line).len().saturating_sub(1) as u32
}

fn ratio(common: u32, both: u32) -> f64 {
    if both == 0 {
        0.0
    } else {
        2.0 * f64::from(common) / f64::from(both)
    }
}

fn pairs(line: &[u8]) -> impl Iterator<Item = u16> {
    counted(line)
        .windows(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn counted(line: &[u8]) -> &[u8] {
    line[..line.len().min(MAX_LINE_BYTES)].trim_ascii()
}
