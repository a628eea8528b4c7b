//! HTML: lists, tables and headings as in Markdown, also within Markdown files.
//!
//! Owns which files are HTML.

mod inline;
mod pass;
mod table;
mod titles;
mod tokens;

use crate::model::spec::Dialect;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::out::Out;
use super::{MarkdownText, Markup};

/// Endings of HTML files.
const ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Documents in HTML.
pub(in crate::spec::dialects) const HTML: Markup = Markup {
    dialect: Dialect::Html,
    endings: &ENDINGS,
    rank: SplitPath::document_rank,
    fits: Markup::has_ending,
    translate,
};

fn translate(source: &SpecText) -> MarkdownText {
    let mut out = Out::default();
    write(source.text(), 1, &mut out);
    let last = source.text().lines().count() as u32;
    MarkdownText {
        source: out.into_source(last),
        warnings: Vec::new(),
    }
}

/// Writes HTML as Markdown; `first` is the number of its first line, 1-based.
pub(super) fn write(html: &str, first: u32, out: &mut Out) {
    pass::HtmlPass::new(out).run(tokens::events(html, first));
}
