//! Finds what ids meant at a commit: in the specs of that commit.
//!
//! A commit that names FR-002 means the criterion that its author saw under that id, whatever has
//! the id now. An id that those specs do not have means what it means now: code is often delivered
//! before the spec that asks for it.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::lineages::{Lineages, Now};
use crate::git::Repository;
use crate::model::amendment::{Agreed, AmendmentKind};
use crate::model::id::{CriterionId, Digest, ObjectId};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::RepoPath;
use crate::trace::CriterionIds;

/// The meanings of ids, computed commit by commit.
pub struct Then {
    lineages: RefCell<Lineages>,
    /// Removed criteria that are still judged, by their agreed text.
    removed: HashMap<Digest, CriterionKey>,
    known: RefCell<HashMap<ObjectId, Option<Arc<CriterionIds>>>>,
}

impl Then {
    /// Uses the lineages of the specs under review, and the amendments.
    pub fn new(lineages: &Lineages, agreed: &Agreed) -> Self {
        let removed = agreed
            .amendments
            .iter()
            .filter(|amendment| amendment.kind == AmendmentKind::Removed);
        let removed = removed
            .filter_map(|amendment| Some((amendment.change.from?, amendment.criterion.clone())));
        Self {
            lineages: RefCell::new(lineages.clone()),
            removed: removed.collect(),
            known: RefCell::default(),
        }
    }

    /// Whether a limit kept the specs' history from being read in full, so that some ids are taken
    /// for what they mean now.
    pub fn is_cut(&self) -> bool {
        self.lineages.borrow().is_cut()
    }

    /// Returns the ids of the specs at a commit, each with today's criterion; `None` where all mean
    /// what they mean now. `specs` are those under review.
    pub fn at(
        &self,
        repository: &Repository,
        specs: &[Spec],
        commit: ObjectId,
    ) -> Option<Arc<CriterionIds>> {
        if let Some(known) = self.known.borrow().get(&commit) {
            return known.clone();
        }
        let translation = self.lineages.borrow_mut().at(repository, commit);
        let made = (!translation.is_identity()).then(|| {
            let mut ids = CriterionIds::default();
            // Ids with a changed meaning, by today's spec and the id of that time.
            let mut then: HashSet<(RepoPath, CriterionId)> = HashSet::new();
            for (key, criterion, now) in translation.rows() {
                let to = match now {
                    Now::Unchanged => Some(key.clone()),
                    Now::Carried(fate) => fate.to.first().cloned(),
                    Now::Former(_) => self.removed.get(&criterion.digest).cloned(),
                    Now::NotReviewed(_) => None,
                };
                then.insert((key.spec.clone(), key.id.clone()));
                if let Some(to) = to {
                    then.insert((to.spec.clone(), key.id.clone()));
                    ids.add(&key.id, criterion.is_made_up, to);
                }
            }
            for spec in specs {
                for item in &spec.criteria {
                    if !then.contains(&(spec.path.clone(), item.id.clone())) {
                        let key = CriterionKey {
                            spec: spec.path.clone(),
                            id: item.id.clone(),
                        };
                        ids.add(&item.id, item.is_made_up, key);
                    }
                }
            }
            Arc::new(ids)
        });
        self.known.borrow_mut().insert(commit, made.clone());
        made
    }
}
