//! Limits a summary to what is new since an earlier round of an increment.

use anyhow::{Context as _, Result};

use crate::engagement::Engagement;
use crate::engagement::since_previous::since_round;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::record::Subject;
use crate::model::summary::{NewSince, Summary};
use crate::model::time::Timestamp;
use std::collections::HashSet;

/// Says what of a summary is new since a round of an increment: its index, and the round's number.
///
/// # Errors
/// When there is no such round, or it is the newest.
pub fn limit_to(
    engagement: &mut Engagement,
    summary: &mut Summary,
    (index, round): (usize, u32),
) -> Result<()> {
    let increment = engagement.found.increments.get(index).cloned();
    let increment = increment.context("there is no such increment")?;
    let rounds = increment.earlier.iter().zip(increment.first_round()..);
    let (old, _) = rounds
        .clone()
        .find(|(_, number)| *number == round)
        .context("this is no earlier round")?;
    let later: Vec<CommitRange> = rounds
        .filter(|(_, number)| *number > round)
        .map(|(range, _)| *range)
        .chain([increment.range])
        .collect();
    let from = begin(engagement, &later);
    let record = engagement.shared_record();
    let words = since_round(engagement, &record, None, &increment, *old);
    let is_new = |at: Timestamp| from.is_some_and(|from| at >= from);
    let threads = summary.threads.iter().enumerate().filter(|(_, thread)| {
        let replies = thread.replies.iter().filter(|reply| !reply.retracted);
        let times = replies
            .map(|reply| reply.at)
            .chain([thread.at, thread.since]);
        let is_here = thread.place.increment.as_ref() == Some(&increment.id);
        is_here && times.chain(thread.edited).any(is_new)
    });
    let threads: Vec<usize> = threads.map(|(index, _)| index).collect();
    let criteria = summary
        .criteria
        .iter()
        .enumerate()
        .filter(|(_, criterion)| {
            let mut verdicts = criterion.verdicts.iter();
            verdicts.any(|given| is_new(given.at) || summary.stale.contains_key(&given.id))
        });
    let criteria: Vec<usize> = criteria.map(|(index, _)| index).collect();
    summary.new_since = Some(NewSince {
        increment: index,
        round,
        range: *old,
        from,
        words,
        threads,
        criteria,
    });
    Ok(())
}

/// Finds when the later rounds began: when somebody first said something of one of them, else when
/// the first of them was committed.
fn begin(engagement: &Engagement, later: &[CommitRange]) -> Option<Timestamp> {
    let heads: HashSet<ObjectId> = later.iter().map(|range| range.head).collect();
    let is_later = |subject: &Subject| heads.contains(&subject.range.head);
    let events = engagement.journal.events().iter();
    let said = events.filter(|event| {
        let subject = event.statement.subject.as_deref();
        subject.is_some_and(is_later)
    });
    said.map(|event| event.at).min().or_else(|| {
        let first = later.first()?;
        engagement.repository.committed_at(first.head).ok()
    })
}
