//! Pairs removed lines with the added lines that they became.

use std::ops::Range;

use super::ALIKE;
use super::tokens::{TokenKind, tokens};
use crate::model::change::{Change, FileText};

/// Maximum number of lines of a change, both sides together, that are paired.
const MAX_LINES: usize = 4_000;

/// Maximum number of pairs of lines compared in one change. In longer changes only lines at similar
/// positions on both sides are: 16 lines either way where each side has 500.
const MAX_LIKENED: usize = 16_384;

/// Maximum number of bytes of a line that count.
const MAX_LINE_BYTES: usize = 512;

/// Maximum number of tokens of a line that count.
const MAX_TOKENS: usize = 96;

/// A removed line and the added line that it became.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LinePair {
    /// The 0-based line on the old side.
    pub old: u32,
    /// The 0-based line on the new side.
    pub new: u32,
}

/// Pairs the alike lines of a change: ascending on both sides, so that pairs never cross; each line
/// in at most one. An inserted line shifts nothing.
///
/// The lines of the change are those of `old` and `new`, which need not be two versions of one
/// file: an edit inside a moved block is a change too. Costs at most 16,384 comparisons of 96
/// words; changes over 4,000 lines are not paired. Lines count by their first 512 bytes.
pub fn pairs(old: &FileText, new: &FileText, change: &Change) -> Vec<LinePair> {
    if change.old.is_empty()
        || change.new.is_empty()
        || change.old.len() + change.new.len() > MAX_LINES
    {
        return Vec::new();
    }
    let olds: Vec<LineFeatures> = change
        .old
        .clone()
        .map(|line| LineFeatures::new(old.line(line)))
        .collect();
    let news: Vec<LineFeatures> = change
        .new
        .clone()
        .map(|line| LineFeatures::new(new.line(line)))
        .collect();
    let pair = |(old, new)| LinePair {
        old: change.old.start + old as u32,
        new: change.new.start + new as u32,
    };
    align(&olds, &news).into_iter().map(pair).collect()
}

/// Lays the lines of a change side by side: all of them, in order, each once, as (old, new).
/// `pairs` are those of the change; lines between two pairs are set beside each other as far as
/// both sides have some. At least one side of each row has a line.
pub fn beside(change: &Change, pairs: &[LinePair]) -> Vec<(Option<u32>, Option<u32>)> {
    let mut rows = Vec::with_capacity(change.old.len().max(change.new.len()));
    let (mut old, mut new) = (change.old.start, change.new.start);
    let mut between = |old: Range<u32>, new: Range<u32>| {
        let count = old.len().max(new.len()) as u32;
        let at = |side: &Range<u32>, nth: u32| (nth < side.len() as u32).then(|| side.start + nth);
        rows.extend((0..count).map(|nth| (at(&old, nth), at(&new, nth))));
    };
    for pair in pairs {
        between(old..pair.old, new..pair.new);
        between(pair.old..pair.old + 1, pair.new..pair.new + 1);
        (old, new) = (pair.old + 1, pair.new + 1);
    }
    between(old..change.old.end, new..change.new.end);
    rows
}

/// The features by which a line is compared.
struct LineFeatures {
    /// Its words and marks as (digest, weight), sorted.
    tokens: Vec<(u32, u32)>,
    /// The sum of the weights.
    weight: u32,
    /// One of 64 bits for each token, which quickly excludes most lines with nothing in common.
    sketch: u64,
}

impl LineFeatures {
    fn new(line: &[u8]) -> Self {
        let line = &line[..line.len().min(MAX_LINE_BYTES)];
        let said = tokens(line)
            .filter(|(kind, _)| *kind != TokenKind::Space)
            .take(MAX_TOKENS);
        let mut tokens: Vec<(u32, u32)> = said
            .map(|(_, range)| (digest(&line[range.clone()]), range.len() as u32))
            .collect();
        tokens.sort_unstable();
        Self {
            weight: tokens.iter().map(|(_, weight)| weight).sum(),
            sketch: tokens
                .iter()
                .fold(0, |sketch, (digest, _)| sketch | 1 << (digest >> 26)),
            tokens,
        }
    }

    /// Returns the common weight of two lines (more than 0) if they are alike. Lines without any
    /// token are.
    fn common(&self, other: &Self) -> Option<u32> {
        let both = self.weight + other.weight;
        let enough = |common: u32| 200 * common >= ALIKE * both;
        if both == 0 {
            return Some(1);
        }
        if self.sketch & other.sketch == 0 || !enough(self.weight.min(other.weight)) {
            return None;
        }
        let (mut common, mut a, mut b) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.tokens.get(a), other.tokens.get(b)) {
            if x == y {
                common += x.1;
            }
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        enough(common).then_some(common)
    }
}

/// FNV-1a. Lines that share a digest by accident, or by design, are only paired.
fn digest(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// The step of the best alignment at an old and a new line.
#[derive(Clone, Copy)]
enum AlignmentStep {
    SkipOld,
    SkipNew,
    Pair,
}

/// Finds the pairs with most in common together, as indexes; the first of equals.
fn align(old: &[LineFeatures], new: &[LineFeatures]) -> Vec<(usize, usize)> {
    let reach = MAX_LIKENED / old.len() / 2;
    // The added lines compared with removed line `at`; never moves up.
    let window = |at: usize| {
        if old.len() * new.len() <= MAX_LIKENED {
            return 0..new.len();
        }
        let middle = at * new.len() / old.len();
        middle.saturating_sub(reach)..(middle + reach).min(new.len())
    };
    // `best[n]` is the common weight of the lines so far with the first n added lines, or a little
    // less outside the window.
    let mut best = vec![0u32; new.len() + 1];
    let mut known = 0;
    let mut steps: Vec<AlignmentStep> = Vec::new();
    let mut starts = Vec::with_capacity(old.len());
    for (at, line) in old.iter().enumerate() {
        let window = window(at);
        starts.push(steps.len());
        let last = best[known];
        best[known..=window.end].fill(last);
        known = window.end;
        let mut diagonal = best[window.start];
        for (other, slot) in window.clone().zip(window.start + 1..) {
            let (above, left) = (best[slot], best[slot - 1]);
            let paired = line
                .common(&new[other])
                .map_or(0, |common| diagonal + common);
            let (step, value) = match above.max(left) {
                skipped if paired > skipped => (AlignmentStep::Pair, paired),
                skipped if above == skipped => (AlignmentStep::SkipOld, above),
                skipped => (AlignmentStep::SkipNew, skipped),
            };
            steps.push(step);
            diagonal = above;
            best[slot] = value;
        }
    }
    let mut pairs = Vec::new();
    let (mut a, mut b) = (old.len(), new.len());
    while a > 0 && b > 0 {
        let window = window(a - 1);
        if b > window.end {
            b = window.end;
        } else if b <= window.start {
            a -= 1;
        } else {
            match steps[starts[a - 1] + b - 1 - window.start] {
                AlignmentStep::SkipOld => a -= 1,
                AlignmentStep::SkipNew => b -= 1,
                AlignmentStep::Pair => {
                    (a, b) = (a - 1, b - 1);
                    pairs.push((a, b));
                }
            }
        }
    }
    pairs.reverse();
    pairs
}
