//! `snaglist status`: the state of each criterion and increment, and whose turn it is.

mod json;
mod text;

use anyhow::Result;

use super::{CommandContext, said};
use crate::engagement::{delivered, since_previous, unpaired};
use crate::model::increment::Increment;
use crate::model::note::Thread;
use crate::model::record::Record;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind};
use crate::model::turn::{self, Turn};
use crate::model::verdict::CriterionState;
use crate::sync;
use json::json;
use text::Text;

/// What was read of an increment for its status.
struct IncrementFacts {
    /// Whether a limit ended the search for renamed and copied files.
    unpaired: bool,
    /// What changed since the round before, in sentences, made safe; empty in a first round.
    since_previous: Vec<String>,
}

/// A criterion with its state.
struct CriterionStatus<'a> {
    criterion: &'a Criterion,
    key: CriterionKey,
    state: CriterionState,
}

impl CriterionStatus<'_> {
    fn is_snag(&self) -> bool {
        match self.state {
            CriterionState::Judged(verdict) => verdict.is_snag(),
            CriterionState::Disputed => true,
            CriterionState::Unreviewed | CriterionState::Stale => false,
        }
    }
}

pub(super) fn run(context: &CommandContext) -> Result<()> {
    let mut engagement = context.open()?;
    let record = engagement.record();
    let standings: Vec<CriterionStatus<'_>> = engagement
        .specs
        .iter()
        .flat_map(|spec| spec.criteria.iter().map(move |criterion| (spec, criterion)))
        .filter(|(_, criterion)| criterion.kind == CriterionKind::Criterion)
        .map(|(spec, criterion)| {
            let key = CriterionKey {
                spec: spec.path.clone(),
                id: criterion.id.clone(),
            };
            CriterionStatus {
                criterion,
                state: record.state_of(&key),
                key,
            }
        })
        .collect();
    let delivered = delivered(&engagement.repository, &engagement.found);
    let travel = sync::standing(&engagement.journal);
    let head = engagement
        .repository
        .committed_at(engagement.found.head)
        .ok();
    let states = standings.iter().map(|found| (&found.key, found.state));
    let turn = Turn::over(&record, states, record.live_threads(), head);
    let turns = turn::of_increments(&record, &engagement.found.increments, |at| {
        delivered.get(at).copied().flatten()
    });
    let unpaired = unpaired(&engagement.repository, &engagement.found.increments);
    let me = Some(&engagement.identity.writer);
    let facts: Vec<IncrementFacts> = unpaired
        .into_iter()
        .zip(since_previous(&engagement, &record, me))
        .map(|(unpaired, since_previous)| IncrementFacts {
            unpaired,
            since_previous,
        })
        .collect();
    if context.out.json {
        return context.out.json(&json(
            &engagement,
            &record,
            &standings,
            (&turn, &turns[..]),
            &facts,
            &travel,
        ));
    }
    let (out, now) = (&context.out, said::now());
    let text = Text {
        out,
        engagement: &engagement,
        record: &record,
        now,
        facts: &facts,
        travel: &travel,
    };
    context
        .out
        .text(&(text.all(&standings, &turn, &turns) + &text.travel()))
}

/// Iterates over the blocking notes on an increment that are not settled.
fn snags_on<'a>(record: &'a Record, increment: &'a Increment) -> impl Iterator<Item = &'a Thread> {
    record
        .threads
        .iter()
        .filter(|thread| thread.is_snag() && thread.place.increment.as_ref() == Some(&increment.id))
}
