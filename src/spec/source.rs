//! A spec's text with its lines. Owns decoding and the way from byte offsets to line numbers.
//! Knows nothing of any dialect.

use std::ops::Range;

use crate::model::spec::LineRange;

use super::error::ReadError;

/// The furthest anything is indented, in bytes, that is moved to the left.
const MAX_INDENT: usize = 400;

/// The text of a spec: UTF-8 without a byte-order mark, invalid bytes replaced.
pub(super) struct Source {
    text: String,
    /// Byte offsets at which lines start; never empty.
    starts: Vec<u32>,
    /// The number of lines before the first, when this is a part of a text.
    lines_before: u32,
    first_bad: Option<usize>,
}

impl Source {
    /// Decodes the bytes. A NUL, as binary files and UTF-16 have it, is an error.
    pub(super) fn new(bytes: &[u8]) -> Result<Self, ReadError> {
        if let Some(byte) = bytes.iter().position(|byte| *byte == 0) {
            return Err(ReadError::NotText { byte });
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let first_bad = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
        let text = String::from_utf8_lossy(bytes).into_owned();
        let ends = || text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut starts = Vec::with_capacity(1 + ends().count());
        starts.push(0);
        starts.extend(ends().map(|(at, _)| at as u32 + 1));
        Ok(Self { text, starts, lines_before: 0, first_bad })
    }

    /// The same lines with another text, of which every line end stays where it was.
    pub(super) fn with_text(&self, text: String) -> Self {
        Self { text, starts: self.starts.clone(), lines_before: self.lines_before, first_bad: self.first_bad }
    }

    /// Some of the lines, under the numbers that they have in the whole.
    pub(super) fn part(&self, span: &Range<usize>) -> Self {
        let lines_before = self.line(span.start) - 1;
        let own = self.starts.iter().map(|start| *start as usize).filter(|start| span.contains(start));
        Self {
            text: self.text.get(span.clone()).unwrap_or_default().to_owned(),
            starts: own.map(|start| (start - span.start) as u32).collect(),
            lines_before,
            first_bad: None,
        }
    }

    /// The whole text; offsets below are into it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The lines outside fenced code, without their ends: a quick look, no parser.
    pub(super) fn outside_fences(&self) -> impl Iterator<Item = &str> {
        let mut fence: Option<&str> = None;
        self.text.lines().filter(move |line| {
            let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
            match (fence, mark) {
                (None, Some(_)) => fence = mark,
                (Some(open), Some(mark)) if open == mark => fence = None,
                (None, None) => return true,
                _ => {}
            }
            false
        })
    }

    /// The lines outside fenced code that begin a heading.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.outside_fences().filter(|line| line.starts_with('#'))
    }

    /// The line of an offset, 1-based.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.lines_before + self.starts.partition_point(|start| *start as usize <= offset) as u32
    }

    /// The column of an offset, 1-based, in characters.
    pub(super) fn column(&self, offset: usize) -> u32 {
        let after = self.starts.partition_point(|start| *start as usize <= offset);
        let start = self.starts.get(after.saturating_sub(1)).map_or(0, |start| *start as usize);
        let before = self.text.get(start..offset).unwrap_or_default();
        before.chars().count() as u32 + 1
    }

    /// What stands before an offset on its line, as far as anything is indented.
    pub(super) fn before(&self, offset: usize) -> &str {
        let mut from = offset.saturating_sub(MAX_INDENT);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = self.text.get(from..offset).unwrap_or_default();
        before.rsplit(['\n', '\r']).next().unwrap_or(before)
    }

    /// The lines of a span, from where it starts to its last line with content.
    pub(super) fn lines(&self, span: &Range<usize>) -> LineRange {
        let content = self.text.get(span.clone()).unwrap_or_default().trim_end();
        let last = span.start + content.len().saturating_sub(1);
        LineRange::new(self.line(span.start), self.line(last))
    }

    /// The line of the first byte that is not UTF-8.
    pub(super) fn first_bad_line(&self) -> Option<u32> {
        self.first_bad.map(|offset| self.line(offset))
    }
}
