//! A document of a few plain kinds of blocks, before it is written in some format.
//!
//! Keeps our own words and outside text apart, so that every format escapes only the latter. Knows
//! nothing of reviews, nor of the formats.

use std::borrow::Cow;

use crate::model::amendment::TextPiece;
use crate::model::id::ObjectId;
use crate::model::text::{RepoPath, Untrusted};
use crate::safe;

/// Number of digits quoted of an object id, as on the screen.
const SHORT: usize = 7;

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) enum TextSpan {
    /// Our own words, and numbers and times made by us. Has no markup in any format.
    Ours(Cow<'static, str>),
    /// Outside text.
    Text(Untrusted),
    /// An id or a path, from outside or not.
    Code(Untrusted),
}

/// The text of a paragraph, a heading, an item or a cell.
#[derive(Clone, Default, Debug)]
pub(super) struct InlineText(pub Vec<TextSpan>);

impl InlineText {
    /// Makes a line that starts with our own words.
    pub(super) fn of(words: impl Into<Cow<'static, str>>) -> Self {
        Self::default().ours(words)
    }

    /// Adds our own words; never text from outside.
    pub(super) fn ours(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(TextSpan::Ours(words.into()));
        self
    }

    /// Adds outside text.
    pub(super) fn text(mut self, text: impl AsRef<[u8]>) -> Self {
        self.0.push(TextSpan::Text(Untrusted::from(text.as_ref())));
        self
    }

    /// Adds a path.
    pub(super) fn path(self, path: &RepoPath) -> Self {
        self.code(safe::path(path).as_str())
    }

    /// Adds an id, or text that is shown like one.
    pub(super) fn code(mut self, code: impl AsRef<[u8]>) -> Self {
        self.0.push(TextSpan::Code(Untrusted::from(code.as_ref())));
        self
    }

    /// Adds an object id, shortened as people quote commits.
    pub(super) fn commit(self, id: ObjectId) -> Self {
        self.code(id.short(SHORT))
    }

    /// Appends another line.
    pub(super) fn line(mut self, mut other: InlineText) -> Self {
        self.0.append(&mut other.0);
        self
    }

    /// Appends several lines, separated by our own words.
    pub(super) fn lines(
        self,
        lines: impl IntoIterator<Item = InlineText>,
        between: &'static str,
    ) -> Self {
        lines
            .into_iter()
            .enumerate()
            .fold(self, |line, (index, next)| {
                let line = if index == 0 { line } else { line.ours(between) };
                line.line(next)
            })
    }
}

/// Which side of a rewording a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rewording {
    /// The text before.
    Before,
    /// The text after.
    After,
}

impl Rewording {
    /// Returns the marks around each differing piece in plain text, as in git's word diff.
    pub(super) fn plain(self) -> (&'static str, &'static str) {
        match self {
            Self::Before => ("[-", "-]"),
            Self::After => ("{+", "+}"),
        }
    }
}

/// A part of a document, with a blank line around.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A heading of level 1 to 4.
    Heading(u8, InlineText),
    /// A paragraph; starts with our own words.
    Paragraph(InlineText),
    /// A list.
    Items(Vec<InlineText>),
    /// Text that somebody wrote, with its line breaks.
    Quote(Untrusted),
    /// One side of a reworded text, in pieces.
    Reworded(Vec<TextPiece>, Rewording),
    /// Lines of a file, and the name of their language for highlighters, possibly empty.
    Excerpt(Untrusted, &'static str),
    /// Names of columns, and rows of as many cells. Code in them must not contain `|`, which would
    /// end the cell.
    Table(&'static [&'static str], Vec<Vec<InlineText>>),
}

/// Blocks from top to bottom.
#[derive(Default, Debug)]
pub(super) struct Document {
    pub blocks: Vec<Block>,
}

impl Document {
    pub(super) fn heading(&mut self, level: u8, line: InlineText) {
        self.blocks.push(Block::Heading(level, line));
    }

    pub(super) fn paragraph(&mut self, line: InlineText) {
        self.blocks.push(Block::Paragraph(line));
    }

    /// Adds a list unless it is empty.
    pub(super) fn items(&mut self, items: Vec<InlineText>) {
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
    }

    /// Adds a quotation unless it is blank.
    pub(super) fn quote(&mut self, text: &Untrusted) {
        if !text.is_blank() {
            self.blocks.push(Block::Quote(text.clone()));
        }
    }

    /// Adds a reworded text unless it is blank.
    pub(super) fn reworded(&mut self, pieces: &[TextPiece], what: Rewording) {
        if pieces.iter().any(|piece| !piece.text.is_blank()) {
            self.blocks.push(Block::Reworded(pieces.to_vec(), what));
        }
    }

    pub(super) fn excerpt(&mut self, text: Untrusted, language: &'static str) {
        self.blocks.push(Block::Excerpt(text, language));
    }

    pub(super) fn table(&mut self, columns: &'static [&'static str], rows: Vec<Vec<InlineText>>) {
        debug_assert!(rows.iter().all(|row| row.len() == columns.len()));
        self.blocks.push(Block::Table(columns, rows));
    }
}
