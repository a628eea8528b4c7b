//! The markup of Jira and Confluence, its ancestor Textile, and the similar parts of MediaWiki:
//! lists, tables and headings as in Markdown.
//!
//! Owns which files are written in it.

mod inline;
mod line;
mod pass;

use crate::model::spec::Dialect;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{MarkdownText, Markup, lines_of};
use pass::JiraPass;

/// Endings of files in this markup.
const ENDINGS: [&str; 4] = ["jira", "confluence", "wiki", "textile"];

/// Endings of other files that it is pasted into.
const FOREIGN: [&str; 2] = ["txt", "text"];

/// Returns whether a text has at least two Jira headings, and more of them than of Markdown's
/// second level.
fn is_jira(source: &SpecText) -> bool {
    let count =
        |is_one: &dyn Fn(&str) -> bool| source.outside_fences().filter(|line| is_one(line)).count();
    let own = count(&|line| line.starts_with('h') && line::heading(line).is_some());
    own > 1 && own > count(&|line| line.starts_with("## "))
}

/// Documents in the markup of Jira, or a similar one.
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
