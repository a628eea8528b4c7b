//! The headings above a place in a document, and its title. Knows nothing of what they mean.

use crate::spec::draft::{MAX_LABEL_CHARS, SpecDraft, clip};

/// The open headings, outermost first.
#[derive(Default)]
pub(in crate::spec) struct Path {
    open: Vec<(u8, String)>,
}

impl Path {
    /// Opens a heading of that level, 1 to 6. The first of level 1 is the document's title and stands
    /// over nothing.
    pub(in crate::spec) fn enter(&mut self, level: u8, text: &str, draft: &mut SpecDraft) {
        let text = clip(text.trim(), MAX_LABEL_CHARS).replace('\n', " ");
        while self.open.pop_if(|(open, _)| *open >= level).is_some() {}
        if level == 1 && draft.title.is_empty() {
            draft.title = text;
        } else {
            self.open.push((level, text));
        }
    }

    /// The labels of the open headings, outermost first.
    pub(in crate::spec) fn labels(&self) -> Vec<String> {
        self.open.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Those above the innermost heading.
    pub(in crate::spec) fn outer_labels(&self) -> Vec<String> {
        let outer = self.open.len().saturating_sub(1);
        self.open.iter().take(outer).map(|(_, text)| text.clone()).collect()
    }

    /// The innermost heading; empty when there is none.
    pub(in crate::spec) fn innermost(&self) -> &str {
        self.open.last().map_or("", |(_, text)| text)
    }
}
