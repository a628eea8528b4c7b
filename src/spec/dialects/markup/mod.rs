//! Specs in other text markups than Markdown: each is written as Markdown, line by line, and read as that.
//!
//! Owns what the markups have in common: lists, tables, anchors, and where their files are specs. The rules of ids, words,
//! tables and languages are those of Markdown, and so are the texts of criteria; their lines are the original's.

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
mod rows;
pub(super) mod rst;
mod ruled;
mod separated;
mod simple;
pub(super) mod text;

use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::Place;
use crate::spec::source::Source;

/// A text written as Markdown.
pub(super) struct Translation {
    /// The Markdown, which knows the lines it was made of.
    pub(super) source: Source,
    /// What was not read, by line.
    pub(super) warnings: Vec<(u32, &'static str)>,
}

impl Translation {
    /// Reads the criteria.
    ///
    /// # Errors
    /// When there are none.
    pub(super) fn read(self, place: &Place) -> Result<Draft, ReadError> {
        let mut draft = lists::read(place.role(), &self.source)?;
        for (line, why) in self.warnings {
            draft.warn_always(line, why);
        }
        draft.translation = Some(self.source);
        Ok(draft)
    }
}

/// How likely a file with one of these endings is a spec, going by its name.
fn rank(place: &Place, endings: &[&str]) -> Option<u32> {
    place.stem(endings)?;
    place.document_rank()
}
