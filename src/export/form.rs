//! Recognises the formats of a summary: by a file's extension, and by how it begins and ends.

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

/// Whether a file that begins with `start` and ends with `end` is a summary in any format, so that a
/// newer one may replace it. A heading alone is no sign: people write reviews by hand, and add to
/// summaries. A few KiB of either end are enough.
pub fn is_summary(start: &[u8], end: &[u8]) -> bool {
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
    let is_document =
        start.starts_with(b"# Review of ") || (start.starts_with(b"Review of ") && is_text());
    let is_json = start.starts_with(b"{\n  \"agreed\": {\n    \"agreed\":")
        && end.ends_with(b"\n  \"version\": 1\n}\n");
    is_json || (is_document && is_closed(end))
}

/// Whether a document that ends with `end` has the closing items of a summary and nothing after
/// them: the digest of the record, then the version that made it.
fn is_closed(end: &[u8]) -> bool {
    let end = String::from_utf8_lossy(end);
    let mut items = end.rsplitn(3, "\n- ");
    let (Some(made), Some(digest)) = (items.next(), items.next()) else {
        return false;
    };
    let is_version = |text: &str| {
        let version = text.strip_suffix('\n');
        version.is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_graphic()))
    };
    // Plain text breaks the line before the digest.
    let words: Vec<&str> = digest.split_whitespace().collect();
    let is_digest = |word: &str| {
        let hex = word.trim_matches('`');
        hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    made.strip_prefix(MADE_BY).is_some_and(is_version)
        && matches!(words[..], [_, "entry," | "entries,", "SHA-256", "of", "their", "ids", digest] if is_digest(digest))
}

/// The words before the version in the last line of a summary.
pub(super) const MADE_BY: &str = "Made by snaglist ";
