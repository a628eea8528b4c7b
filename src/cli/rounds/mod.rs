//! `snaglist rounds`: the rounds of each increment, and what changed from each to the next.

mod criteria;
mod json;
mod text;

use anyhow::{Result, anyhow};

use super::args::RoundsArgs;
use super::{CommandContext, pick};
use crate::engagement::{Allowance, Engagement, TracedRound, UNASKED, evidence_between};
use crate::git::Repository;
use crate::model::decision::Decision;
use crate::model::increment::{CommitRange, Increment};
use crate::model::record::Record;
use crate::model::round_evidence::RoundEvidence;
use crate::model::time::Timestamp;
use crate::record::KeptRound;
use crate::rounds::{RoundAllowance, RoundChange, RoundPair, summarise};

use criteria::CriteriaChanges;

/// One round of an increment.
struct ListedRound<'a> {
    /// From 1.
    number: u32,
    range: CommitRange,
    /// When its head was committed; `None` when that is not here.
    delivered: Option<Timestamp>,
    /// When it was first seen here: when somebody first said something of it, or its content was
    /// kept.
    seen: Option<Timestamp>,
    /// The content that is kept of it beside the record.
    kept: Option<KeptRound>,
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
    /// Of which criteria the evidence changed.
    evidence: RoundEvidence,
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
    let mut comparing = Comparing::new(&engagement, &record);
    let listed: Vec<(&Increment, Vec<ListedRound<'_>>)> = wanted
        .map(|increment| (increment, comparing.rounds_of(increment)))
        .collect();
    if context.out.json {
        return context.out.json(&json::of(&record, &listed));
    }
    context.out.text(&text::of(&context.out, &record, &listed))
}

/// Compares rounds, within one budget for all of them.
struct Comparing<'a> {
    engagement: &'a Engagement,
    record: &'a Record,
    /// What is kept of rounds beside the record.
    kept: Vec<KeptRound>,
    rounds: RoundAllowance,
    traces: Allowance,
}

impl<'a> Comparing<'a> {
    fn new(engagement: &'a Engagement, record: &'a Record) -> Self {
        Self {
            engagement,
            record,
            // A list that cannot be read only keeps rounds from being compared, which is said there.
            kept: engagement.project.kept_rounds().unwrap_or_default(),
            rounds: RoundAllowance::default(),
            traces: Allowance::default(),
        }
    }

    /// Lists the rounds of an increment, oldest first, each compared with the one before.
    fn rounds_of(&mut self, increment: &Increment) -> Vec<ListedRound<'a>> {
        let repository = &self.engagement.repository;
        let ranges = increment.earlier.iter().chain([&increment.range]);
        let mut rounds: Vec<ListedRound<'a>> = Vec::new();
        let mut traced = None;
        for (range, number) in ranges.zip(increment.first_round()..) {
            let before = rounds.last().map(|round| (round.range, &round.missing));
            let missing = missing(repository, range);
            let change = before.map(|(old, gone)| match gone.as_ref().or(missing.as_ref()) {
                Some(why) => Err(anyhow!("one of the two rounds cannot be read: {why}")),
                None => self.step(increment, [old, *range], &mut traced),
            });
            let kept = self.kept.iter().find(|round| round.range == *range);
            let seen = kept.map(|round| round.at);
            rounds.push(ListedRound {
                number,
                range: *range,
                delivered: repository.committed_at(range.head).ok(),
                seen: seen.into_iter().chain(first_said(self.record, range)).min(),
                kept: kept.cloned(),
                decision: self
                    .record
                    .outcomes_of(&increment.id)
                    .rfind(|decision| decision.range() == Some(*range)),
                missing,
                change,
            });
        }
        rounds
    }

    /// Compares two rounds. `traced` has the earlier one if it was read for the step before, and
    /// then the later one.
    fn step(
        &mut self,
        increment: &Increment,
        [old, new]: [CommitRange; 2],
        traced: &mut Option<TracedRound>,
    ) -> Result<RoundStep> {
        let Engagement {
            repository,
            specs,
            then,
            ..
        } = self.engagement;
        let pair = RoundPair::new(repository, old, new)?;
        let room = (UNASKED, &mut self.rounds);
        let change = summarise(repository, &pair, room, &|| false)?;
        let change = change.ok_or_else(|| anyhow!("the comparison was stopped"))?;
        let criteria = criteria::changed(repository, specs, old.head, new.head);
        let known = (then, self.engagement.later());
        let mut read = |range| {
            let (record, round) = (self.record, (increment, range));
            TracedRound::read(repository, record, specs, round, known, &mut self.traces)
        };
        let before = match traced.take() {
            Some(before) => before,
            None => read(old)?,
        };
        let after = read(new)?;
        let evidence = evidence_between(repository, specs, &before, &after);
        *traced = Some(after);
        Ok(RoundStep {
            change,
            criteria,
            evidence,
        })
    }
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
