//! What the delivery changes in the spec that was agreed, and criteria that are no more.

use super::words::Words;
use crate::export::document::{Document, Line};
use crate::model::amendment::{Amendment, AmendmentState, FormerCriterion};

pub(super) fn add(document: &mut Document, words: &Words) {
    let summary = words.summary;
    if !summary.agreed.amendments.is_empty() {
        document.heading(2, Line::of("Changes of the agreed spec"));
        let what = summary.agreed.words();
        let what = if what.is_empty() { "all changes are refused".to_owned() } else { what };
        document.paragraph(Line::of(format!(
            "The spec changed within what is delivered: {what}. What was agreed is {}. Until a change is agreed, \
             the agreed text is what is judged, and a criterion that was removed stays to be judged.",
            summary.agreed.because
        )));
        for amendment in &summary.agreed.amendments {
            one(document, amendment);
        }
    }
    if !summary.former.is_empty() {
        document.heading(2, Line::of("Former criteria"));
        document.paragraph(Line::of("No spec has these any more; what was said of them is kept."));
        for former in &summary.former {
            document.paragraph(title(former));
            document.quote(&former.text);
        }
    }
}

fn one(document: &mut Document, amendment: &Amendment) {
    let line =
        Line::default().code(amendment.criterion.id.as_str()).ours(format!(" {}", amendment.kind.name()));
    let line = match amendment.commit {
        Some(commit) => line.ours(" in ").code(commit.short(7)),
        None => line,
    };
    document.paragraph(line.ours(match amendment.state {
        AmendmentState::Open => ", not agreed",
        AmendmentState::Refused { .. } => ", refused",
    }));
    for (what, text) in [("Agreed:", &amendment.before), ("Delivered:", &amendment.after)] {
        if !text.is_blank() {
            document.paragraph(Line::of(what));
            document.quote(text);
        }
    }
}

fn title(former: &FormerCriterion) -> Line {
    let line = Line::default().code(former.key.id.as_str()).ours(" of ").path(&former.key.spec);
    let line = match former.removed_in {
        Some(commit) => line.ours(", removed in ").code(commit.short(7)),
        None => line,
    };
    let line = if former.is_id_reused { line.ours("; its id stands on another criterion now") } else { line };
    match &former.maybe {
        Some(maybe) => {
            line.ours("; perhaps it is ").code(maybe.id.as_str()).ours(" now, which somebody has to decide")
        }
        None => line,
    }
}
