//! What of two texts is taken for a difference: the modes, and what counts of a line in each.

/// What of two texts is taken for a difference. The default is everything.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub struct DiffOptions {
    /// Which white space inside lines counts.
    pub whitespace: Whitespace,
    /// Whether changes that only put in or take out blank lines are left out.
    pub ignore_blank_lines: bool,
}

/// Which white space inside lines counts. White space is space, tab, carriage return and newline, so that in all
/// modes but the first a missing newline at the end of the text and a carriage return at the end of a line are no
/// difference.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub enum Whitespace {
    /// All of it.
    #[default]
    Exact,
    /// None at the end of a line: what `git diff --ignore-space-at-eol` is for.
    IgnoreAtEol,
    /// None at the end of a line, and elsewhere only whether there is some: what `git diff -b` is for.
    IgnoreAmount,
    /// None: what `git diff -w` is for.
    IgnoreAll,
}

impl Whitespace {
    /// Adds what counts of a line, which comes with its end, to `kept`. Lines of which the same is kept are equal in
    /// this mode.
    pub(super) fn keep(self, line: &[u8], kept: &mut Vec<u8>) {
        let end = line.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
        let text = &line[..end];
        match self {
            Self::Exact => kept.extend(line),
            Self::IgnoreAtEol => kept.extend(text),
            Self::IgnoreAmount => {
                // A run of white space has a first byte, and only that one is kept, as a space.
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

    /// Whether a line, which comes with its end, is blank: empty, or where some white space does not count, nothing
    /// but white space.
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
