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

/// Endings of other files that it is pasted into.
const FOREIGN: [&str; 6] = ["txt", "text", "md", "markdown", "mdown", "mkd"];

/// Whether a text has headings of Jira, and more of them than of Markdown.
fn is_jira(source: &Source) -> bool {
    let count = |is_one: &dyn Fn(&str) -> bool| source.outside_fences().filter(|line| is_one(line)).count();
    let own = count(&|line| line.starts_with('h') && line::heading(line).is_some());
    own > 1 && own > count(&|line| line.starts_with("## "))
}

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

    fn recognises(&self, place: &Place, source: &Source) -> bool {
        place.stem(&ENDINGS).is_some() || place.stem(&FOREIGN).is_some() && is_jira(source)
    }

    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let lines: Vec<&str> = source.text().lines().map(str::trim_end).collect();
        let mut walk = Walk::new(&lines);
        walk.run();
        let (source, warnings) = walk.into_parts();
        Translation { source, warnings }.read(place)
    }
}
