//! Weighs the terms of a hunk by their place: added lines more than context, a defined name more
//! than a used one, a comment more than code.
//!
//! Knows no programming language, only how most of them look.

use std::ops::Range;

use super::recipe::Recipe;

/// The origin of a line in a hunk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    Added,
    Removed,
    Context,
}

/// The weights of the terms of one line, by their place in it.
pub(super) struct LineWeights {
    weight: f32,
    /// Where a comment begins; the line's end when there is none.
    comment: usize,
    comments: f32,
    /// The name that is defined here.
    defined: Range<usize>,
    defines: f32,
}

impl LineWeights {
    pub(super) fn new(line: &[u8], origin: Origin, is_prose: bool, recipe: &Recipe) -> Self {
        let weight = match origin {
            Origin::Added => recipe.added,
            Origin::Removed => recipe.removed,
            Origin::Context => recipe.context,
        };
        let comment = if is_prose { line.len() } else { comment(line) };
        let defined = if is_prose {
            0..0
        } else {
            defined(&line[..comment]).unwrap_or(0..0)
        };
        Self {
            weight,
            comment,
            comments: recipe.comment,
            defined,
            defines: recipe.defined,
        }
    }

    /// Returns the weight of a term at that place.
    pub(super) fn weight(&self, at: &Range<usize>) -> f32 {
        if self.defined.start <= at.start && at.end <= self.defined.end {
            self.weight * self.defines
        } else if at.start >= self.comment {
            self.weight * self.comments
        } else {
            self.weight
        }
    }
}

/// Whether a file is written for people.
pub(super) fn is_prose(path: &[u8]) -> bool {
    const ENDINGS: [&[u8]; 6] = [b".md", b".markdown", b".rst", b".adoc", b".txt", b".mdx"];
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Finds where the comment of a line begins.
fn comment(line: &[u8]) -> usize {
    let start = line
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    let text = &line[start..];
    let whole: [&[u8]; 7] = [b"//", b"/*", b"* ", b"--", b"<!--", b"\"\"\"", b";;"];
    // `#[derive]`, `#!/bin/sh`, `#include` are no comments.
    let hash = text.first() == Some(&b'#') && text.get(1).is_none_or(|next| b" #:".contains(next));
    if hash || whole.iter().any(|mark| text.starts_with(mark)) {
        return start;
    }
    let opens = |at: &usize| {
        let rest = &line[at + 1..];
        rest.starts_with(b"// ")
            || rest.starts_with(b"# ")
            || rest.starts_with(b"-- ")
            || rest.starts_with(b"/* ")
    };
    (start..line.len())
        .filter(|at| line[*at] == b' ')
        .find(opens)
        .unwrap_or(line.len())
}

/// Finds the name that a line of code defines.
fn defined(code: &[u8]) -> Option<Range<usize>> {
    const DEFINING: [&[u8]; 20] = [
        b"fn",
        b"func",
        b"def",
        b"fun",
        b"function",
        b"class",
        b"struct",
        b"enum",
        b"trait",
        b"interface",
        b"type",
        b"const",
        b"static",
        b"module",
        b"mod",
        b"record",
        b"object",
        b"protocol",
        b"message",
        b"sub",
    ];
    /// Maximum number of words before the defining one: `pub async unsafe fn`.
    const BEFORE: usize = 5;
    let mut at = 0;
    for _ in 0..BEFORE {
        let word = word(code, at)?;
        at = word.end;
        if !DEFINING.contains(&&code[word.clone()]) {
            continue;
        }
        // Go's receiver: `func (s *Server) Start(`.
        if code[at..].starts_with(b" (") {
            at += code[at..].iter().position(|byte| *byte == b')')?;
        }
        return self::word(code, at);
    }
    None
}

fn word(code: &[u8], from: usize) -> Option<Range<usize>> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let start = from + code.get(from..)?.iter().position(is_word)?;
    Some(
        start
            ..start
                + code[start..]
                    .iter()
                    .take_while(|byte| is_word(byte))
                    .count(),
    )
}
