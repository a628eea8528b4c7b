//! Lists what bears on each criterion, in one table, and what bears on none.

use super::words::{Words, plural};
use crate::export::document::{Document, Line};
use crate::model::change::Side;
use crate::model::spec::LineRange;
use crate::model::summary::{CriterionSummary, Discounted, IncrementSummary, Reach, Unclaimed};
use crate::safe;

const COLUMNS: &[&str] = &["Criterion", "Commits", "Files", "Hunks", "Of them in tests"];

/// Maximum number of commits and files in a row, and of unclaimed files. JSON has all.
const IN_ROW: usize = 6;
const MAX_UNCLAIMED: usize = 200;
const MAX_LEFT_OUT: usize = 100;

pub(super) fn add(document: &mut Document, words: &Words) {
    let summary = words.summary;
    document.heading(2, Line::of("Traceability"));
    document.paragraph(Line::of(
        "Links are the contractor's claims until a reviewer confirms them. That a criterion has no link yet says \
         only that nobody has named its evidence.",
    ));
    let rows: Vec<Vec<Line>> = summary.criteria.iter().filter(|of| of.counts()).map(row).collect();
    if !rows.is_empty() {
        document.table(COLUMNS, rows);
    }
    let read = summary.increments.iter().enumerate().filter(|(_, increment)| increment.size.is_ok());
    document.items(read.map(|(index, increment)| claims(index, increment)).collect());
    left_out(document, words);
    let unclaimed = &summary.unclaimed;
    if unclaimed.is_empty() {
        return;
    }
    document.heading(3, Line::of("Changes that no criterion is linked to"));
    let mut items: Vec<Line> = unclaimed.iter().take(MAX_UNCLAIMED).map(place).collect();
    if unclaimed.len() > MAX_UNCLAIMED {
        items.push(Line::of(format!("and {} more files", unclaimed.len() - MAX_UNCLAIMED)));
    }
    document.items(items);
}

fn row(criterion: &CriterionSummary) -> Vec<Line> {
    let reach = &criterion.reach;
    let id = Line::default().code(criterion.key.id.as_str());
    let nothing = |why| vec![id.clone(), Line::of(why), Line::default(), Line::default(), Line::default()];
    if criterion.evidence.is_empty() && criterion.more_evidence == 0 {
        return nothing("no link yet");
    }
    if *reach == Reach::default() {
        return nothing("in no increment now");
    }
    let commits = reach.commits.iter().map(|id| Line::default().commit(*id));
    // Code with a `|` would end the cell.
    let files = reach.files.iter().map(|path| match path.as_bytes().contains(&b'|') {
        true => Line::default().text(safe::path(path).as_str()),
        false => Line::default().path(path),
    });
    vec![
        id.clone(),
        listed(commits, reach.commits.len()),
        listed(files, reach.files.len() + reach.more_files),
        Line::of(match reach.by_commit_only {
            0 => reach.hunks.to_string(),
            only => format!("{} ({only} by the commit's word alone)", reach.hunks),
        }),
        Line::of(reach.tests.to_string()),
    ]
}

fn listed(lines: impl Iterator<Item = Line>, all: usize) -> Line {
    let line = Line::default().lines(lines.take(IN_ROW), ", ");
    if all > IN_ROW { line.ours(format!(" and {} more", all - IN_ROW)) } else { line }
}

fn claims(index: usize, increment: &IncrementSummary) -> Line {
    let claims = &increment.claims;
    let hunks = plural(claims.hunks, "hunk", "hunks");
    let line =
        Line::of(format!("Increment {}: {} of {hunks} linked to a criterion", index + 1, claims.claimed));
    let folded: Vec<String> = claims.folded.iter().map(|(why, count)| format!("{count} {why}")).collect();
    if folded.is_empty() { line } else { line.ours(format!("; not counted: {}", folded.join(", "))) }
}

/// Lists mentions of criteria that do not count.
fn left_out(document: &mut Document, words: &Words) {
    let increments = words.summary.increments.iter().enumerate();
    let all = increments.flat_map(|(index, of)| of.claims.left_out.iter().map(move |found| (index, found)));
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        return;
    }
    document.heading(3, Line::of("What names criteria and does not count"));
    let item = |(index, found): &(usize, &Discounted)| {
        let line = match found.commit {
            Some(id) => Line::default().commit(id),
            None => Line::default().text(&found.what),
        };
        let ids = found.criteria.iter().map(|criterion| Line::default().code(criterion.id.as_str()));
        let line = line.ours(format!(" (increment {}): ", index + 1)).lines(ids, ", ");
        line.ours(format!(": {}", found.why))
    };
    let mut items: Vec<Line> = all.iter().take(MAX_LEFT_OUT).map(item).collect();
    if all.len() > MAX_LEFT_OUT {
        items.push(Line::of(format!("and {} more", all.len() - MAX_LEFT_OUT)));
    }
    document.items(items);
}

fn place(unclaimed: &Unclaimed) -> Line {
    let line = Line::default().path(&unclaimed.path);
    let lines: Vec<String> = unclaimed.lines.iter().map(|(side, lines)| spell(*side, *lines)).collect();
    let line = if lines.is_empty() { line } else { line.ours(format!(", lines {}", lines.join(", "))) };
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
