//! Describes what is new since an earlier round of an increment, and leaves the rest out.

use super::notes;
use super::standing;
use super::words::{SummaryLookups, plural, time};
use crate::export::document::{Document, InlineText};
use crate::model::summary::NewSince;

pub(super) fn add(document: &mut Document, words: &SummaryLookups, new: &NewSince) {
    let Some(of) = words.summary.increments.get(new.increment) else {
        return;
    };
    let increment = &of.increment;
    let title = format!("New since round {} of ", new.round);
    document.heading(2, InlineText::of(title).text(increment.id.as_str()));
    let rounds = InlineText::of(format!("Round {}: ", new.round))
        .code(new.range.short())
        .ours(format!("; round {}: ", increment.round))
        .code(increment.range.short())
        .ours(format!("; {}.", of.standing.words()));
    document.paragraph(rounds);
    let said = new.words.iter();
    document.items(
        said.map(|words| InlineText::default().text(words))
            .collect(),
    );
    let about = match new.from {
        Some(from) => format!("Listed below is what was written from {} on.", time(from)),
        None => "Nothing was written since.".to_owned(),
    };
    document.paragraph(InlineText::of(about));

    document.heading(2, InlineText::of("Notes"));
    let (snags, others): (Vec<usize>, Vec<usize>) = new.threads.iter().partition(|index| {
        let thread = words.summary.threads.get(**index);
        thread.is_some_and(|thread| thread.is_snag())
    });
    if new.threads.is_empty() {
        document.paragraph(InlineText::of("None."));
    }
    for (indexes, is_snag) in [(&snags, true), (&others, false)] {
        for thread in notes::threads(words, indexes) {
            notes::entry(document, words, thread, is_snag);
        }
    }

    document.heading(2, InlineText::of("Verdicts that are new or lapsed"));
    if new.criteria.is_empty() {
        document.paragraph(InlineText::of("None."));
    }
    for criterion in new
        .criteria
        .iter()
        .filter_map(|index| words.summary.criteria.get(*index))
    {
        document.heading(4, standing::title(criterion));
        standing::detail(document, words, criterion);
    }
    let left_out = [
        plural(
            words.summary.threads.len() - new.threads.len(),
            "note",
            "notes",
        ),
        plural(
            words.summary.criteria.len() - new.criteria.len(),
            "criterion",
            "criteria",
        ),
    ];
    document.paragraph(InlineText::of(format!(
        "Left out, as not new: {}. The summary without `--since` has everything.",
        left_out.join(" and ")
    )));
}
