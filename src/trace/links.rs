//! Computes the links of an increment: declared ones, with those that reviewers confirmed and
//! rejected.

use std::collections::{BTreeMap, HashSet};

use super::declared::{Delivery, declared};
use super::meanings::Meanings;
use crate::model::id::{ObjectId, WriterId};
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::record::{Given, Record};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::RepoPath;

/// Returns all links of a delivery, at most one per criterion and target, in that order:
/// [`declared`] ones, [`settled`] by the record.
#[allow(dead_code, reason = "only tests use it")]
pub fn links(
    meanings: &Meanings,
    specs: &[Spec],
    delivery: Delivery,
    record: &Record,
) -> Vec<TraceLink> {
    let commits = delivery.commits.iter().map(|commit| commit.id);
    settled(
        &declared(meanings, specs, delivery).links,
        commits,
        delivery.files,
        record,
    )
}

/// Combines declared links with reviewers' decisions about the same commits and files: a
/// confirmation replaces a declaration; a rejection that no reviewer contradicts removes it.
pub fn settled<'a>(
    declared: &[TraceLink],
    commits: impl IntoIterator<Item = ObjectId>,
    files: impl IntoIterator<Item = &'a RepoPath>,
    record: &Record,
) -> Vec<TraceLink> {
    let mut links: BTreeMap<_, _> = declared
        .iter()
        .map(|link| {
            (
                (link.criterion.clone(), link.target.clone()),
                link.kind.clone(),
            )
        })
        .collect();
    if record.links.is_empty() {
        return into_links(links);
    }
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

pub(super) fn into_links(links: BTreeMap<(CriterionKey, LinkTarget), LinkKind>) -> Vec<TraceLink> {
    let link = |((criterion, target), kind)| TraceLink {
        criterion,
        target,
        kind,
    };
    links.into_iter().map(link).collect()
}

/// The reviewers' decision about a link.
pub(super) enum Stance<'a> {
    /// At least one confirms it; has the last of them.
    Confirmed(&'a WriterId),
    /// All who decided reject it.
    Rejected,
}

/// Returns the decision of the reviewers among the writers of live statements on a link; `None`
/// without any.
pub(super) fn stance<'a>(record: &Record, statements: &'a [Given<bool>]) -> Option<Stance<'a>> {
    let mut stance = None;
    for statement in statements
        .iter()
        .filter(|statement| record.is_reviewer(&statement.by))
    {
        match (statement.value, &stance) {
            (true, _) => stance = Some(Stance::Confirmed(&statement.by)),
            (false, None) => stance = Some(Stance::Rejected),
            (false, Some(_)) => {}
        }
    }
    stance
}
