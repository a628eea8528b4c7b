//! Words used in several places: people, times, states, places, counts.

use std::collections::BTreeSet;

use crate::export::document::InlineText;
use crate::model::change::Side;
use crate::model::id::{EventId, IncrementId, WriterId};
use crate::model::link::{LinkKind, LinkTarget};
use crate::model::note::{Anchor, Thread, ThreadState, WrittenOn};
use crate::model::person::Role;
use crate::model::record::Subject;
use crate::model::spec::LineRange;
use crate::model::summary::{CriterionSummary, Linked, Summary};
use crate::model::text::RepoPath;
use crate::model::time::Timestamp;
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;

/// Number of digits of a thread's id where seven are ambiguous.
const LONG: usize = 16;

/// A summary with the lookups that its words need.
pub(super) struct SummaryLookups<'s> {
    pub summary: &'s Summary,
    /// Short ids that more than one thread has.
    doubled: BTreeSet<String>,
}

impl<'s> SummaryLookups<'s> {
    /// Returns the file version that a thread's lines refer to.
    pub(super) fn version(&self, thread: &Thread) -> WrittenOn {
        self.summary
            .versions
            .get(&thread.id)
            .copied()
            .unwrap_or(WrittenOn::Round)
    }

    pub(super) fn new(summary: &'s Summary) -> Self {
        let mut met = BTreeSet::new();
        let shorts = summary.threads.iter().map(|thread| thread.id.short());
        let doubled = shorts.filter(|short| !met.insert(short.clone())).collect();
        Self { summary, doubled }
    }

    /// Describes the state of the review in one sentence.
    pub(super) fn standing(&self) -> InlineText {
        let count = |state| self.summary.count(Some(state));
        let all = self.summary.count(None);
        let (unmet, notes) = self.summary.snag_counts();
        let waiting = count(CriterionState::Unreviewed);
        let met = count(CriterionState::Judged(Verdict::Met));
        let mut parts = vec![match all {
            0 => "The specs hold no criterion".to_owned(),
            1 if waiting == 1 => "The one criterion has not been judged yet".to_owned(),
            _ if waiting == all => format!("None of the {all} criteria has been judged yet"),
            _ => format!(
                "{met} of {} {} met",
                plural(all, "criterion", "criteria"),
                is(met)
            ),
        }];
        if waiting < all {
            let waived = count(CriterionState::Judged(Verdict::Waived));
            let again = count(CriterionState::Stale);
            let rest = [
                (waived, "waived"),
                (again, "to be checked again"),
                (waiting, "not judged yet"),
            ];
            let rest = rest.into_iter().filter(|(count, _)| *count > 0);
            parts.extend(rest.map(|(count, words)| format!("{count} {} {words}", is(count))));
        }
        parts.push(match unmet + notes {
            0 => "no snag is open".to_owned(),
            1 => format!(
                "{} stands between the delivery and acceptance",
                snags(unmet, notes)
            ),
            _ => format!(
                "{} stand between the delivery and acceptance",
                snags(unmet, notes)
            ),
        });
        let last = parts.pop().unwrap_or_default();
        let comma = if parts.len() > 1 { "," } else { "" };
        InlineText::of(format!("{}{comma} and {last}.", parts.join(", ")))
    }

    /// Formats a person's name, with their role unless they are a reviewer.
    pub(super) fn person(&self, writer: &WriterId) -> InlineText {
        let name = InlineText::default().text(self.summary.name_of(writer));
        match self
            .summary
            .people
            .get(writer)
            .map(|person| (person.role, person.pending))
        {
            None | Some((Role::Reviewer, _) | (_, Some(_))) => name,
            Some((role, None)) => name.ours(format!(" ({})", role.name())),
        }
    }

    /// Formats who said something and when.
    pub(super) fn given(&self, by: &WriterId, at: Timestamp) -> InlineText {
        self.person(by).ours(format!(", {}", time(at)))
    }

    /// Returns a thread's permanent name.
    pub(super) fn thread_id(&self, id: EventId) -> String {
        let short = id.short();
        if self.doubled.contains(&short) {
            format!("S-{}", id.0.short(LONG))
        } else {
            format!("S-{short}")
        }
    }

    /// Formats an increment by its row in the table of increments: `increment 2`.
    pub(super) fn increment(&self, id: &IncrementId) -> InlineText {
        match self.summary.increment_of(id) {
            Some(index) => InlineText::of(format!("increment {}", index + 1)),
            None => InlineText::of("increment ").code(id.as_str()),
        }
    }

    /// Formats label, blocking and state: "issue, blocking, open".
    pub(super) fn thread_words(&self, thread: &Thread) -> String {
        let blocking = match (thread.body.blocks(), thread.body.label.blocks()) {
            (true, _) => ", blocking",
            (false, true) => ", not blocking",
            (false, false) => "",
        };
        format!(
            "{}{blocking}, {}",
            thread.body.label.name(),
            thread.state.name()
        )
    }

    /// Names who brought a thread to its state; `None` when it is open.
    pub(super) fn thread_state(&self, state: &ThreadState) -> Option<InlineText> {
        Some(match state {
            ThreadState::Open => return None,
            ThreadState::Addressed { by, commit } => {
                let line = InlineText::of("Addressed by ").line(self.person(by));
                let line = match commit {
                    Some(commit) => line.ours(" in ").commit(*commit),
                    None => line,
                };
                line.ours("; a reviewer has yet to check it.")
            }
            ThreadState::Verified { by } => InlineText::of("Verified by ")
                .line(self.person(by))
                .ours("."),
            ThreadState::Withdrawn { by } => InlineText::of("Withdrawn by ")
                .line(self.person(by))
                .ours("."),
        })
    }

    /// Formats a link with its increment and its source.
    pub(super) fn linked(&self, linked: &Linked) -> InlineText {
        let target = match (&linked.target, linked.lines) {
            (LinkTarget::Commit(id), _) if linked.subject.is_blank() => {
                InlineText::of("commit ").commit(*id)
            }
            (LinkTarget::Commit(id), _) => InlineText::of("commit ")
                .commit(*id)
                .ours(" ")
                .text(&linked.subject),
            (LinkTarget::File(path), _) => InlineText::default().path(path),
            (LinkTarget::Hunk { path, .. }, Some((side, lines))) => InlineText::default()
                .code(path_and_lines(path, Some(lines)))
                .ours(side_words(side)),
            (LinkTarget::Hunk { path, .. }, None) => InlineText::of("a hunk of ").path(path),
        };
        let why = match &linked.kind {
            LinkKind::Declared(by) => InlineText::of(by.name()),
            LinkKind::Confirmed(by) => InlineText::of("confirmed by ").line(self.person(by)),
        };
        let increment = match linked.increment {
            Some(index) => format!(" (increment {}, ", index + 1),
            None => " (in no increment now, ".to_owned(),
        };
        target.ours(increment).line(why).ours(")")
    }
}

/// Formats a time: `2026-11-23 18:05 UTC`.
pub(super) fn time(at: Timestamp) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        Err(_) => "at an unknown time".to_owned(),
    }
}

/// Formats snag counts: `3 snags (1 unmet criterion, 2 blocking notes)`.
pub(super) fn snags(unmet: usize, notes: usize) -> String {
    let unmet_words = plural(unmet, "unmet criterion", "unmet criteria");
    let notes_words = plural(notes, "blocking note", "blocking notes");
    match (unmet, notes) {
        (0, 0) => "no snags".to_owned(),
        (_, 0) => format!("{} ({unmet_words})", plural(unmet, "snag", "snags")),
        (0, _) => format!("{} ({notes_words})", plural(notes, "snag", "snags")),
        _ => format!("{} snags ({unmet_words}, {notes_words})", unmet + notes),
    }
}

/// Formats a count: `1 file`, `2 files`.
pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// Capitalises our own words for the start of a sentence.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Formats ` at b81d0e4`, where the commit of a statement is known.
pub(super) fn at_head(subject: Option<&Subject>) -> InlineText {
    match subject {
        Some(subject) => InlineText::of(" at ").commit(subject.range.head),
        None => InlineText::default(),
    }
}

/// Formats a path and lines: `src/refund.rs:41-44`.
fn path_and_lines(path: &RepoPath, lines: Option<LineRange>) -> Vec<u8> {
    let lines = match lines {
        None => String::new(),
        Some(LineRange { first, last }) if first == last => format!(":{first}"),
        Some(LineRange { first, last }) => format!(":{first}-{last}"),
    };
    format!("{}{lines}", safe::path(path)).into_bytes()
}

fn side_words(side: Side) -> &'static str {
    match side {
        Side::Old => " (as it was before)",
        Side::New => "",
    }
}

/// Formats where a note was written: path, lines, commit.
pub(super) fn place(anchor: &Anchor, subject: Option<&Subject>, version: WrittenOn) -> InlineText {
    let commit = match version {
        WrittenOn::Commit(commit) => Some(commit),
        WrittenOn::Other => None,
        WrittenOn::Round => subject.and_then(|subject| match anchor.side {
            Side::Old => subject.range.base,
            Side::New => Some(subject.range.head),
        }),
    };
    let line = InlineText::default().code(path_and_lines(&anchor.path, anchor.lines));
    let line = match (commit, version) {
        (Some(commit), _) => line.ours(" at ").commit(commit),
        (None, WrittenOn::Other) => line.ours(" in a version of it that no commit at hand has"),
        (None, _) => line,
    };
    line.ours(side_words(anchor.side))
}

/// Counts links of each kind: "2 hunks confirmed, 1 commit declared".
pub(super) fn evidence_counts(criterion: &CriterionSummary) -> String {
    let count = |confirmed: bool, wanted: fn(&LinkTarget) -> bool| {
        let kind = |linked: &&Linked| matches!(linked.kind, LinkKind::Confirmed(_)) == confirmed;
        criterion
            .evidence
            .iter()
            .filter(kind)
            .filter(|linked| wanted(&linked.target))
            .count()
    };
    let mut counts = Vec::new();
    for (confirmed, how) in [(true, "confirmed"), (false, "declared")] {
        let kinds = [
            (
                count(confirmed, |target| {
                    matches!(target, LinkTarget::Hunk { .. })
                }),
                "hunk",
                "hunks",
            ),
            (
                count(confirmed, |target| matches!(target, LinkTarget::File(_))),
                "file",
                "files",
            ),
            (
                count(confirmed, |target| matches!(target, LinkTarget::Commit(_))),
                "commit",
                "commits",
            ),
        ];
        let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
        counts
            .extend(kinds.map(|(count, one, many)| format!("{} {how}", plural(count, one, many))));
    }
    if criterion.more_evidence > 0 {
        counts.push(format!("{} more", criterion.more_evidence));
    }
    if counts.is_empty() {
        "no link yet".to_owned()
    } else {
        counts.join(", ")
    }
}
