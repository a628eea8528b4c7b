//! Recognises what lines of reStructuredText begin with. Knows nothing of what follows on them.

use crate::spec::markdown::body::columns;

/// The longest name of a field, in bytes.
const MAX_NAME: usize = 80;

/// A line without the white space at its end.
#[derive(Clone, Copy)]
pub(in crate::spec::dialects) struct Line<'a> {
    /// The text without the white space before it.
    pub(in crate::spec::dialects) content: &'a str,
    /// The text with the white space before it.
    pub(in crate::spec::dialects) text: &'a str,
    /// The indentation, in columns.
    pub(in crate::spec::dialects) indent: usize,
}

impl<'a> Line<'a> {
    /// Splits a line into its indentation and content.
    pub(in crate::spec::dialects) fn new(text: &'a str) -> Self {
        let text = text.trim_end();
        let content = text.trim_start();
        let indent = columns(text.strip_suffix(content).unwrap_or_default());
        Self {
            content,
            text,
            indent,
        }
    }

    /// Returns whether the line is empty.
    pub(in crate::spec::dialects) fn is_blank(&self) -> bool {
        self.content.is_empty()
    }

    /// Returns whether the line is blank or indented deeper than `indent`.
    pub(in crate::spec::dialects) fn is_below(&self, indent: usize) -> bool {
        self.is_blank() || self.indent > indent
    }
}

/// The mark at the start of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) struct Mark {
    /// The number: `None` for a bullet, 0 for `#.`.
    pub(in super::super) number: Option<u64>,
    /// The bytes of the mark and the blanks after it.
    pub(in super::super) length: usize,
}

/// Returns the mark that a line's content begins with: a bullet, `1.`, `#.`, `a)`, `(iv)`.
pub(in super::super) fn mark(content: &str) -> Option<Mark> {
    let with_blanks = |length: usize, number| {
        let rest = content.get(length..)?;
        let blanks = rest.len() - rest.trim_start().len();
        (rest.is_empty() || blanks > 0).then_some(Mark {
            number,
            length: length + blanks,
        })
    };
    let first = content.chars().next()?;
    if matches!(first, '*' | '-' | '+' | '•') {
        return with_blanks(first.len_utf8(), None);
    }
    let (inner, before) = match content.strip_prefix('(') {
        Some(inner) => (inner, 1),
        None => (content, 0),
    };
    let word = inner
        .bytes()
        .take(10)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let closes = if before == 1 {
        inner.get(word..)?.starts_with(')')
    } else {
        inner.get(word..)?.starts_with(['.', ')'])
    };
    let number = ordinal(inner.get(..word)?)?;
    if !closes {
        None
    } else {
        with_blanks(before + word + 1, Some(number))
    }
}

/// Returns the number of a word: digits, a small letter, a small Roman numeral, or 0 for `#`, the
/// next number.
fn ordinal(word: &str) -> Option<u64> {
    match word.as_bytes() {
        [b'#'] => Some(0),
        [letter @ b'a'..=b'h'] | [letter @ b'j'..=b'u'] => Some(u64::from(letter - b'a') + 1),
        [digit, ..] if digit.is_ascii_digit() => word.parse().ok(),
        [_, ..] => roman(word),
        [] => None,
    }
}

/// Returns the value of a small Roman numeral up to 39.
fn roman(word: &str) -> Option<u64> {
    let tens = word.bytes().take_while(|byte| *byte == b'x').count();
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let one = ones.iter().position(|one| word.get(tens..) == Some(one))?;
    (tens < 4 && !word.is_empty()).then_some(tens as u64 * 10 + one as u64)
}

/// Returns the mark of a line that consists only of it, such as the underline of a heading.
pub(in crate::spec::dialects) fn ruler(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 2 && line != "::" && line != ".." && line.chars().all(|c| c == mark))
        .then_some(mark)
}

/// Returns the name and the value of `:name: value`.
pub(super) fn field(content: &str) -> Option<(&str, &str)> {
    let inner = content
        .strip_prefix(':')
        .filter(|inner| !inner.starts_with([':', ' ']))?;
    let end = inner.bytes().take(MAX_NAME).position(|byte| byte == b':')?;
    let (name, rest) = inner.split_at_checked(end)?;
    let rest = rest.strip_prefix(':')?;
    (!name.is_empty() && (rest.is_empty() || rest.starts_with(' '))).then(|| (name, rest.trim()))
}

/// Returns the name and the rest of `.. name:: rest`.
pub(in crate::spec::dialects) fn directive(content: &str) -> Option<(&str, &str)> {
    let (name, rest) = content.strip_prefix("..")?.trim_start().split_once("::")?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '+');
    (content.starts_with(".. ") && !name.is_empty() && name.chars().all(fits))
        .then(|| (name, rest.trim()))
}

/// Returns the index after the lines below `at` that are blank or indented deeper than `indent`,
/// without the blank lines at their end.
pub(super) fn end_of(lines: &[Line<'_>], at: usize, indent: usize) -> usize {
    let after = lines.get(at + 1..).unwrap_or_default();
    let length = after
        .iter()
        .position(|below| !below.is_below(indent))
        .unwrap_or(after.len());
    let blank = after
        .get(..length)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|line| line.is_blank())
        .count();
    at + 1 + length - blank
}
