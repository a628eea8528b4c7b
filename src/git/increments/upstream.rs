//! Finds the branches that others' work comes from (the default branch, here and on remotes), and a
//! head's relation to each.
//!
//! Knows nothing of increments.

use std::collections::HashSet;

use anyhow::Result;

use crate::git::Repository;
use crate::git::refs::{Ref, RefTarget};
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

use super::foxtrot::put_line_first;
use super::names;

/// Usual names of default branches, likeliest first.
const USUAL: [&str; 4] = ["main", "master", "trunk", "develop"];
/// Remotes whose default branch is usually the client's.
const CLIENTS: [&[u8]; 2] = [b"origin", b"upstream"];
/// Maximum number of candidates.
const MAX_CANDIDATES: usize = 16;
/// Maximum number of commits ahead of a candidate that are counted.
const MAX_AHEAD: usize = 50_000;
/// Maximum number of commits of its own line that are searched.
const MAX_LINE: usize = 20_000;
/// Number of further commits searched after all remaining ones are older than the target, because
/// clocks differ.
const SLOP: usize = 100;

/// A branch that may be the default branch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct BranchCandidate {
    /// The remote; `None` for a branch of this clone.
    remote: Option<Vec<u8>>,
    /// The name without the remote.
    pub(super) name: Vec<u8>,
    tip: ObjectId,
}

impl BranchCandidate {
    /// Makes a candidate; `None` when the ref leads to no commit here.
    fn new(
        repository: &Repository,
        remote: Option<&[u8]>,
        name: &[u8],
        id: ObjectId,
    ) -> Option<Self> {
        let tip = repository.to_commit(id).ok()?;
        Some(Self {
            remote: remote.map(<[u8]>::to_vec),
            name: name.to_vec(),
            tip,
        })
    }

    /// Returns the name in our own words, because it may have any characters.
    fn shown(&self) -> String {
        let full = match &self.remote {
            Some(remote) => [remote, &b"/"[..], &self.name].concat(),
            None => self.name.clone(),
        };
        names::plain(&full).map_or("the default branch".to_owned(), |name| format!("`{name}`"))
    }
}

/// A history of others' work, as far as a head is concerned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Upstream {
    /// Its name, in our own words.
    pub(super) shown: String,
    /// Its newest commit; where it has merged the head, the newest before that.
    pub(super) tip: ObjectId,
    /// The commit that merged the head into it.
    pub(super) merged_in: Option<ObjectId>,
}

/// Lists the possible default branches, likeliest first; that of the checked-out branch's remote
/// comes before others of its kind.
pub(super) fn candidates(
    repository: &Repository,
    branch: Option<&[u8]>,
) -> Result<Vec<BranchCandidate>> {
    let tracked = branch.and_then(|branch| repository.remote_of(branch));
    let (mut heads, mut usual) = on_remotes(repository)?;
    only_of_the_client(&mut heads, &mut usual, tracked.as_deref());
    let rank = |found: &BranchCandidate| {
        let remote = found.remote.as_deref();
        let client = CLIENTS.iter().position(|client| Some(*client) == remote);
        (
            remote != tracked.as_deref(),
            client.unwrap_or(CLIENTS.len()),
        )
    };
    heads.sort_by_key(rank);
    let order = |name: &[u8]| USUAL.iter().position(|usual| usual.as_bytes() == name);
    usual.sort_by_key(|found| (order(&found.name), rank(found)));
    let mut here = Vec::new();
    for name in USUAL {
        if let Some(id) = repository
            .location
            .refs
            .resolve(format!("refs/heads/{name}").as_bytes())?
        {
            here.extend(BranchCandidate::new(repository, None, name.as_bytes(), id));
        }
    }
    let mut found: Vec<BranchCandidate> = Vec::new();
    for candidate in heads.into_iter().chain(here).chain(usual) {
        if found.len() < MAX_CANDIDATES && !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    Ok(found)
}

/// Lists the branches that remotes name as default, and those with usual names.
fn on_remotes(repository: &Repository) -> Result<(Vec<BranchCandidate>, Vec<BranchCandidate>)> {
    let refs = &repository.location.refs;
    let remotes: HashSet<Vec<u8>> = repository
        .remotes()
        .into_iter()
        .map(|(name, _)| name.as_bytes().to_vec())
        .collect();
    let (mut heads, mut usual) = (Vec::new(), Vec::new());
    for found in refs.list("refs/remotes/")? {
        let Some((remote, name)) = split(&found, &remotes) else {
            continue;
        };
        if name == b"HEAD" {
            let Some(RefTarget::Symbolic(full)) = refs.find(&found.name)? else {
                continue;
            };
            let start = [b"refs/remotes/", remote, b"/"].concat();
            let name = full.strip_prefix(&start[..]);
            heads.extend(
                name.and_then(|name| {
                    BranchCandidate::new(repository, Some(remote), name, found.id)
                }),
            );
        } else if USUAL.iter().any(|usual| usual.as_bytes() == name) {
            usual.extend(BranchCandidate::new(
                repository,
                Some(remote),
                name,
                found.id,
            ));
        }
    }
    Ok((heads, usual))
}

/// Drops other remotes than `origin` and `upstream`, unless these have none; then the one that the
/// branch tracks comes first: the `main` of a contractor's fork may contain the delivery.
fn only_of_the_client(
    heads: &mut Vec<BranchCandidate>,
    usual: &mut Vec<BranchCandidate>,
    tracked: Option<&[u8]>,
) {
    let is_clients = |found: &BranchCandidate| {
        found
            .remote
            .as_deref()
            .is_some_and(|name| CLIENTS.contains(&name))
    };
    let is_tracked =
        |found: &BranchCandidate| tracked.is_some() && found.remote.as_deref() == tracked;
    if heads.iter().chain(&*usual).any(is_clients) {
        heads.retain(is_clients);
        usual.retain(is_clients);
    } else if heads.iter().chain(&*usual).any(is_tracked) {
        heads.retain(is_tracked);
        usual.retain(is_tracked);
    }
}

/// Splits a remote-tracking ref into the remote and the name there. A remote's own name may contain
/// slashes.
fn split<'f>(found: &'f Ref, remotes: &HashSet<Vec<u8>>) -> Option<(&'f [u8], &'f [u8])> {
    let short = found.name.strip_prefix(b"refs/remotes/")?;
    let mut slashes = short
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'/')
        .map(|(at, _)| at);
    let known = slashes.clone().rfind(|at| remotes.contains(&short[..*at]));
    let at = known.or_else(|| slashes.next())?;
    Some((&short[..at], &short[at + 1..]))
}

/// Lists the histories that are others' work for a head, the one that it left last first; empty
/// when the head is on the default branch itself. `branch` is the checked-out branch.
pub(super) fn of(
    repository: &Repository,
    head: ObjectId,
    branch: Option<&[u8]>,
) -> Result<Vec<Upstream>> {
    let mut candidates = candidates(repository, branch)?;
    let Some(default) = candidates.first().map(|first| first.name.clone()) else {
        return Ok(Vec::new());
    };
    if branch == Some(&default[..]) {
        // A fork's own default branch includes the original's commits.
        let tracked = repository.remote_of(&default);
        let is_original = |of: &BranchCandidate| {
            of.remote.as_deref() == Some(b"upstream") && tracked.as_deref() != Some(b"upstream")
        };
        candidates.retain(|candidate| candidate.name == default && is_original(candidate));
    } else {
        candidates.retain(|candidate| branch != Some(&candidate.name[..]));
    }
    let mut found: Vec<(usize, Upstream)> = Vec::new();
    let mut nearest = MAX_AHEAD;
    for candidate in candidates {
        let (tip, merged_in) = match standing(repository, &candidate.name, candidate.tip, head)? {
            HeadRelation::Apart => (candidate.tip, None),
            HeadRelation::MergedIn { merge, before } => (before, Some(merge)),
            HeadRelation::OnIt if branch.is_none() && candidate.name == default => {
                return Ok(Vec::new());
            }
            HeadRelation::OnIt => continue,
        };
        if found.iter().any(|(_, known)| known.tip == tip) {
            continue;
        }
        let range = CommitRange {
            base: Some(tip),
            head,
        };
        let ahead = repository
            .range_ids(&range, nearest.saturating_add(1))?
            .0
            .len();
        nearest = nearest.min(ahead);
        found.push((
            ahead,
            Upstream {
                shown: candidate.shown(),
                tip,
                merged_in,
            },
        ));
    }
    found.sort_by_key(|(ahead, _)| *ahead);
    Ok(found.into_iter().map(|(_, upstream)| upstream).collect())
}

/// A head's relation to a branch.
pub(super) enum HeadRelation {
    /// The branch does not have it.
    Apart,
    /// A commit of the branch's own line: made there, or fast-forwarded to.
    OnIt,
    /// The branch has it through a merge.
    MergedIn { merge: ObjectId, before: ObjectId },
}

/// Finds the relation of `head` to the branch `line` that ends at `tip`.
pub(super) fn standing(
    repository: &Repository,
    line: &[u8],
    tip: ObjectId,
    head: ObjectId,
) -> Result<HeadRelation> {
    if !repository.has_in_history(head, tip)? {
        return Ok(HeadRelation::Apart);
    }
    if is_on_line(repository, line, tip, head)? {
        return Ok(HeadRelation::OnIt);
    }
    let (since, _) = repository.history_without(tip, &[head], MAX_AHEAD)?;
    let mut has = HashSet::from([head]);
    let mut parents_of = std::collections::HashMap::new();
    for (id, parents) in since.iter().rev() {
        if parents.iter().any(|parent| has.contains(parent)) {
            has.insert(*id);
        }
        parents_of.insert(*id, parents);
    }
    // Walk down the line to the oldest commit that has it.
    let mut at = tip;
    while let Some(parents) = parents_of.get(&at) {
        let mut parents = parents.to_vec();
        put_line_first(repository, line, at, &mut parents)?;
        let Some(parent) = parents.first() else { break };
        if !has.contains(parent) {
            return Ok(HeadRelation::MergedIn {
                merge: at,
                before: *parent,
            });
        }
        at = *parent;
    }
    Ok(HeadRelation::OnIt)
}

/// Whether a commit is on the own line of the branch that ends at `tip`; `line` is the branch's
/// name.
pub(super) fn is_on_line(
    repository: &Repository,
    line: &[u8],
    tip: ObjectId,
    commit: ObjectId,
) -> Result<bool> {
    let wanted = repository
        .links(commit)?
        .map_or(i64::MIN, |links| links.committed);
    let mut at = tip;
    let mut older = 0;
    for _ in 0..MAX_LINE {
        if at == commit {
            return Ok(true);
        }
        let Some(links) = repository.links(at)? else {
            break;
        };
        let mut parents = links.parents.clone();
        put_line_first(repository, line, at, &mut parents)?;
        older += usize::from(links.committed < wanted);
        let Some(parent) = parents.first().filter(|_| older < SLOP) else {
            break;
        };
        at = *parent;
    }
    Ok(false)
}

impl Repository {
    /// Returns the remote that a branch tracks, by the clone's configuration, read as data.
    fn remote_of(&self, branch: &[u8]) -> Option<Vec<u8>> {
        let config = crate::git::open::read_config(&self.location.refs.common_dir).ok()?;
        let key = [branch, b".remote"].concat();
        let found = config
            .under("branch")
            .filter(|(name, _)| *name == key)
            .last()?;
        Some(found.1.to_vec())
    }

    /// Lists the newest commit of each default branch that a range has merged in and its base
    /// lacks: others' work. Empty when the head is on the default branch itself.
    ///
    /// # Errors
    /// When refs or an end of the range cannot be read.
    pub fn upstream_in(&self, range: &CommitRange) -> Result<Vec<ObjectId>> {
        let mut merged = Vec::new();
        for upstream in of(self, range.head, None)? {
            let Some(shared) = self.merge_base(upstream.tip, range.head)? else {
                continue;
            };
            let had = match range.base {
                Some(base) => self.has_in_history(shared, base)?,
                None => false,
            };
            if shared != range.head && !had && !merged.contains(&shared) {
                merged.push(shared);
            }
        }
        Ok(merged)
    }
}
