//! Splits text into grapheme clusters, which a person takes for one character (UAX #29, extended),
//! and measures them.
//!
//! Makes nothing safe to show.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// Whether a cluster ends at the byte offset `at`; false inside a character.
pub fn is_border(text: &str, at: usize) -> bool {
    text.is_char_boundary(at)
        && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true)
}

/// Returns the next border after `at`, which must be a character's border; the text's end if there
/// is none.
pub fn next_border(text: &str, at: usize) -> usize {
    let next = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    next.ok().flatten().unwrap_or(text.len())
}

/// Returns the last border before `at`, which must be a character's border; 0 if there is none.
pub fn previous_border(text: &str, at: usize) -> usize {
    let previous = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
    previous.ok().flatten().unwrap_or(0)
}

/// Iterates over the clusters of a text with their byte offsets.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// Measures a text in terminal cells, cluster by cluster.
pub fn cells(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        graphemes(text).map(|(_, cluster)| cluster.width()).sum()
    }
}
