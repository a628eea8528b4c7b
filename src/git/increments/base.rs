//! Where an engagement starts: the default branch, and where a head left it.
//!
//! Knows nothing of increments.

use anyhow::{Context as _, Result};

use crate::git::Repository;
use crate::git::refs::Target;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::text::Untrusted;

use super::names;

/// What default branches are called, the likeliest first.
const USUAL: [&str; 4] = ["main", "master", "trunk", "develop"];

/// The branch that the work ends up on.
pub(super) struct DefaultBranch {
    /// `refs/heads/main` or `refs/remotes/origin/main`.
    full: Vec<u8>,
    /// Its newest commit.
    pub(super) tip: ObjectId,
}

impl DefaultBranch {
    /// `main`, for either.
    pub(super) fn name(&self) -> &[u8] {
        let remote = self.full.strip_prefix(b"refs/remotes/origin/");
        remote.or(self.full.strip_prefix(b"refs/heads/")).unwrap_or(&self.full)
    }

    /// The name in our own words: it may hold anything.
    fn shown(&self) -> String {
        names::plain(self.name()).map_or("the default branch".to_owned(), |name| format!("`{name}`"))
    }
}

/// The branch that `origin` says, else the first with a usual name, here or on `origin`.
pub(super) fn default_branch(repository: &Repository) -> Result<Option<DefaultBranch>> {
    let refs = &repository.location.refs;
    let mut candidates = Vec::new();
    if let Some(Target::Symbolic(full)) = refs.find(b"refs/remotes/origin/HEAD")? {
        candidates.push(full);
    }
    for place in ["refs/heads/", "refs/remotes/origin/"] {
        candidates.extend(USUAL.iter().map(|name| format!("{place}{name}").into_bytes()));
    }
    for full in candidates {
        if let Some(id) = refs.resolve(&full)?
            && let Ok(tip) = repository.to_commit(id)
        {
            return Ok(Some(DefaultBranch { full, tip }));
        }
    }
    Ok(None)
}

impl Repository {
    /// The newest commit of the default branch that a range has merged in, when its base did not have it
    /// yet: others' work, brought up to date with. `None` also when the head is on that branch itself.
    pub fn upstream_in(&self, range: &CommitRange) -> Result<Option<ObjectId>> {
        let Some(default) = default_branch(self)? else { return Ok(None) };
        let Some(shared) = self.merge_base(default.tip, range.head)? else { return Ok(None) };
        let had = match range.base {
            Some(base) => self.merge_base(shared, base)? == Some(shared),
            None => false,
        };
        Ok(Some(shared).filter(|shared| *shared != range.head && !had))
    }
}

/// The base of a head, and in our own words since what that is.
pub(super) fn find(
    repository: &Repository,
    head: ObjectId,
    branch: Option<&Untrusted>,
    given: Option<&str>,
) -> Result<(Option<ObjectId>, String)> {
    if let Some(text) = given {
        let named = repository.resolve_typed(text).context("looking for what `--base` names")?;
        let shared = repository.merge_base(named, head)?;
        return Ok((Some(shared.unwrap_or(named)), "since what `--base` names".to_owned()));
    }
    let beginning = || (None, "since the history's beginning".to_owned());
    let Some(default) = default_branch(repository)? else { return Ok(beginning()) };
    if branch.is_some_and(|branch| branch.as_bytes() == default.name()) {
        return Ok(beginning());
    }
    match repository.merge_base(default.tip, head)? {
        Some(shared) if shared != head => {
            let since = format!("since {} ({})", default.shown(), shared.short(7));
            Ok((Some(shared), since))
        }
        _ => Ok(beginning()),
    }
}
