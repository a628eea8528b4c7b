//! Prints the changes of the agreed spec, and removed criteria, for `status` and `spec agreed`.

use serde::Serialize;

use super::output::{self, DIM, Output, STRONG, WARN};
use super::said;
use crate::engagement::wording;
use crate::model::amendment::{
    Agreed, Amendment, AmendmentState, FormerCriterion, TextPiece, marked,
};
use crate::model::record::Record;
use crate::safe;

/// Maximum number of rows of a text that is shown in full, and the width of its indent in cells.
const ROWS: usize = 24;
const WORDED: usize = 23;

/// A change of the agreed spec, in JSON.
#[derive(Serialize)]
pub(super) struct AmendmentJson {
    criterion: String,
    spec: String,
    kind: &'static str,
    commit: Option<String>,
    state: &'static str,
    before: String,
    after: String,
}

impl AmendmentJson {
    pub(super) fn new(amendment: &Amendment) -> Self {
        Self {
            criterion: amendment.criterion.id.to_string(),
            spec: amendment.criterion.spec.lossy().into_owned(),
            kind: amendment.kind.name(),
            commit: amendment.commit.map(|commit| commit.to_string()),
            state: amendment.state.name(),
            before: amendment.before.lossy().into_owned(),
            after: amendment.after.lossy().into_owned(),
        }
    }
}

/// A removed criterion, in JSON.
#[derive(Serialize)]
pub(super) struct FormerJson {
    id: String,
    spec: String,
    text: String,
    verdicts: Vec<FormerVerdictJson>,
    notes: Vec<String>,
    removed_in: Option<String>,
    maybe: Option<String>,
    id_reused: bool,
}

#[derive(Serialize)]
struct FormerVerdictJson {
    verdict: Option<&'static str>,
    by: String,
    at: String,
    comment: String,
}

impl FormerJson {
    pub(super) fn new(record: &Record, former: &FormerCriterion) -> Self {
        let verdict = |given: &crate::model::record::Given<crate::model::record::Judgement>| {
            FormerVerdictJson {
                verdict: given.value.verdict.map(|verdict| verdict.name()),
                by: record.name_of(&given.by).lossy().into_owned(),
                at: said::time(given.at),
                comment: given.value.comment.lossy().into_owned(),
            }
        };
        let notes = record
            .live_threads()
            .filter(|thread| thread.place.criterion.as_ref() == Some(&former.key));
        Self {
            id: former.key.id.to_string(),
            spec: former.key.spec.lossy().into_owned(),
            text: former.text.lossy().into_owned(),
            verdicts: record.verdicts_on(&former.key).map(verdict).collect(),
            notes: notes.map(|thread| thread.id.short()).collect(),
            removed_in: former.removed_in.map(|commit| commit.to_string()),
            maybe: former.maybe.as_ref().map(|key| key.id.to_string()),
            id_reused: former.is_id_reused,
        }
    }
}

/// Lists the amendments with their effects; empty when everything is agreed.
pub(super) fn amendments(out: &Output, agreed: &Agreed) -> String {
    if agreed.amendments.is_empty() {
        return String::new();
    }
    let words = match agreed.words() {
        words if words.is_empty() => "the changes of the spec are refused".to_owned(),
        words => format!("the delivery changes the agreed spec: {words}"),
    };
    let mut text = out.paint(WARN, &words) + "\n";
    let hint = format!(
        "agreed {}; `snaglist spec agreed` says what to do",
        agreed.because
    );
    text.push_str(&out.paint(
        DIM,
        output::paragraph(hint.as_bytes(), 2, false).trim_end_matches('\n'),
    ));
    text.push('\n');
    for amendment in &agreed.amendments {
        let commit = amendment
            .commit
            .map_or(String::new(), |commit| format!(" in {}", commit.short(7)));
        let state = match amendment.state {
            AmendmentState::Open => "",
            AmendmentState::Refused { .. } => ", refused",
        };
        let head = format!(
            "  {:<9} {}{commit}{state}",
            amendment.kind.name(),
            amendment.criterion.id
        );
        text.push_str(&head);
        text.push('\n');
        let wording = wording(amendment);
        text.push_str(&worded(out, "agreed:   ", &wording.before, ("[-", "-]")));
        text.push_str(&worded(out, "delivered:", &wording.after, ("{+", "+}")));
    }
    text
}

/// Wraps a text of an amendment, with marks around differing pieces as in git's word diff. Of a
/// long text, lines without a mark are left out and counted.
fn worded(out: &Output, name: &str, pieces: &[TextPiece], (open, close): (&str, &str)) -> String {
    let text = marked(pieces, (open, close));
    if text.is_blank() {
        return String::new();
    }
    let wrapped = safe::wrap(&text, (output::WIDTH - WORDED) as u16);
    let says = |row: &&safe::Line| row.text.contains(open) || row.text.contains(close);
    let (mut rows, mut left_out): (Vec<&safe::Line>, usize) = (wrapped.iter().collect(), 0);
    if rows.len() > ROWS {
        rows = wrapped
            .iter()
            .enumerate()
            .filter(|(at, row)| *at == 0 || says(row))
            .map(|(_, row)| row)
            .collect();
        rows.truncate(ROWS);
        left_out = wrapped.len() - rows.len();
    }
    let mut text = String::new();
    for (at, row) in rows.into_iter().enumerate() {
        let name = if at == 0 { name } else { "          " };
        text.push_str(&format!(
            "            {}\n",
            out.paint(DIM, format!("{name} {}", row.text).trim_end())
        ));
    }
    if left_out > 0 {
        let more = format!(
            "           and {} more; `--json` has all of it",
            output::count(left_out, "line")
        );
        text.push_str(&format!("            {}\n", out.paint(DIM, &more)));
    }
    text
}

/// Lists removed criteria, with what was said about them; empty when there are none.
pub(super) fn former(out: &Output, record: &Record) -> String {
    if record.former.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", out.paint(STRONG, "Former criteria"));
    for former in record.former.values() {
        let commit = former.removed_in.map_or(String::new(), |commit| {
            format!(" removed in {}", commit.short(7))
        });
        let reused = if former.is_id_reused {
            ", another criterion has its id"
        } else {
            ""
        };
        text.push_str(&format!("  {}{commit}{reused}\n", former.key.id));
        let words = safe::inline(&former.text);
        if !words.is_empty() {
            text.push_str(&format!(
                "      {}\n",
                out.paint(DIM, &safe::fit(&words, output::WIDTH - 6))
            ));
        }
        if let Some(maybe) = &former.maybe {
            text.push_str(&format!(
                "      {}\n",
                out.paint(DIM, &format!("perhaps {} now: look at both", maybe.id))
            ));
        }
        for given in record.verdicts_on(&former.key) {
            let Some(verdict) = given.value.verdict else {
                continue;
            };
            let line = format!("{}: {}", said::name(record, &given.by), verdict.words());
            text.push_str(&format!("      {line}\n"));
        }
        let notes = record
            .live_threads()
            .filter(|thread| thread.place.criterion.as_ref() == Some(&former.key));
        for thread in notes {
            let line = format!(
                "{}  {} {}",
                thread.id.short(),
                thread.body.label.name(),
                safe::inline(&thread.body.text)
            );
            text.push_str(&format!("      {}\n", safe::fit(&line, output::WIDTH - 6)));
        }
    }
    text
}
