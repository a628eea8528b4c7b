//! Recognises headings by their class: `<div class="section-title">`. Knows nothing of the text
//! below them.

use super::tokens::StartTag;

/// The longest text of such a heading, in bytes.
pub(super) const MAX_TITLE: usize = 120;

/// Elements that may be headings by their class.
const ELEMENTS: [&str; 2] = ["div", "p"];
/// The level of such a heading: below the heading elements that pages use above it.
const LEVEL: usize = 4;

/// Returns the level of an element that is a heading by its class; a class that begins with `sub`
/// is one level deeper.
pub(super) fn level(tag: &StartTag) -> Option<usize> {
    if !ELEMENTS.contains(&tag.name.as_str()) {
        return None;
    }
    let class = tag.get("class")?;
    let word = class.split_whitespace().find(|word| is_title(word))?;
    Some(LEVEL + usize::from(word.starts_with("sub")))
}

/// Returns whether a class is `title` or `heading`, or ends in one of them: `section-title`,
/// `group_heading`.
fn is_title(class: &str) -> bool {
    class
        .rsplit(['-', '_'])
        .next()
        .is_some_and(|last| matches!(last, "title" | "heading"))
}
