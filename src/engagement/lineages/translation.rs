//! Criteria of one older set of specs, and where each is now.

use std::collections::HashMap;

use super::{Former, Now};
use crate::model::id::{CriterionId, Digest};
use crate::model::spec::{Criterion, CriterionKey};
use crate::model::text::RepoPath;

/// Where the criteria of an older set of specs are now. Those of files that are as they were are unchanged and
/// not listed.
#[derive(Default, Debug)]
pub struct Translation {
    pub(super) changed: HashMap<RepoPath, HashMap<CriterionId, (Criterion, Now)>>,
    /// By spec and digest, for statements whose id is not the one that the reader gives the text today.
    pub(super) by_text: HashMap<(RepoPath, Digest), CriterionId>,
    /// Specs that are as they were.
    pub(super) same: Vec<RepoPath>,
}

impl Translation {
    /// Whether every criterion is what it was.
    pub fn is_identity(&self) -> bool {
        self.changed.is_empty()
    }

    /// Where a criterion that these specs call so is now; `None` when they have no such criterion.
    pub fn of(&self, key: &CriterionKey) -> Option<Now> {
        match self.changed.get(&key.spec) {
            Some(spec) => spec.get(&key.id).map(|(_, now)| now.clone()),
            None => self.same.contains(&key.spec).then_some(Now::Unchanged),
        }
    }

    /// The criteria of those specs that changed since, with where each is now; in no order.
    pub fn rows(&self) -> impl Iterator<Item = (CriterionKey, &Criterion, &Now)> {
        self.changed.iter().flat_map(|(path, items)| {
            items.iter().map(|(id, (criterion, now))| {
                (CriterionKey { spec: path.clone(), id: id.clone() }, criterion, now)
            })
        })
    }

    /// As [`of`](Self::of), for a criterion with that text, whatever its id.
    pub(super) fn of_text(&self, key: &CriterionKey, digest: Option<Digest>) -> Option<Now> {
        let spec = self.changed.get(&key.spec)?;
        let Some(digest) = digest else { return spec.get(&key.id).map(|(_, now)| now.clone()) };
        let same = spec.get(&key.id).filter(|(criterion, _)| criterion.digest == digest);
        let by_text = || spec.get(self.by_text.get(&(key.spec.clone(), digest))?);
        same.or_else(by_text).map(|(_, now)| now.clone())
    }
}

impl Now {
    /// The spec under review that has the criterion now; `key` is what the criterion was called then.
    pub fn spec_under_review<'a>(&'a self, key: &'a CriterionKey) -> Option<&'a RepoPath> {
        match self {
            Self::Unchanged => Some(&key.spec),
            Self::Carried(fate) => fate.to.first().map(|to| &to.spec),
            Self::Former(_) | Self::NotReviewed(_) => None,
        }
    }

    pub(super) fn former(key: CriterionKey, criterion: &Criterion) -> Former {
        Former { key, criterion: Some(criterion.clone()), removed_in: None, maybe: None, id_reused: false }
    }
}
