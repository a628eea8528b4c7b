//! The markup of Jira and Confluence, Textile, which it comes from, and what of MediaWiki is like them: lists, tables and
//! headings as in Markdown.
//!
//! Owns which files are in it.

mod inline;
mod line;
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
const ENDINGS: [&str; 5] = ["jira", "confluence", "wiki", "textile", "mediawiki"];

/// Documents in the markup of Jira, or one like it.
pub(in crate::spec::dialects) struct Jira;

impl Reader for Jira {
    fn dialect(&self) -> Dialect {
        Dialect::Jira
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
