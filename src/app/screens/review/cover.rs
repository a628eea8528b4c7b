//! Builds the cover above the files: what was delivered, in how many commits, and what to be wary
//! of.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::app::msg::Listing;
use crate::app::screens::review::{Review, Shown, Stage};
use crate::model::increment::Commit;
use crate::model::summary::UNPAIRED;
use crate::safe::{self, Line};

/// The most commits on the cover until it is opened; the rest are counted.
const COMMITS: usize = 12;

/// The most commits that are shown with their whole messages without being opened.
const FEW: usize = 3;

/// A line of the cover.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CoverLine {
    /// The increment's title.
    Title,
    /// The chosen criterion, whose hunks are gathered below.
    Criterion,
    /// The range, the round and the source of the increment.
    Facts,
    /// Which of the increment's commits is shown.
    Step,
    /// The round since which changes are shown.
    Since,
    /// The numbers of files, lines and commits, once known.
    Counts,
    /// A warning, in our own words.
    Warning(String),
    /// A further line of a warning.
    WarningOn(String),
    /// The head of a commit, by its index in the listing.
    Commit(usize),
    /// A line of a commit's message.
    Message(Line),
    /// A remark, in our own words.
    Remark(String),
    /// An empty line.
    Empty,
}

/// Builds the cover of what is shown, with its running text wrapped to `columns` cells.
pub(super) fn lines(review: &Review, facts: &Facts, columns: u16) -> Vec<CoverLine> {
    match review.shown {
        Shown::Whole => of_increment(review, facts, columns),
        Shown::Commit(_) => of_commit(review, facts, columns),
        Shown::Since(_) => of_changes(review, facts, columns),
        Shown::Gathered => of_criterion(review, facts, columns),
    }
}

fn of_criterion(review: &Review, facts: &Facts, columns: u16) -> Vec<CoverLine> {
    let mut lines = vec![CoverLine::Criterion];
    let found = review.increments_shown().len();
    let increments = &facts.engagement.increments;
    let of = increments.len();
    let is_linked = facts
        .chosen
        .is_some_and(|chosen| increments.indexes().any(|at| facts.bears_on(at, chosen)));
    let words = match (found, is_linked) {
        (0, _) => "no link yet, in any increment".to_owned(),
        (found, true) => format!("linked hunks in {found} of {of} increments"),
        (found, false) => format!("no link yet; suggestions in {found} of {of} increments"),
    };
    lines.push(CoverLine::Remark(words));
    let unread = facts.traces.iter().filter(|trace| trace.is_none()).count();
    if unread > 0 {
        let increments = if unread == 1 {
            "increment is"
        } else {
            "increments are"
        };
        lines.push(CoverLine::Remark(format!(
            "{unread} {increments} still being read …"
        )));
    }
    if found == 0 && unread == 0 {
        let key = facts.key(Action::Link).map(|key| format!("in a diff, {key} links the hunk under the cursor to it; among the criteria, {key} offers hunks"));
        lines.extend(
            safe::wrap(key.unwrap_or_default(), columns)
                .into_iter()
                .map(CoverLine::Message),
        );
    }
    lines
}

fn of_commit(review: &Review, facts: &Facts, columns: u16) -> Vec<CoverLine> {
    let mut lines = vec![CoverLine::Title, CoverLine::Step];
    let Some(listing) = listed(review, "reading the commit …", &mut lines) else {
        return lines;
    };
    lines.push(CoverLine::Empty);
    let Some(commit) = listing.commits.first() else {
        return lines;
    };
    lines.push(CoverLine::Commit(0));
    lines.extend(body(commit, columns).into_iter().map(CoverLine::Message));
    lines.extend(warned(review.unclear_of_commit(facts, commit.id)));
    let merges = commit.parents.len() > 1;
    if merges {
        let words = "a merge: only its own changes are shown, not the commits it merged";
        lines.extend(
            safe::wrap(words, columns)
                .into_iter()
                .map(|line| CoverLine::Remark(line.text)),
        );
    }
    if listing.files.is_empty() {
        let words = if merges {
            "the merge itself changes nothing"
        } else {
            "it changes no file"
        };
        lines.push(CoverLine::Remark(words.to_owned()));
    }
    lines
}

/// Returns the listing, or adds why there is none: it failed, or is still being read.
fn listed<'r>(
    review: &'r Review,
    reading: &str,
    lines: &mut Vec<CoverLine>,
) -> Option<&'r Listing> {
    if let Stage::Failed(why) = &review.stage {
        lines.push(CoverLine::Warning(why.clone()));
    }
    if review.listing.is_none() {
        lines.push(CoverLine::Remark(reading.to_owned()));
    }
    review.listing.as_deref()
}

/// Builds the cover of what changed since an earlier round.
fn of_changes(review: &Review, facts: &Facts, columns: u16) -> Vec<CoverLine> {
    let mut lines = vec![CoverLine::Title, CoverLine::Since];
    let Some(listing) = listed(review, "comparing the rounds …", &mut lines) else {
        return lines;
    };
    let wrapped = |words: &String| {
        let lines = safe::wrap(words, columns.saturating_sub(4)).into_iter();
        lines.map(|line| line.text)
    };
    lines.extend(listing.cut.iter().flat_map(|cut| warned(wrapped(cut))));
    lines.extend(
        listing
            .since
            .iter()
            .flat_map(wrapped)
            .map(CoverLine::Remark),
    );
    let in_criteria = review.since_words(facts);
    lines.extend(in_criteria.iter().flat_map(wrapped).map(CoverLine::Remark));
    if listing.files.is_empty() && listing.cut.is_none() {
        lines.push(CoverLine::Remark(
            "the contractor changed nothing since that round".to_owned(),
        ));
    }
    lines.push(CoverLine::Remark(
        facts.keys_do(&[(Action::SinceLast, "shows the whole increment")]),
    ));
    lines
}

fn of_increment(review: &Review, facts: &Facts, columns: u16) -> Vec<CoverLine> {
    let mut lines = vec![CoverLine::Title, CoverLine::Facts, CoverLine::Counts];
    let Some(increment) = review.increment(facts) else {
        return lines;
    };
    for words in facts.amended_by(review.increment) {
        lines.extend(warned(
            safe::wrap(words, columns.saturating_sub(4))
                .into_iter()
                .map(|line| line.text),
        ));
    }
    if !increment.earlier.is_empty() {
        let earlier = increment
            .earlier
            .iter()
            .map(|range| range.short())
            .collect::<Vec<_>>()
            .join(", ");
        let words = match increment.unchanged.last() {
            Some(before) if before.base != increment.range.base => {
                let onto = increment
                    .range
                    .base
                    .map_or("nothing".to_owned(), |id| id.short(7));
                format!("rebased onto {onto}, nothing else changed; delivered earlier as {earlier}")
            }
            Some(_) => format!("rewritten, nothing else changed; delivered earlier as {earlier}"),
            None => format!("delivered earlier as {earlier}"),
        };
        let keys = [(Action::SinceLast, "shows what changed since your last word")];
        let words = safe::wrap(facts.with_keys(words, &keys), columns.saturating_sub(4));
        lines.extend(words.into_iter().map(|line| CoverLine::Remark(line.text)));
    }
    if let Some(trace) = review.trace(facts).filter(|trace| !trace.hidden.is_empty()) {
        lines.push(CoverLine::Warning(format!(
            "hidden characters: {}",
            trace.hidden.words()
        )));
    }
    lines.extend(claims(review, facts).into_iter().map(CoverLine::Remark));
    if review.trace(facts).is_some_and(|trace| trace.unpaired) {
        lines.push(CoverLine::Warning(UNPAIRED.to_owned()));
    }
    match &review.stage {
        Stage::Failed(why) => lines.push(CoverLine::Warning(why.clone())),
        Stage::Idle | Stage::Listing if review.listing.is_none() => {
            lines.push(CoverLine::Remark("reading the increment …".to_owned()));
        }
        _ => {}
    }
    let Some(listing) = &review.listing else {
        return lines;
    };
    if let Some(cut) = &listing.cut {
        lines.extend(warned(
            safe::wrap(cut, columns.saturating_sub(4))
                .into_iter()
                .map(|line| line.text),
        ));
    }
    if let Some(outside) = facts
        .engagement
        .outside
        .as_ref()
        .filter(|_| listing.outside > 0)
    {
        let (count, files) = (
            listing.outside,
            if listing.outside == 1 {
                "file"
            } else {
                "files"
            },
        );
        let are = if count == 1 { "is" } else { "are" };
        lines.push(CoverLine::Remark(format!(
            "{count} {files} {outside} {are} not shown"
        )));
    } else if listing.files.is_empty() {
        lines.push(CoverLine::Remark(
            "no file differs between the two ends of this range".to_owned(),
        ));
    }
    lines.push(CoverLine::Empty);
    let open = review.cover_open;
    let shown = if open { listing.commits.len() } else { COMMITS };
    let whole = open || listing.commits.len() <= FEW;
    for (index, commit) in listing.commits.iter().take(shown).enumerate() {
        lines.push(CoverLine::Commit(index));
        if whole {
            lines.extend(body(commit, columns).into_iter().map(CoverLine::Message));
        }
        lines.extend(warned(review.unclear_of_commit(facts, commit.id)));
    }
    let rest = listing.commits.len().saturating_sub(shown);
    let more = if listing.more_commits {
        "and more commits".to_owned()
    } else {
        format!("and {rest} more commits")
    };
    match (open, rest > 0 || listing.more_commits) {
        (false, true) => lines.push(CoverLine::Remark(
            facts.with_keys(more, &[(Action::Open, "shows all, with their messages")]),
        )),
        (false, false) if !whole => lines.push(CoverLine::Remark(
            facts.keys_do(&[(Action::Open, "shows the whole messages")]),
        )),
        (true, _) if listing.more_commits => lines.push(CoverLine::Remark(more)),
        _ => {}
    }
    lines
}

/// Turns wrapped words into the lines of one warning.
fn warned(lines: impl IntoIterator<Item = String>) -> impl Iterator<Item = CoverLine> {
    let part = |(at, text)| {
        if at == 0 {
            CoverLine::Warning(text)
        } else {
            CoverLine::WarningOn(text)
        }
    };
    lines.into_iter().enumerate().map(part)
}

/// Returns remarks on hunks linked by their commit alone, and on places that name criteria without
/// counting.
fn claims(review: &Review, facts: &Facts) -> Vec<String> {
    let increment = review.increment;
    let only = facts
        .coverage(increment)
        .map_or(0, |coverage| coverage.by_commit_only.len());
    let mut lines = Vec::new();
    if only > 0 {
        let hunks = if only == 1 { "hunk is" } else { "hunks are" };
        lines.push(format!(
            "{only} {hunks} linked by the commit's word alone (see gaps)"
        ));
    }
    match facts.left_out(increment).len() {
        0 => {}
        1 => lines.push("1 place names criteria without counting (see gaps)".to_owned()),
        count => lines.push(format!(
            "{count} places name criteria without counting (see gaps)"
        )),
    }
    lines
}

/// Returns a commit's message without its first line, wrapped.
fn body(commit: &Commit, columns: u16) -> Vec<Line> {
    let message = commit.message.as_bytes();
    let subject = message.iter().position(|byte| *byte == b'\n');
    let rest = subject.and_then(|end| message.get(end..));
    let rest = rest.unwrap_or_default().trim_ascii();
    if rest.is_empty() {
        Vec::new()
    } else {
        safe::wrap(safe::rejoin(rest), columns.saturating_sub(2))
    }
}
