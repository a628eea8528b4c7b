//! reStructuredText: lists, tables and headings as in Markdown; the needs of sphinx-needs have a
//! reader of their own.
//!
//! Owns which files are reStructuredText.

mod directives;
mod inline;
mod line;
mod pass;
mod tables;

use crate::model::spec::{Dialect, LineRange};
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{MarkdownText, Markup};
pub(in crate::spec::dialects) use directives::CODE;
pub(super) use line::mark;
pub(in crate::spec::dialects) use line::{Line, directive, ruler};
use pass::RstPass;

/// Endings of reStructuredText files.
pub(in crate::spec::dialects) const ENDINGS: [&str; 2] = ["rst", "rest"];

/// Documents without needs.
pub(in crate::spec::dialects) const RST: Markup = Markup {
    dialect: Dialect::Rst,
    endings: &ENDINGS,
    rank: SplitPath::document_rank,
    fits: Markup::has_ending,
    translate: |source| translate(source, &[]),
};

/// Converts a text to Markdown. The lines in `taken`, in ascending order, are left blank.
pub(in crate::spec::dialects) fn translate(source: &SpecText, taken: &[LineRange]) -> MarkdownText {
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
    RstPass::new(&lines).run()
}
