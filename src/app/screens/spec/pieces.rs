//! Cuts the lines of a spec into pieces.
//!
//! Owns where each piece starts and which line it belongs to. A generated spec may have a line of
//! many megabytes; in pieces, all of it can be read, and no key looks at more of it than the screen
//! shows.

/// The most bytes of a piece: longer than any line that a person wrote.
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
    /// Cuts a text into pieces. A line end at the end of the text starts no further line.
    pub(super) fn of(text: &[u8]) -> Self {
        let mut pieces = Self::default();
        let mut start = 0;
        let whole = text.strip_suffix(b"\n").unwrap_or(text);
        for (line, number) in whole.split(|byte| *byte == b'\n').zip(0..) {
            let mut at = 0;
            while let Some(rest) = line.get(at..).filter(|rest| at == 0 || !rest.is_empty()) {
                pieces.add(start + at, number);
                at += cut(rest).max(1);
            }
            start += line.len() + 1;
        }
        pieces
    }

    /// Adds a piece that starts at a byte and belongs to a line.
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

    /// Returns the number of pieces, at least one.
    pub(super) fn len(&self) -> u32 {
        self.starts.len().max(1) as u32
    }

    /// Returns the line that a piece belongs to, both 0-based.
    pub(super) fn line_of(&self, piece: u32) -> u32 {
        self.lines.get(piece as usize).copied().unwrap_or(piece)
    }

    /// Returns the first piece of a line; for a line after the last, a piece after the last.
    pub(super) fn first_of(&self, line: u32) -> u32 {
        if self.lines.is_empty() {
            line
        } else {
            self.lines.partition_point(|of| *of < line) as u32
        }
    }

    /// Tells whether a line begins with a piece.
    pub(super) fn begins_line(&self, piece: u32) -> bool {
        piece
            .checked_sub(1)
            .is_none_or(|before| self.line_of(before) != self.line_of(piece))
    }

    /// Tells whether a line ends with a piece.
    pub(super) fn ends_line(&self, piece: u32) -> bool {
        piece + 1 >= self.len() || self.line_of(piece + 1) != self.line_of(piece)
    }

    /// Returns the bytes of a piece, without a line end.
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

/// Returns the length in bytes of a line's next piece: it ends after a blank, else between two
/// characters.
fn cut(line: &[u8]) -> usize {
    // One byte more, so that a carriage return before the line end is no piece of its own.
    if line.len() <= MOST + 1 {
        return line.len();
    }
    let half = MOST / 2;
    let most = line.get(half..MOST).unwrap_or_default();
    if let Some(blank) = most.iter().rposition(|byte| *byte == b' ') {
        return half + blank + 1;
    }
    let is_inside = |at: &usize| line.get(*at).is_some_and(|byte| byte & 0xC0 == 0x80);
    (MOST - 3..=MOST)
        .rev()
        .find(|at| !is_inside(at))
        .unwrap_or(MOST)
}
