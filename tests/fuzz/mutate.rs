//! New inputs from old ones.

use super::random::Random;
use super::seeds::Reader;
use super::tokens::TOKENS;

/// The longest input, in bytes: small ones break as well, and a million of them are soon read.
const MAX_BYTES: usize = 3_000;

/// Makes inputs for one reader.
pub(crate) struct Mutator {
    random: Random,
    words: &'static [&'static str],
}

impl Mutator {
    pub(crate) fn new(seed: u64, reader: &Reader) -> Self {
        Self {
            random: Random::new(seed),
            words: reader.words,
        }
    }

    /// One of the pool, changed in one place or several.
    pub(crate) fn next(&mut self, pool: &[Vec<u8>]) -> Vec<u8> {
        let mut input = self.random.pick(pool).clone();
        let changes = 1 + self.random.below(6).min(self.random.below(6));
        for _ in 0..changes {
            self.change(&mut input, pool);
            input.truncate(MAX_BYTES);
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
        match self.random.below(13) {
            0 => self.flip(input),
            1 => self.splice(input, pool),
            2 | 3 => self.repeat(input),
            4 | 5 => self.insert_word(input),
            6 => self.cut_out(input),
            7 => {
                let end = self.random.below(input.len() + 1);
                input.truncate(end);
            }
            8 => self.indent(input),
            9 => self.change_line_ends(input),
            10 => self.move_line(input),
            11 => self.nest(input),
            _ => self.replace_by_other_letters(input),
        }
    }

    fn place(&mut self, input: &[u8]) -> usize {
        self.random.below(input.len() + 1)
    }

    fn range(&mut self, input: &[u8]) -> std::ops::Range<usize> {
        let (one, other) = (self.place(input), self.place(input));
        // Mostly short ones.
        let end = if self.random.below(3) == 0 {
            one.max(other)
        } else {
            one.min(other) + self.random.below(24)
        };
        one.min(other)..end.min(input.len())
    }

    /// The start of some line.
    fn line_start(&mut self, input: &[u8]) -> usize {
        let at = self.place(input);
        input[..at]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1)
    }

    fn line_end(input: &[u8], from: usize) -> usize {
        input[from..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(input.len(), |end| from + end + 1)
    }

    fn insert(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
        input.splice(at..at, piece.iter().copied());
    }

    fn flip(&mut self, input: &mut [u8]) {
        let at = self.place(input);
        let bit = self.random.below(8);
        if let Some(byte) = input.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    fn splice(&mut self, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
        let other = self.random.pick(pool);
        let range = self.range(other);
        let at = if self.random.below(2) == 0 {
            self.line_start(input)
        } else {
            self.place(input)
        };
        Self::insert(input, at, &other[range]);
    }

    fn repeat(&mut self, input: &mut Vec<u8>) {
        let range = if self.random.below(2) == 0 {
            let start = self.line_start(input);
            start..Self::line_end(input, start)
        } else {
            self.range(input)
        };
        let times = if self.random.below(8) == 0 {
            200
        } else {
            1 + self.random.below(4)
        };
        let piece = input[range.clone()].repeat(times);
        Self::insert(input, range.end, &piece[..piece.len().min(MAX_BYTES)]);
    }

    fn insert_word(&mut self, input: &mut Vec<u8>) {
        let words = if self.random.below(2) == 0 {
            self.words
        } else {
            TOKENS
        };
        let word = if words.is_empty() {
            ""
        } else {
            *self.random.pick(words)
        };
        let at = if self.random.below(2) == 0 {
            self.line_start(input)
        } else {
            self.place(input)
        };
        Self::insert(input, at, word.as_bytes());
    }

    fn cut_out(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input);
        input.drain(range);
    }

    fn indent(&mut self, input: &mut Vec<u8>) {
        let at = self.line_start(input);
        let width = self.random.below(9);
        Self::insert(input, at, &[*self.random.pick(b"  \t")].repeat(width));
    }

    fn change_line_ends(&mut self, input: &mut Vec<u8>) {
        let end = self
            .random
            .pick(&["\r\n", "\r", "\n\n", " \n", "", "\u{2028}", "\u{b}\n"])
            .as_bytes();
        let every = 1 + self.random.below(3);
        let mut lines = 0;
        let mut changed = Vec::with_capacity(2 * input.len());
        for &byte in input.iter() {
            lines += usize::from(byte == b'\n');
            match byte {
                b'\n' if lines % every == 0 => changed.extend_from_slice(end),
                _ => changed.push(byte),
            }
        }
        *input = changed;
    }

    fn move_line(&mut self, input: &mut Vec<u8>) {
        let start = self.line_start(input);
        let line: Vec<u8> = input.drain(start..Self::line_end(input, start)).collect();
        let at = self.line_start(input);
        Self::insert(input, at, &line);
    }

    /// Lines that go deeper and deeper, or one that opens many things at once.
    fn nest(&mut self, input: &mut Vec<u8>) {
        let mark = *self.random.pick(&[
            "- ", "* ", "1. ", "> ", "- [ ] ", "#", "  - ", "[", "{a=", "**", "(", "a.",
        ]);
        let depth = 1 + self.random.below(60);
        let piece = if self.random.below(2) == 0 {
            mark.repeat(depth)
        } else {
            (0..depth.min(30))
                .map(|level| format!("{}{mark}x\n", "  ".repeat(level)))
                .collect()
        };
        let at = self.line_start(input);
        Self::insert(input, at, piece.as_bytes());
    }

    fn replace_by_other_letters(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input);
        let letters = self.random.pick(&[
            "é",
            "要件",
            "\u{1f600}",
            "\u{300}\u{300}",
            "\u{feff}",
            "\u{a0}",
            "\u{85}",
            "İ",
            "ß",
            "：",
            "\u{202e}",
        ]);
        let mut letters = letters.as_bytes().to_vec();
        if self.random.below(4) == 0 {
            // Cut within a letter.
            letters.truncate(1);
        }
        input.splice(range, letters);
    }
}
