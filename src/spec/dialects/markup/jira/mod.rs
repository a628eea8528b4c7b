//! The markup of Jira and Confluence, Textile, which it comes from, and what of MediaWiki is like them: lists, tables and
//! headings as in Markdown.
//!
//! Owns which files are in it.

mod inline;
mod line;
mod pass;

use crate::model::spec::Dialect;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{MarkdownText, Markup, lines_of};
use pass::JiraPass;

/// Endings of its files.
const ENDINGS: [&str; 4] = ["jira", "confluence", "wiki", "textile"];

/// Endings of other files that it is pasted into.
const FOREIGN: [&str; 2] = ["txt", "text"];

/// Whether a text has headings of Jira, and more of them than of Markdown.
fn is_jira(source: &SpecText) -> bool {
    let count = |is_one: &dyn Fn(&str) -> bool| source.outside_fences().filter(|line| is_one(line)).count();
    let own = count(&|line| line.starts_with('h') && line::heading(line).is_some());
    own > 1 && own > count(&|line| line.starts_with("## "))
}

/// Documents in the markup of Jira, or one like it.
pub(in crate::spec::dialects) const JIRA: Markup = Markup {
    dialect: Dialect::Jira,
    endings: &ENDINGS,
    rank: SplitPath::document_rank,
    fits: |markup, place, source| {
        markup.has_ending(place, source) || place.stem(&FOREIGN).is_some() && is_jira(source)
    },
    translate,
};

fn translate(source: &SpecText) -> MarkdownText {
    JiraPass::new(&lines_of(source)).run()
}
