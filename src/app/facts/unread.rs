//! What is new to the user: statements of others that they have not had on the screen.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::facts::Facts;
use crate::app::facts::arrived::Announcement;
use crate::app::input::keymap::Action;
use crate::model::amendment::TextChange;
use crate::model::id::{EventId, IncrementId, WriterId};
use crate::model::record::Record;
use crate::model::spec::CriterionKey;
use crate::model::unread::{self, UnreadItem, UnreadPlace};
use crate::safe;

/// What is unread, by what it is about.
#[derive(Clone, Default, Debug)]
pub struct Unread {
    /// The items: first threads, then criteria, amendments and increments.
    items: Vec<UnreadItem>,
    /// The indexes of the items about each place.
    by_place: BTreeMap<UnreadPlace, Vec<usize>>,
    /// Statements read in this run, which a record on its way may still list as unread.
    read: BTreeSet<EventId>,
}

impl Unread {
    /// Lists what of a record is unread.
    pub(in crate::app) fn take(&mut self, record: &Record) {
        self.items = record.unread_items();
        self.index();
    }

    /// Takes items off the list once they were read.
    pub(in crate::app) fn read(&mut self, read: Vec<EventId>) {
        self.read.extend(read);
        self.index();
    }

    fn index(&mut self) {
        let read = &self.read;
        self.items.retain(|item| !read.contains(&item.id));
        self.by_place.clear();
        for (index, item) in self.items.iter().enumerate() {
            self.by_place
                .entry(item.place.clone())
                .or_default()
                .push(index);
        }
    }

    /// Returns all items.
    pub fn items(&self) -> &[UnreadItem] {
        &self.items
    }

    /// Iterates over the items about a place.
    pub fn at<'s>(&'s self, place: &UnreadPlace) -> impl Iterator<Item = &'s UnreadItem> + use<'s> {
        let indexes = self.by_place.get(place).into_iter().flatten();
        indexes.filter_map(|index| self.items.get(*index))
    }

    /// Whether a statement is unread.
    pub fn has(&self, id: EventId) -> bool {
        self.items.iter().any(|item| item.id == id)
    }

    /// Whether anything in a thread is unread.
    pub fn in_thread(&self, thread: EventId) -> bool {
        self.by_place.contains_key(&UnreadPlace::Thread(thread))
    }

    /// Whether a verdict on a criterion is unread.
    pub fn on_criterion(&self, key: &CriterionKey) -> bool {
        !self.by_place.is_empty()
            && self
                .by_place
                .contains_key(&UnreadPlace::Criterion(key.clone()))
    }

    /// Lists what is unread of the decisions about a change of the spec.
    pub fn of_amendment(&self, change: TextChange) -> Vec<EventId> {
        let at = self.at(&UnreadPlace::Amendment(change));
        at.map(|item| item.id).collect()
    }

    /// Lists what is unread of the decisions about an increment.
    pub fn of_increment(&self, increment: &IncrementId) -> Vec<EventId> {
        let at = self.at(&UnreadPlace::Increment(increment.clone()));
        at.map(|item| item.id).collect()
    }
}

impl Facts {
    /// Counts what is new, `3 new: 2 replies of Cleo, 1 verdict of Bo`, and names the key that goes
    /// through it; `None` when nothing is.
    pub fn unread_words(&self) -> Option<Announcement> {
        let words = self.unread_counted(self.unread.items())?;
        Some(self.announce(words, Action::NextNew, "goes to the next"))
    }

    /// Counts some new items: `3 new: 2 replies of Cleo, 1 verdict of Bo`; `None` when there are
    /// none.
    pub(in crate::app) fn unread_counted(&self, items: &[UnreadItem]) -> Option<String> {
        let counted = self.name_unread(items)?;
        Some(format!("{} new: {counted}", items.len()))
    }

    /// Counts some new items by kind: `2 replies of Cleo, 1 verdict of Bo`; `None` when there are
    /// none.
    pub(in crate::app) fn name_unread(&self, items: &[UnreadItem]) -> Option<String> {
        let name = |by: &WriterId| safe::inline(self.record.name_of(by)).into_string();
        (!items.is_empty()).then(|| unread::counted(items, name))
    }
}
