//! Works out what the names in the record stand for today.
//!
//! Owns the order: first the increments are recognised by what was delivered, then each statement gets
//! the criterion and the round that its content is now.

use super::deliveries::Deliveries;
use crate::git::Repository;
use crate::model::event::Event;
use crate::model::increment::Increment;
use crate::model::names::Names;
use crate::record::Journal;

/// What the names stand for, with what was read to find out.
#[derive(Default)]
pub struct Naming {
    deliveries: Deliveries,
}

impl Naming {
    /// Files the statements of both journals under what their names stand for among these increments.
    pub fn settle(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        journal: &mut Journal,
        private: &mut Journal,
    ) {
        for journal in [journal, private] {
            let written = journal.record().written.clone();
            self.deliveries.place(repository, increments, &written);
            let names = self.names(repository, increments, journal.events().iter().chain(journal.staged()));
            journal.set_names(names);
        }
    }

    fn names<'a>(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        events: impl Iterator<Item = &'a Event>,
    ) -> Names {
        let mut names = Names::default();
        for event in events {
            let rounds = self.deliveries.rounds_of(repository, increments, event);
            if !rounds.is_empty() {
                names.rounds.insert(event.id, rounds);
            }
        }
        names
    }
}
