//! Org mode: lists, tables and headings as in Markdown, ids from property drawers.
//!
//! Owns which files are Org.

mod inline;
mod pass;

use crate::model::spec::Dialect;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{MarkdownText, Markup, lines_of};
use pass::OrgPass;

/// The ending of Org files.
const ENDINGS: [&str; 1] = ["org"];

/// Documents in Org.
pub(in crate::spec::dialects) const ORG: Markup = Markup {
    dialect: Dialect::Org,
    endings: &ENDINGS,
    rank: SplitPath::document_rank,
    fits: Markup::has_ending,
    translate,
};

fn translate(source: &SpecText) -> MarkdownText {
    OrgPass::new(&lines_of(source)).run()
}
