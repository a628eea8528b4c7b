//! Finds where an engagement starts: where a head left the default branch, or at the user's base.
//!
//! Knows nothing of increments.

use anyhow::{Context as _, Result};

use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::text::Untrusted;

use super::foxtrot::UNNAMED;
use super::upstream::{self, HeadRelation, Upstream};

/// The start of a head's own work.
pub(super) struct WorkStart {
    /// The commit; `None` is before the first commit.
    pub(super) base: Option<ObjectId>,
    /// A description of the start in our own words: "since …".
    pub(super) since: String,
    /// The commit that brought the head into the branch that it left.
    pub(super) merged_in: Option<ObjectId>,
    /// The histories that are others' work.
    pub(super) upstream: Vec<Upstream>,
}

/// Finds the start of a head's own work. `exact` uses a base of the user's unchanged, even where
/// the head lacks some of its history.
pub(super) fn find(
    repository: &Repository,
    head: ObjectId,
    branch: Option<&Untrusted>,
    given: Option<&str>,
    exact: bool,
) -> Result<WorkStart> {
    let upstream = upstream::of(repository, head, branch.map(Untrusted::as_bytes))?;
    if let Some(text) = given {
        let named = repository
            .resolve_typed(text)
            .context("looking for what `--base` names")?;
        let mut merged_in = None;
        let (base, since) = match left(repository, named, head)? {
            Left::Shared(shared) if !exact => (
                shared,
                format!(
                    "since the merge base with what `--base` names ({})",
                    shared.short(7)
                ),
            ),
            Left::MergedIn { merge, base } if !exact => {
                merged_in = Some(merge);
                (
                    base,
                    format!(
                        "since it left what `--base` names, which merged it in {}",
                        merge.short(7)
                    ),
                )
            }
            _ => (named, "since what `--base` names".to_owned()),
        };
        return Ok(WorkStart {
            base: Some(base),
            since,
            merged_in,
            upstream,
        });
    }
    for from in &upstream {
        let Some(shared) = repository
            .merge_base(from.tip, head)?
            .filter(|shared| *shared != head)
        else {
            continue;
        };
        let since = match from.merged_in {
            Some(merge) => {
                let (merge, shared) = (merge.short(7), shared.short(7));
                format!(
                    "since it left {} ({shared}), which merged it in {merge}",
                    from.shown
                )
            }
            None => format!("since {} ({})", from.shown, shared.short(7)),
        };
        return Ok(WorkStart {
            base: Some(shared),
            since,
            merged_in: from.merged_in,
            upstream,
        });
    }
    let since = "since the history's beginning".to_owned();
    Ok(WorkStart {
        base: None,
        since,
        merged_in: None,
        upstream,
    })
}

/// How a head relates to another commit.
pub(super) enum Left {
    /// The head has all of its history.
    GoesOn,
    /// They share history up to this commit.
    Shared(ObjectId),
    /// The other has merged the head; before that they shared history up to `base`.
    MergedIn { merge: ObjectId, base: ObjectId },
    /// The head is an older commit of the other's own line, or the same.
    Behind,
    /// They share no history.
    Apart,
}

/// Finds how `head` relates to `from`.
pub(super) fn left(repository: &Repository, from: ObjectId, head: ObjectId) -> Result<Left> {
    if from == head {
        return Ok(Left::Behind);
    }
    match repository.merge_base(from, head)? {
        None => Ok(Left::Apart),
        Some(shared) if shared == from => Ok(Left::GoesOn),
        Some(shared) if shared != head => Ok(Left::Shared(shared)),
        Some(_) => match upstream::standing(repository, UNNAMED, from, head)? {
            HeadRelation::MergedIn { merge, before } => {
                match repository.merge_base(before, head)? {
                    Some(base) if base != head => Ok(Left::MergedIn { merge, base }),
                    _ => Ok(Left::Behind),
                }
            }
            HeadRelation::Apart | HeadRelation::OnIt => Ok(Left::Behind),
        },
    }
}
