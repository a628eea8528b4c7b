//! `snaglist rounds`: the rounds of each increment, and what changed from each to the next.

mod criteria;
mod json;
mod text;

use anyhow::{Result, anyhow};

use super::args::RoundsArgs;
use super::{CommandContext, pick};
use crate::engagement::{Engagement, UNASKED};
use crate::git::Repository;
use crate::model::decision::Decision;
use crate::model::increment::{CommitRange, Increment};
use crate::model::record::Record;
use crate::model::time::Timestamp;
use crate::rounds::{RoundChange, RoundPair, summarise};

use criteria::CriteriaChanges;

/// One round of an increment.
struct ListedRound<'a> {
    /// From 1.
    number: u32,
    range: CommitRange,
    /// When its head was committed; `None` when that is not here.
    delivered: Option<Timestamp>,
    /// When somebody first said something of it.
    first_said: Option<Timestamp>,
    /// The last decision about it.
    decision: Option<&'a Decision>,
    /// Why it cannot be read, in our own words.
    missing: Option<String>,
    /// What changed since the round before; `None` for the first.
    change: Option<Result<RoundStep>>,
}

/// What changed from one round to the next.
struct RoundStep {
    change: RoundChange,
    /// What became of the criteria in between.
    criteria: CriteriaChanges,
}

pub(super) fn run(context: &CommandContext, asked: &RoundsArgs) -> Result<()> {
    let mut engagement = context.open()?;
    let record = engagement.record();
    let all = &engagement.found.increments;
    let asked = asked.increment.as_deref();
    let asked = asked.map(|name| pick::increment(all, name)).transpose()?;
    let wanted = all
        .iter()
        .filter(|found| asked.is_none_or(|one| one.id == found.id));
    let listed: Vec<(&Increment, Vec<ListedRound<'_>>)> = wanted
        .map(|increment| (increment, rounds_of(&engagement, &record, increment)))
        .collect();
    if context.out.json {
        return context.out.json(&json::of(&record, &listed));
    }
    context.out.text(&text::of(&context.out, &record, &listed))
}

/// Lists the rounds of an increment, oldest first, each compared with the one before.
fn rounds_of<'a>(
    engagement: &Engagement,
    record: &'a Record,
    increment: &Increment,
) -> Vec<ListedRound<'a>> {
    let repository = &engagement.repository;
    let ranges = increment.earlier.iter().chain([&increment.range]);
    let mut rounds: Vec<ListedRound<'a>> = Vec::new();
    for (range, number) in ranges.zip(increment.first_round()..) {
        let before = rounds.last().map(|round| (round.range, &round.missing));
        let missing = missing(repository, range);
        let change = before.map(|(old, gone)| match gone.as_ref().or(missing.as_ref()) {
            Some(why) => Err(anyhow!("one of the two rounds cannot be read: {why}")),
            None => step(engagement, old, *range),
        });
        rounds.push(ListedRound {
            number,
            range: *range,
            delivered: repository.committed_at(range.head).ok(),
            first_said: first_said(record, range),
            decision: record
                .outcomes_of(&increment.id)
                .rfind(|decision| decision.range() == Some(*range)),
            missing,
            change,
        });
    }
    rounds
}

fn step(engagement: &Engagement, old: CommitRange, new: CommitRange) -> Result<RoundStep> {
    let repository = &engagement.repository;
    let pair = RoundPair::new(repository, old, new)?;
    let change = summarise(repository, &pair, UNASKED, &|| false)?;
    let change = change.ok_or_else(|| anyhow!("the comparison was stopped"))?;
    let criteria = criteria::changed(repository, &engagement.specs, old.head, new.head);
    Ok(RoundStep { change, criteria })
}

/// Says why a round cannot be read; `None` when both of its ends are here.
fn missing(repository: &Repository, range: &CommitRange) -> Option<String> {
    let ends = [Some(range.head), range.base];
    let missing = ends
        .into_iter()
        .flatten()
        .find_map(|end| repository.tree_of(end).err());
    missing.map(|error| format!("{error:#}"))
}

/// Finds when somebody first said something of a round.
fn first_said(record: &Record, range: &CommitRange) -> Option<Timestamp> {
    let threads = record
        .threads
        .iter()
        .filter(|thread| {
            let subject = thread.subject.as_ref();
            subject.is_some_and(|subject| subject.range == *range)
        })
        .map(|thread| thread.at);
    let verdicts = record.verdicts.values().flatten().filter(|given| {
        let subject = given.subject.as_ref();
        subject.is_some_and(|subject| subject.range == *range)
    });
    let decisions = record.decisions.values().flatten();
    let decisions = decisions.filter(|decision| decision.range() == Some(*range));
    threads
        .chain(verdicts.map(|given| given.at))
        .chain(decisions.map(|decision| decision.given.at))
        .min()
}
