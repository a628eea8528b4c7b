//! Maps ids to criteria: ids in a commit mean what they meant in the specs of that commit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ids::CriterionIds;
use crate::model::id::ObjectId;

/// The ids of the specs at the head, and of commits with other specs.
///
/// The caller, which knows how specs changed, gives each commit at which an id stood for another
/// criterion its own [`CriterionIds`], made with [`CriterionIds::add`]: the id as written then, and
/// today's criterion.
pub struct Meanings<'a> {
    now: &'a CriterionIds,
    then: BTreeMap<ObjectId, Arc<CriterionIds>>,
}

impl<'a> Meanings<'a> {
    /// Makes meanings in which every id always means what it means at the head.
    pub fn new(now: &'a CriterionIds) -> Self {
        Self {
            now,
            then: BTreeMap::new(),
        }
    }

    /// Sets the meanings of ids at a commit.
    pub fn set(&mut self, commit: ObjectId, ids: Arc<CriterionIds>) {
        self.then.insert(commit, ids);
    }

    /// Returns the meanings of ids at the head: for added lines, names of branches, tables of
    /// specs.
    pub fn now(&self) -> &CriterionIds {
        self.now
    }

    /// Returns the meanings of ids in the message of a commit.
    pub fn at(&self, commit: ObjectId) -> &CriterionIds {
        self.then.get(&commit).map_or(self.now, Arc::as_ref)
    }
}
