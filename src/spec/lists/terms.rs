//! Reads terms in bold with several binding sentences below them: lists of definitions, as in HTML.
//!
//! Owns where such a sentence begins and ends. Of list items it knows only as much as that takes.

use std::ops::Range;

use crate::model::spec::{CriterionKind, TickClaim};
use crate::spec::markdown::body::{columns, unindent};
use crate::spec::markdown::modal;
use crate::spec::markdown::outline::{Block, Item};
use crate::spec::markdown::words::Class;

use super::pass::ListPass;
use super::prose;
use super::reading_reason::ReadingReason;

/// The largest item that is examined for paragraphs, in bytes.
const REACH: usize = 20_000;

impl ListPass<'_> {
    /// Takes each paragraph below a term as a criterion, if there are several and all are binding
    /// sentences; returns whether they are.
    pub(super) fn sentences_of_term(
        &mut self,
        at: usize,
        block: &Block,
        item: Item,
        class: Class,
    ) -> bool {
        if class != Class::Criteria || item.has_items || self.items.are_boxes(self.role) {
            return false;
        }
        let content = item.content..block.span.end;
        let Some((term, paragraphs)) = paragraphs(self.text_at(&content)) else {
            return false;
        };
        let indent = columns(self.source.before(item.content));
        let (name, mut labels) = self.name_and_labels(at, item);
        let mut name = Some(name);
        labels.push(term);
        for paragraph in paragraphs {
            let span = content.start + paragraph.start..content.start + paragraph.end;
            let text = unindent(&format!("\n{}", self.text_at(&span)), indent);
            // The first paragraph has the number of the term's item.
            let name = name.take().unwrap_or_else(|| self.scopes.name(None, None));
            let kind = CriterionKind::Criterion;
            self.add(
                name,
                kind,
                text,
                TickClaim::None,
                span,
                labels.clone(),
                ReadingReason::Paragraph,
            );
        }
        true
    }
}

/// Returns the term that a text begins with, alone on its line, and the two or more paragraphs
/// below it, if each is a binding sentence.
fn paragraphs(text: &str) -> Option<(String, Vec<Range<usize>>)> {
    let first = text
        .split_inclusive('\n')
        .next()
        .filter(|_| text.len() <= REACH)?;
    let term = first.trim().trim_end_matches(':').strip_prefix("**")?;
    let term = term
        .trim_end_matches(':')
        .strip_suffix("**")
        .filter(|term| !term.contains("**"))?;
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut at, mut begins) = (first.len(), true);
    for line in text.get(first.len()..)?.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        match paragraphs.last_mut() {
            _ if line.trim().is_empty() => begins = true,
            Some(open) if !begins => open.end = span.end,
            _ => {
                paragraphs.push(span);
                begins = false;
            }
        }
    }
    let binds = |span: &Range<usize>| {
        let text = text.get(span.clone()).unwrap_or_default();
        prose::is_sentence(text) && modal::binds_or_foretells(text)
    };
    (paragraphs.len() > 1 && paragraphs.iter().all(binds)).then(|| (term.to_owned(), paragraphs))
}
