//! Line ends and trailing white space, for a view that marks them.

use std::ops::Range;

/// How a line ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineEnd {
    /// `\n`.
    Newline,
    /// `\r\n`.
    CarriageReturn,
    /// None: the last line of a text without a final newline.
    Missing,
}

impl LineEnd {
    /// Detects the end of a line as
    /// [`FileText::raw_line`](crate::model::change::FileText::raw_line) returns it.
    pub fn of(raw_line: &[u8]) -> Self {
        if raw_line.ends_with(b"\r\n") {
            Self::CarriageReturn
        } else if raw_line.ends_with(b"\n") {
            Self::Newline
        } else {
            Self::Missing
        }
    }
}

/// Returns the byte range of spaces, tabs and other ASCII white space at the end of a line; empty
/// if there is none, the whole line if there is nothing else. The line is without its end, as from
/// [`FileText::line`](crate::model::change::FileText::line).
pub fn trailing_space(line: &[u8]) -> Range<u32> {
    line.trim_ascii_end().len() as u32..line.len() as u32
}
