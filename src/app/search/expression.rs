//! Search expressions: regular ones, matched in time linear in the text, or literal text when the
//! pattern is invalid.
//!
//! Knows nothing of rows and screens, so that a worker can use it too.

use std::ops::Range;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::Error;

use crate::model::change::{FileDiff, Side};
use crate::model::text::RepoPath;

/// The most bytes of a line that are searched; a screen never shows more.
const MAX_LINE: usize = 64 << 10;

/// The most matches found in one line.
const MAX_HITS: usize = 4_096;

/// The most bytes of a compiled expression, so that `(((a{99}){99}){99}` cannot exhaust memory.
const MAX_COMPILED: usize = 1 << 20;

/// An expression to look for.
#[derive(Clone, Debug)]
pub struct Expression {
    text: String,
    /// The compiled expression; `None` when even the literal text is too large.
    regex: Option<Regex>,
    remark: Option<String>,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

impl Expression {
    /// Compiles an expression. It is case-sensitive only when it has an upper-case letter outside
    /// of escapes like `\S`. An invalid one is searched as literal text, see
    /// [`remark`](Self::remark).
    pub fn new(text: String) -> Self {
        let exact = has_upper_case(&text);
        let compiled = regex_syntax::parse(&text)
            .map_err(|error| said(&error))
            .and_then(|_| {
                let too_large = |_| "it is too large".to_owned();
                compile(&text, exact).map_err(too_large)
            });
        let (regex, remark) = match compiled {
            Ok(regex) => (Some(regex), None),
            Err(why) => {
                let exact = text.chars().any(char::is_uppercase);
                let literal = compile(&regex::escape(&text), exact).ok();
                (
                    literal,
                    Some(format!(
                        "not a regular expression ({why}); searched as plain text"
                    )),
                )
            }
        };
        Self {
            text,
            regex,
            remark,
        }
    }

    /// Returns the expression as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns why the expression is not used as a regular expression; `None` when it is.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Returns the matches in a line: byte ranges, left to right, none empty.
    pub fn hits(&self, line: &[u8]) -> Vec<Range<usize>> {
        self.found(line).take(MAX_HITS).collect()
    }

    /// Returns the matches in a text that is searched as it is shown: byte ranges of it.
    pub fn hits_shown(&self, text: &str) -> Vec<Range<usize>> {
        self.hits(text.as_bytes())
    }

    /// Tells whether it matches in a line.
    pub fn is_in(&self, line: &[u8]) -> bool {
        self.found(line).next().is_some()
    }

    fn found(&self, line: &[u8]) -> impl Iterator<Item = Range<usize>> {
        let line = line.get(..MAX_LINE).unwrap_or(line);
        let found = self
            .regex
            .iter()
            .flat_map(move |regex| regex.find_iter(line));
        found
            .map(|hit| hit.range())
            .filter(|range| !range.is_empty())
    }

    /// Counts the matching rows of a file that is not shown yet: its path, and each line of its
    /// hunks.
    pub fn rows_in(&self, path: &RepoPath, diff: &FileDiff) -> u32 {
        let header = u32::from(self.is_in(path.as_bytes()));
        let Some(text) = diff.as_text() else {
            return header;
        };
        let lines = |side: Side, lines: &Range<u32>| {
            lines
                .clone()
                .filter(|line| self.is_in(text.text(side).line(*line)))
                .count() as u32
        };
        let removed = text
            .changes
            .iter()
            .map(|change| lines(Side::Old, &change.old));
        let shown = text.hunks.iter().map(|hunk| lines(Side::New, &hunk.new));
        header + removed.sum::<u32>() + shown.sum::<u32>()
    }
}

fn compile(text: &str, exact: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text)
        .case_insensitive(!exact)
        .size_limit(MAX_COMPILED)
        .dfa_size_limit(MAX_COMPILED)
        .build()
}

/// Tells whether an expression has an upper-case letter that stands for itself.
fn has_upper_case(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let class = matches!(chars.next(), Some('p' | 'P' | 'x' | 'u' | 'U'));
                if class && chars.next() == Some('{') {
                    chars.by_ref().take_while(|c| *c != '}').for_each(drop);
                }
            }
            c if c.is_uppercase() => return true,
            _ => {}
        }
    }
    false
}

/// Returns what is wrong with an expression, and the column, counted from 1.
fn said(error: &Error) -> String {
    let (span, what) = match error {
        Error::Parse(error) => (error.span(), error.kind().to_string()),
        Error::Translate(error) => (error.span(), error.kind().to_string()),
        _ => return error.to_string(),
    };
    format!("column {}: {what}", span.start.column)
}
