//! Why a file gave no spec. Knows nothing of who asked.

use std::fmt;

use super::unread::UnreadFormat;

/// Why a file gave no spec. `Display` says what was looked for and what to do; it holds no byte of
/// the file that is not printable ASCII.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// It was read and holds nothing to accept.
    NoCriteria {
        /// What would have counted, in our words.
        looked_for: &'static str,
    },
    /// It holds nothing to accept in what could be read of it.
    Unread {
        /// The first line that was not read, 1-based.
        line: u32,
        /// Why, and what to do, in our words.
        why: &'static str,
    },
    /// It is not valid TOML.
    Toml {
        /// 1-based.
        line: u32,
        /// 1-based, in characters.
        column: u32,
        /// The parser's words, printable ASCII.
        message: String,
    },
    /// It is not valid YAML.
    Yaml {
        /// 1-based.
        line: u32,
        /// The parser's words, printable ASCII.
        message: String,
    },
    /// It is not valid JSON.
    Json {
        /// 1-based.
        line: u32,
        /// 1-based, in characters.
        column: u32,
        /// The parser's words, printable ASCII.
        message: String,
    },
    /// It is not well-formed XML.
    Xml {
        /// 1-based.
        line: u32,
        /// The parser's words, printable ASCII.
        message: String,
    },
    /// It is in a format that is not read.
    Format(UnreadFormat),
    /// It is not text: it holds a zero byte.
    NotText {
        /// The line of the first one, 1-based.
        line: u32,
        /// Its column, 1-based, in bytes.
        column: u32,
    },
    /// It is text in UTF-16.
    Utf16,
    /// It is text in UTF-32.
    Utf32,
    /// It is too large to be read as a spec.
    TooLarge {
        /// Its size in bytes.
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
                write!(f, "line {line}: not well-formed XML: {message}; export the file anew, or correct that line")
            }
            Self::Format(format) => {
                let then = if format.is_document { ", and name that file with --spec" } else { "" };
                write!(f, "{} is not read; {}{then}", format.what, format.instead)
            }
            Self::NotText { line, column } => write!(
                f,
                "line {line}, column {column}: a zero byte, which no text has; name a text file with --spec"
            ),
            Self::Utf16 => {
                f.write_str("the text is in UTF-16; save it as UTF-8 (an editor's `Save as` has the encoding) and try again")
            }
            Self::Utf32 => {
                f.write_str("the text is in UTF-32; save it as UTF-8 (an editor's `Save as` has the encoding) and try again")
            }
            Self::TooLarge { bytes, limit } => write!(
                f,
                "{bytes} bytes are too many for a spec (the limit is {limit}); split it, or name another file with --spec"
            ),
        }
    }
}

impl std::error::Error for ReadError {}
