//! Tracks the headings above a position in a document, and the document's title. Knows nothing of
//! their meaning.

use crate::spec::draft::{MAX_LABEL_CHARS, SpecDraft, clip};

/// The open headings, outermost first.
#[derive(Default)]
pub(in crate::spec) struct Path {
    open: Vec<(u8, String)>,
}

impl Path {
    /// Opens a heading of the given level, 1 to 6. The first of level 1 is the document's title and
    /// does not count as a heading.
    pub(in crate::spec) fn enter(&mut self, level: u8, text: &str, draft: &mut SpecDraft) {
        let text = clip(text.trim(), MAX_LABEL_CHARS).replace('\n', " ");
        while self.open.pop_if(|(open, _)| *open >= level).is_some() {}
        if level == 1 && draft.title.is_empty() {
            draft.title = text;
        } else {
            self.open.push((level, text));
        }
    }

    /// Returns the labels of the open headings, outermost first.
    pub(in crate::spec) fn labels(&self) -> Vec<String> {
        self.open.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Returns the labels above the innermost heading, outermost first.
    pub(in crate::spec) fn outer_labels(&self) -> Vec<String> {
        let outer = self.open.len().saturating_sub(1);
        self.open
            .iter()
            .take(outer)
            .map(|(_, text)| text.clone())
            .collect()
    }

    /// Returns the innermost heading; empty when there is none.
    pub(in crate::spec) fn innermost(&self) -> &str {
        self.open.last().map_or("", |(_, text)| text)
    }
}
