//! Increments from merges: each merge on the first-parent history delivers what it brought.
//!
//! Knows nothing of tags.

use anyhow::Result;

use crate::model::increment::{CommitRange, Increment, Source};
use crate::model::text::Untrusted;

use super::chain::{Chain, Step};
use super::{Ground, MAX_INCREMENTS, names};

/// The increments of the merges on the chain, whether older ones were left out, and how many commits
/// of the chain between them were made without a merge; `None` without merges.
pub(super) fn find(ground: &Ground<'_>, chain: &Chain) -> Result<Option<(Vec<Increment>, bool, usize)>> {
    let merges: Vec<(usize, &Step)> =
        chain.steps.iter().enumerate().filter(|(_, step)| step.is_merge).collect();
    let kept = &merges[..merges.len().min(MAX_INCREMENTS)];
    let (Some((newest, last)), Some((oldest, _))) = (kept.first(), kept.last()) else { return Ok(None) };
    let more = merges.len() > kept.len() || chain.more;
    let until = if more { *oldest } else { chain.steps.len() };
    let direct = chain.steps[*newest..until].iter().filter(|step| !step.is_merge).count();
    let mut increments = Vec::with_capacity(kept.len() + 1);
    for (_, step) in kept.iter().rev() {
        let message = ground.repository.commit(step.id)?.message;
        let (name, title) = names::of_merge(message.as_bytes());
        let range = CommitRange { base: step.parent, head: step.id };
        increments.push(Increment::new(
            names::id(&name, step.id),
            Untrusted::new(title),
            range,
            Source::Merge,
        ));
    }
    if last.id != ground.head {
        let name = last.id.short(7);
        increments.push(ground.rest_of_branch(Some(last.id), Some(name.as_bytes())));
    }
    Ok(Some((increments, more, direct)))
}
