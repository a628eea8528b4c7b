//! Finds the end of an id that begins a text, and its shape. Knows nothing of the text around it.

use crate::spec::markdown::cut;

use super::Shape;
use super::prefixes::{Prefix, is_known, prefix};

/// The part of a text that is searched for an id, in bytes.
pub(super) const MAX_ID: usize = 48;
/// A non-breaking hyphen, which word processors put into ids.
pub(super) const HYPHEN: char = '\u{2011}';
/// A dash that some people write in its place.
pub(super) const DASH: char = '\u{2013}';

/// Words that may precede a number with a space between: `AC 3:`, `Task 2.1:`.
const ID_WORDS: [&str; 10] = [
    "ac",
    "fr",
    "nfr",
    "req",
    "sc",
    "task",
    "requirement",
    "criterion",
    "scenario",
    "step",
];

/// Returns the longest start of a text that could be an id, and its shape.
pub(super) fn token(text: &str) -> Option<(&str, Shape)> {
    if let Some(found) = worded(text) {
        return Some(found);
    }
    let id = cut(text, token_length(text))
        .0
        .trim_end_matches(['.', '-', '_', HYPHEN]);
    if id.is_empty() || id.len() > MAX_ID || !id.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if id.starts_with(|c: char| c.is_ascii_digit()) {
        let parts = id.split('.').count();
        let numeric = id.split('.').all(|part| {
            let number = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
            !number.is_empty()
                && part.len() - number.len() <= 1
                && number.bytes().all(|b| b.is_ascii_digit())
        });
        let shape = if parts > 1 {
            Shape::Dotted
        } else {
            Shape::Number
        };
        return numeric.then_some((id, shape));
    }
    // An id may end in one small letter (`FR-002a`); otherwise it has only capitals, or small
    // letters that are known to name ids. A number separated from its letters may end in one
    // capital (`FR-051A`).
    let is_apart = || id.contains(['-', '_']);
    let stem = id
        .strip_suffix(|c: char| c.is_ascii_lowercase() || (c.is_ascii_uppercase() && is_apart()))
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(id);
    let capitals =
        !stem.contains(char::is_lowercase) && stem.ends_with(|c: char| c.is_ascii_digit());
    let small = || id.ends_with(|c: char| c.is_ascii_digit()) && is_known(letters(id));
    let priority = id.len() == 2 && id.starts_with('P');
    if priority || !(capitals || small()) {
        return None;
    }
    // `T007-T009` is several ids.
    let is_range = |part: &str| !letters(part).is_empty() && letters(part) == letters(id);
    if id
        .split(['-', '.'])
        .skip(1)
        .any(|part| is_range(part) && part.len() > letters(part).len())
    {
        return None;
    }
    let family = letters(id);
    let is_task = ["T", "TASK"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(family));
    let shape = match prefix(family) {
        _ if is_task => Shape::Task,
        Some(Prefix::Criterion) => Shape::Criterion,
        _ => Shape::Other,
    };
    Some((id, shape))
}

/// Returns the number of bytes at the start of a text that could be an id.
fn token_length(text: &str) -> usize {
    let is_allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let ascii = text.bytes().take(MAX_ID + 1).take_while(is_allowed).count();
    // A backslash may precede a hyphen, and letters of other scripts a number.
    if text
        .as_bytes()
        .get(ascii)
        .is_none_or(|byte| byte.is_ascii() && *byte != b'\\')
    {
        return ascii;
    }
    token_length_in_any_script(text)
}

/// Returns the same number for a text whose id may hold more than ASCII letters, digits and
/// hyphens.
fn token_length_in_any_script(text: &str) -> usize {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_' | '.' | HYPHEN)
            || (!c.is_ascii() && c.is_uppercase())
    };
    let reach = text
        .char_indices()
        .nth(MAX_ID + 1)
        .map_or(text.len(), |(at, _)| at);
    let text = cut(text, reach).0;
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    // `機能-1`: words of scripts without capitals, up to a hyphen and a number.
    let glued = text.find(|c: char| !is_glued(c)).unwrap_or(text.len());
    if glued > 0 {
        let after = text.get(glued..).unwrap_or_default();
        let number = after
            .strip_prefix(['-', '_', HYPHEN, DASH])
            .unwrap_or_default();
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let is_whole = !number
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        return if digits > 0 && is_whole {
            glued + after.len() - number.len() + digits
        } else {
            0
        };
    }
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        // A dash in place of a hyphen precedes the number; between two numbers it is a range.
        let is_dash = c == DASH && before.is_alphabetic() && is_digit(next);
        let is_escape = c == '\\' && matches!(next, Some('-' | '_' | '.'));
        if !(allowed(c) || is_dash || is_escape) {
            return at;
        }
        before = c;
    }
    reach
}

/// Returns whether a letter belongs to a script without capitals and without spaces.
fn is_glued(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Returns an id of a word and a number with a space between them.
fn worded(text: &str) -> Option<(&str, Shape)> {
    let name = letters(text);
    let word = name.len();
    let gap = cut(text, word)
        .1
        .bytes()
        .take_while(|b| matches!(b, b' ' | b'#'))
        .count();
    let after = cut(text, word + gap).1;
    let number = after
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    if gap == 0 || number == 0 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if !ID_WORDS.contains(&name.as_str()) {
        return None;
    }
    let id = cut(text, word + gap + number).0.trim_end_matches('.');
    let shape = if name == "task" || name == "step" {
        Shape::Task
    } else {
        Shape::Criterion
    };
    (id.len() > word + gap && id.len() <= MAX_ID).then_some((id, shape))
}

/// Returns the letters that an id begins with.
pub(super) fn letters(id: &str) -> &str {
    let ascii = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    if id.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return cut(id, ascii).0;
    }
    let is_letter =
        |c: char| c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_uppercase() || is_glued(c)));
    cut(id, id.find(|c| !is_letter(c)).unwrap_or(id.len())).0
}
