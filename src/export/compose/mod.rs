//! Composes a summary as a document: what is said, in which order.
//!
//! Made to be read by a contractor now and by a lawyer in a year. Knows nothing of output formats.

mod amended;
mod closing;
mod notes;
mod reviewed;
mod since;
mod standing;
mod trace;
mod words;

use super::document::{Document, InlineText};
use crate::model::summary::Summary;
use words::SummaryLookups;

pub(super) fn document(summary: &Summary) -> Document {
    let words = SummaryLookups::new(summary);
    let mut document = Document::default();
    document.heading(1, InlineText::of("Review of ").text(&summary.repository));
    document.paragraph(words.standing());
    if let Some(new) = &summary.new_since {
        since::add(&mut document, &words, new);
        closing::sign(&mut document, summary, Vec::new());
        return document;
    }
    reviewed::add(&mut document, &words);
    amended::add(&mut document, &words);
    standing::add(&mut document, &words);
    trace::add(&mut document, &words);
    notes::add(&mut document, &words);
    closing::add(&mut document, &words);
    document
}
