//! What every dialect written in Markdown needs: the outline, headings' words, ids and steps in a
//! text. Knows nothing of what any one dialect makes of them.

pub(super) mod body;
mod builder;
mod density;
pub(super) mod depth;
mod ears;
pub(super) mod fences;
pub(super) mod heading;
mod lines;
pub(super) mod modal;
pub(super) mod outline;
pub(super) mod path;
mod returns;
mod rules;
pub(super) mod steps;
mod story;
pub(super) mod table;
pub(super) mod words;
pub(super) mod written;

/// A text in two at a byte offset; all of it and nothing when there is no such place.
#[inline]
fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}
