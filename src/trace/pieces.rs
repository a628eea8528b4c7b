//! Splits identifiers into words and numbers: `test_ac_3`, `testAc3` and `TEST-AC-3` alike.

use std::ops::Range;

#[derive(Clone, Copy, PartialEq)]
enum PieceClass {
    Upper,
    Lower,
    Digit,
    /// A letter of a script without case, such as Chinese.
    Caseless,
    Other,
}

fn class(c: char) -> PieceClass {
    match c {
        _ if c.is_lowercase() => PieceClass::Lower,
        _ if c.is_uppercase() => PieceClass::Upper,
        _ if c.is_numeric() => PieceClass::Digit,
        _ if c.is_alphabetic() => PieceClass::Caseless,
        _ => PieceClass::Other,
    }
}

/// Returns the byte ranges of the words and numbers of `text`, in order.
///
/// A new one starts after anything that is neither letter nor digit, where case rises (`testAc`),
/// at the last capital before a lower-case letter (`HTTPAc`, `3Ac`), at a digit after a letter
/// (`AC3`), and between scripts with and without case. A letter right after a digit belongs to the
/// number: `002a`.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut chars = text
        .char_indices()
        .map(|(at, c)| (at, c, class(c)))
        .peekable();
    let mut previous = PieceClass::Other;
    while let Some((at, c, class)) = chars.next() {
        let before_lower = chars
            .peek()
            .is_some_and(|(_, _, next)| *next == PieceClass::Lower);
        let starts = match (previous, class) {
            (_, PieceClass::Other) => false,
            (PieceClass::Other, _) | (PieceClass::Lower, PieceClass::Upper) => true,
            (PieceClass::Upper | PieceClass::Digit, PieceClass::Upper) => before_lower,
            (PieceClass::Upper | PieceClass::Lower | PieceClass::Caseless, PieceClass::Digit) => {
                true
            }
            (a, b) => (a == PieceClass::Caseless) != (b == PieceClass::Caseless),
        };
        let end = at + c.len_utf8();
        match pieces.last_mut() {
            _ if starts => pieces.push(at..end),
            Some(piece) if class != PieceClass::Other => piece.end = end,
            _ => {}
        }
        previous = class;
    }
    pieces
}

/// Whether a piece is a number, possibly with letters after it.
pub(super) fn is_number(piece: &str) -> bool {
    piece.chars().next().is_some_and(char::is_numeric)
}
