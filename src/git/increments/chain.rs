//! The first-parent history of a head: the line on which deliveries are made.
//!
//! Knows nothing of what the deliveries are called.

use std::collections::HashSet;

use anyhow::{Context as _, Result};

use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

use super::tags::TagsByCommit;
use super::{Ground, MAX_INCREMENTS};

/// How many commits of the line are looked at; git's own has 24,000 in 20 years.
const MAX_STEPS: usize = 20_000;
/// How far is looked for where a line leaves its base when that does not stand on it.
const MAX_RANGE: usize = 50_000;

/// Part of a first-parent history.
pub(super) struct Chain {
    /// Newest first; the base is not among them.
    pub(super) steps: Vec<Step>,
    /// Whether it goes on before the last step: neither the base nor the beginning was met.
    pub(super) more: bool,
}

/// One commit of it.
pub(super) struct Step {
    pub(super) id: ObjectId,
    /// Its first parent.
    pub(super) parent: Option<ObjectId>,
    /// Whether it has others.
    pub(super) is_merge: bool,
}

/// Walks from the head to the base or the beginning, but no further than the increments that can be made of it.
pub(super) fn walk(ground: &Ground<'_>, tags: &TagsByCommit) -> Result<Chain> {
    let mut steps = Vec::new();
    let mut next = Some(ground.head);
    let (mut tagged, mut merges) = (0, 0);
    while let Some(id) = next.filter(|id| Some(*id) != ground.base && steps.len() < MAX_STEPS) {
        let enough = if tags.is_empty() { merges } else { tagged };
        if ground.base.is_none() && enough > MAX_INCREMENTS {
            break;
        }
        let links = ground.repository.links(id)?;
        let links = match links {
            Some(links) => links,
            None if steps.is_empty() => return Err(anyhow::anyhow!(ground.repository.not_here(id))),
            // The clone ends here though it does not say so.
            None => return Ok(Chain { steps, more: true }),
        };
        let is_merge = links.parents.len() > 1;
        tagged += usize::from(tags.contains_key(&id));
        merges += usize::from(is_merge);
        next = links.parents.first().copied();
        steps.push(Step { id, parent: next, is_merge });
    }
    let more = next.is_some() && next != ground.base;
    match ground.base {
        Some(base) if next != Some(base) => leave_at(ground, base, steps),
        _ => Ok(Chain { steps, more }),
    }
}

/// The base is not on the line (it was merged into it): the line ends before what the base has too.
fn leave_at(ground: &Ground<'_>, base: ObjectId, mut steps: Vec<Step>) -> Result<Chain> {
    let range = CommitRange { base: Some(base), head: ground.head };
    let (ids, more) =
        ground.repository.range_ids(&range, MAX_RANGE).context("looking for where the branch began")?;
    let ahead: HashSet<ObjectId> = ids.into_iter().collect();
    let end = steps.iter().position(|step| !ahead.contains(&step.id)).unwrap_or(steps.len());
    steps.truncate(end);
    Ok(Chain { steps, more })
}
