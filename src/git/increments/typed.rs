//! The one increment that the user typed: a range, a branch, a tag or a commit.
//!
//! Knows nothing of the other rules.

use anyhow::{Context as _, Result, ensure};

use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, Source};
use crate::model::text::Untrusted;

use super::base::default_branch;
use super::{Found, Request, base, names, tags};

/// How far back the tag before a tag, or the merge of a branch, is looked for.
const MAX_STEPS: usize = 20_000;

/// The increment, in the name of the recorded one when a reviewer has defined just this range.
pub(super) fn find(repository: &Repository, text: &str, request: &Request<'_>) -> Result<Found> {
    let text = text.trim();
    let (range, how) = match split(text) {
        Some((old, new, dots)) => {
            ensure!(
                request.base.is_none(),
                "`--base` and a range say the same thing twice; give one of them"
            );
            let (old, new) = (repository.resolve_typed(old)?, repository.resolve_typed(new)?);
            let old = if dots == 3 {
                repository
                    .merge_base(old, new)?
                    .context("the two ends share no history; use `A..B` to compare them")?
            } else {
                old
            };
            (CommitRange { base: Some(old), head: new }, "a range".to_owned())
        }
        None => single(repository, text, request.base.as_deref())?,
    };
    ensure!(range.base != Some(range.head), "`{}` holds no commit; give an older start", text.escape_debug());
    let recorded = request.recorded.iter().find(|(_, recorded)| recorded.range == range);
    let (found, source) = match recorded {
        Some((id, defined)) => {
            (Increment::new(id.clone(), defined.title.clone(), range, Source::Record), Source::Record)
        }
        None => {
            // `HEAD` and `~2` mean something else tomorrow.
            let moves = text.contains(['~', '^', '@'])
                || text.contains("HEAD")
                || text.starts_with('.')
                || text.ends_with('.');
            let name = if moves { range.short() } else { text.to_owned() };
            let id = names::id(name.as_bytes(), range.head);
            (Increment::new(id, Untrusted::from(text), range, Source::CommandLine), Source::CommandLine)
        }
    };
    let because = format!("{}: {how}", Source::CommandLine.reason());
    Ok(Found {
        increments: vec![found],
        source,
        base: range.base,
        head: range.head,
        because,
        more: false,
        left_out: Vec::new(),
        warnings: Vec::new(),
    })
}

/// The two ends of `A..B` or `A...B`, and how many dots are between them.
fn split(text: &str) -> Option<(&str, &str, usize)> {
    let (old, new) = text.split_once("..")?;
    Some(match new.strip_prefix('.') {
        Some(new) => (old, new, 3),
        None => (old, new, 2),
    })
}

/// What one name delivers, and that in words.
fn single(repository: &Repository, text: &str, given: Option<&str>) -> Result<(CommitRange, String)> {
    let head = repository.resolve_typed(text)?;
    let from = |base| CommitRange { base, head };
    if given.is_some() {
        let (base, since) = base::find(repository, head, None, given)?;
        return Ok((from(base), since));
    }
    match repository.full_name(text)? {
        Some((full, _)) if full.starts_with("refs/tags/") => {
            let before = tag_before(repository, head)?;
            Ok((from(before), "a tag, since the one before it".to_owned()))
        }
        Some((full, _)) => {
            let branch = full.strip_prefix("refs/heads/").or(full.strip_prefix("refs/remotes/origin/"));
            let branch = branch.map(Untrusted::from);
            let (base, since) = match merged_by(repository, head, branch.as_ref())? {
                Some(base) => (Some(base), "since it left the branch it was merged into".to_owned()),
                None => base::find(repository, head, branch.as_ref(), None)?,
            };
            Ok((from(base), format!("a branch, {since}")))
        }
        None => {
            let links = repository.links(head)?.with_context(|| repository.not_here(head))?;
            Ok((from(links.parents.first().copied()), "one commit".to_owned()))
        }
    }
}

/// The newest tagged commit before this one on its first-parent history.
fn tag_before(repository: &Repository, head: ObjectId) -> Result<Option<ObjectId>> {
    let tags = tags::by_commit(repository)?;
    let mut at = head;
    for _ in 0..MAX_STEPS {
        let Some(parent) = repository.links(at)?.and_then(|links| links.parents.first().copied()) else {
            break;
        };
        if tags.contains_key(&parent) {
            return Ok(Some(parent));
        }
        at = parent;
    }
    Ok(None)
}

/// Where a branch left the default branch that has merged it since.
fn merged_by(repository: &Repository, tip: ObjectId, branch: Option<&Untrusted>) -> Result<Option<ObjectId>> {
    let Some(default) = default_branch(repository)? else { return Ok(None) };
    if branch.is_some_and(|branch| branch.as_bytes() == default.name())
        || repository.merge_base(default.tip, tip)? != Some(tip)
    {
        return Ok(None);
    }
    let mut at = default.tip;
    for _ in 0..MAX_STEPS {
        let Some(links) = repository.links(at)? else { break };
        let Some((first, others)) = links.parents.split_first() else { break };
        if others.contains(&tip) {
            return repository.merge_base(*first, tip);
        }
        at = *first;
    }
    Ok(None)
}
