//! The links of an increment: what its spec, its messages and its added lines declare, with what
//! reviewers confirmed and rejected.

use std::collections::{BTreeMap, HashSet};

use super::ids::Ids;
use super::{added, glob, message};
use crate::model::change::TextDiff;
use crate::model::id::{ObjectId, WriterId};
use crate::model::increment::{Commit, Increment};
use crate::model::link::{DeclaredBy, LinkKind, LinkTarget, TraceLink};
use crate::model::record::{Given, Record};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::RepoPath;

/// What was delivered, as far as it has been read.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    /// The increment.
    pub increment: &'a Increment,
    /// The commits of its range.
    pub commits: &'a [Commit],
    /// The paths of all files that it changes.
    pub files: &'a [RepoPath],
    /// The differences read so far. Those of the specs are not looked at.
    pub diffs: &'a [(RepoPath, &'a TextDiff)],
}

/// All links of a delivery, at most one for a criterion and a target, in that order: what is
/// [`declared`], [`settled`] by the record.
pub fn links(ids: &Ids, specs: &[Spec], delivery: Delivery, record: &Record) -> Vec<TraceLink> {
    let commits = delivery.commits.iter().map(|commit| commit.id);
    settled(&declared(ids, specs, delivery), commits, delivery.files, record)
}

/// The links that the spec and the contractor declare, at most one for a criterion and a target.
///
/// An increment that the spec gives criteria to links all of its commits.
pub fn declared(ids: &Ids, specs: &[Spec], delivery: Delivery) -> Vec<TraceLink> {
    let mut links: BTreeMap<(CriterionKey, LinkTarget), LinkKind> = BTreeMap::new();
    let mut declare = |criterion: CriterionKey, target: LinkTarget, by: DeclaredBy| {
        links.entry((criterion, target)).or_insert(LinkKind::Declared(by));
    };
    for commit in delivery.commits {
        for criterion in message::in_message(ids, &commit.message) {
            declare(criterion, LinkTarget::Commit(commit.id), DeclaredBy::Message);
        }
        for criterion in delivery.increment.criteria.iter().flat_map(|id| ids.named(id)) {
            declare(criterion.clone(), LinkTarget::Commit(commit.id), DeclaredBy::Spec);
        }
    }
    for spec in specs {
        for criterion in spec.criteria.iter().filter(|criterion| !criterion.paths.is_empty()) {
            let key = CriterionKey { spec: spec.path.clone(), id: criterion.id.clone() };
            let meant = |path: &&RepoPath| {
                criterion.paths.iter().any(|pattern| glob::matches(pattern.as_bytes(), path.as_bytes()))
            };
            for path in delivery.files.iter().filter(meant) {
                declare(key.clone(), LinkTarget::File(path.clone()), DeclaredBy::Spec);
            }
        }
    }
    for (path, diff) in delivery.diffs.iter().filter(|(path, _)| specs.iter().all(|s| s.path != *path)) {
        for (hunk, criterion) in added::in_diff(ids, diff) {
            let target = LinkTarget::Hunk { path: path.clone(), digest: diff.hunks[hunk].digest };
            declare(criterion, target, DeclaredBy::AddedLine);
        }
    }
    into_links(links)
}

/// Declared links with what reviewers said of the same commits and files: a confirmation takes the
/// place of a declaration; a rejection that no reviewer contradicts removes it.
pub fn settled<'a>(
    declared: &[TraceLink],
    commits: impl IntoIterator<Item = ObjectId>,
    files: impl IntoIterator<Item = &'a RepoPath>,
    record: &Record,
) -> Vec<TraceLink> {
    let mut links: BTreeMap<_, _> = declared
        .iter()
        .map(|link| ((link.criterion.clone(), link.target.clone()), link.kind.clone()))
        .collect();
    let commits: HashSet<_> = commits.into_iter().collect();
    let files: HashSet<_> = files.into_iter().collect();
    for (link, statements) in &record.links {
        let delivered = match &link.1 {
            LinkTarget::Commit(commit) => commits.contains(commit),
            LinkTarget::File(path) | LinkTarget::Hunk { path, .. } => files.contains(path),
        };
        match stance(record, statements) {
            Some(Stance::Confirmed(by)) if delivered => {
                links.insert(link.clone(), LinkKind::Confirmed(by.clone()));
            }
            Some(Stance::Rejected) => {
                links.remove(link);
            }
            _ => {}
        }
    }
    into_links(links)
}

fn into_links(links: BTreeMap<(CriterionKey, LinkTarget), LinkKind>) -> Vec<TraceLink> {
    let link = |((criterion, target), kind)| TraceLink { criterion, target, kind };
    links.into_iter().map(link).collect()
}

/// What reviewers say of a link.
pub(super) enum Stance<'a> {
    /// At least one says that it holds: the last of them.
    Confirmed(&'a WriterId),
    /// All who say anything say that it does not.
    Rejected,
}

/// What the reviewers among the writers of some live statements on a link say; `None` for nothing.
pub(super) fn stance<'a>(record: &Record, statements: &'a [Given<bool>]) -> Option<Stance<'a>> {
    let mut stance = None;
    for statement in statements.iter().filter(|statement| record.is_reviewer(&statement.by)) {
        match (statement.value, &stance) {
            (true, _) => stance = Some(Stance::Confirmed(&statement.by)),
            (false, None) => stance = Some(Stance::Rejected),
            (false, Some(_)) => {}
        }
    }
    stance
}
