//! Digests the lines around others, which tell apart places with the same text.

use std::ops::Range;

use crate::digest;
use crate::model::change::FileText;
use crate::model::id::Digest;

/// Number of lines before and after an anchor's own that are digested.
pub(super) const SURROUNDINGS: u32 = 3;

/// Digests up to three lines before and after, without line ends; `None` where there are no lines.
pub(super) fn surroundings(text: &FileText, lines: &Range<u32>) -> [Option<Digest>; 2] {
    let before = lines.start.saturating_sub(SURROUNDINGS)..lines.start;
    let after = lines.end..lines.end.saturating_add(SURROUNDINGS).min(text.len());
    [before, after].map(|lines| {
        (!lines.is_empty()).then(|| digest::of_parts(lines.map(|line| text.line(line))))
    })
}
