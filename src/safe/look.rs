//! Compares the look of names, to tell apart those that look the same.

use unicode_security::confusable_detection::skeleton;

use super::inline;
use crate::model::text::Untrusted;

/// Maximum number of bytes compared of a name: more than any screen shows.
const LONGEST: usize = 512;

/// Returns the look of a name: its letters replaced by common shapes (UTS #39), in lower case,
/// without blanks and hidden characters. Equal for names that a person may confuse.
pub fn look(name: &Untrusted) -> String {
    let bytes = name.as_bytes();
    let shown = inline(bytes.get(..LONGEST).unwrap_or(bytes));
    let small = shown.as_str().to_lowercase();
    let shapes: String = skeleton(&small).collect();
    shapes
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
