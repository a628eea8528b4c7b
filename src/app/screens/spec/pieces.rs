//! The lines of a spec, long ones in pieces.
//!
//! Owns where each piece starts and which line it is of. A generated spec may have a line of many megabytes;
//! in pieces, all of it can be read, and no key looks at more of it than the screen shows.

/// The most bytes of a piece: more than a line that a person wrote has.
const MOST: usize = 4_096;

/// The pieces of a text, in order. A line of at most [`MOST`] bytes is one piece.
#[derive(Clone, Default, Debug)]
pub(super) struct TextPieces {
    /// The byte at which each piece starts.
    starts: Vec<u32>,
    /// The line of each piece, 0-based; empty where every line is one piece.
    lines: Vec<u32>,
}

impl TextPieces {
    /// Finds the pieces of a text. What follows the last line end is no line.
    pub(super) fn of(text: &[u8]) -> Self {
        let mut pieces = Self::default();
        let mut start = 0;
        let whole = text.strip_suffix(b"\n").unwrap_or(text);
        for (line, number) in whole.split(|byte| *byte == b'\n').zip(0..) {
            let mut at = 0;
            while at == 0 || at < line.len() {
                pieces.add(start + at, number);
                at += cut(&line[at..]).max(1);
            }
            start += line.len() + 1;
        }
        pieces
    }

    /// Adds the piece of a line that starts at a byte.
    fn add(&mut self, start: usize, line: u32) {
        let count = self.starts.len() as u32;
        if self.lines.is_empty() && line != count {
            self.lines.extend(0..count);
        }
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        if line != count || !self.lines.is_empty() {
            self.lines.push(line);
        }
    }

    /// How many there are; at least one.
    pub(super) fn len(&self) -> u32 {
        self.starts.len().max(1) as u32
    }

    /// The line that a piece is of, both 0-based.
    pub(super) fn line_of(&self, piece: u32) -> u32 {
        self.lines.get(piece as usize).copied().unwrap_or(piece)
    }

    /// The first piece of a line; behind the last line, a piece behind the last.
    pub(super) fn first_of(&self, line: u32) -> u32 {
        if self.lines.is_empty() { line } else { self.lines.partition_point(|of| *of < line) as u32 }
    }

    /// Whether a line begins with a piece.
    pub(super) fn begins_line(&self, piece: u32) -> bool {
        piece.checked_sub(1).is_none_or(|before| self.line_of(before) != self.line_of(piece))
    }

    /// Whether a line ends with a piece.
    pub(super) fn ends_line(&self, piece: u32) -> bool {
        piece + 1 >= self.len() || self.line_of(piece + 1) != self.line_of(piece)
    }

    /// The bytes of a piece of the text, without a line end.
    pub(super) fn bytes<'a>(&self, text: &'a [u8], piece: u32) -> &'a [u8] {
        let at = |piece: u32| self.starts.get(piece as usize).map(|start| *start as usize);
        let end = at(piece + 1).unwrap_or(text.len());
        let found = text.get(at(piece).unwrap_or(0)..end).unwrap_or_default();
        if !self.ends_line(piece) {
            return found;
        }
        let found = found.strip_suffix(b"\n").unwrap_or(found);
        found.strip_suffix(b"\r").unwrap_or(found)
    }
}

/// Finds where the next piece of a line ends, in bytes: behind a blank, else between two characters.
fn cut(line: &[u8]) -> usize {
    // A carriage return before the line end is no piece of its own.
    if line.len() <= MOST + 1 {
        return line.len();
    }
    let half = MOST / 2;
    if let Some(blank) = line[half..MOST].iter().rposition(|byte| *byte == b' ') {
        return half + blank + 1;
    }
    let is_inside = |at: &usize| line[*at] & 0xC0 == 0x80;
    (MOST - 3..=MOST).rev().find(|at| !is_inside(at)).unwrap_or(MOST)
}
