//! Lists each criterion's state, with its verdicts and evidence.

use std::collections::BTreeSet;

use super::words::{SummaryLookups, at_head, capital, evidence_counts, plural, snags, time};
use crate::export::document::{Document, InlineText};
use crate::model::record::{Given, Judgement};
use crate::model::spec::TickClaim;
use crate::model::summary::CriterionSummary;
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;

const COLUMNS: &[&str] = &[
    "Id",
    "Criterion",
    "Verdict",
    "By",
    "Evidence",
    "Contractor's claim",
];

/// Maximum number of cells of a criterion's text in the table, and in a heading. The spec and the
/// JSON have the whole text.
const IN_TABLE: usize = 300;
const IN_HEADING: usize = 100;

/// Maximum number of links listed for a criterion.
const MAX_LINKS: usize = 20;

pub(super) fn add(document: &mut Document, words: &SummaryLookups) {
    let summary = words.summary;
    document.heading(2, InlineText::of("Where it stands"));
    let counts = CriterionState::ALL.map(|state| (state.words(), summary.count(Some(state))));
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(state, count)| format!("{count} {state}"))
        .collect();
    let (unmet, notes) = summary.snag_counts();
    let all = plural(summary.count(None), "criterion", "criteria");
    let all = if counts.is_empty() {
        all
    } else {
        format!("{all}: {}", counts.join(", "))
    };
    document.items(vec![
        InlineText::of(all),
        InlineText::of(capital(&snags(unmet, notes))),
    ]);
    for given in &summary.sign_offs {
        let line = InlineText::of("Signed off by ").line(words.given(&given.by, given.at));
        let increment = given
            .subject
            .as_ref()
            .and_then(|subject| subject.increment.as_ref());
        let line = match increment {
            Some(increment) => line.ours(", on ").line(words.increment(increment)),
            None => line,
        };
        let line = line.line(at_head(given.subject.as_deref()));
        document.paragraph(line.ours(if given.value.is_blank() { "." } else { ":" }));
        document.quote(&given.value);
    }
    for of_spec in summary
        .criteria
        .chunk_by(|one, next| one.key.spec == next.key.spec)
    {
        let counting = of_spec.iter().filter(|criterion| criterion.counts());
        let rows: Vec<Vec<InlineText>> = counting.map(|criterion| row(words, criterion)).collect();
        if rows.is_empty() {
            continue;
        }
        if let [first, ..] = of_spec
            && summary.specs.len() > 1
        {
            document.heading(3, InlineText::of("Criteria of ").path(&first.key.spec));
        }
        document.table(COLUMNS, rows);
    }

    let with_snags: BTreeSet<usize> = summary
        .snags
        .iter()
        .filter_map(|group| group.criterion)
        .collect();
    let others = summary
        .criteria
        .iter()
        .enumerate()
        .filter(|(index, criterion)| {
            let nothing = criterion.verdicts.is_empty() && criterion.evidence.is_empty();
            !with_snags.contains(index) && !nothing
        });
    let mut others = others.peekable();
    if others.peek().is_some() {
        document.heading(
            3,
            InlineText::of("Verdicts and evidence of the criteria without snags"),
        );
    }
    for (_, criterion) in others {
        document.heading(4, title(criterion));
        detail(document, words, criterion);
    }
}

fn row(words: &SummaryLookups, criterion: &CriterionSummary) -> Vec<InlineText> {
    let claim = match criterion.item.as_ref().map(|item| item.claim) {
        Some(TickClaim::Ticked) => "ticked",
        Some(TickClaim::Unticked) => "not ticked",
        Some(TickClaim::None) | None => "",
    };
    let differ = matches!(
        criterion.state,
        CriterionState::Disputed | CriterionState::Stale
    );
    let by = criterion
        .verdicts
        .iter()
        .filter(|given| differ || !words.summary.stale.contains_key(&given.id));
    let by = by.map(|given| match given.value.verdict {
        Some(verdict) if differ => words
            .person(&given.by)
            .ours(format!(": {}", verdict.words())),
        _ => words.person(&given.by),
    });
    vec![
        InlineText::default().code(criterion.key.id.as_str()),
        InlineText::default().text(text(criterion, IN_TABLE)),
        InlineText::of(criterion.state.words()),
        InlineText::default().lines(by, ", "),
        InlineText::of(evidence_counts(criterion)),
        InlineText::of(claim),
    ]
}

fn text(criterion: &CriterionSummary, cells: usize) -> String {
    criterion
        .item
        .as_ref()
        .map(|item| safe::fit(&safe::inline(item.one_line()), cells))
        .unwrap_or_default()
}

/// Formats a criterion's id and the start of its text.
pub(super) fn title(criterion: &CriterionSummary) -> InlineText {
    let id = InlineText::default().code(criterion.key.id.as_str());
    if criterion.item.is_some() {
        id.ours(" ").text(text(criterion, IN_HEADING))
    } else {
        id
    }
}

/// Adds the verdicts on a criterion and its links.
pub(super) fn detail(
    document: &mut Document,
    words: &SummaryLookups,
    criterion: &CriterionSummary,
) {
    if criterion.item.is_none() {
        document.paragraph(
            InlineText::of("None of the specs has this criterion; it was one of ")
                .path(&criterion.key.spec)
                .ours("."),
        );
    }
    for given in &criterion.verdicts {
        document.paragraph(verdict(words, given));
        document.quote(&given.value.comment);
    }
    if criterion.state == CriterionState::Disputed {
        document.paragraph(InlineText::of(
            "The verdicts differ, so it counts as not met until a reviewer resolves it.",
        ));
    }
    let mut links: Vec<InlineText> = criterion
        .evidence
        .iter()
        .take(MAX_LINKS)
        .map(|linked| words.linked(linked))
        .collect();
    let more = criterion.evidence.len().saturating_sub(MAX_LINKS) + criterion.more_evidence;
    if more > 0 {
        links.push(InlineText::of(format!("and {more} more")));
    }
    document.paragraph(InlineText::of(if links.is_empty() {
        "No link yet."
    } else {
        "Evidence:"
    }));
    document.items(links);
}

fn verdict(words: &SummaryLookups, given: &Given<Judgement>) -> InlineText {
    let verdict = given.value.verdict.map_or("taken back", Verdict::words);
    let line =
        InlineText::of(format!("{}, by ", capital(verdict))).line(words.given(&given.by, given.at));
    let line = match given.subject {
        Some(_) => line.ours(",").line(at_head(given.subject.as_deref())),
        None => line,
    };
    let line = if words.summary.stale.contains_key(&given.id) {
        line.ours("; the spec or the code changed since: check again")
    } else if words.summary.restored.contains(&given.id) {
        let day = time(given.at);
        line.ours(format!(
            "; what it rests on changed since, and is again as judged on {day}"
        ))
    } else {
        line
    };
    line.ours(if given.value.comment.is_blank() {
        "."
    } else {
        ":"
    })
}
