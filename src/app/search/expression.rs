//! What is looked for: a regular expression, in time linear in the text; a text as it stands when it is none.
//!
//! Knows nothing of rows and screens, so that a worker can use it too.

use std::ops::Range;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::Error;

use crate::model::change::{FileDiff, Side};
use crate::model::text::RepoPath;

/// Bytes of a line that are searched. No more than a part of them is ever shown.
const MAX_LINE: usize = 64 << 10;

/// Matches of one line that are told apart.
const MAX_HITS: usize = 4_096;

/// Bytes that a compiled expression may take, so that `(((a{99}){99}){99}` costs nothing.
const MAX_COMPILED: usize = 1 << 20;

/// An expression to look for.
#[derive(Clone, Debug)]
pub struct Expression {
    text: String,
    /// `None` only for what cannot even be looked for as it stands.
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
    /// Reads an expression. Upper case counts only when it has some, escapes like `\S` aside. One that
    /// cannot be read is looked for as it stands, see [`remark`](Self::remark).
    pub fn new(text: String) -> Self {
        let exact = has_upper_case(&text);
        let compiled = regex_syntax::parse(&text).map_err(|error| said(&error)).and_then(|_| {
            let too_large = |_| "it is too large".to_owned();
            compile(&text, exact).map_err(too_large)
        });
        let (regex, remark) = match compiled {
            Ok(regex) => (Some(regex), None),
            Err(why) => {
                let exact = text.chars().any(char::is_uppercase);
                let literal = compile(&regex::escape(&text), exact).ok();
                (literal, Some(format!("no regular expression ({why}): looked for as it stands")))
            }
        };
        Self { text, regex, remark }
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why it is not read as a regular expression.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Where it matches in a line: byte ranges, left to right, none empty.
    pub fn hits(&self, line: &[u8]) -> Vec<Range<usize>> {
        self.found(line).take(MAX_HITS).collect()
    }

    /// Where it matches in a text that is searched as it is shown.
    pub fn hits_shown(&self, text: &str) -> Vec<Range<usize>> {
        self.hits(text.as_bytes())
    }

    /// Whether it matches in a line.
    pub fn is_in(&self, line: &[u8]) -> bool {
        self.found(line).next().is_some()
    }

    fn found(&self, line: &[u8]) -> impl Iterator<Item = Range<usize>> {
        let line = &line[..line.len().min(MAX_LINE)];
        let found = self.regex.iter().flat_map(move |regex| regex.find_iter(line));
        found.map(|hit| hit.range()).filter(|range| !range.is_empty())
    }

    /// How many rows of a file that is not shown yet would match: its path, and each line of its hunks.
    pub fn rows_in(&self, path: &RepoPath, diff: &FileDiff) -> u32 {
        let header = u32::from(self.is_in(path.as_bytes()));
        let Some(text) = diff.as_text() else { return header };
        let lines = |side: Side, lines: &Range<u32>| {
            lines.clone().filter(|line| self.is_in(text.text(side).line(*line))).count() as u32
        };
        let removed = text.changes.iter().map(|change| lines(Side::Old, &change.old));
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

/// Whether an expression has upper case that stands for itself.
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

/// What is wrong with an expression and at which column, counted from 1.
fn said(error: &Error) -> String {
    let (span, what) = match error {
        Error::Parse(error) => (error.span(), error.kind().to_string()),
        Error::Translate(error) => (error.span(), error.kind().to_string()),
        _ => return error.to_string(),
    };
    format!("column {}: {what}", span.start.column)
}
