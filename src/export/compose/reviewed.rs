//! Describes what was reviewed: when and by whom, the specs, the increments.

use super::words::{SummaryLookups, at_head, plural, time};
use crate::export::document::{Document, InlineText};
use crate::model::decision::Decision;
use crate::model::increment::CommitRange;
use crate::model::person::Role;
use crate::model::spec::left_out_words;
use crate::model::summary::IncrementSummary;

const COLUMNS: &[&str] = &[
    "#",
    "Increment",
    "Round",
    "Range",
    "Commits",
    "Files",
    "Lines",
    "Outcome",
];

/// Maximum number of names listed of what is in no increment.
const NAMED: usize = 12;

/// Maximum number of people listed who are not admitted: a record from elsewhere can bring any
/// number of them.
pub(super) const MAX_WAITING: usize = 20;

pub(super) fn add(document: &mut Document, words: &SummaryLookups) {
    document.heading(2, InlineText::of("What was reviewed"));
    let mut facts = Vec::new();
    for role in [Role::Reviewer, Role::Contractor, Role::Observer] {
        let counted = words
            .summary
            .people
            .values()
            .filter(|person| person.pending.is_none());
        let of_role = counted.filter(|person| person.role == role);
        let names: Vec<InlineText> = of_role
            .map(|person| InlineText::default().text(&person.name))
            .collect();
        let title = match (role, names.len()) {
            (_, 0) => continue,
            (Role::Reviewer, _) => "Reviewed by ",
            (Role::Contractor, _) => "Delivered by ",
            (Role::Observer, _) => "Observed by ",
        };
        facts.push(InlineText::of(title).lines(names, ", "));
    }
    let waiting = words
        .summary
        .people
        .values()
        .filter_map(|person| Some((person, person.pending?)));
    for (person, says) in waiting.clone().take(MAX_WAITING) {
        let entries = plural(person.events as usize, "entry", "entries");
        let line = InlineText::of("Not admitted: ").text(&person.name);
        facts.push(line.ours(format!(
            ", claims to be {}; of {entries}, verdicts, links, outcomes and claims are not counted here",
            says.with_article()
        )));
    }
    let more = waiting.count().saturating_sub(MAX_WAITING);
    if more > 0 {
        facts.push(InlineText::of(format!("Not admitted: {more} more")));
    }
    facts.push(match words.summary.period {
        Some((from, to)) => {
            InlineText::of(format!("Written between {} and {}", time(from), time(to)))
        }
        None => InlineText::of("Nothing has been written yet"),
    });
    for spec in &words.summary.specs {
        let line = InlineText::of("Spec ").path(&spec.path);
        let line = if spec.title.is_blank() {
            line
        } else {
            line.ours(": ").text(&spec.title)
        };
        facts.push(match left_out_words(spec.left_out) {
            Some(words) => line.ours(format!(" ({words})")),
            None => line,
        });
    }
    facts.push(InlineText::of("Increments: ").text(&words.summary.because));
    for left in &words.summary.left_out {
        let names = left
            .some
            .iter()
            .take(NAMED)
            .map(|name| InlineText::default().text(name))
            .collect::<Vec<_>>();
        let line = InlineText::of("In no increment: ").text(left.words());
        let more = if left.count > names.len() {
            ", …"
        } else {
            ""
        };
        let line = if names.is_empty() {
            line
        } else {
            line.ours(" (").lines(names, ", ").ours(more).ours(")")
        };
        facts.push(line);
    }
    document.items(facts);

    let increments = &words.summary.increments;
    document.table(
        COLUMNS,
        increments
            .iter()
            .enumerate()
            .map(|(index, summary)| row(index, summary))
            .collect(),
    );
    document.paragraph(InlineText::of("In full:"));
    document.items(
        increments
            .iter()
            .enumerate()
            .flat_map(|(index, summary)| in_full(index, summary))
            .collect(),
    );
    for (index, summary) in increments.iter().enumerate() {
        since_previous(document, index, summary);
        outcomes(document, words, index, summary);
    }
}

/// Says what changed in an increment since the round before.
fn since_previous(document: &mut Document, index: usize, summary: &IncrementSummary) {
    let said = &summary.since_previous;
    if said.is_empty() {
        return;
    }
    let round = summary.increment.round;
    let line = InlineText::of(format!(
        "Increment {}, round {round} since round {}:",
        index + 1,
        round.saturating_sub(1)
    ));
    document.paragraph(line);
    let items = said.iter().map(|words| InlineText::default().text(words));
    document.items(items.collect());
}

fn row(index: usize, summary: &IncrementSummary) -> Vec<InlineText> {
    let increment = &summary.increment;
    let size = match &summary.size {
        Ok(size) => [
            InlineText::of(format!(
                "{}{}",
                size.commits,
                if size.more_commits { " and more" } else { "" }
            )),
            InlineText::of(size.files.to_string()),
            InlineText::of(match size.unread_said() {
                Some(unread) => format!("+{} −{}, {unread}", size.insertions, size.deletions),
                None => format!("+{} −{}", size.insertions, size.deletions),
            }),
        ],
        Err(_) => [
            InlineText::of("not read"),
            InlineText::default(),
            InlineText::default(),
        ],
    };
    let [commits, files, lines] = size;
    vec![
        InlineText::of((index + 1).to_string()),
        InlineText::default().text(&increment.title),
        InlineText::of(increment.round.to_string()),
        InlineText::default().code(increment.range.short()),
        commits,
        files,
        lines,
        InlineText::of(summary.standing.words()),
    ]
}

/// Lists an increment's name and full ids, including those of earlier rounds.
fn in_full(index: usize, summary: &IncrementSummary) -> Vec<InlineText> {
    let increment = &summary.increment;
    let about = format!(" ({}", increment.source.reason());
    let about = if increment.round > 1 {
        format!("{about}; round {})", increment.round)
    } else {
        about + ")"
    };
    let mut title = InlineText::of(format!("{}: ", index + 1)).code(increment.id.as_str());
    for name in increment.names.iter().filter(|name| **name != increment.id) {
        title = title.ours(", also called ").code(name.as_str());
    }
    let mut title = title.ours(about + ", ");
    if let Some(merged) = increment.merged_in {
        title = title.ours("merged in ").code(merged.short(7)).ours(", ");
    }
    let first = increment.first_round();
    let earlier = increment.earlier.iter().zip(first..).map(|(range, round)| {
        InlineText::of(format!("{}, round {round}: ", index + 1)).line(full(range))
    });
    std::iter::once(title.line(full(&increment.range)))
        .chain(earlier)
        .collect()
}

fn full(range: &CommitRange) -> InlineText {
    let line = match range.base {
        Some(base) => InlineText::of("from ").code(base.to_string()),
        None => InlineText::of("from the beginning"),
    };
    line.ours(" to ").code(range.head.to_string())
}

fn outcomes(
    document: &mut Document,
    words: &SummaryLookups,
    index: usize,
    summary: &IncrementSummary,
) {
    for Decision {
        given,
        stands,
        is_taken_back,
    } in &summary.decisions
    {
        let (outcome, comment) = &given.value;
        let line = InlineText::of(format!("Increment {}: {}, by ", index + 1, outcome.words()));
        let line = line
            .line(words.given(&given.by, given.at))
            .ours(",")
            .line(at_head(given.subject.as_deref()));
        let newest = summary.increment.range;
        let is_earlier = given
            .subject
            .as_ref()
            .is_some_and(|subject| subject.range != newest);
        let line = line.ours(if is_earlier {
            ", which is not the round listed here"
        } else {
            ""
        });
        let line = line.ours(match (is_taken_back, stands) {
            (true, _) => ", taken back since",
            (false, false) => ", replaced since",
            (false, true) => "",
        });
        document.paragraph(line.ours(if comment.is_blank() { "." } else { ":" }));
        document.quote(comment);
    }
    if let Err(why) = &summary.size {
        document.paragraph(
            InlineText::of(format!("Increment {} could not be read: ", index + 1)).text(why),
        );
    }
    if let Ok(size) = &summary.size
        && size.more_commits
    {
        let read = plural(size.commits, "commit", "commits");
        document.paragraph(InlineText::of(format!(
            "Of increment {}, the newest {read} were read.",
            index + 1
        )));
    }
    if summary.size.as_ref().is_ok_and(|size| size.unpaired) {
        document.paragraph(InlineText::of(format!(
            "Increment {} was too large to look for all renamed and copied files: some may be counted as deleted and added.",
            index + 1
        )));
    }
}
