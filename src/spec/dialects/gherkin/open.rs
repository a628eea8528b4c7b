//! A feature, a rule or a scenario while its lines are read.

use crate::spec::markdown::body::unindent;

/// A feature, a rule or a scenario that is being read.
pub(super) struct OpenBlock<'a> {
    pub(super) keyword: &'static str,
    pub(super) name: &'a str,
    /// In Markdown, its heading's.
    pub(super) level: usize,
    /// 1-based.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The lines below its title, comments left out.
    pub(super) body: String,
    /// How far the first of them is indented, in columns.
    pub(super) indent: Option<usize>,
    /// Shaped like ids.
    pub(super) tags: Vec<&'a str>,
    /// As an index into the draft, once it is known.
    pub(super) requirement: Option<u32>,
    pub(super) is_outline: bool,
}

impl OpenBlock<'_> {
    /// What stands below the title, moved to the left.
    pub(super) fn body(&self) -> String {
        unindent(&format!("\n{}", self.body.trim_start_matches('\n')), self.indent.unwrap_or(0))
            .trim()
            .to_owned()
    }

    /// The name and what stands below it; a scenario that is only begun is called by its keyword.
    pub(super) fn text(&self) -> String {
        let text = format!("{}\n{}", self.name, self.body());
        let text = text.trim();
        if text.is_empty() { self.keyword.to_owned() } else { text.to_owned() }
    }
}
