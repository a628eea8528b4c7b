//! Says in words what changed in the newest round of each increment since the round before: lines,
//! evidence of criteria, and what became of what was said of earlier rounds.

use anyhow::{Result, anyhow};

use super::{Allowance, Engagement, TracedRound, UNASKED, evidence_between};
use crate::model::follow_up::FollowUp;
use crate::model::id::WriterId;
use crate::model::increment::{CommitRange, Increment};
use crate::model::record::Record;
use crate::rounds::{self, RoundAllowance, RoundPair, summarise};

/// What comparing the rounds of all increments may still cost: less than reading the increments
/// does, which the same commands do as well.
struct StepRoom {
    rounds: RoundAllowance,
    traces: Allowance,
}

impl Default for StepRoom {
    fn default() -> Self {
        Self {
            rounds: RoundAllowance {
                files: 64 << 20,
                commits: 32 << 20,
            },
            traces: Allowance {
                bytes: 96 << 20,
                ..Allowance::default()
            },
        }
    }
}

/// Returns for each increment, in their order, the sentences, made safe; none for one that was delivered once.
/// `me` is the reviewer whose own verdicts are counted; without one, all reviewers' are. The newest
/// increments are compared first, since all share one budget.
pub fn since_previous(
    engagement: &Engagement,
    record: &Record,
    me: Option<&WriterId>,
) -> Vec<Vec<String>> {
    let increments = &engagement.found.increments;
    let mut room = StepRoom::default();
    let mut said: Vec<Vec<String>> = increments
        .iter()
        .rev()
        .map(|increment| of_increment(engagement, record, me, increment, &mut room))
        .collect();
    said.reverse();
    said
}

fn of_increment(
    engagement: &Engagement,
    record: &Record,
    me: Option<&WriterId>,
    increment: &Increment,
    room: &mut StepRoom,
) -> Vec<String> {
    let before = increment.earlier.last();
    before.map_or_else(Vec::new, |before| {
        since(engagement, record, me, (increment, *before), room)
    })
}

/// Returns the sentences on what changed in the newest round of an increment since an earlier one.
pub(super) fn since_round(
    engagement: &Engagement,
    record: &Record,
    me: Option<&WriterId>,
    increment: &Increment,
    round: CommitRange,
) -> Vec<String> {
    let mut room = StepRoom::default();
    since(engagement, record, me, (increment, round), &mut room)
}

fn since(
    engagement: &Engagement,
    record: &Record,
    me: Option<&WriterId>,
    (increment, round): (&Increment, CommitRange),
    room: &mut StepRoom,
) -> Vec<String> {
    let rounds = [round, increment.range];
    let mut said = match compared(engagement, record, increment, rounds, room) {
        Ok(said) => said,
        Err(error) => vec![format!("What changed cannot be told: {error:#}.")],
    };
    said.extend(FollowUp::of(record, increment, me).words());
    said
}

fn compared(
    engagement: &Engagement,
    record: &Record,
    increment: &Increment,
    [old, new]: [CommitRange; 2],
    room: &mut StepRoom,
) -> Result<Vec<String>> {
    let Engagement {
        repository,
        specs,
        then,
        ..
    } = engagement;
    let pair = RoundPair::new(repository, old, new)?;
    let change = summarise(repository, &pair, (UNASKED, &mut room.rounds), &|| false)?;
    let change = change.ok_or_else(|| anyhow!("the comparison was stopped"))?;
    let known = (then, engagement.later());
    let mut read = |range| {
        let round = (increment, range);
        TracedRound::read(repository, record, specs, round, known, &mut room.traces)
    };
    let (before, after) = (read(old)?, read(new)?);
    let evidence = evidence_between(repository, specs, &before, &after);
    Ok([rounds::words(&change)]
        .into_iter()
        .chain(evidence.words())
        .collect())
}
