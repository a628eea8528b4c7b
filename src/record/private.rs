//! Private notes: a journal of their own beside the events, which no transport looks at.
//!
//! They are written as durably as all else. Whoever reads the record sees them among the threads, marked;
//! they block nothing and stand in no summary.

use super::Project;
use crate::model::record::Record;

impl Project {
    /// Where this project's private notes are: a project's directory of its own inside the directory.
    pub fn private(&self) -> Self {
        let mut private = self.clone();
        private.dir.push("private");
        private
    }
}

/// The record with the private notes in it.
pub fn with_private(public: &Record, private: &Record) -> Record {
    let mut record = public.clone();
    let mut own = private.threads.clone();
    for thread in &mut own {
        thread.private = true;
        thread.body.blocking = Some(false);
    }
    record.threads.extend(own);
    for (writer, person) in &private.people {
        record.people.entry(writer.clone()).or_insert_with(|| person.clone());
    }
    let within = private.damaged.iter().cloned().map(|mut damaged| {
        damaged.file = format!("private/{}", damaged.file);
        damaged
    });
    record.damaged.extend(within);
    record
}
