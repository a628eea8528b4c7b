//! Compares the reviewed branch with its remote-tracking branch, and keeps the reviewer's choice
//! between them.

use anyhow::Result;

use super::OpenRequest;
use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::news::RemoteBranch;
use crate::model::text::Untrusted;
use crate::record::{Project, ReviewedHead};
use crate::safe;

/// Compares the reviewed branch with its remote-tracking branch. `None` when no branch is reviewed,
/// or the remote-tracking branch is not there or has no commits that the reviewed head lacks.
///
/// # Errors
/// When refs or commits cannot be read.
pub(super) fn compare(
    repository: &Repository,
    wanted: &OpenRequest,
) -> Result<Option<RemoteBranch>> {
    let (range, head) = (wanted.range.as_deref(), wanted.head.as_deref());
    let Some((local_head, branch)) = reviewed(repository, range, head)? else {
        return Ok(None);
    };
    let Some((remote, remote_head)) = repository.remote_branch_of(&branch)? else {
        return Ok(None);
    };
    let is_reviewed = head.map(str::as_bytes) == Some(remote.as_bytes());
    if remote_head == local_head && !is_reviewed {
        return Ok(None);
    }
    let ahead = repository.count_ahead(remote_head, &[local_head])?;
    if ahead.count == 0 && !is_reviewed {
        return Ok(None);
    }
    Ok(Some(RemoteBranch {
        behind: repository.count_ahead(local_head, &[remote_head])?,
        remote,
        local: branch,
        ahead,
        is_reviewed,
        is_typed: range.is_some() || head.is_some() && !is_reviewed,
    }))
}

/// Returns the local branch that is reviewed, or would be without the choice of its remote-tracking
/// branch, and its commit.
fn reviewed(
    repository: &Repository,
    range: Option<&str>,
    head: Option<&str>,
) -> Result<Option<(ObjectId, Untrusted)>> {
    let end = range.map(|range| range.rsplit("..").next().unwrap_or(range));
    let named = end.map(|end| end.trim_start_matches('.')).or(head);
    let is_remote = named.is_some_and(|named| named.starts_with("refs/remotes/"));
    let (id, branch) = match named.filter(|named| !is_remote && !named.is_empty()) {
        Some(named) => {
            let (id, branch) = repository.head_named(named)?;
            // A remote-tracking branch that the user named is what they want to see.
            let is_local = |branch: &Untrusted| repository.is_local_branch(branch, id);
            (id, branch.filter(|branch| is_local(branch)))
        }
        None => match repository.head()? {
            Some(head) => head,
            None => return Ok(None),
        },
    };
    Ok(branch.map(|branch| (id, branch)))
}

/// Completes a request without a head by the remembered choice, while the clone is on the local
/// branch of that choice; returns lines for the user about that.
pub(super) fn recall(
    wanted: &mut OpenRequest,
    repository: &Repository,
    project: &Project,
) -> Vec<String> {
    if wanted.head.is_some() || wanted.range.is_some() {
        return Vec::new();
    }
    let choice = match ReviewedHead::load(project) {
        Ok(Some(choice)) => choice,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![format!("{error:#}")],
    };
    let branch = repository
        .head()
        .ok()
        .flatten()
        .and_then(|(_, branch)| branch);
    if branch.as_ref().map(Untrusted::as_bytes) != Some(choice.local.as_bytes()) {
        return Vec::new();
    }
    let (remote, local) = (
        safe::inline(choice.remote.trim_start_matches("refs/remotes/")),
        safe::inline(&choice.local),
    );
    if repository.head_named(&choice.remote).is_err() {
        return vec![format!(
            "{remote} was reviewed before and no longer exists; reviewing {local}"
        )];
    }
    wanted.head = Some(choice.remote);
    vec![format!(
        "reviewing {remote} instead of {local}, as before; `--head HEAD` reviews {local}"
    )]
}
