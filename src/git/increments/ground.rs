//! Collects the facts that all rules for finding increments use: the head, the start of its own
//! work, the contractor's own commits, and the names of branches.
//!
//! Knows none of the rules.

use std::cell::OnceCell;
use std::collections::HashMap;

use anyhow::Result;

use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, IncrementSource, LeftOutHistory};
use crate::model::text::Untrusted;

use super::base::{self, WorkStart};
use super::chain::{ChainCommit, CommitChain};
use super::foxtrot::UNNAMED;
use super::history::CommitHistory;
use super::names::{self, Merged};
use super::tags::{Tags, by_version};
use super::upstream::{self, Upstream};

/// Maximum number of branches at one commit whose names are looked at.
const MAX_BRANCHES: usize = 100;

/// The facts that all rules use.
pub(super) struct Ground<'r> {
    pub(super) repository: &'r Repository,
    pub(super) head: ObjectId,
    /// The branch that is checked out.
    pub(super) branch: Option<Untrusted>,
    pub(super) base: Option<ObjectId>,
    /// A description of the base: "since …".
    pub(super) since: String,
    /// The commit that brought the head into the branch that it left.
    pub(super) merged_in: Option<ObjectId>,
    /// Whether the head is on the default branch.
    pub(super) on_default: bool,
    /// The histories that are others' work.
    upstream: Vec<Upstream>,
    /// The contractor's own commits since the base, as far as they were read; `None` from the
    /// beginning on.
    pub(super) history: Option<CommitHistory>,
    branches: OnceCell<HashMap<ObjectId, Vec<Vec<u8>>>>,
}

impl<'r> Ground<'r> {
    pub(super) fn new(
        repository: &'r Repository,
        head: ObjectId,
        branch: Option<Untrusted>,
        given: Option<&str>,
        exact: bool,
    ) -> Result<Self> {
        let start = base::find(repository, head, branch.as_ref(), given, exact)?;
        Self::from(repository, head, branch, start, given.is_some())
    }

    /// Collects the facts like [`new`](Self::new), from a known start; `given` says that the user
    /// gave it.
    pub(super) fn from(
        repository: &'r Repository,
        head: ObjectId,
        branch: Option<Untrusted>,
        start: WorkStart,
        given: bool,
    ) -> Result<Self> {
        let WorkStart {
            base,
            since,
            merged_in,
            upstream,
        } = start;
        let history = match base {
            Some(base) => Some(own_history(repository, head, base, &upstream, given)?),
            None => None,
        };
        let on_default = base.is_none() || given && upstream.is_empty();
        let branches = OnceCell::new();
        Ok(Self {
            repository,
            head,
            branch,
            base,
            since,
            merged_in,
            on_default,
            upstream,
            history,
            branches,
        })
    }

    /// Returns the contractor's own commits since the base, if all were read.
    pub(super) fn own(&self) -> Option<&CommitHistory> {
        self.history.as_ref().filter(|history| !history.more)
    }

    /// Makes an increment of everything from a commit to the head, named after the branch; `since`
    /// names that commit.
    pub(super) fn rest_of_branch(&self, from: Option<ObjectId>, since: Option<&[u8]>) -> Increment {
        self.part_of_branch(
            CommitRange {
                base: from,
                head: self.head,
            },
            since,
            true,
        )
    }

    /// Makes an increment of commits on the branch itself, named after it and after its
    /// predecessor: that name stays valid when more is delivered.
    pub(super) fn part_of_branch(
        &self,
        range: CommitRange,
        since: Option<&[u8]>,
        newest: bool,
    ) -> Increment {
        let branch = self
            .branch
            .as_ref()
            .map_or(&b"HEAD"[..], Untrusted::as_bytes);
        let (id, title) = match since {
            Some(since) => {
                let between: &[u8] = if newest {
                    b" since "
                } else {
                    b", directly after "
                };
                (
                    [since, b"..", branch].concat(),
                    [branch, between, since].concat(),
                )
            }
            None => (
                self.branch
                    .as_ref()
                    .map_or_else(Vec::new, |_| branch.to_vec()),
                branch.to_vec(),
            ),
        };
        let mut made = Increment::new(
            names::id(&id, range.head),
            Untrusted::new(title),
            range,
            IncrementSource::Branch,
        );
        if let (Some(base), Some(_)) = (range.base, since) {
            let short = [base.short(7).as_bytes(), b"..", branch].concat();
            names::plain(&short)
                .into_iter()
                .for_each(|name| made.add_name(name));
        }
        made
    }

    /// Parses the message of a merge for what it brought.
    pub(super) fn merged(&self, step: &ChainCommit) -> Result<Merged> {
        if let Some(branch) = &step.made_on {
            return Ok(Merged::branch(branch));
        }
        Ok(names::of_merge(
            self.repository.commit(step.id)?.message.as_bytes(),
        ))
    }

    /// Whether a merge differs from every one of its parents: something was resolved or changed in
    /// it.
    pub(super) fn changes_itself(&self, merge: ObjectId) -> bool {
        self.repository
            .combined(merge)
            .map_or(true, |changes| !changes.files.is_empty())
    }

    /// Iterates over the branches that end at a commit, here or on a remote.
    pub(super) fn branches_at(&self, commit: ObjectId) -> impl Iterator<Item = &[u8]> {
        let branches = self.branches.get_or_init(|| branches(self.repository));
        branches
            .get(&commit)
            .into_iter()
            .flatten()
            .map(Vec::as_slice)
    }

    /// Lists the merges on the line that brought others' work, which is in no increment.
    pub(super) fn others_merges(&self, chain: &CommitChain) -> Result<Vec<LeftOutHistory>> {
        let mut by_name: Vec<(String, Vec<Untrusted>)> = Vec::new();
        for step in chain
            .steps
            .iter()
            .rev()
            .filter(|step| step.brings_upstream(self.own()))
        {
            let name = self.upstream_of(step)?;
            let short = Untrusted::from(step.id.short(7));
            match by_name.iter_mut().find(|(known, _)| *known == name) {
                Some((_, merges)) => merges.push(short),
                None => by_name.push((name, vec![short])),
            }
        }
        let told = by_name.into_iter().filter_map(|(name, merges)| {
            let words = |what: &str| format!("{what} from {name}: others' work");
            LeftOutHistory::counted(merges.len(), &words("merge"), &words("merges"), merges)
        });
        Ok(told.collect())
    }

    /// Names the source of a merge's others' work.
    fn upstream_of(&self, step: &ChainCommit) -> Result<String> {
        let merged = step.parents.get(1..).unwrap_or_default();
        if let [_, _, ..] = &self.upstream[..] {
            for upstream in &self.upstream {
                let mut all = true;
                for parent in merged {
                    all = all && self.repository.has_in_history(*parent, upstream.tip)?;
                }
                if all {
                    return Ok(upstream.shown.clone());
                }
            }
        }
        Ok(self
            .upstream
            .first()
            .map_or("what `--base` names".to_owned(), |first| {
                first.shown.clone()
            }))
    }

    /// Lists the merges of a part that has nothing else, if they change nothing themselves; merges
    /// of others' work are reported elsewhere.
    pub(super) fn only_merges(
        &self,
        history: &CommitHistory,
        own: &[ObjectId],
    ) -> Option<Option<LeftOutHistory>> {
        let is_merge = |id: &ObjectId| history.parents(*id).len() > 1;
        if !own.iter().all(is_merge) || own.iter().any(|id| self.changes_itself(*id)) {
            return None;
        }
        let step = |id: &ObjectId| ChainCommit {
            id: *id,
            parents: history.parents(*id).to_vec(),
            made_on: None,
        };
        let names = own
            .iter()
            .rev()
            .filter(|id| !step(id).brings_upstream(self.own()));
        let names: Vec<Untrusted> = names.map(|id| Untrusted::from(id.short(7))).collect();
        let one = "merge of what other increments delivered, which changes nothing itself";
        let many = "merges of what other increments delivered, which change nothing themselves";
        Some(LeftOutHistory::counted(names.len(), one, many, names))
    }

    /// Returns the history from which the tags' increments are cut: the contractor's own commits,
    /// where they can be told apart or where a tag is not on the branch's own line; `None` where
    /// that is too much to read, or the line is enough.
    pub(super) fn history_of_tags(
        &self,
        tags: &Tags,
        chain: &CommitChain,
        left_out: &mut Vec<LeftOutHistory>,
    ) -> Result<Option<CommitHistory>> {
        if self.base.is_some() {
            let own = self.own();
            return Ok(own.cloned());
        }
        let on_line: std::collections::HashSet<ObjectId> =
            chain.steps.iter().map(|step| step.id).collect();
        let mut beside: Vec<ObjectId> = tags
            .commits()
            .filter(|commit| !on_line.contains(commit))
            .collect();
        // A line that was cut at enough tags is a long one.
        if beside.is_empty() {
            return Ok(None);
        }
        let history = CommitHistory::read(self.repository, self.head, &[])?;
        if history.more {
            let one = "tag beside the branch's own line: not looked for in a history this long; `--base` \
                       shortens it";
            let many = "tags beside the branch's own line: not looked for in a history this long; `--base` \
                        shortens it";
            // The newest first, by their names: some are listed.
            let name =
                |commit: &ObjectId| tags.on(*commit).first().map_or(&[][..], |tag| &tag.name);
            beside.sort_by(|a, b| by_version(name(b), name(a)));
            left_out.extend(LeftOutHistory::counted(
                beside.len(),
                one,
                many,
                tags.names_of(&beside),
            ));
            return Ok(None);
        }
        Ok(beside
            .iter()
            .any(|commit| history.holds(*commit))
            .then_some(history))
    }
}

/// Reads the contractor's own commits since a base. A base of the user's may be on the default
/// branch, before the head left that: then commits made there in between are included.
fn own_history(
    repository: &Repository,
    head: ObjectId,
    base: ObjectId,
    upstream: &[Upstream],
    given: bool,
) -> Result<CommitHistory> {
    let without: Vec<ObjectId> = std::iter::once(base)
        .chain(upstream.iter().map(|upstream| upstream.tip))
        .collect();
    let own = CommitHistory::read(repository, head, &without)?;
    if !given {
        return Ok(own);
    }
    let mut at = head;
    while own.holds(at) {
        match own.parents(at).first() {
            Some(parent) => at = *parent,
            None => return Ok(own),
        }
    }
    if at != base && upstream::is_on_line(repository, UNNAMED, at, base)? {
        return CommitHistory::read(repository, head, &[base]);
    }
    Ok(own)
}

fn branches(repository: &Repository) -> HashMap<ObjectId, Vec<Vec<u8>>> {
    let mut found: HashMap<ObjectId, Vec<Vec<u8>>> = HashMap::new();
    for (prefix, is_remote) in [("refs/heads/", false), ("refs/remotes/", true)] {
        for branch in repository.location.refs.list(prefix).unwrap_or_default() {
            let name = &branch.name[prefix.len()..];
            let at = name
                .iter()
                .position(|&byte| byte == b'/')
                .map_or(0, |at| at + 1);
            let name = if is_remote { &name[at..] } else { name };
            let names = found.entry(branch.id).or_default();
            if name != b"HEAD"
                && names.len() < MAX_BRANCHES
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_vec());
            }
        }
    }
    found
}
