//! Recognises the formats of a summary: by a file's extension, and by its first bytes.

use std::path::Path;

use super::{json, markdown, text};
use crate::model::summary::Summary;

/// An output format for a summary.
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
    /// Chooses the format by a file's extension: `.json`, `.txt`; Markdown for all others.
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

    /// Writes a summary in this format.
    pub fn write(self, summary: &Summary) -> String {
        match self {
            Self::Markdown => markdown(summary),
            Self::Text => text(summary),
            Self::Json => json(summary),
        }
    }
}

/// Whether a file that begins with `start` is a summary in any format, so that a newer one may
/// replace it. The first [`START`] bytes of it are enough.
pub fn is_summary(start: &[u8]) -> bool {
    // In plain text the heading has a rule of equal length below it; a Markdown file begins with
    // `#`.
    let is_text = || {
        let mut lines = start
            .split(|byte| *byte == b'\n')
            .skip_while(|line| !line.starts_with(b"="));
        lines
            .next()
            .is_some_and(|rule| rule.iter().all(|byte| *byte == b'='))
    };
    start.starts_with(b"# Review of ")
        || start.starts_with(b"{\n  \"agreed\": {\n    \"agreed\":")
        || (start.starts_with(b"Review of ") && is_text())
}

/// Number of bytes that [`is_summary`] needs: more than the longest heading with its rule.
pub const START: u64 = 4_096;
