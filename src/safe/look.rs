//! What a name looks like, to tell apart those that look the same.

use unicode_security::confusable_detection::skeleton;

use super::inline;
use crate::model::text::Untrusted;

/// The bytes of a name that are looked at: more than any screen shows of one.
const LONGEST: usize = 512;

/// What a name looks like: its letters by the shapes that pass for one another (UTS #39), in small letters, without blanks and
/// marks of what hides. Equal for names that a person may take for one another.
pub fn look(name: &Untrusted) -> String {
    let bytes = name.as_bytes();
    let shown = inline(bytes.get(..LONGEST).unwrap_or(bytes));
    let small = shown.as_str().to_lowercase();
    let shapes: String = skeleton(&small).collect();
    shapes.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
