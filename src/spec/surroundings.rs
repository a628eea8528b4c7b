//! Finds out whether a line of a text is in prose, a code block or a comment, by a quick look at
//! lines without a parser.
//!
//! A fence that was never closed holds no code from the next heading on. Knows nothing of the
//! lines' content.

use super::markdown::fences;

/// The kind of text that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Surrounding {
    Prose,
    Code,
    Comment,
}

/// Returns the surrounding of each line of a text, in order.
pub(super) fn of_lines(text: &str) -> Vec<Surrounding> {
    // Every line end keeps its offset.
    let mended = fences::mend(text).0;
    let mut surroundings = Surroundings::default();
    mended
        .as_deref()
        .unwrap_or(text)
        .lines()
        .map(|line| surroundings.enter(line))
        .collect()
}

/// Tracks whether a fence or a comment is open, line by line.
#[derive(Default)]
pub(super) struct Surroundings {
    /// The mark that closes the fence.
    fence: Option<&'static str>,
    in_comment: bool,
}

impl Surroundings {
    /// Takes the next line, and returns its surrounding.
    pub(super) fn enter(&mut self, line: &str) -> Surrounding {
        let line = line.trim();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.starts_with(mark));
        if self.in_comment {
            self.in_comment = !line.contains("-->");
            return Surrounding::Comment;
        }
        match (self.fence, mark) {
            (Some(open), Some(mark)) if open == mark => self.fence = None,
            (None, Some(_)) => self.fence = mark,
            (Some(_), _) => {}
            (None, None) if line.starts_with("<!--") => {
                self.in_comment = !line.contains("-->");
                return Surrounding::Comment;
            }
            (None, None) => return Surrounding::Prose,
        }
        Surrounding::Code
    }
}
