//! Marks the words of a text that differ from those of the text it became.

use std::ops::Range;

use super::emphasis::{Emphasis, InnerParts, push};
use super::tokens::{TokenKind, tokens};

/// Finds the words and marks of two texts that differ: byte ranges, in order, not empty.
///
/// White space and line ends do not count, so a rewrapped paragraph has no differences. Common words stay
/// unmarked however few they are. Bounded work: in texts with more than 8,192 words and marks all are marked.
pub fn prose(old: &[u8], new: &[u8]) -> Emphasis {
    let words = |text| -> Vec<(TokenKind, Range<usize>)> {
        let says = |(kind, range): &(TokenKind, Range<usize>)| {
            *kind != TokenKind::Space && text_at(text, range) != b"\n"
        };
        tokens(text).filter(says).collect()
    };
    let inner = InnerParts { old, new, olds: words(old), news: words(new) };
    let matches = inner.matches();
    let mut emphasis = Emphasis::default();
    let (mut a, mut b) = (0, 0);
    let ends = (inner.olds.len(), inner.news.len());
    for (next_a, next_b) in matches.into_iter().chain([ends]) {
        push(&mut emphasis.old, old, spanned(&inner.olds, a..next_a));
        push(&mut emphasis.new, new, spanned(&inner.news, b..next_b));
        (a, b) = (next_a + 1, next_b + 1);
    }
    emphasis
}

fn text_at<'a>(text: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    text.get(range.clone()).unwrap_or_default()
}

/// Returns the bytes from the first of some tokens to the last.
fn spanned(tokens: &[(TokenKind, Range<usize>)], some: Range<usize>) -> Range<usize> {
    match tokens.get(some).unwrap_or_default() {
        [] => 0..0,
        [first, .., last] => first.1.start..last.1.end,
        [only] => only.1.clone(),
    }
}
