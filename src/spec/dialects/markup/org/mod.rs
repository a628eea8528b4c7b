//! Org mode: lists, tables and headings as in Markdown, ids from property drawers.
//!
//! Owns which files are Org.

mod inline;
mod walk;

use crate::model::spec::Dialect;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::{Markup, Translation, lines_of};
use walk::Walk;

/// The ending of its files.
const ENDINGS: [&str; 1] = ["org"];

/// Documents in Org.
pub(in crate::spec::dialects) const ORG: Markup = Markup {
    dialect: Dialect::Org,
    endings: &ENDINGS,
    rank: Place::document_rank,
    fits: Markup::has_ending,
    translate,
};

fn translate(source: &Source) -> Translation {
    Walk::new(&lines_of(source)).run()
}
