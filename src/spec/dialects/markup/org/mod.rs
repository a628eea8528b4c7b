//! Org mode: lists, tables and headings as in Markdown, ids from property drawers.
//!
//! Owns which files are Org.

mod inline;
mod walk;

use crate::model::spec::Dialect;
use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::super::Reader;
use super::{Translation, rank};
use walk::Walk;

/// The ending of its files.
const ENDINGS: [&str; 1] = ["org"];

/// Documents in Org.
pub(in crate::spec::dialects) struct Org;

impl Reader for Org {
    fn dialect(&self) -> Dialect {
        Dialect::Org
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
        let (source, warnings) = walk.into_parts();
        Translation { source, warnings }.read(place)
    }
}
