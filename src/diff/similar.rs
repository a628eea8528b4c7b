//! How alike two pieces of text are.

/// How much of a line counts; the rest is ignored.
const MAX_LINE_BYTES: usize = 1_024;

/// A piece of text to which others are likened, by the pairs of neighbouring bytes that both have.
/// Indentation, trailing white space and line ends do not count.
pub(super) struct Original {
    /// How often each pair occurs, less what the comparison under way has used up.
    left: Vec<u32>,
    used: Vec<u16>,
    size: u32,
}

impl Original {
    /// Counts the pairs of all `lines`.
    pub fn new<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut left = vec![0; 1 << 16];
        let mut size = 0;
        for pair in lines.flat_map(pairs) {
            left[usize::from(pair)] += 1;
            size += 1;
        }
        Self { left, used: Vec::new(), size }
    }

    /// How many pairs there are.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// The most that a piece of `size` pairs can be alike.
    pub fn best(&self, size: u32) -> f64 {
        ratio(self.size.min(size), self.size + size)
    }

    /// Dice's coefficient: 0 for nothing in common, 1 for the same pairs.
    pub fn likeness<'a>(&mut self, lines: impl Iterator<Item = &'a [u8]>) -> f64 {
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

/// How many pairs a line has.
pub(super) fn size(line: &[u8]) -> u32 {
    counted(line).len().saturating_sub(1) as u32
}

fn ratio(common: u32, both: u32) -> f64 {
    if both == 0 { 0.0 } else { 2.0 * f64::from(common) / f64::from(both) }
}

fn pairs(line: &[u8]) -> impl Iterator<Item = u16> {
    counted(line).windows(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn counted(line: &[u8]) -> &[u8] {
    line[..line.len().min(MAX_LINE_BYTES)].trim_ascii()
}
