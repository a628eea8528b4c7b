//! reStructuredText: lists, tables and headings as in Markdown; needs of sphinx-needs have a reader of their own.
//!
//! Owns which files are reStructuredText.

mod directives;
mod inline;
mod line;
mod tables;
mod walk;

use crate::model::spec::{Dialect, LineRange};
use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::super::Reader;
use super::{Translation, rank};
use line::Line;
pub(super) use line::{mark, ruler};
use walk::Walk;

/// Endings of its files.
pub(in crate::spec::dialects) const ENDINGS: [&str; 2] = ["rst", "rest"];

/// Documents without needs.
pub(in crate::spec::dialects) struct Rst;

impl Reader for Rst {
    fn dialect(&self) -> Dialect {
        Dialect::Rst
    }

    fn place(&self, place: &Place) -> Option<u32> {
        rank(place, &ENDINGS)
    }

    fn claims(&self, _place: &Place) -> bool {
        // Needs in it come first.
        false
    }

    fn recognises(&self, place: &Place, _source: &Source) -> bool {
        place.stem(&ENDINGS).is_some()
    }

    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError> {
        translate(source, &[]).read(place)
    }
}

/// The text as Markdown. Lines in `taken`, in order, say nothing here.
pub(in crate::spec::dialects) fn translate(source: &Source, taken: &[LineRange]) -> Translation {
    let mut taken = taken.iter().peekable();
    let lines: Vec<Line<'_>> = source
        .text()
        .lines()
        .zip(1..)
        .map(|(text, number)| {
            while taken.next_if(|lines| lines.last < number).is_some() {}
            let is_taken = taken.peek().is_some_and(|lines| lines.contains(number));
            Line::new(if is_taken { "" } else { text })
        })
        .collect();
    let mut walk = Walk::new(&lines);
    walk.run();
    Translation { source: walk.out.into_source(lines.len() as u32), warnings: walk.warnings }
}
