//! Writes the review summary as text. Pure.
//!
//! `compose` lays a summary out as a document of a few plain kinds of blocks; each format then
//! writes those blocks and makes outside text harmless in one place. JSON has the data itself.
//! Knows nothing of files, repositories or screens.

mod compose;
mod document;
mod form;
mod json;
mod markdown;
mod text;

use crate::model::summary::Summary;

pub use form::{Form, is_summary};
pub use json::json;

/// Writes the summary in Markdown, for a pull request or a mail: CommonMark with the tables of
/// GitHub and GitLab, no HTML, no links, no images, no mentions. Ends with a line break.
pub fn markdown(summary: &Summary) -> String {
    markdown::write(&compose::document(summary))
}

/// Writes the summary as plain text in 80 columns, for a mail. Ends with a line break.
pub fn text(summary: &Summary) -> String {
    text::write(&compose::document(summary))
}
