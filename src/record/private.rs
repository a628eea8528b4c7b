//! Private notes: a journal of their own beside the events, which no exchange reads.
//!
//! They are written as durably as everything else. The record shows them among the threads, marked;
//! they do not block and are in no summary. Only this machine's writer counts in them: nobody
//! becomes a reviewer by a private note.

use super::Project;
use crate::model::record::Record;

impl Project {
    /// Returns the place of private notes: a project directory inside this project's directory.
    pub fn private(&self) -> Self {
        let mut private = self.clone();
        private.dir.push("private");
        private
    }

    /// Whether this is such a place.
    pub(super) fn is_private(&self) -> bool {
        self.dir.ends_with("private")
    }
}

/// Merges private notes into the record.
pub fn with_private(public: &Record, private: &Record) -> Record {
    let mut record = public.clone();
    let mut own = private.threads.clone();
    for thread in &mut own {
        thread.private = true;
        thread.body.blocking = Some(false);
    }
    record.threads.extend(own);
    for (writer, person) in &private.people {
        record
            .people
            .entry(writer.clone())
            .or_insert_with(|| person.clone());
    }
    let within = private.damaged.iter().cloned().map(|mut damaged| {
        damaged.file = format!("private/{}", damaged.file);
        damaged
    });
    record.damaged.extend(within);
    record
}
