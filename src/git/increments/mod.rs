//! Finds the increments of a repository, by the first rule that applies, and tells which one it
//! was.
//!
//! The rules: the user's words; a reviewer's definitions; a spec's declarations; tags since the
//! base, else merges on the first-parent history with the commits between them; a branch ahead of
//! the base; the last commits by day and author. Merges from the default branch are others' work;
//! commits in no increment are counted. Knows nothing of what is in the increments.

mod base;
mod chain;
mod declared;
mod foxtrot;
mod ground;
mod grouped;
mod history;
mod merges;
mod names;
mod recorded;
mod tagged;
mod tags;
mod typed;
mod upstream;

use anyhow::{Context as _, Result, ensure};

use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::{Definition, Increment, IncrementSource, LeftOutHistory};
use crate::model::spec::{DeclaredIncrement, SpecWarning};

use super::Repository;
use chain::CommitChain;
use ground::Ground;
use merges::ByMerges;
use tagged::Tagged;
use tags::Tags;

/// The input of the search.
#[derive(Clone, Default, Debug)]
pub struct IncrementSearch<'r> {
    /// The user's words: `A..B`, `A...B`, a branch, a tag, a commit.
    pub typed: Option<String>,
    /// The user's `--base`.
    pub base: Option<String>,
    /// The user's `--head`; the checked-out commit when `None`.
    pub head: Option<String>,
    /// Whether to compare directly with the base of a range, or `--base`, even where the head lacks
    /// some of its history.
    pub exact: bool,
    /// The increments that the spec declares, in its order.
    pub declared: &'r [DeclaredIncrement],
    /// The increments that a reviewer defined, oldest first.
    pub recorded: &'r [(IncrementId, Definition)],
}

/// The result of the search.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundIncrements {
    /// The increments, oldest first, with distinct ids.
    pub increments: Vec<Increment>,
    /// The rule that found them.
    pub source: IncrementSource,
    /// The start of the engagement; `None` is before the first commit.
    pub base: Option<ObjectId>,
    /// The head under review.
    pub head: ObjectId,
    /// Why these, in a few plain words of our own, on one line.
    pub because: String,
    /// Whether older ones were left out.
    pub more: bool,
    /// Parts of the history that are in no increment, and why.
    pub left_out: Vec<LeftOutHistory>,
    /// Declared increments that could not be found, with the line of the spec.
    pub warnings: Vec<SpecWarning>,
}

impl FoundIncrements {
    /// Finds the increment with that id.
    pub fn increment(&self, id: Option<&IncrementId>) -> Option<&Increment> {
        let id = id?;
        self.increments.iter().find(|increment| increment.id == *id)
    }
}

/// Maximum number of tags, merges or branches that become increments; the newest stay.
const MAX_INCREMENTS: usize = 60;

/// Returns the newest commits of the histories that are others' work for a head; empty when it is
/// on the default branch itself.
pub(super) fn upstream_of(repository: &Repository, head: ObjectId) -> Result<Vec<ObjectId>> {
    Ok(upstream::of(repository, head, None)?
        .into_iter()
        .map(|upstream| upstream.tip)
        .collect())
}

/// Finds the increments. An error when there is no commit yet, or when the user's words match
/// nothing.
pub fn discover(repository: &Repository, request: &IncrementSearch<'_>) -> Result<FoundIncrements> {
    let head = match &request.head {
        Some(text) => Some(
            repository
                .head_named(text)
                .context("looking for what `--head` names")?,
        ),
        None => repository.head()?,
    };
    if let Some(text) = &request.typed {
        ensure!(
            request.head.is_none(),
            "`--head` and a range say the same thing twice; give one of them"
        );
        return typed::find(repository, text, request);
    }
    let (head, branch) = head.context(
        "there is no commit yet on this branch; name another branch, a range or a commit to review",
    )?;
    let head = repository.to_commit(head)?;
    let ground = Ground::new(
        repository,
        head,
        branch,
        request.base.as_deref(),
        request.exact,
    )?;
    let mut told = Reports::default();
    let mut found = ground.find(request, &mut told)?;
    found.left_out.splice(0..0, told.left_out);
    found.warnings = told.warnings;
    names::make_unique(&mut found.increments);
    Ok(found)
}

/// Reports about the spec's own increments.
#[derive(Default)]
struct Reports {
    left_out: Vec<LeftOutHistory>,
    warnings: Vec<SpecWarning>,
}

impl Ground<'_> {
    fn find(&self, request: &IncrementSearch<'_>, told: &mut Reports) -> Result<FoundIncrements> {
        if request
            .recorded
            .iter()
            .all(|(_, defined)| defined.range.is_empty())
        {
            let found = self.by_rules(request, told)?;
            return Ok(recorded::lay_over(found, request.recorded));
        }
        // Definitions change the increments they are about; without any such, they stand alone.
        match self.by_rules(request, told) {
            Ok(found) if recorded::is_about(&found, request.recorded) => {
                Ok(recorded::lay_over(found, request.recorded))
            }
            _ => {
                let own = recorded::alone(request.recorded);
                Ok(self.found(own, IncrementSource::Record, String::new(), false))
            }
        }
    }

    /// Finds increments by the first of the other rules that applies.
    fn by_rules(
        &self,
        request: &IncrementSearch<'_>,
        told: &mut Reports,
    ) -> Result<FoundIncrements> {
        let declared = declared::find(self, request.declared, told)?;
        if !declared.is_empty() {
            return Ok(self.found(declared, IncrementSource::Spec, String::new(), false));
        }
        if self.base == Some(self.head) {
            ensure!(
                request.base.is_none(),
                "the branch has nothing that `--base` does not have; give an older base"
            );
        }
        let tags = Tags::read(self.repository)?;
        let chain = chain::walk(self, &tags)?;
        let mut found = self.cut(&tags, &chain)?;
        found.left_out.extend(tags.left_out());
        found.left_out.extend(self.others_merges(&chain)?);
        Ok(found)
    }

    /// Finds increments by tags, by merges, as one branch, or by days.
    fn cut(&self, tags: &Tags, chain: &CommitChain) -> Result<FoundIncrements> {
        if let Some(Tagged {
            increments,
            more,
            left_out,
        }) = tagged::find(self, tags, chain)?
        {
            let found = self.found(increments, IncrementSource::Tag, self.since.clone(), more);
            return Ok(FoundIncrements { left_out, ..found });
        }
        if let Some(ByMerges {
            increments,
            more,
            left_out,
        }) = merges::find(self, self.own(), chain)?
        {
            let found = self.found(increments, IncrementSource::Merge, self.since.clone(), more);
            return Ok(FoundIncrements { left_out, ..found });
        }
        if self.base.is_some() {
            let mut only = self.rest_of_branch(self.base, None);
            only.merged_in = self.merged_in;
            return Ok(self.found(
                vec![only],
                IncrementSource::Branch,
                self.since.clone(),
                false,
            ));
        }
        let (increments, more) = grouped::find(self, chain)?;
        let found = self.found(increments, IncrementSource::Grouped, String::new(), more);
        let shown = found.increments.first().and_then(|first| first.range.base);
        let older = chain.steps.iter().position(|step| Some(step.id) == shown);
        let older = older.map_or(0, |at| chain.steps.len() - at);
        let and = if chain.more {
            ", and what is older still"
        } else {
            ""
        };
        let one = format!("older commit{and}: only the last ones are offered");
        let many = format!("older commits{and}: only the last ones are offered");
        let left_out = LeftOutHistory::counted(older, &one, &many, Vec::new());
        Ok(FoundIncrements {
            left_out: left_out.into_iter().collect(),
            ..found
        })
    }

    fn found(
        &self,
        increments: Vec<Increment>,
        source: IncrementSource,
        detail: String,
        more: bool,
    ) -> FoundIncrements {
        let mut because = match source {
            IncrementSource::Tag => "tags on the branch".to_owned(),
            IncrementSource::Merge => "merges on the branch".to_owned(),
            _ => source.reason().to_owned(),
        };
        if source == IncrementSource::Merge
            && increments
                .iter()
                .any(|found| found.source == IncrementSource::Branch)
        {
            because.push_str(" and commits made directly on it");
        }
        if !detail.is_empty() {
            because = format!("{because}, {detail}");
        }
        if more {
            because.push_str("; older ones are left out");
        }
        FoundIncrements {
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
}
