//! Writes a command's statements to the record, and formats writers' names.

use anyhow::{Context as _, Result};
use jiff::Timestamp as Clock;

use super::output;
use crate::engagement::{self, Engagement};
use crate::model::event::{Event, Statement};
use crate::model::id::WriterId;
use crate::model::increment::CommitRange;
use crate::model::record::{Damaged, Record};
use crate::model::time::Timestamp;
use crate::record::Journal;
use crate::runtime::clock;
use crate::safe;

/// Saves a statement. A writer's first one is preceded by an introduction.
///
/// # Errors
/// When it cannot be saved.
pub(super) fn say(engagement: &mut Engagement, statement: Statement) -> Result<Event> {
    append(engagement, statement, |engagement| &mut engagement.journal)
}

/// Saves a statement among private notes, which never leave this machine.
///
/// # Errors
/// When it cannot be saved.
pub(super) fn say_privately(engagement: &mut Engagement, statement: Statement) -> Result<Event> {
    append(engagement, statement, |engagement| &mut engagement.private)
}

fn append(
    engagement: &mut Engagement,
    statement: Statement,
    journal: fn(&mut Engagement) -> &mut Journal,
) -> Result<Event> {
    let at = now();
    // Also prevents sending the record into a clone of the reviewed repository.
    engagement
        .project
        .remember_clone(&engagement.repository.location().git_dir)?;
    if let Some(introduction) = journal(engagement).introduction() {
        journal(engagement)
            .append(at, introduction)
            .context("introducing you in the record")?;
    }
    let round = statement.subject.as_ref().map(|subject| subject.range);
    let event = journal(engagement).append(at, statement)?;
    if let Some(range) = round {
        keep_round(engagement, range, at);
    }
    Ok(event)
}

/// Keeps the content of a round that something was said of, while it is the newest one. A failure
/// is told and loses nothing that was said.
fn keep_round(engagement: &Engagement, range: CommitRange, at: Timestamp) {
    let mut newest = engagement.found.increments.iter();
    if !newest.any(|increment| increment.range == range) {
        return;
    }
    let Engagement {
        repository,
        project,
        specs,
        ..
    } = engagement;
    match engagement::keep_round(repository, project, specs, range, at) {
        Ok(None) => {}
        Ok(Some(words)) => output::to_stderr(&format!("snaglist: {words}\n")),
        Err(error) => output::to_stderr(&format!(
            "snaglist: the content of this round is not kept, so that it can be compared only as long as the clone \
             has it: {error:#}\n"
        )),
    }
}

/// Words how a writer's held entries are accepted, for somebody who writes as `me`.
pub(super) fn held(writer: &WriterId, me: &WriterId) -> String {
    if writer == me {
        "if another machine of yours wrote them, `snaglist sync --mine` takes them in".to_owned()
    } else {
        format!("`snaglist people {writer} --admit` takes them in")
    }
}

/// Lists what was not accepted and why, one line per reason: files with the same fault are counted
/// behind the first.
pub(super) fn not_taken_in(files: &[Damaged]) -> String {
    let mut reasons: Vec<(&str, &str, usize)> = Vec::new();
    for Damaged { file, why } in files {
        match reasons.iter_mut().find(|(_, known, _)| known == why) {
            Some((.., more)) => *more += 1,
            None => reasons.push((file, why, 0)),
        }
    }
    let line = |(file, why, more): (&str, &str, usize)| match more {
        0 => format!("  {file}: {why}\n"),
        more => format!("  {file} and {more} more: {why}\n"),
    };
    reasons.into_iter().map(line).collect()
}

/// Names the people who wait to be admitted, in a line that says how; `None` when nobody does.
pub(super) fn pending(record: &Record) -> Option<String> {
    let mut pending = record.pending();
    let (first, _) = pending.next()?;
    let name = safe::inline(record.bare_name_of(first));
    let (who, are, whom) = match pending.count() {
        0 => (name.into_string(), "is", first.as_str()),
        more => (format!("{name} and {more} more"), "are", "WHO"),
    };
    Some(format!(
        "{who} {are} pending, so their words do not count: {}",
        how_to_decide(whom)
    ))
}

/// Names the commands that decide whether somebody's words count.
pub(super) fn how_to_decide(whom: &str) -> String {
    format!("`snaglist people {whom} --admit`, `--role ROLE` or `--refuse`")
}

/// Returns the current time.
pub(super) fn now() -> Timestamp {
    clock::now()
}

/// Formats a time for JSON: `2026-05-28T20:27:41.234Z`. Empty when outside every calendar.
pub(super) fn time(at: Timestamp) -> String {
    Clock::from_millisecond(at.0)
        .map(|at| format!("{at:.3}"))
        .unwrap_or_default()
}

/// Returns a writer's name, safe.
pub(super) fn name(record: &Record, writer: &WriterId) -> String {
    safe::inline(record.name_of(writer)).into_string()
}
