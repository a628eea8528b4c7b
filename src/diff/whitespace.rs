//! Modes of comparison: which white space counts as a difference.

/// The kinds of differences that count. By default all do.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub struct DiffOptions {
    /// Which white space inside lines counts.
    pub whitespace: Whitespace,
    /// Whether to leave out changes that only add or remove blank lines.
    pub ignore_blank_lines: bool,
}

/// Which white space inside lines counts. White space is space, tab, carriage return and newline,
/// so that in all modes but the first a missing newline at the end of the text and a carriage
/// return at the end of a line are no difference.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub enum Whitespace {
    /// All of it.
    #[default]
    Exact,
    /// All except at the end of a line, like `git diff --ignore-space-at-eol`.
    IgnoreAtEol,
    /// Whether there is some, except at the end of a line, like `git diff -b`.
    IgnoreAmount,
    /// None, like `git diff -w`.
    IgnoreAll,
}

impl Whitespace {
    /// Appends the characters of a line (given with its end) that count to `kept`. Lines are equal
    /// in this mode if the same is kept of them.
    pub(super) fn keep(self, line: &[u8], kept: &mut Vec<u8>) {
        let end = line
            .iter()
            .rposition(|byte| !is_space(*byte))
            .map_or(0, |last| last + 1);
        let text = &line[..end];
        match self {
            Self::Exact => kept.extend(line),
            Self::IgnoreAtEol => kept.extend(text),
            Self::IgnoreAmount => {
                // Only the first byte of a run of white space is kept, as a space.
                let mut before = false;
                for &byte in text {
                    let space = is_space(byte);
                    if !(space && before) {
                        kept.push(if space { b' ' } else { byte });
                    }
                    before = space;
                }
            }
            Self::IgnoreAll => kept.extend(text.iter().filter(|byte| !is_space(**byte))),
        }
    }

    /// Whether a line, given with its end, is blank: empty, or, where some white space does not
    /// count, nothing but white space.
    pub(super) fn is_blank(self, line: &[u8]) -> bool {
        match self {
            Self::Exact => matches!(line, b"" | b"\n" | b"\r\n"),
            _ => line.iter().all(|byte| is_space(*byte)),
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
