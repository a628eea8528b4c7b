//! Increments from tags: each tag on the first-parent history delivers what came since the one
//! before, and tags such as `billing-r2` deliver `billing` again.
//!
//! Knows nothing of merges and branches.

use std::collections::HashMap;

use anyhow::Result;

use crate::git::Repository;
use crate::git::commit::subject;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, Source};
use crate::model::text::Untrusted;

use super::chain::Chain;
use super::{Ground, MAX_INCREMENTS, names};

/// How many tags that `packed-refs` does not explain are read.
const MAX_PEELED: usize = 10_000;

/// A tag that leads to a commit.
pub(super) struct Tag {
    /// Without `refs/tags/`.
    pub(super) name: Vec<u8>,
    /// What the ref points at: the commit, or an object with a message.
    object: ObjectId,
    annotated: bool,
}

/// One tag a commit: an annotated one before others, then by name.
pub(super) type TagsByCommit = HashMap<ObjectId, Tag>;

/// All tags of the repository by the commit they lead to.
pub(super) fn by_commit(repository: &Repository) -> Result<TagsByCommit> {
    let mut tags = TagsByCommit::new();
    let mut peeled = 0;
    for found in repository.location.refs.list("refs/tags/")? {
        let commit = match found.peeled {
            Some(commit) => commit,
            None if peeled == MAX_PEELED => continue,
            None => {
                peeled += 1;
                let Ok(commit) = repository.to_commit(found.id) else { continue };
                commit
            }
        };
        let name = found.name.strip_prefix(b"refs/tags/").unwrap_or(&found.name).to_vec();
        let tag = Tag { name, object: found.id, annotated: found.id != commit };
        let better = tags.get(&commit).is_none_or(|other| tag.annotated && !other.annotated);
        if better {
            tags.insert(commit, tag);
        }
    }
    Ok(tags)
}

/// The increments of the tags on the chain, and whether older ones were left out; `None` without tags.
pub(super) fn find(
    ground: &Ground<'_>,
    tags: &TagsByCommit,
    chain: &Chain,
) -> Result<Option<(Vec<Increment>, bool)>> {
    let tagged = chain.steps.iter().filter_map(|step| Some((step.id, tags.get(&step.id)?)));
    let mut newest: Vec<(ObjectId, &Tag)> = tagged.take(MAX_INCREMENTS + 1).collect();
    let Some((last, last_tag)) = newest.first().copied() else { return Ok(None) };
    // One more than is shown: where the oldest of them starts.
    let before = (newest.len() > MAX_INCREMENTS).then(|| newest.pop()).flatten();
    let mut increments: Vec<Increment> = Vec::new();
    let mut from = before.map(|(commit, _)| commit).or(ground.base);
    for (commit, tag) in newest.into_iter().rev() {
        deliver(&mut increments, from, commit, tag, title(ground.repository, tag)?);
        from = Some(commit);
    }
    if last != ground.head {
        increments.push(ground.rest_of_branch(Some(last), Some(&last_tag.name)));
    }
    Ok(Some((increments, before.is_some())))
}

/// Adds what a tag delivers. A later round takes the place of the one before when nothing was
/// delivered in between, and then covers both; else it stands where it was delivered.
fn deliver(
    increments: &mut Vec<Increment>,
    from: Option<ObjectId>,
    commit: ObjectId,
    tag: &Tag,
    title: Untrusted,
) {
    let (stem, round) = names::round_of(&tag.name);
    let id = names::id(stem, commit);
    let mut range = CommitRange { base: from, head: commit };
    let mut earlier = Vec::new();
    let former = increments.iter().position(|former| former.id == id && former.round < round);
    if let Some(at) = former {
        let adjoins = at + 1 == increments.len();
        let former = increments.remove(at);
        if adjoins {
            range.base = former.range.base;
        }
        earlier = former.earlier;
        earlier.push(former.range);
    }
    increments.push(Increment { round, earlier, ..Increment::new(id, title, range, Source::Tag) });
}

/// The first line of an annotated tag's message, else the name.
fn title(repository: &Repository, tag: &Tag) -> Result<Untrusted> {
    let message = if tag.annotated { repository.tag(tag.object)?.map(|tag| tag.message) } else { None };
    let line = message.as_ref().map(|message| subject(message.as_bytes())).unwrap_or_default();
    Ok(Untrusted::from(if line.is_empty() { tag.name.as_slice() } else { line }))
}
