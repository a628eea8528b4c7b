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
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::{Markup, Translation, lines_of};
use walk::Walk;

/// Endings of its files.
const ENDINGS: [&str; 3] = ["adoc", "asciidoc", "asc"];

/// Documents in AsciiDoc.
pub(in crate::spec::dialects) const ASCIIDOC: Markup = Markup {
    dialect: Dialect::AsciiDoc,
    endings: &ENDINGS,
    rank: Place::document_rank,
    fits: Markup::has_ending,
    translate,
};

fn translate(source: &Source) -> Translation {
    Walk::new(&lines_of(source)).run()
}
