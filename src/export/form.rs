//! Names the forms of a summary: by a file's ending, and by how a file of each begins.

use std::path::Path;

use super::{json, markdown, text};
use crate::model::summary::Summary;

/// The forms that a summary is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// For a pull request or a mail.
    Markdown,
    /// For a mail in plain text.
    Text,
    /// For other programs.
    Json,
}

impl Form {
    /// Reads the form from what a file's name ends in: `.json`, `.txt`; Markdown for all else.
    pub fn of_name(name: &Path) -> Self {
        let ending = name.extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("json") {
            Self::Json
        } else if ending.eq_ignore_ascii_case("txt") {
            Self::Text
        } else {
            Self::Markdown
        }
    }

    /// Writes a summary in this form.
    pub fn write(self, summary: &Summary) -> String {
        match self {
            Self::Markdown => markdown(summary),
            Self::Text => text(summary),
            Self::Json => json(summary),
        }
    }
}

/// Tells whether a file that begins so is a summary, in whichever form, so that a newer one may take its place. The first
/// [`START`] bytes of it are enough.
pub fn is_summary(start: &[u8]) -> bool {
    // The heading of plain text has a rule below it, as long as the heading; a file of Markdown begins with its mark.
    let is_text = || {
        let mut lines = start.split(|byte| *byte == b'\n').skip_while(|line| !line.starts_with(b"="));
        lines.next().is_some_and(|rule| rule.iter().all(|byte| *byte == b'='))
    };
    start.starts_with(b"# Review of ")
        || start.starts_with(b"{\n  \"agreed\": {\n    \"agreed\":")
        || (start.starts_with(b"Review of ") && is_text())
}

/// How many bytes [`is_summary`] looks at: more than the longest heading with its rule takes.
pub const START: u64 = 4_096;
