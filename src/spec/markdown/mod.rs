//! The common ground of all dialects in Markdown: the outline, the words of headings, ids and steps
//! in a text. Knows nothing of the use that a dialect makes of them.

pub(super) mod body;
mod builder;
mod density;
pub(super) mod depth;
mod ears;
pub(super) mod fences;
mod front;
pub(super) mod heading;
mod lines;
pub(super) mod modal;
pub(super) mod outline;
pub(super) mod path;
mod returns;
pub(super) mod steps;
mod story;
pub(super) mod table;
pub(super) mod words;
pub(super) mod written;

/// Splits a text at a byte offset; returns all of it and nothing when the offset is invalid.
#[inline]
fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}
