//! Headings that are no elements for headings: `<div class="section-title">`. Knows nothing of what stands below them.

use super::tokens::StartTag;

/// The longest text that is such a heading, in bytes.
pub(super) const MAX_TITLE: usize = 120;

/// Elements that may be a heading by their class.
const ELEMENTS: [&str; 2] = ["div", "p"];
/// The level of such a heading: below the elements for headings that pages have above it.
const LEVEL: usize = 4;

/// The level of the heading that an element is, going by its class; one that begins with `sub` is a level further down.
pub(super) fn level(tag: &StartTag) -> Option<usize> {
    if !ELEMENTS.contains(&tag.name.as_str()) {
        return None;
    }
    let class = tag.get("class")?;
    let word = class.split_whitespace().find(|word| is_title(word))?;
    Some(LEVEL + usize::from(word.starts_with("sub")))
}

/// Whether a class is `title`, `heading`, or one of something: `section-title`, `group_heading`.
fn is_title(class: &str) -> bool {
    class.rsplit(['-', '_']).next().is_some_and(|last| matches!(last, "title" | "heading"))
}
