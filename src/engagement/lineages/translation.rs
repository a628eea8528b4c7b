//! Translates criteria of one older set of specs to today's.

use std::collections::{HashMap, HashSet};

use super::{Former, Now};
use crate::model::id::{CriterionId, Digest};
use crate::model::spec::{Criterion, CriterionKey};
use crate::model::text::RepoPath;

/// The present states of the criteria of an older set of specs. Criteria of unchanged files are
/// unchanged and not listed.
#[derive(Default, Debug)]
pub struct CriteriaTranslation {
    pub(super) changed: HashMap<RepoPath, HashMap<CriterionId, (Criterion, Now)>>,
    /// Ids by spec and digest, for statements with another id than the one that the reader gives
    /// the text today.
    pub(super) by_text: HashMap<(RepoPath, Digest), CriterionId>,
    /// Specs that are unchanged.
    pub(super) same: HashSet<RepoPath>,
}

impl CriteriaTranslation {
    /// Whether every criterion is unchanged.
    pub fn is_identity(&self) -> bool {
        self.changed.is_empty()
    }

    /// Returns the present state of a criterion with that key; `None` when these specs have none.
    pub fn of(&self, key: &CriterionKey) -> Option<Now> {
        match self.changed.get(&key.spec) {
            Some(spec) => spec.get(&key.id).map(|(_, now)| now.clone()),
            None => self.same.contains(&key.spec).then_some(Now::Unchanged),
        }
    }

    /// Iterates over the criteria of changed specs, with their present states; in no order.
    pub fn rows(&self) -> impl Iterator<Item = (CriterionKey, &Criterion, &Now)> {
        self.changed.iter().flat_map(|(path, items)| {
            items.iter().map(|(id, (criterion, now))| {
                (
                    CriterionKey {
                        spec: path.clone(),
                        id: id.clone(),
                    },
                    criterion,
                    now,
                )
            })
        })
    }

    /// Returns the present state like [`of`](Self::of), for a criterion with that text and any id.
    pub(super) fn of_text(&self, key: &CriterionKey, digest: Option<Digest>) -> Option<Now> {
        let spec = self.changed.get(&key.spec)?;
        let Some(digest) = digest else {
            return spec.get(&key.id).map(|(_, now)| now.clone());
        };
        let same = spec
            .get(&key.id)
            .filter(|(criterion, _)| criterion.digest == digest);
        let by_text = || spec.get(self.by_text.get(&(key.spec.clone(), digest))?);
        same.or_else(by_text).map(|(_, now)| now.clone())
    }
}

impl Now {
    /// Returns the spec under review that has the criterion now; `key` is its earlier key.
    pub fn spec_under_review<'a>(&'a self, key: &'a CriterionKey) -> Option<&'a RepoPath> {
        match self {
            Self::Unchanged => Some(&key.spec),
            Self::Carried(fate) => fate.to.first().map(|to| &to.spec),
            Self::Former(_) | Self::NotReviewed(_) => None,
        }
    }

    pub(super) fn former(key: CriterionKey, criterion: &Criterion) -> Former {
        Former {
            key,
            criterion: Some(criterion.clone()),
            removed_in: None,
            maybe: None,
            id_reused: false,
        }
    }
}
