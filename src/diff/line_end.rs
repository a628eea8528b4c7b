//! The ends of lines, for a view that points at them.

use std::ops::Range;

/// How a line ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineEnd {
    /// `\n`.
    Newline,
    /// `\r\n`.
    CarriageReturn,
    /// Not at all: the last line of a text without a final newline.
    Missing,
}

impl LineEnd {
    /// The end of a line that comes with it, as
    /// [`FileText::raw_line`](crate::model::change::FileText::raw_line) gives it.
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

/// The spaces, tabs and other ASCII white space at the end of a line, as a byte range; empty if there
/// is none, the whole line if there is nothing else. The line comes without its end, as
/// [`FileText::line`](crate::model::change::FileText::line) gives it.
pub fn trailing_space(line: &[u8]) -> Range<u32> {
    line.trim_ascii_end().len() as u32..line.len() as u32
}
