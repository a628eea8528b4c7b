//! Lists what a reader should be wary of, and describes the record that everything comes from.

use super::reviewed::MAX_WAITING;
use super::words::{SummaryLookups, plural};
use crate::export::document::{Document, InlineText};
use crate::export::form::MADE_BY;
use crate::model::summary::{HiddenPlace, IncrementSummary, Summary};

/// Maximum number of places with hidden characters, and of damaged files, that are listed.
const MAX_LISTED: usize = 30;

pub(super) fn add(document: &mut Document, words: &SummaryLookups) {
    wary(document, words);
    record(document, words);
}

fn wary(document: &mut Document, words: &SummaryLookups) {
    let summary = words.summary;
    document.heading(2, InlineText::of("To be wary of"));
    let hidden: Vec<InlineText> = summary
        .increments
        .iter()
        .enumerate()
        .filter(|(_, increment)| !increment.hidden.is_empty())
        .flat_map(|(index, increment)| hidden(index, increment))
        .collect();
    let mut odd: Vec<InlineText> = summary
        .remarks
        .iter()
        .map(|remark| InlineText::of("Remark: ").text(remark))
        .collect();
    if summary.record.unknown > 0 {
        let unknown = plural(summary.record.unknown as usize, "entry", "entries");
        odd.push(InlineText::of(format!(
            "Record: {unknown} by a newer version, which this summary leaves out"
        )));
    }
    let damaged = &summary.record.damaged;
    odd.extend(damaged.iter().take(MAX_LISTED).map(|damaged| {
        InlineText::of("Record: ")
            .code(&damaged.file)
            .ours(": ")
            .text(&damaged.why)
    }));
    if damaged.len() > MAX_LISTED {
        odd.push(InlineText::of(format!(
            "Record: {} more such files",
            damaged.len() - MAX_LISTED
        )));
    }
    if hidden.is_empty() && odd.is_empty() {
        document.paragraph(InlineText::of(
            "Nothing: no hidden characters, no damaged files in the record.",
        ));
    }
    if !hidden.is_empty() {
        document.paragraph(InlineText::of(
            "The delivery has characters that hide or mislead:",
        ));
    }
    document.items(hidden);
    if !odd.is_empty() {
        document.paragraph(InlineText::of("Problems were found:"));
    }
    document.items(odd);
}

/// Describes an increment's hidden characters: totals, then places.
fn hidden(index: usize, increment: &IncrementSummary) -> Vec<InlineText> {
    let mut lines = vec![InlineText::of(format!(
        "Increment {}: {} in all",
        index + 1,
        increment.hidden
    ))];
    lines.extend(increment.hidden_in.iter().take(MAX_LISTED).map(|hidden| {
        let line = InlineText::of(format!("Increment {}, ", index + 1));
        let line = match &hidden.place {
            HiddenPlace::Commit(id) => line.ours("message of ").commit(*id),
            HiddenPlace::File(path) => line.path(path),
        };
        line.ours(format!(": {}", hidden.what))
    }));
    if increment.hidden_in.len() > MAX_LISTED {
        lines.push(InlineText::of(format!(
            "Increment {}, in more places",
            index + 1
        )));
    }
    lines
}

fn record(document: &mut Document, words: &SummaryLookups) {
    let summary = words.summary;
    let mut lines = Vec::new();
    let mut waiting = 0;
    for (writer, person) in &summary.people {
        waiting += usize::from(person.pending.is_some());
        if person.pending.is_some() && waiting > MAX_WAITING {
            continue;
        }
        let role = if person.pending.is_some() {
            "not admitted"
        } else {
            person.role.name()
        };
        let events = plural(person.events as usize, "entry", "entries");
        lines.push(
            InlineText::of("Writer ")
                .code(writer.as_str())
                .ours(": ")
                .text(&person.name)
                .ours(format!(", {role}, {events}")),
        );
    }
    if waiting > MAX_WAITING {
        let more = plural(
            waiting - MAX_WAITING,
            "more writer, not admitted",
            "more writers, not admitted",
        );
        lines.push(InlineText::of(format!("And {more}")));
    }
    if summary.record.retracted > 0 {
        let retracted = summary.record.retracted;
        lines.push(InlineText::of(format!(
            "Notes that their writers took back, and that are left out here: {retracted}"
        )));
    }
    for spec in &summary.specs {
        let line = InlineText::of("Spec ")
            .path(&spec.path)
            .ours(", SHA-256 ")
            .code(spec.digest.to_string());
        lines.push(match spec.blob {
            Some(blob) => line.ours(", blob ").code(blob.to_string()),
            None => line.ours(", not in the repository"),
        });
    }
    sign(document, summary, lines);
}

/// Ends a document with the section about the record: `lines`, then the two items by which
/// [`is_summary`](crate::export::is_summary) knows a file of ours.
pub(super) fn sign(document: &mut Document, summary: &Summary, mut lines: Vec<InlineText>) {
    document.heading(2, InlineText::of("Record"));
    let events = plural(summary.record.events as usize, "entry", "entries");
    lines.push(
        InlineText::of(format!("{events}, SHA-256 of their ids "))
            .code(summary.record.digest.to_string()),
    );
    lines.push(InlineText::of(format!(
        "{MADE_BY}{}",
        env!("CARGO_PKG_VERSION")
    )));
    document.items(lines);
}
