//! Finds increments by merges: each merge on the first-parent history delivers what it brought, and
//! so do the commits between them that were made on the branch itself. Work that a merge brought
//! from upstream is others' and no increment.
//!
//! Knows nothing of tags.

use std::collections::HashSet;

use anyhow::Result;

use crate::model::increment::{CommitRange, Increment, IncrementSource, LeftOutHistory};
use crate::model::text::Untrusted;

use super::chain::{ChainCommit, CommitChain};
use super::history::CommitHistory;
use super::names::{self, Merged};
use super::{Ground, MAX_INCREMENTS};

/// Maximum number of commits of the default branch that are checked for squash merges.
const MAX_SQUASHES: usize = 2_000;

/// The increments by merges.
pub(super) struct ByMerges {
    /// The increments, oldest first.
    pub(super) increments: Vec<Increment>,
    /// Whether older ones were left out.
    pub(super) more: bool,
    pub(super) left_out: Vec<LeftOutHistory>,
}

/// A piece of the line, newest first.
enum LineSegment<'c> {
    /// A merge or a squash merge.
    Delivered(&'c ChainCommit, Merged),
    /// Commits made on the branch itself, with merges from upstream among them.
    Run(&'c [ChainCommit]),
}

/// Finds the increments of the merges on the line; `None` when no merge delivers anything.
pub(super) fn find(
    ground: &Ground<'_>,
    history: Option<&CommitHistory>,
    chain: &CommitChain,
) -> Result<Option<ByMerges>> {
    let pieces = pieces(ground, history, chain)?;
    if !pieces
        .iter()
        .any(|piece| matches!(piece, LineSegment::Delivered(..)))
    {
        return Ok(None);
    }
    let mut left_out = Vec::new();
    let (kept, older) = pieces.split_at(pieces.len().min(MAX_INCREMENTS));
    let more = !older.is_empty() || chain.more;
    left_out.extend(older_pieces(older, chain.more));
    let mut increments: Vec<Increment> = Vec::with_capacity(kept.len());
    for (at, piece) in kept.iter().enumerate().rev() {
        match piece {
            LineSegment::Delivered(step, merged) => {
                increments.push(delivered(ground, step, merged))
            }
            LineSegment::Run(steps) => {
                // If the line continues, the start of its oldest commits is unknown.
                let is_first = at + 1 == kept.len() && older.is_empty() && !chain.more;
                let range = run(ground, history.filter(|_| is_first), steps)?;
                if let Some(range) = range {
                    let since = match increments.last() {
                        Some(before) => Some(before.id.as_str().as_bytes().to_vec()),
                        None => name_before(steps, older.first()).filter(|_| !is_first),
                    };
                    increments.push(ground.part_of_branch(range, since.as_deref(), at == 0));
                }
            }
        }
        names::make_last_unique(&mut increments);
    }
    Ok(Some(ByMerges {
        increments,
        more,
        left_out,
    }))
}

/// Splits the line into pieces.
fn pieces<'c>(
    ground: &Ground<'_>,
    history: Option<&CommitHistory>,
    chain: &'c CommitChain,
) -> Result<Vec<LineSegment<'c>>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, step) in chain.steps.iter().enumerate() {
        let merged = if step.is_merge() {
            if step.brings_upstream(history) {
                None
            } else {
                Some(ground.merged(step)?)
            }
        } else if ground.on_default && at < MAX_SQUASHES {
            names::of_squash(ground.repository.commit(step.id)?.message.as_bytes())
        } else {
            None
        };
        if let Some(merged) = merged {
            if from < at {
                pieces.push(LineSegment::Run(&chain.steps[from..at]));
            }
            pieces.push(LineSegment::Delivered(step, merged));
            from = at + 1;
        }
    }
    if from < chain.steps.len() {
        pieces.push(LineSegment::Run(&chain.steps[from..]));
    }
    Ok(pieces)
}

fn delivered(ground: &Ground<'_>, step: &ChainCommit, merged: &Merged) -> Increment {
    let range = CommitRange {
        base: step.parents.first().copied(),
        head: step.id,
    };
    let id = names::id(&merged.name, step.id);
    let mut made = Increment::new(
        id,
        Untrusted::from(&merged.title[..]),
        range,
        IncrementSource::Merge,
    );
    made.merged_in = Some(step.id);
    let branches = step
        .parents
        .iter()
        .skip(1)
        .flat_map(|parent| ground.branches_at(*parent));
    let names = merged.names.iter().map(Vec::as_slice).chain(branches);
    names
        .filter_map(names::plain)
        .for_each(|name| made.add_name(name));
    made
}

/// Computes the range of a run; `None` when it has only merges from upstream that change nothing
/// themselves.
fn run(
    ground: &Ground<'_>,
    first: Option<&CommitHistory>,
    steps: &[ChainCommit],
) -> Result<Option<CommitRange>> {
    // Merges from upstream before or after it do not belong to it.
    let is_own = |step: &ChainCommit| !step.is_merge() || ground.changes_itself(step.id);
    let Some(start) = steps.iter().position(is_own) else {
        return Ok(None);
    };
    let end = steps.iter().rposition(is_own).unwrap_or(start);
    let (newest, oldest) = (&steps[start], &steps[end]);
    let base = match first {
        // This excludes what was merged in from upstream.
        Some(history) => {
            history
                .take(ground.repository, newest.id, &mut HashSet::new())?
                .base
        }
        None => oldest.parents.first().copied(),
    };
    Ok(Some(CommitRange {
        base,
        head: newest.id,
    }))
}

/// Names the commit before the oldest run that is shown.
fn name_before(steps: &[ChainCommit], before: Option<&LineSegment<'_>>) -> Option<Vec<u8>> {
    match before {
        Some(LineSegment::Delivered(_, merged)) if !merged.name.is_empty() => {
            Some(merged.name.clone())
        }
        _ => Some(steps.last()?.parents.first()?.short(7).into_bytes()),
    }
}

fn older_pieces(older: &[LineSegment<'_>], goes_on: bool) -> Option<LeftOutHistory> {
    let names = older.iter().map(|piece| match piece {
        LineSegment::Delivered(step, merged) if merged.name.is_empty() => {
            Untrusted::from(step.id.short(7))
        }
        LineSegment::Delivered(_, merged) => Untrusted::from(&merged.name[..]),
        LineSegment::Run(steps) => Untrusted::from(
            steps
                .first()
                .map(|step| step.id.short(7))
                .unwrap_or_default(),
        ),
    });
    let and = if goes_on {
        ", and what is older still"
    } else {
        ""
    };
    let many =
        format!("older merges and runs of commits{and}: the newest {MAX_INCREMENTS} are shown");
    let one = format!("older merge or run of commits{and}: the newest {MAX_INCREMENTS} are shown");
    LeftOutHistory::counted(older.len(), &one, &many, names.collect())
}
