//! Splits a line into words, white space and marks.

use std::ops::Range;

/// The kind of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// An identifier, a number, a run of letters; a single ideograph or syllable of scripts that
    /// are written without spaces.
    Word,
    /// A run of spaces, tabs and other white space.
    Space,
    /// One character of punctuation.
    Mark,
}

impl TokenKind {
    /// Returns the kind of a byte. Bytes outside ASCII are parts of words.
    pub(super) fn of(byte: u8) -> Self {
        match byte {
            b'_' => Self::Word,
            _ if byte.is_ascii_alphanumeric() || !byte.is_ascii() => Self::Word,
            b' ' | b'\t' | b'\r' | b'\x0b' | b'\x0c' => Self::Space,
            _ => Self::Mark,
        }
    }
}

/// Splits a line into tokens, as adjacent byte ranges that cover it. No character is cut.
pub(super) fn tokens(line: &[u8]) -> impl Iterator<Item = (TokenKind, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let kind = TokenKind::of(*line.get(start)?);
        at += match kind {
            TokenKind::Mark => 1,
            TokenKind::Space => run(&line[start..], |rest| TokenKind::of(rest[0]) == kind),
            TokenKind::Word => match ideograph(&line[start..]) {
                0 => run(&line[start..], |rest| {
                    TokenKind::of(rest[0]) == kind && ideograph(rest) == 0
                }),
                len => len,
            },
        };
        Some((kind, start..at))
    })
}

/// Counts the bytes from the start that belong together.
fn run(line: &[u8], belongs: impl Fn(&[u8]) -> bool) -> usize {
    (0..line.len())
        .find(|at| !belongs(&line[*at..]))
        .unwrap_or(line.len())
}

/// Returns the length of the ideograph, kana or full-width form (U+3000 to U+9FFF, U+FF00 to
/// U+FFBF) at the start; 0 if there is none.
fn ideograph(bytes: &[u8]) -> usize {
    let continues = |byte: u8| byte & 0xC0 == 0x80;
    match *bytes {
        [0xE3..=0xE9, a, b, ..] if continues(a) && continues(b) => 3,
        [0xEF, 0xBC..=0xBE, b, ..] if continues(b) => 3,
        _ => 0,
    }
}

/// Weighs bytes: counts those that are not white space.
pub(super) fn weight(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| TokenKind::of(**byte) != TokenKind::Space)
        .count()
}

/// Whether a token may end before byte `at`, which is at most the line's length.
pub(super) fn is_border(line: &[u8], at: usize) -> bool {
    let (before, after) = line.split_at(at);
    let (Some(before), Some(after)) = (before.last(), after.first()) else {
        return true;
    };
    let kind = TokenKind::of(*before);
    kind == TokenKind::Mark || kind != TokenKind::of(*after)
}
