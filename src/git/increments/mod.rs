//! Finds the increments of a repository, by the first rule that applies, and says which one it was.
//!
//! What the user typed; what a reviewer recorded; what a spec declares; tags, else merges, on the first-parent
//! history since the base; a branch ahead of the base; the last commits by day and author.
//! Knows nothing of what is in the increments.

mod base;
mod chain;
mod declared;
mod grouped;
mod merges;
mod names;
mod recorded;
mod tags;
mod typed;

use anyhow::{Context as _, Result, ensure};

use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::{CommitRange, Definition, Increment, LeftOut, Source};
use crate::model::spec::{DeclaredIncrement, SpecWarning};
use crate::model::text::Untrusted;

use super::Repository;

/// What is known before looking.
#[derive(Clone, Default, Debug)]
pub struct Request<'r> {
    /// What the user typed: `A..B`, `A...B`, a branch, a tag, a commit.
    pub typed: Option<String>,
    /// What the user gave as `--base`.
    pub base: Option<String>,
    /// The increments that the spec names, in its order.
    pub declared: &'r [DeclaredIncrement],
    /// The increments that a reviewer defined, oldest first.
    pub recorded: &'r [(IncrementId, Definition)],
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Oldest first; their ids differ.
    pub increments: Vec<Increment>,
    /// The rule that gave them.
    pub source: Source,
    /// Where the engagement starts; `None` is before the first commit.
    pub base: Option<ObjectId>,
    /// Where it stands.
    pub head: ObjectId,
    /// Why these, in a few plain words of our own, on one line.
    pub because: String,
    /// Whether there are older ones that were left out.
    pub more: bool,
    /// What stands in no increment, and why.
    pub left_out: Vec<LeftOut>,
    /// Declared increments that could not be found, with the line of the spec.
    pub warnings: Vec<SpecWarning>,
}

impl Found {
    /// The increment of that id, if it is among them.
    pub fn increment(&self, id: Option<&IncrementId>) -> Option<&Increment> {
        let id = id?;
        self.increments.iter().find(|increment| increment.id == *id)
    }
}

/// At most this many tags, merges or branches are made into increments; the newest stay.
const MAX_INCREMENTS: usize = 60;

/// What all rules stand on.
struct Ground<'r> {
    repository: &'r Repository,
    head: ObjectId,
    /// The branch that is checked out.
    branch: Option<Untrusted>,
    base: Option<ObjectId>,
    /// How the base came about: "since …".
    since: String,
}

/// Finds the increments. An error when there is no commit yet, or when what the user typed is nothing.
pub fn discover(repository: &Repository, request: &Request<'_>) -> Result<Found> {
    let head = repository.head()?;
    if let Some(text) = &request.typed {
        return typed::find(repository, text, request);
    }
    let (head, branch) = head.context(
        "there is no commit yet on this branch; name another branch, a range or a commit to review",
    )?;
    let head = repository.to_commit(head)?;
    let (base, since) = base::find(repository, head, branch.as_ref(), request.base.as_deref())?;
    let ground = Ground { repository, head, branch, base, since };
    let mut warnings = Vec::new();
    let mut found = ground.find(request, &mut warnings)?;
    found.warnings = warnings;
    names::make_unique(&mut found.increments);
    Ok(found)
}

impl Ground<'_> {
    fn find(&self, request: &Request<'_>, warnings: &mut Vec<SpecWarning>) -> Result<Found> {
        if request.recorded.iter().all(|(_, defined)| defined.range.is_empty()) {
            let found = self.by_rules(request, warnings)?;
            return Ok(recorded::lay_over(found, request.recorded));
        }
        // What was defined of increments that are found changes those; else it stands alone.
        match self.by_rules(request, warnings) {
            Ok(found) if recorded::is_about(&found, request.recorded) => {
                Ok(recorded::lay_over(found, request.recorded))
            }
            _ => {
                let own = recorded::alone(request.recorded);
                Ok(self.found(own, Source::Record, String::new(), false))
            }
        }
    }

    /// By the first of the other rules that applies.
    fn by_rules(&self, request: &Request<'_>, warnings: &mut Vec<SpecWarning>) -> Result<Found> {
        let declared = declared::find(self, request.declared, warnings)?;
        if !declared.is_empty() {
            return Ok(self.found(declared, Source::Spec, String::new(), false));
        }
        if self.base == Some(self.head) {
            ensure!(
                request.base.is_none(),
                "the branch has nothing that `--base` does not have; give an older base"
            );
        }
        let tags = tags::by_commit(self.repository)?;
        let chain = chain::walk(self, &tags)?;
        if let Some((increments, more)) = tags::find(self, &tags, &chain)? {
            return Ok(self.found(increments, Source::Tag, self.since.clone(), more));
        }
        if let Some((increments, more, direct)) = merges::find(self, &chain)? {
            let mut detail = self.since.clone();
            if direct > 0 {
                detail.push_str(&format!("; {direct} commits made directly on it are in none of them"));
            }
            return Ok(self.found(increments, Source::Merge, detail, more));
        }
        if self.base.is_some() {
            let only = self.rest_of_branch(self.base, None);
            return Ok(self.found(vec![only], Source::Branch, self.since.clone(), false));
        }
        let (increments, more) = grouped::find(self, &chain)?;
        Ok(self.found(increments, Source::Grouped, String::new(), more))
    }

    fn found(&self, increments: Vec<Increment>, source: Source, detail: String, more: bool) -> Found {
        let mut because = match source {
            Source::Tag => "tags on the branch".to_owned(),
            Source::Merge => "merges on the branch".to_owned(),
            _ => source.reason().to_owned(),
        };
        if !detail.is_empty() {
            because = format!("{because}, {detail}");
        }
        if more {
            because.push_str("; older ones are left out");
        }
        Found {
            increments,
            source,
            base: self.base,
            head: self.head,
            because,
            more,
            left_out: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Everything from there to the head, named after the branch; `since` names what stands there.
    fn rest_of_branch(&self, from: Option<ObjectId>, since: Option<&[u8]>) -> Increment {
        let branch = self.branch.as_ref().map_or(&b"HEAD"[..], Untrusted::as_bytes);
        let range = CommitRange { base: from, head: self.head };
        let (id, title) = match since {
            Some(since) => ([since, b"..", branch].concat(), [branch, b" since ", since].concat()),
            None => (self.branch.as_ref().map_or_else(Vec::new, |_| branch.to_vec()), branch.to_vec()),
        };
        Increment::new(names::id(&id, self.head), Untrusted::new(title), range, Source::Branch)
    }
}
