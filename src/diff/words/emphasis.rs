//! Marks the words of a line that differ from those of the line it became.

use std::ops::Range;

use super::ALIKE;
use super::tokens::{TokenKind, is_border, tokens, weight};
use crate::diff::lines;

/// Maximum length of a line that is compared, in bytes.
const MAX_LINE_BYTES: usize = 256 * 1_024;

/// Maximum number of token pairs, without the equal tokens at both ends, for which the optimal
/// match is computed; beyond that, a good one as for lines.
const MAX_COMPARED: usize = 131_072;

/// Maximum number of tokens of a line, without the equal ones at both ends; with more, all of them
/// count as changed.
const MAX_TOKENS: usize = 8_192;

/// Maximum number of bytes of punctuation or white space between two changed pieces that is marked
/// with them.
const MAX_ISLAND: u32 = 3;

/// The differing pieces of a pair of lines: byte ranges, in order, not empty, never touching. They
/// begin and end at borders of words, marks and white space; of changed white space only the added
/// or removed part is included.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Emphasis {
    /// On the old side.
    pub old: Vec<Range<u32>>,
    /// On the new side.
    pub new: Vec<Range<u32>>,
}

/// Finds the differing pieces of two lines, given without their line ends, as from
/// [`FileText::line`](crate::model::change::FileText::line). Empty where the lines are equal (only
/// their ends differ).
///
/// `None` when the lines are mostly different, so that marks would say nothing, and for lines over
/// 256 KiB. Costs some 10 ms at the very most, for thousands of words with changes all over.
pub fn emphasis(old: &[u8], new: &[u8]) -> Option<Emphasis> {
    if old.len().max(new.len()) > MAX_LINE_BYTES {
        return None;
    }
    let (head, tail) = same_ends(old, new);
    let both = weight(old) + weight(new);
    let outside = weight(&old[..head]) + weight(&old[old.len() - tail..]);
    let (old_inner, new_inner) = (head..old.len() - tail, head..new.len() - tail);
    let inner = InnerParts::new(&old[old_inner.clone()], &new[new_inner.clone()]);
    let (edits, inside) = inner.compare();
    if 200 * (outside + inside) < ALIKE as usize * both {
        return None;
    }
    let mut emphasis = Emphasis::default();
    for (a, b) in edits {
        let (a, b) = without_same_space(old, new, shifted(a, head), shifted(b, head));
        push(&mut emphasis.old, old, a);
        push(&mut emphasis.new, new, b);
    }
    Some(emphasis)
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Counts the bytes at the start and at the end that are equal tokens on both sides.
fn same_ends(old: &[u8], new: &[u8]) -> (usize, usize) {
    let mut head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    if head == old.len() && head == new.len() {
        return (head, 0);
    }
    while !(is_border(old, head) && is_border(new, head)) {
        head -= 1;
    }
    let (a, b) = (&old[head..], &new[head..]);
    let mut tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    while !(is_border(a, a.len() - tail) && is_border(b, b.len() - tail)) {
        tail -= 1;
    }
    (head, tail)
}

type WordEdit = (Range<usize>, Range<usize>);

/// The parts of two lines between their equal ends.
struct InnerParts<'a> {
    old: &'a [u8],
    new: &'a [u8],
    olds: Vec<(TokenKind, Range<usize>)>,
    news: Vec<(TokenKind, Range<usize>)>,
}

impl<'a> InnerParts<'a> {
    fn new(old: &'a [u8], new: &'a [u8]) -> Self {
        // One token more than fits shows that there are too many.
        let some = |line| tokens(line).take(MAX_TOKENS + 1).collect();
        Self {
            old,
            new,
            olds: some(old),
            news: some(new),
        }
    }

    /// Computes the differences, and the weight of what is equal.
    fn compare(&self) -> (Vec<WordEdit>, usize) {
        let mut edits = Vec::new();
        let mut same = 0;
        let (mut old, mut new) = (0, 0);
        for (a, b) in self.matches() {
            let (kind, a) = self.olds[a].clone();
            let b = self.news[b].1.clone();
            same += if kind == TokenKind::Space { 0 } else { a.len() };
            if old < a.start || new < b.start {
                edits.push((old..a.start, new..b.start));
            }
            (old, new) = (a.end, b.end);
        }
        if old < self.old.len() || new < self.new.len() {
            edits.push((old..self.old.len(), new..self.new.len()));
        }
        (edits, same)
    }

    /// Returns the equal tokens, as ascending pairs of indexes.
    fn matches(&self) -> Vec<(usize, usize)> {
        let (rows, columns) = (self.olds.len(), self.news.len());
        if rows == 0 || columns == 0 || rows.max(columns) > MAX_TOKENS {
            Vec::new()
        } else if rows * columns <= MAX_COMPARED {
            self.heaviest_matches()
        } else {
            let pieces = |line: &'a [u8], tokens: &[(TokenKind, Range<usize>)]| -> Vec<&'a [u8]> {
                tokens
                    .iter()
                    .map(|(_, range)| &line[range.clone()])
                    .collect()
            };
            let olds = pieces(self.old, &self.olds);
            let news = pieces(self.new, &self.news);
            lines::unchanged_of(&olds, &news)
        }
    }

    /// Finds the heaviest common subsequence of tokens; words weigh more than all the marks around
    /// them.
    fn heaviest_matches(&self) -> Vec<(usize, usize)> {
        let columns = self.news.len() + 1;
        // `best[a * columns + b]` is for what comes after the first a and b tokens.
        let mut best = vec![0u32; (self.olds.len() + 1) * columns];
        let same = |a: usize, b: usize| {
            self.old[self.olds[a].1.clone()] == self.new[self.news[b].1.clone()]
        };
        for a in (0..self.olds.len()).rev() {
            let (kind, range) = &self.olds[a];
            let worth = match kind {
                TokenKind::Word => 8 + range.len() as u32,
                TokenKind::Mark => 2,
                TokenKind::Space => 1,
            };
            for b in (0..self.news.len()).rev() {
                let skipped = best[(a + 1) * columns + b].max(best[a * columns + b + 1]);
                best[a * columns + b] = match same(a, b) {
                    true => skipped.max(best[(a + 1) * columns + b + 1] + worth),
                    false => skipped,
                };
            }
        }
        let mut matches = Vec::new();
        let (mut a, mut b) = (0, 0);
        while a < self.olds.len() && b < self.news.len() {
            let here = best[a * columns + b];
            if here == best[(a + 1) * columns + b] {
                a += 1;
            } else if here == best[a * columns + b + 1] {
                b += 1;
            } else {
                matches.push((a, b));
                (a, b) = (a + 1, b + 1);
            }
        }
        matches
    }
}

/// Reduces changed white space to the part that was added or removed.
fn without_same_space(old: &[u8], new: &[u8], a: Range<usize>, b: Range<usize>) -> WordEdit {
    let (x, y) = (&old[a.clone()], &new[b.clone()]);
    if weight(x) + weight(y) > 0 {
        return (a, b);
    }
    let head = x.iter().zip(y).take_while(|(x, y)| x == y).count();
    let tail = x[head..]
        .iter()
        .rev()
        .zip(y[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    (a.start + head..a.end - tail, b.start + head..b.end - tail)
}

/// Appends a piece, joined with the one before when little is between.
pub(super) fn push(pieces: &mut Vec<Range<u32>>, line: &[u8], piece: Range<usize>) {
    if piece.is_empty() {
        return;
    }
    let piece = piece.start as u32..piece.end as u32;
    if let Some(last) = pieces.last_mut() {
        let between = &line[last.end as usize..piece.start as usize];
        let small = piece.start - last.end <= MAX_ISLAND;
        if small
            && between
                .iter()
                .all(|byte| TokenKind::of(*byte) != TokenKind::Word)
        {
            last.end = piece.end;
            return;
        }
    }
    pieces.push(piece);
}
