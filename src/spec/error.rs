//! The reasons why a file gave no spec. Knows nothing of the caller.

use std::fmt;

use super::unread::UnreadFormat;

/// The reason why a file gave no spec. `Display` says what was looked for and what to do; its only
/// bytes from the file are printable ASCII.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// The file was read and holds no criteria.
    NoCriteria {
        /// What would have counted, as a fixed text.
        looked_for: &'static str,
    },
    /// The part of the file that could be read holds no criteria.
    Unread {
        /// The first line that was not read, 1-based.
        line: u32,
        /// Why, and what to do, as a fixed text.
        why: &'static str,
    },
    /// The file is not valid TOML.
    Toml {
        /// The line, 1-based.
        line: u32,
        /// The column, 1-based, in characters.
        column: u32,
        /// The parser's message, printable ASCII.
        message: String,
    },
    /// The file is not valid YAML.
    Yaml {
        /// The line, 1-based.
        line: u32,
        /// The parser's message, printable ASCII.
        message: String,
    },
    /// The file is not valid JSON.
    Json {
        /// The line, 1-based.
        line: u32,
        /// The column, 1-based, in characters.
        column: u32,
        /// The parser's message, printable ASCII.
        message: String,
    },
    /// The file is not well-formed XML.
    Xml {
        /// The line, 1-based.
        line: u32,
        /// The parser's message, printable ASCII.
        message: String,
    },
    /// The file is in a format that is not read.
    Format(UnreadFormat),
    /// The file is not text: it holds a zero byte.
    NotText {
        /// The line of the first zero byte, 1-based.
        line: u32,
        /// The column of that byte, 1-based, in bytes.
        column: u32,
    },
    /// The file is text in UTF-16.
    Utf16,
    /// The file is text in UTF-32.
    Utf32,
    /// The file is too large to be read as a spec.
    TooLarge {
        /// The size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCriteria { looked_for } => {
                write!(f, "no criteria found; looked for {looked_for} (docs/spec-format.md has examples)")
            }
            Self::Unread { line, why } => write!(f, "line {line}: {why}; no criteria were found elsewhere"),
            Self::Toml { line, column, message } => {
                write!(
                    f,
                    "line {line}, column {column}: not valid TOML: {message}; correct that line and try again"
                )
            }
            Self::Yaml { line, message } => {
                write!(f, "line {line}: not valid YAML: {message}; correct that line and try again")
            }
            Self::Json { line, column, message } => {
                write!(
                    f,
                    "line {line}, column {column}: not valid JSON: {message}; correct that line and try again"
                )
            }
            Self::Xml { line, message } => {
                write!(f, "line {line}: not well-formed XML: {message}; export the file again, or correct that line")
            }
            Self::Format(format) => {
                let then = if format.is_document { ", and name that file with --spec" } else { "" };
                write!(f, "{} is not read; {}{then}", format.what, format.instead)
            }
            Self::NotText { line, column } => write!(
                f,
                "line {line}, column {column}: a zero byte, so this is not a text file; name a text file with --spec"
            ),
            Self::Utf16 => {
                f.write_str("the text is in UTF-16; save it as UTF-8 (an editor's `Save as` has the encoding) and try again")
            }
            Self::Utf32 => {
                f.write_str("the text is in UTF-32; save it as UTF-8 (an editor's `Save as` has the encoding) and try again")
            }
            Self::TooLarge { bytes, limit } => write!(
                f,
                "the file has {bytes} bytes, more than the limit for a spec ({limit}); split it, or name another file with --spec"
            ),
        }
    }
}

impl std::error::Error for ReadError {}
