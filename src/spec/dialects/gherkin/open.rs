//! A feature, a rule or a scenario while its lines are read.

use crate::spec::markdown::body::unindent;

/// A feature, a rule or a scenario whose lines are being read.
pub(super) struct OpenBlock<'a> {
    pub(super) keyword: &'static str,
    pub(super) name: &'a str,
    /// The level of the heading, in Markdown; otherwise 0.
    pub(super) level: usize,
    /// The first line, 1-based.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The lines below the title, without comments.
    pub(super) body: String,
    /// The indentation of the first of these lines, in columns.
    pub(super) indent: Option<usize>,
    /// The tags that are shaped like ids.
    pub(super) tags: Vec<&'a str>,
    /// Its index in the draft's requirements, once it has one.
    pub(super) requirement: Option<u32>,
    pub(super) is_outline: bool,
}

impl OpenBlock<'_> {
    /// Returns the text below the title, moved to the left.
    pub(super) fn body(&self) -> String {
        unindent(
            &format!("\n{}", self.body.trim_start_matches('\n')),
            self.indent.unwrap_or(0),
        )
        .trim()
        .to_owned()
    }

    /// Returns the name and the text below it; the keyword if both are empty.
    pub(super) fn text(&self) -> String {
        let text = format!("{}\n{}", self.name, self.body());
        let text = text.trim();
        if text.is_empty() {
            self.keyword.to_owned()
        } else {
            text.to_owned()
        }
    }
}
