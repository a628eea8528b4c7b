//! Specs in text markups other than Markdown: each is converted to Markdown, line by line, and read
//! as that.
//!
//! Owns what the markups have in common: lists, tables, anchors, and the paths of specs. Ids,
//! words, tables, languages and the texts of criteria follow the rules of Markdown; line numbers
//! are the original's.

pub(super) mod adoc;
mod columns;
mod grid;
pub(super) mod html;
mod ids;
pub(super) mod in_markdown;
pub(super) mod jira;
mod nesting;
pub(super) mod org;
mod out;
mod packed;
mod rows;
pub(super) mod rst;
mod ruled;
mod separated;
mod simple;
pub(super) mod text;

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::Reader;

/// A markup whose files are converted to Markdown.
pub(super) struct Markup {
    dialect: Dialect,
    /// Endings of its files.
    endings: &'static [&'static str],
    /// Ranks a file with such an ending by its path, as [`Reader::place`] does.
    rank: fn(&SplitPath) -> Option<u32>,
    /// Returns whether a text is in this markup.
    fits: fn(&Self, &SplitPath, &SpecText) -> bool,
    /// Converts a text to Markdown.
    translate: fn(&SpecText) -> MarkdownText,
}

impl Markup {
    /// Returns whether a file has one of the endings.
    fn has_ending(&self, place: &SplitPath, _source: &SpecText) -> bool {
        place.stem(self.endings).is_some()
    }
}

impl Reader for Markup {
    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        place.stem(self.endings)?;
        (self.rank)(place)
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        // Dialects of their own within the markup, such as sphinx-needs, come first.
        false
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        (self.fits)(self, place, source)
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        (self.translate)(source).read(place)
    }
}

/// A text that was converted to Markdown.
pub(super) struct MarkdownText {
    /// The Markdown, with the original's line numbers.
    pub(super) source: SpecText,
    /// What was not read, with the line of each.
    pub(super) warnings: Vec<(u32, &'static str)>,
}

impl MarkdownText {
    /// Reads the criteria of the text, and adds its warnings.
    ///
    /// # Errors
    /// When the text holds no criteria.
    pub(super) fn read(self, place: &SplitPath) -> Result<SpecDraft, ReadError> {
        let mut draft = lists::read(place.role(), &self.source)?;
        for (line, why) in self.warnings {
            draft.warn_always(line, why);
        }
        draft.translation = Some(self.source);
        Ok(draft)
    }
}

/// Returns the lines of a text without the blanks at their ends.
fn lines_of(source: &SpecText) -> Vec<&str> {
    let mut lines = Vec::with_capacity(source.line_count());
    lines.extend(source.text().lines().map(str::trim_end));
    lines
}

/// Walks over lines block by block: `block` gets the index of a line and the line, and returns the
/// index of the line to go on with.
fn each_block<L: Copy>(lines: &[L], mut block: impl FnMut(usize, L) -> usize) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at = block(at, *line).max(at + 1);
    }
}
