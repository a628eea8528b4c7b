//! What ids mean: those of a commit what they meant in the specs as they were there and then.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ids::Ids;
use crate::model::id::ObjectId;

/// The ids of the specs at the head, and of commits at which specs were another.
///
/// Whoever knows how specs changed gives each commit at which an id stood for another criterion than now its own
/// [`Ids`], made with [`Ids::add`]: the id as written then, the criterion that it is now.
pub struct Meanings<'a> {
    now: &'a Ids,
    then: BTreeMap<ObjectId, Arc<Ids>>,
}

impl<'a> Meanings<'a> {
    /// Every id means at every commit what it means at the head.
    pub fn new(now: &'a Ids) -> Self {
        Self { now, then: BTreeMap::new() }
    }

    /// Says what ids mean at a commit.
    pub fn set(&mut self, commit: ObjectId, ids: Arc<Ids>) {
        self.then.insert(commit, ids);
    }

    /// What ids mean at the head: in added lines, in names of branches, in tables of specs.
    pub fn now(&self) -> &Ids {
        self.now
    }

    /// What ids mean in the message of a commit.
    pub fn at(&self, commit: ObjectId) -> &Ids {
        self.then.get(&commit).map_or(self.now, Arc::as_ref)
    }
}
