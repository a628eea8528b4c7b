//! Where lines and words start and end.

use crate::safe::grapheme::{next_border, previous_border};

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.bytes()
        .take(at)
        .rposition(|byte| byte == b'\n')
        .map_or(0, |newline| newline + 1)
}

pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.bytes()
        .skip(at)
        .position(|byte| byte == b'\n')
        .map_or(text.len(), |newline| at + newline)
}

/// The start of the word before `at`, or 0.
pub(super) fn word_left(text: &str, at: usize) -> usize {
    let mut at = at;
    let mut in_word = false;
    while at > 0 {
        let previous = previous_border(text, at);
        let is_word = starts_word(text, previous);
        if in_word && !is_word {
            break;
        }
        in_word |= is_word;
        at = previous;
    }
    at
}

/// The end of the word after `at`, or the end of the text.
pub(super) fn word_right(text: &str, at: usize) -> usize {
    let mut at = at;
    let mut in_word = false;
    while at < text.len() {
        let is_word = starts_word(text, at);
        if in_word && !is_word {
            break;
        }
        in_word |= is_word;
        at = next_border(text, at);
    }
    at
}

fn starts_word(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| c.is_alphanumeric() || c == '_')
}
