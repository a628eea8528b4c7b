//! White space: which of it counts when lines are compared, and which a view can point at.

use std::ops::Range;

/// What of two texts is taken for a difference. The default is everything.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct DiffOptions {
    /// Which white space inside lines counts.
    pub whitespace: Whitespace,
    /// Whether changes that only put in or take out blank lines are left out, as with
    /// `git diff --ignore-blank-lines`.
    pub ignore_blank_lines: bool,
}

/// Which white space inside lines counts. White space is what git takes for it: space, tab, carriage
/// return and newline, so that in all modes but the first a missing newline at the end of the text
/// and a carriage return at the end of a line are no difference.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub enum Whitespace {
    /// All of it.
    #[default]
    Exact,
    /// None at the end of a line: `git diff --ignore-space-at-eol`.
    IgnoreAtEol,
    /// None at the end of a line, and elsewhere only whether there is some: `git diff -b`.
    IgnoreAmount,
    /// None: `git diff -w`.
    IgnoreAll,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

impl Whitespace {
    /// Adds what counts of a line (with its end) to `seen`: two lines are the same in this mode if it
    /// is the same bytes. See `xdl_recmatch` in git's `xdiff/xutils.c`.
    pub(super) fn push_seen(self, line: &[u8], seen: &mut Vec<u8>) {
        let end = line.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
        match self {
            Self::Exact => seen.extend_from_slice(line),
            Self::IgnoreAtEol => seen.extend_from_slice(&line[..end]),
            Self::IgnoreAmount => {
                for (at, &byte) in line[..end].iter().enumerate() {
                    if !is_space(byte) {
                        seen.push(byte);
                    } else if at == 0 || !is_space(line[at - 1]) {
                        seen.push(b' ');
                    }
                }
            }
            Self::IgnoreAll => seen.extend(line[..end].iter().filter(|byte| !is_space(**byte))),
        }
    }

    /// Whether a line (with its end) is blank: empty, or where white space does not count, nothing else.
    ///
    /// Unlike git's `xdl_blankline`, which goes by the length, this does not take a last line of one
    /// letter without a newline for blank.
    pub(super) fn is_blank(self, line: &[u8]) -> bool {
        match self {
            Self::Exact => line.is_empty() || line == b"\n",
            _ => line.iter().all(|byte| is_space(*byte)),
        }
    }
}

/// The spaces, tabs and other ASCII white space at the end of a line, as a byte range; empty if there
/// is none, the whole line if there is nothing else. The line comes without its end, as
/// [`FileText::line`](crate::model::change::FileText::line) gives it.
pub fn trailing_space(line: &[u8]) -> Range<u32> {
    line.trim_ascii_end().len() as u32..line.len() as u32
}

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
        match raw_line {
            [.., b'\r', b'\n'] => Self::CarriageReturn,
            [.., b'\n'] => Self::Newline,
            _ => Self::Missing,
        }
    }
}
