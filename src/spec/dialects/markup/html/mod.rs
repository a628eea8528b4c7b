//! HTML: lists, tables and headings as in Markdown; also where they stand within Markdown.
//!
//! Owns which files are HTML.

mod inline;
mod table;
mod tokens;
mod walk;

use crate::model::spec::Dialect;
use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::super::Reader;
use super::out::Out;
use super::{Translation, rank};

/// Endings of its files.
const ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Documents in HTML.
pub(in crate::spec::dialects) struct Html;

impl Reader for Html {
    fn dialect(&self) -> Dialect {
        Dialect::Html
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
        let mut out = Out::default();
        write(source.text(), 1, &mut out);
        let last = source.text().lines().count() as u32;
        Translation { source: out.into_source(last), warnings: Vec::new() }.read(place)
    }
}

/// Writes HTML as Markdown; `first` is the number of its first line.
pub(super) fn write(html: &str, first: u32, out: &mut Out) {
    walk::Walk::new(out).run(tokens::events(html, first));
}
