//! Walks the first-parent history of a head: the line on which deliveries are made.
//!
//! Knows nothing of the deliveries' names.

use anyhow::Result;

use crate::model::id::ObjectId;

use super::foxtrot::put_line_first;
use super::history::CommitHistory;
use super::tags::Tags;
use super::{Ground, MAX_INCREMENTS};

/// Maximum number of commits of the line; git's own has 24,000 in 20 years.
const MAX_STEPS: usize = 20_000;

/// Part of a first-parent history.
pub(super) struct CommitChain {
    /// The steps, newest first, without the base.
    pub(super) steps: Vec<ChainCommit>,
    /// Whether there are earlier steps: neither the base nor the beginning was reached.
    pub(super) more: bool,
}

/// One commit of it.
pub(super) struct ChainCommit {
    pub(super) id: ObjectId,
    /// The parents; the first is the preceding commit of the line.
    pub(super) parents: Vec<ObjectId>,
    /// The branch on which it merged the line under review, which was then fast-forwarded to it.
    pub(super) made_on: Option<Vec<u8>>,
}

impl ChainCommit {
    pub(super) fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// Whether it merges only others' work. False when no default branch is known.
    pub(super) fn brings_upstream(&self, history: Option<&CommitHistory>) -> bool {
        let merged = self.parents.get(1..).unwrap_or_default();
        history.is_some_and(|own| {
            !merged.is_empty() && !merged.iter().any(|parent| own.holds(*parent))
        })
    }
}

/// Walks from the head to the base or the beginning, but no further than increments can be made of
/// it.
pub(super) fn walk(ground: &Ground<'_>, tags: &Tags) -> Result<CommitChain> {
    let (mut tagged, mut merges) = (0, 0);
    until(ground, MAX_STEPS, |step| {
        tagged += usize::from(!tags.on(step.id).is_empty());
        merges += usize::from(step.is_merge());
        let enough = if tags.is_empty() { merges } else { tagged };
        ground.base.is_none() && enough > MAX_INCREMENTS
    })
}

/// Walks from the head to the base or the beginning, at most `most` steps.
pub(super) fn line(ground: &Ground<'_>, most: usize) -> Result<CommitChain> {
    until(ground, most, |_| false)
}

/// Walks until `is_enough` accepts a step.
fn until(
    ground: &Ground<'_>,
    most: usize,
    mut is_enough: impl FnMut(&ChainCommit) -> bool,
) -> Result<CommitChain> {
    let mut steps: Vec<ChainCommit> = Vec::new();
    let mut next = Some(ground.head);
    let mut enough = false;
    while let Some(id) = next.filter(|id| !enough && Some(*id) != ground.base && steps.len() < most)
    {
        let links = ground.repository.links(id)?;
        let links = match links {
            Some(links) => links,
            None if steps.is_empty() => {
                return Err(anyhow::anyhow!(ground.repository.not_here(id)));
            }
            // The clone ends here without saying so.
            None => return Ok(CommitChain { steps, more: true }),
        };
        let mut step = ChainCommit {
            id,
            parents: links.parents.clone(),
            made_on: None,
        };
        if let Some(line) = ground.branch.as_ref().filter(|_| ground.on_default) {
            step.made_on =
                put_line_first(ground.repository, line.as_bytes(), id, &mut step.parents)?;
        }
        next = step.parents.first().copied();
        enough = is_enough(&step);
        steps.push(step);
    }
    let more = next.is_some() && next != ground.base;
    match &ground.history {
        Some(history) if next != ground.base => Ok(leave(history, steps)),
        _ => Ok(CommitChain { steps, more }),
    }
}

/// If the base is not on the line (it was merged into it), cuts the line before the commits that
/// the base has too.
fn leave(history: &CommitHistory, mut steps: Vec<ChainCommit>) -> CommitChain {
    let end = steps
        .iter()
        .position(|step| !history.holds(step.id))
        .unwrap_or(steps.len());
    steps.truncate(end);
    CommitChain {
        steps,
        more: history.more,
    }
}
