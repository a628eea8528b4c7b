//! Markdown that was written by hand: checklists, specs and acceptance criteria.
//!
//! Owns which of these files are specs by their path.

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::{MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

/// Markdown in which lists and tables hold the criteria.
pub(super) struct Lists;

impl Reader for Lists {
    fn dialect(&self) -> Dialect {
        Dialect::Markdown
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        place.stem(&MARKDOWN)?;
        place.document_rank()
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        false
    }

    fn recognises(&self, _place: &SplitPath, _source: &SpecText) -> bool {
        // Files that no other dialect takes are read as Markdown anyway.
        false
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        lists::read(place.role(), source)
    }
}
