//! The review summary as text. Pure.
//!
//! `compose` lays a summary out as a document of a few plain kinds of blocks; each written form puts
//! those down in its own way, and makes outside text harmless in one place. JSON has the data itself.
//! Knows nothing of files, repositories or screens.

mod compose;
mod document;
mod form;
mod json;
mod markdown;
mod text;

use crate::model::summary::Summary;

pub use form::{Form, START, is_summary};
pub use json::json;

/// The summary in Markdown, for a pull request or a mail: CommonMark with tables as GitHub and GitLab
/// have them, no HTML, no links, no images, nobody mentioned. Ends with a line break.
pub fn markdown(summary: &Summary) -> String {
    markdown::write(&compose::document(summary))
}

/// The summary as plain text in 80 columns, for a mail. Ends with a line break.
pub fn text(summary: &Summary) -> String {
    text::write(&compose::document(summary))
}
