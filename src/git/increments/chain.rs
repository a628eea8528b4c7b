//! The first-parent history of a head: the line on which deliveries are made.
//!
//! Knows nothing of what the deliveries are called.

use anyhow::Result;

use crate::model::id::ObjectId;

use super::foxtrot::put_line_first;
use super::history::History;
use super::tags::Tags;
use super::{Ground, MAX_INCREMENTS};

/// How many commits of the line are looked at; git's own has 24,000 in 20 years.
const MAX_STEPS: usize = 20_000;

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
    /// The first is the commit before it on the line.
    pub(super) parents: Vec<ObjectId>,
    /// The branch on which it brought in the line under review, which was then moved on to it.
    pub(super) made_on: Option<Vec<u8>>,
}

impl Step {
    pub(super) fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// Whether it is a merge of nothing but others' work. Nothing is where no default branch is known.
    pub(super) fn brings_upstream(&self, history: Option<&History>) -> bool {
        let merged = self.parents.get(1..).unwrap_or_default();
        history.is_some_and(|own| !merged.is_empty() && !merged.iter().any(|parent| own.holds(*parent)))
    }
}

/// Walks from the head to the base or the beginning, but no further than the increments that can be made of it.
pub(super) fn walk(ground: &Ground<'_>, tags: &Tags) -> Result<Chain> {
    let (mut tagged, mut merges) = (0, 0);
    until(ground, MAX_STEPS, |step| {
        tagged += usize::from(!tags.on(step.id).is_empty());
        merges += usize::from(step.is_merge());
        let enough = if tags.is_empty() { merges } else { tagged };
        ground.base.is_none() && enough > MAX_INCREMENTS
    })
}

/// Walks from the head to the base or the beginning, so many steps at most.
pub(super) fn line(ground: &Ground<'_>, most: usize) -> Result<Chain> {
    until(ground, most, |_| false)
}

/// Walks until some step is enough.
fn until(ground: &Ground<'_>, most: usize, mut is_enough: impl FnMut(&Step) -> bool) -> Result<Chain> {
    let mut steps: Vec<Step> = Vec::new();
    let mut next = Some(ground.head);
    let mut enough = false;
    while let Some(id) = next.filter(|id| !enough && Some(*id) != ground.base && steps.len() < most) {
        let links = ground.repository.links(id)?;
        let links = match links {
            Some(links) => links,
            None if steps.is_empty() => return Err(anyhow::anyhow!(ground.repository.not_here(id))),
            // The clone ends here though it does not say so.
            None => return Ok(Chain { steps, more: true }),
        };
        let mut step = Step { id, parents: links.parents.clone(), made_on: None };
        if let Some(line) = ground.branch.as_ref().filter(|_| ground.on_default) {
            step.made_on = put_line_first(ground.repository, line.as_bytes(), id, &mut step.parents)?;
        }
        next = step.parents.first().copied();
        enough = is_enough(&step);
        steps.push(step);
    }
    let more = next.is_some() && next != ground.base;
    match &ground.history {
        Some(history) if next != ground.base => Ok(leave(history, steps)),
        _ => Ok(Chain { steps, more }),
    }
}

/// The base is not on the line (it was merged into it): the line ends before what the base has too.
fn leave(history: &History, mut steps: Vec<Step>) -> Chain {
    let end = steps.iter().position(|step| !history.holds(step.id)).unwrap_or(steps.len());
    steps.truncate(end);
    Chain { steps, more: history.more }
}
