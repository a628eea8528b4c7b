//! AsciiDoc: lists, tables and headings as in Markdown, anchors as ids.
//!
//! Owns which files are AsciiDoc.

mod attributes;
mod blocks;
mod inline;
mod line;
mod table;
mod walk;

use crate::model::spec::Dialect;
use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::super::Reader;
use super::{Translation, rank};
use walk::Walk;

/// Endings of its files.
const ENDINGS: [&str; 3] = ["adoc", "asciidoc", "asc"];

/// Documents in AsciiDoc.
pub(in crate::spec::dialects) struct AsciiDoc;

impl Reader for AsciiDoc {
    fn dialect(&self) -> Dialect {
        Dialect::AsciiDoc
    }

    fn place(&self, place: &Place) -> Option<u32> {
        rank(place, &ENDINGS)
    }

    fn claims(&self, _place: &Place) -> bool {
        false
    }

    fn recognises(&self, place: &Place, _source: &Source) -> bool {
        place.stem(&ENDINGS).is_some()
    }

    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let lines: Vec<&str> = source.text().lines().map(str::trim_end).collect();
        let mut walk = Walk::new(&lines);
        walk.run();
        let translation =
            Translation { source: walk.out.into_source(lines.len() as u32), warnings: walk.warnings };
        translation.read(place)
    }
}
