//! A spec's text with its lines. Owns decoding, and the conversion of byte offsets to line numbers.
//! Knows nothing of any dialect.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::spec::LineRange;

use super::error::ReadError;
use super::surroundings::{Surrounding, Surroundings};

/// The deepest indentation that is removed, in bytes.
const MAX_INDENT: usize = 400;

/// The text of a spec: UTF-8 without a byte-order mark, with lines that end in a line feed alone
/// (so that a copy with CR LF reads as the same spec), and invalid bytes replaced.
pub(super) struct SpecText {
    text: String,
    /// Byte offsets at which lines start; never empty.
    starts: Vec<u32>,
    /// The number of lines before the first, if this is a part of a text.
    lines_before: u32,
    /// The offset of the first byte that is not UTF-8, and the number of invalid sequences.
    bad: Option<(usize, usize)>,
    /// For each line of a translation, the original lines that it was made from.
    originals: Option<Vec<LineRange>>,
    /// The first original line that a translation does not cover, if it covers only the beginning
    /// of a text.
    cut: Option<u32>,
}

impl SpecText {
    /// Decodes the bytes.
    ///
    /// # Errors
    /// When they are UTF-16 or UTF-32, or hold a zero byte as binary files do.
    pub(super) fn new(bytes: &[u8]) -> Result<Self, ReadError> {
        if is_utf32(bytes) {
            return Err(ReadError::Utf32);
        }
        if is_utf16(bytes) {
            return Err(ReadError::Utf16);
        }
        if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
            let before = bytes.get(..at).unwrap_or_default();
            let column = before
                .iter()
                .rev()
                .take_while(|byte| **byte != b'\n')
                .count() as u32
                + 1;
            let line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
            return Err(ReadError::NotText { line, column });
        }
        let bytes = with_line_feeds(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let bad = std::str::from_utf8(&bytes).err().map(|error| {
            let sequences = bytes
                .utf8_chunks()
                .filter(|chunk| !chunk.invalid().is_empty())
                .count();
            (error.valid_up_to(), sequences)
        });
        let text = match String::from_utf8(bytes.into_owned()) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        let mut starts = Vec::with_capacity(1 + text.bytes().filter(|byte| *byte == b'\n').count());
        starts.push(0);
        starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        Ok(Self {
            text,
            starts,
            lines_before: 0,
            bad,
            originals: None,
            cut: None,
        })
    }

    /// Creates the source of a text that was converted to Markdown. `starts` has the offset of each
    /// line of the Markdown, at least one, and `originals` the original lines that it was made
    /// from; everything found in the Markdown is reported at those. `cut` is the first original
    /// line that did not fit, if any.
    pub(super) fn translation(
        text: String,
        starts: Vec<u32>,
        originals: Vec<LineRange>,
        cut: Option<u32>,
    ) -> Self {
        Self {
            text,
            starts,
            lines_before: 0,
            bad: None,
            originals: Some(originals),
            cut,
        }
    }

    /// Returns the same lines with another text, which has every line end at the same offset.
    pub(super) fn with_text(&self, text: String) -> Self {
        let (starts, originals) = (self.starts.clone(), self.originals.clone());
        Self {
            text,
            starts,
            lines_before: self.lines_before,
            bad: self.bad,
            originals,
            cut: self.cut,
        }
    }

    /// Returns the lines that begin within the first `bytes` bytes; `None` when these are all.
    pub(super) fn head(&self, bytes: usize) -> Option<Self> {
        let after = self
            .starts
            .partition_point(|start| (*start as usize) < bytes);
        self.starts
            .get(after)
            .map(|end| self.part(&(0..*end as usize)))
    }

    /// Returns a part of the lines, which keep their numbers in the whole text.
    pub(super) fn part(&self, span: &Range<usize>) -> Self {
        let lines_before = self.lines_before + self.index(span.start) as u32;
        let own = self.starts.iter().map(|start| *start as usize);
        let own = own
            .skip_while(|start| *start < span.start)
            .take_while(|start| *start < span.end);
        Self {
            text: self.text.get(span.clone()).unwrap_or_default().to_owned(),
            starts: own.map(|start| (start - span.start) as u32).collect(),
            lines_before,
            bad: None,
            originals: self.originals.as_ref().map(|originals| {
                let before = self
                    .starts
                    .partition_point(|start| (*start as usize) < span.start);
                originals.get(before..).unwrap_or_default().to_vec()
            }),
            cut: None,
        }
    }

    /// Returns the number of lines.
    pub(super) fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the first line of the file that a translation does not cover, if it covers only the
    /// beginning.
    pub(super) fn cut(&self) -> Option<u32> {
        self.cut
    }

    /// Returns the whole text; the offsets of other methods are into it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Lists the lines outside fenced code, without their ends: a quick look, not a parser.
    pub(super) fn outside_fences(&self) -> impl Iterator<Item = &str> {
        let mut surroundings = Surroundings::default();
        self.text
            .lines()
            .filter(move |line| surroundings.enter(line) != Surrounding::Code)
    }

    /// Lists the lines outside fenced code that begin a heading.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.outside_fences().filter(|line| line.starts_with('#'))
    }

    /// Returns the line of an offset in the file, 1-based.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.original(offset).map_or_else(
            || self.lines_before + self.index(offset) as u32 + 1,
            |lines| lines.first,
        )
    }

    /// Returns the index of an offset's line in this text, 0-based.
    fn index(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start as usize <= offset)
            .saturating_sub(1)
    }

    /// Returns the original lines of an offset's line, in a translation.
    fn original(&self, offset: usize) -> Option<LineRange> {
        let originals = self.originals.as_ref()?;
        originals
            .get(self.index(offset))
            .or(originals.last())
            .copied()
    }

    /// Lists the lines without their ends, each with the lines of the file that it was made from.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (LineRange, &str)> {
        self.text.lines().enumerate().map(|(index, text)| {
            let number = self.lines_before + index as u32 + 1;
            let original = self
                .originals
                .as_ref()
                .and_then(|originals| originals.get(index))
                .copied();
            (original.unwrap_or(LineRange::new(number, number)), text)
        })
    }

    /// Returns the column of an offset, 1-based, in characters.
    pub(super) fn column(&self, offset: usize) -> u32 {
        let after = self
            .starts
            .partition_point(|start| *start as usize <= offset);
        let start = self
            .starts
            .get(after.saturating_sub(1))
            .map_or(0, |start| *start as usize);
        let before = self.text.get(start..offset).unwrap_or_default();
        before.chars().count() as u32 + 1
    }

    /// Returns the text before an offset on its line, limited to [`MAX_INDENT`] bytes.
    pub(super) fn before(&self, offset: usize) -> &str {
        let mut from = offset.saturating_sub(MAX_INDENT);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = self.text.get(from..offset).unwrap_or_default();
        before.rsplit(['\n', '\r']).next().unwrap_or(before)
    }

    /// Returns the lines of a span, from its start to its last line with content.
    pub(super) fn lines(&self, span: &Range<usize>) -> LineRange {
        let content = self.text.get(span.clone()).unwrap_or_default().trim_end();
        let last = span.start + content.len().saturating_sub(1);
        let end = self
            .original(last)
            .map_or_else(|| self.line(last), |lines| lines.last);
        LineRange::new(self.line(span.start), end)
    }

    /// Lists warnings about the text itself, independent of its content, each with its line.
    pub(super) fn oddities(&self) -> Vec<(u32, String)> {
        let mut oddities = Vec::new();
        if let Some((offset, sequences)) = self.bad {
            let column = self.column(offset);
            let more = match sequences - 1 {
                0 => String::new(),
                1 => ", and one more place is not either".to_owned(),
                more => format!(", and {more} more places are not either"),
            };
            let message = format!(
                "column {column} is not valid UTF-8{more}; it is shown as U+FFFD: save the file as UTF-8"
            );
            oddities.push((self.line(offset), message));
        }
        if self.starts.len() == 1 && self.text.contains('\r') {
            let message = "lines end in carriage returns only, so the whole file counts as line 1: save it with line feeds";
            oddities.push((1, message.to_owned()));
        }
        oddities
    }
}

/// Returns the bytes with each CR LF as LF.
fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') || !bytes.windows(2).any(|pair| pair == b"\r\n") {
        return Cow::Borrowed(bytes);
    }
    let after = bytes.iter().skip(1).chain([&0]);
    let kept = bytes
        .iter()
        .zip(after)
        .filter(|(byte, next)| (**byte, **next) != (b'\r', b'\n'));
    Cow::Owned(kept.map(|(byte, _)| *byte).collect())
}

/// Returns whether a text is in UTF-32: it begins with the byte-order mark, whose beginning is that
/// of UTF-16, or with a letter and three zero bytes in either order, twice.
fn is_utf32(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe, 0, 0])
        || bytes.starts_with(&[0, 0, 0xfe, 0xff])
        || matches!(bytes, [0, 0, 0, a, 0, 0, 0, b, ..] | [a, 0, 0, 0, b, 0, 0, 0, ..] if *a != 0 && *b != 0)
}

/// Returns whether a text is in UTF-16: it begins with the byte-order mark, or with a letter and a
/// zero byte in either order, twice.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || matches!(bytes, [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0)
}
