//! Splits identifiers into words and numbers: `test_ac_3`, `testAc3` and `TEST-AC-3` alike.

use std::ops::Range;

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Upper,
    Lower,
    Digit,
    /// A letter of a script without case, such as Chinese.
    Caseless,
    Other,
}

fn class(c: char) -> Class {
    match c {
        _ if c.is_lowercase() => Class::Lower,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() => Class::Caseless,
        _ => Class::Other,
    }
}

/// Returns the byte ranges of the words and numbers of `text`, in order.
///
/// A new one starts after anything that is neither letter nor digit, where case rises (`testAc`), at the last
/// capital before a lower-case letter (`HTTPAc`, `3Ac`), at a digit after a letter (`AC3`), and between
/// scripts with and without case. A letter right after a digit belongs to the number: `002a`.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut chars = text.char_indices().map(|(at, c)| (at, c, class(c))).peekable();
    let mut previous = Class::Other;
    while let Some((at, c, class)) = chars.next() {
        let before_lower = chars.peek().is_some_and(|(_, _, next)| *next == Class::Lower);
        let starts = match (previous, class) {
            (_, Class::Other) => false,
            (Class::Other, _) | (Class::Lower, Class::Upper) => true,
            (Class::Upper | Class::Digit, Class::Upper) => before_lower,
            (Class::Upper | Class::Lower | Class::Caseless, Class::Digit) => true,
            (a, b) => (a == Class::Caseless) != (b == Class::Caseless),
        };
        let end = at + c.len_utf8();
        match pieces.last_mut() {
            _ if starts => pieces.push(at..end),
            Some(piece) if class != Class::Other => piece.end = end,
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
