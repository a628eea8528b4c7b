//! What the session has written: statements, drafts, the place to come back to. The disk never holds the
//! screen up: a statement is shown at once and called saved when it is.

mod writer;

use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use super::owed::{Owed, Ticket};
use super::{Inbox, session};
use crate::engagement::Lineages;
use crate::git::Location;
use crate::git::increments::Found;
use crate::model::amendment::Agreed;
use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::id::{DraftId, WriterId};
use crate::model::person::Role;
use crate::model::resume::Resume;
use crate::model::spec::Spec;
use crate::record::{Journal, Project};
use writer::Writer;

/// How long the end waits for the disk. One that hangs must not keep a process that was told to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something to write.
enum Job {
    /// Say it in the record, or where nothing leaves this machine.
    Say { ticket: Ticket, statement: Box<Statement>, private: bool },
    /// Have somebody's words count on this machine, or never.
    Admit(WriterId, Option<Role>),
    /// Keep the draft, soon.
    Keep(Box<Draft>),
    /// Keep what is waiting, now.
    KeepNow,
    /// The draft is no longer wanted.
    Drop(DraftId),
    /// Where the reviewer is.
    Remember(Box<Resume>),
    /// Find out what is not sent yet; with where the first exchange would go.
    CountUnsent(Option<String>),
    /// Repository and specs were read again.
    Reread(Box<Review>),
}

/// What the worker works on.
pub struct Desk {
    /// The journal, read.
    pub journal: Journal,
    /// The journal of private notes, read.
    pub private: Journal,
    /// The project's part of the data directory.
    pub project: Project,
    /// Which clone is reviewed.
    pub location: Location,
    /// What is under review.
    pub review: Review,
}

/// What is under review, as it was read last.
pub struct Review {
    /// The specs with the agreed texts.
    pub specs: Vec<Spec>,
    /// The increments as found.
    pub found: Found,
    /// What of the specs is not agreed.
    pub agreed: Agreed,
    /// Where criteria of earlier versions are now.
    pub lineages: Lineages,
}

/// The worker; what waits is written before it is let go.
pub struct Recorder {
    jobs: Sender<Job>,
    done: Receiver<()>,
    owed: Owed,
}

impl Recorder {
    /// Starts the worker, which sends the record as it stands first.
    pub fn start(desk: Desk, inbox: Inbox) -> Self {
        let (jobs, queue) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        let owed = Owed::default();
        let recorder = Self { jobs, done, owed: owed.clone() };
        session::worker("writing the record", inbox.clone(), move || {
            Writer::new(desk, inbox, owed)?.run(&queue);
            let _ = finished.send(());
            Ok(())
        });
        recorder
    }

    /// Has a statement written.
    pub fn say(&self, statement: Box<Statement>) {
        let ticket = self.owed.say(Statement::clone(&statement));
        self.send(Job::Say { ticket, statement, private: false });
    }

    /// Has a statement written where nothing leaves this machine.
    pub fn say_privately(&self, statement: Box<Statement>) {
        let ticket = self.owed.say(Statement::clone(&statement));
        self.send(Job::Say { ticket, statement, private: true });
    }

    /// Has somebody's words count on this machine as those of a role; never, without one.
    pub fn admit(&self, writer: WriterId, role: Option<Role>) {
        self.send(Job::Admit(writer, role));
    }

    /// Has a draft kept, soon.
    pub fn keep(&self, draft: Box<Draft>) {
        self.owed.keep(Draft::clone(&draft));
        self.send(Job::Keep(draft));
    }

    /// Has what waits to be kept written now.
    pub fn keep_now(&self) {
        self.send(Job::KeepNow);
    }

    /// Has a draft removed that was posted by what was said last, or thrown away.
    pub fn drop_draft(&self, id: DraftId) {
        self.owed.forget(&id);
        self.send(Job::Drop(id));
    }

    /// Has the place to come back to remembered.
    pub fn remember(&self, resume: Box<Resume>) {
        self.send(Job::Remember(resume));
    }

    /// Has what is not sent yet counted: now, and after every change from here on.
    pub fn count_unsent(&self, proposal: Option<String>) {
        self.send(Job::CountUnsent(proposal));
    }

    /// Goes on with repository and specs as they were read again.
    pub fn reread(&self, review: Review) {
        self.send(Job::Reread(Box::new(review)));
    }

    fn send(&self, job: Job) {
        // Nothing takes it when the worker broke down: that has its own message, and what is owed is
        // printed at the end.
        let _ = self.jobs.send(job);
    }

    /// Ends the worker, waits until everything is written, and gives what could not be.
    pub fn finish(self) -> Owed {
        drop(self.jobs);
        let _ = self.done.recv_timeout(PATIENCE);
        self.owed
    }
}
