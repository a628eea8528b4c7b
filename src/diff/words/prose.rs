//! Marks the words of a text that differ from those of the text it became.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::emphasis::{Emphasis, push};
use super::tokens::{TokenKind, tokens};

/// Maximum number of words and marks of a text that are compared; the comparison of two texts of
/// which no word is in its place takes time proportional to the square.
const MAX_WORDS: usize = 8_192;

/// Finds the words and marks of two texts that differ: byte ranges, in order, not empty.
///
/// White space and line ends do not count, so a rewrapped paragraph has no differences. Common
/// words stay unmarked however few they are. In texts with more than `MAX_WORDS` words and marks
/// all are marked.
pub fn prose(old: &[u8], new: &[u8]) -> Emphasis {
    let (olds, news) = (words(old), words(new));
    let mut emphasis = Emphasis::default();
    if olds.len().max(news.len()) > MAX_WORDS {
        push(&mut emphasis.old, old, spanned(&olds));
        push(&mut emphasis.new, new, spanned(&news));
        return emphasis;
    }
    let [before, after] = [(old, &olds), (new, &news)].map(|(text, words)| {
        words
            .iter()
            .map(|word| &text[word.clone()])
            .collect::<Vec<_>>()
    });
    for difference in capture_diff_slices(Algorithm::Patience, &before, &after) {
        if !matches!(difference, DiffOp::Equal { .. }) {
            push(
                &mut emphasis.old,
                old,
                spanned(olds.get(difference.old_range()).unwrap_or_default()),
            );
            push(
                &mut emphasis.new,
                new,
                spanned(news.get(difference.new_range()).unwrap_or_default()),
            );
        }
    }
    emphasis
}

/// Returns the byte ranges of the words and marks of a text.
fn words(text: &[u8]) -> Vec<Range<usize>> {
    let counts = |(kind, range): &(TokenKind, Range<usize>)| {
        *kind != TokenKind::Space && text.get(range.clone()) != Some(b"\n")
    };
    tokens(text)
        .filter(counts)
        .map(|(_, range)| range)
        .collect()
}

/// Returns the bytes from the first of some words to the last.
fn spanned(words: &[Range<usize>]) -> Range<usize> {
    match words {
        [] => 0..0,
        [first, .., last] => first.start..last.end,
        [only] => only.clone(),
    }
}
