//! AsciiDoc: lists, tables and headings as in Markdown, anchors as ids.
//!
//! Owns which files are AsciiDoc.

mod attributes;
mod blocks;
mod inline;
mod line;
mod pass;
mod table;

use crate::model::spec::Dialect;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{MarkdownText, Markup, lines_of};
use pass::AdocPass;

/// Endings of AsciiDoc files.
const ENDINGS: [&str; 3] = ["adoc", "asciidoc", "asc"];

/// Documents in AsciiDoc.
pub(in crate::spec::dialects) const ASCIIDOC: Markup = Markup {
    dialect: Dialect::AsciiDoc,
    endings: &ENDINGS,
    rank: SplitPath::document_rank,
    fits: Markup::has_ending,
    translate,
};

fn translate(source: &SpecText) -> MarkdownText {
    AdocPass::new(&lines_of(source)).run()
}
