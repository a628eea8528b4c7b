//! Lists the amendments of the agreed spec, and criteria that were removed.

use super::words::SummaryLookups;
use crate::export::document::{Document, InlineText, Rewording};
use crate::model::amendment::{Amendment, AmendmentState, FormerCriterion, Wording};

pub(super) fn add(document: &mut Document, words: &SummaryLookups) {
    let summary = words.summary;
    if !summary.agreed.amendments.is_empty() {
        document.heading(2, InlineText::of("Changes of the agreed spec"));
        let what = summary.agreed.words();
        let what = if what.is_empty() {
            "all changes are refused".to_owned()
        } else {
            what
        };
        document.paragraph(InlineText::of(format!(
            "The delivery changes the agreed spec: {what}. The agreed version is the specs {}. Until a \
             change is agreed, the agreed text is judged, and a removed criterion is still judged.",
            summary.agreed.because
        )));
        for (at, amendment) in summary.agreed.amendments.iter().enumerate() {
            one(document, amendment, summary.wording.get(at));
        }
    }
    if !summary.former.is_empty() {
        document.heading(2, InlineText::of("Former criteria"));
        document.paragraph(InlineText::of(
            "No spec has these any more; what was written about them is kept.",
        ));
        for former in &summary.former {
            document.paragraph(title(former));
            document.quote(&former.text);
        }
    }
}

fn one(document: &mut Document, amendment: &Amendment, wording: Option<&Wording>) {
    let line = InlineText::default()
        .code(amendment.criterion.id.as_str())
        .ours(format!(" {}", amendment.kind.name()));
    let line = match amendment.commit {
        Some(commit) => line.ours(" in ").code(commit.short(7)),
        None => line,
    };
    document.paragraph(line.ours(match amendment.state {
        AmendmentState::Open => ", not agreed",
        AmendmentState::Refused { .. } => ", refused",
    }));
    let Some(wording) = wording else { return };
    for (words, pieces, what) in [
        ("Agreed:", &wording.before, Rewording::Before),
        ("Delivered:", &wording.after, Rewording::After),
    ] {
        if pieces.iter().any(|piece| !piece.text.is_blank()) {
            document.paragraph(InlineText::of(words));
            document.reworded(pieces, what);
        }
    }
}

fn title(former: &FormerCriterion) -> InlineText {
    let line = InlineText::default()
        .code(former.key.id.as_str())
        .ours(" of ")
        .path(&former.key.spec);
    let line = match former.removed_in {
        Some(commit) => line.ours(", removed in ").code(commit.short(7)),
        None => line,
    };
    let line = if former.is_id_reused {
        line.ours("; another criterion has its id now")
    } else {
        line
    };
    match &former.maybe {
        Some(maybe) => line
            .ours("; perhaps it is ")
            .code(maybe.id.as_str())
            .ours(" now, which somebody has to decide"),
        None => line,
    }
}
