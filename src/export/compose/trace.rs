//! Lists what bears on each criterion, in one table, and what bears on none.

use super::words::{SummaryLookups, plural};
use crate::export::document::{Document, InlineText};
use crate::model::change::Side;
use crate::model::spec::LineRange;
use crate::model::summary::{
    CriterionReach, CriterionSummary, Discounted, IncrementSummary, Unclaimed,
};
use crate::safe;

const COLUMNS: &[&str] = &["Criterion", "Commits", "Files", "Hunks", "Of them in tests"];

/// Maximum number of commits and files in a row, and of unclaimed files. JSON has all.
const IN_ROW: usize = 6;
const MAX_UNCLAIMED: usize = 200;
const MAX_LEFT_OUT: usize = 100;

pub(super) fn add(document: &mut Document, words: &SummaryLookups) {
    let summary = words.summary;
    document.heading(2, InlineText::of("Traceability"));
    document.paragraph(InlineText::of(
        "Links are the contractor's claims until a reviewer confirms them. That a criterion has no link yet says \
         only that nobody has named its evidence.",
    ));
    let rows: Vec<Vec<InlineText>> = summary
        .criteria
        .iter()
        .filter(|of| of.counts())
        .map(row)
        .collect();
    if !rows.is_empty() {
        document.table(COLUMNS, rows);
    }
    let read = summary
        .increments
        .iter()
        .enumerate()
        .filter(|(_, increment)| increment.size.is_ok());
    document.items(
        read.map(|(index, increment)| claims(index, increment))
            .collect(),
    );
    left_out(document, words);
    let unclaimed = &summary.unclaimed;
    if unclaimed.is_empty() {
        return;
    }
    document.heading(3, InlineText::of("Changes that no criterion is linked to"));
    let mut items: Vec<InlineText> = unclaimed.iter().take(MAX_UNCLAIMED).map(place).collect();
    if unclaimed.len() > MAX_UNCLAIMED {
        items.push(InlineText::of(format!(
            "and {} more files",
            unclaimed.len() - MAX_UNCLAIMED
        )));
    }
    document.items(items);
}

fn row(criterion: &CriterionSummary) -> Vec<InlineText> {
    let reach = &criterion.reach;
    let id = InlineText::default().code(criterion.key.id.as_str());
    let nothing = |why| {
        vec![
            id.clone(),
            InlineText::of(why),
            InlineText::default(),
            InlineText::default(),
            InlineText::default(),
        ]
    };
    if criterion.evidence.is_empty() && criterion.more_evidence == 0 {
        return nothing("no link yet");
    }
    if *reach == CriterionReach::default() {
        return nothing("in no increment now");
    }
    let commits = reach
        .commits
        .iter()
        .map(|id| InlineText::default().commit(*id));
    // Code with a `|` would end the cell.
    let files = reach
        .files
        .iter()
        .map(|path| match path.as_bytes().contains(&b'|') {
            true => InlineText::default().text(safe::path(path).as_str()),
            false => InlineText::default().path(path),
        });
    vec![
        id.clone(),
        listed(commits, reach.commits.len()),
        listed(files, reach.files.len() + reach.more_files),
        InlineText::of(match reach.by_commit_only {
            0 => reach.hunks.to_string(),
            only => format!("{} ({only} by the commit's word alone)", reach.hunks),
        }),
        InlineText::of(reach.tests.to_string()),
    ]
}

fn listed(lines: impl Iterator<Item = InlineText>, all: usize) -> InlineText {
    let line = InlineText::default().lines(lines.take(IN_ROW), ", ");
    if all > IN_ROW {
        line.ours(format!(" and {} more", all - IN_ROW))
    } else {
        line
    }
}

fn claims(index: usize, increment: &IncrementSummary) -> InlineText {
    let claims = &increment.claims;
    let hunks = plural(claims.hunks, "hunk", "hunks");
    let line = InlineText::of(format!(
        "Increment {}: {} of {hunks} linked to a criterion",
        index + 1,
        claims.claimed
    ));
    let folded: Vec<String> = claims
        .folded
        .iter()
        .map(|(why, count)| format!("{count} {why}"))
        .collect();
    if folded.is_empty() {
        line
    } else {
        line.ours(format!("; not counted: {}", folded.join(", ")))
    }
}

/// Lists mentions of criteria that do not count.
fn left_out(document: &mut Document, words: &SummaryLookups) {
    let increments = words.summary.increments.iter().enumerate();
    let all = increments
        .flat_map(|(index, of)| of.claims.left_out.iter().map(move |found| (index, found)));
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        return;
    }
    document.heading(3, InlineText::of("What names criteria and does not count"));
    let item = |(index, found): &(usize, &Discounted)| {
        let line = match found.commit {
            Some(id) => InlineText::default().commit(id),
            None => InlineText::default().text(&found.what),
        };
        let ids = found
            .criteria
            .iter()
            .map(|criterion| InlineText::default().code(criterion.id.as_str()));
        let line = line
            .ours(format!(" (increment {}): ", index + 1))
            .lines(ids, ", ");
        line.ours(format!(": {}", found.why))
    };
    let mut items: Vec<InlineText> = all.iter().take(MAX_LEFT_OUT).map(item).collect();
    if all.len() > MAX_LEFT_OUT {
        items.push(InlineText::of(format!(
            "and {} more",
            all.len() - MAX_LEFT_OUT
        )));
    }
    document.items(items);
}

fn place(unclaimed: &Unclaimed) -> InlineText {
    let line = InlineText::default().path(&unclaimed.path);
    let lines: Vec<String> = unclaimed
        .lines
        .iter()
        .map(|(side, lines)| spell(*side, *lines))
        .collect();
    let line = if lines.is_empty() {
        line
    } else {
        line.ours(format!(", lines {}", lines.join(", ")))
    };
    line.ours(format!(" (increment {})", unclaimed.increment + 1))
}

fn spell(side: Side, lines: LineRange) -> String {
    let place = match lines.first == lines.last {
        true => lines.first.to_string(),
        false => format!("{}-{}", lines.first, lines.last),
    };
    match side {
        Side::New => place,
        Side::Old => format!("{place} as it was before"),
    }
}
