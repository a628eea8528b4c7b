//! Saves what the session produces: statements, drafts, the place to resume at. The screen never
//! waits for the disk: a statement is shown at once, and called saved once it is on the disk.

mod writer;

use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use super::Inbox;
use super::owed::{Owed, Ticket};
use crate::engagement::Lineages;
use crate::git::Location;
use crate::git::increments::FoundIncrements;
use crate::model::amendment::Agreed;
use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::id::{DraftId, EventId, WriterId};
use crate::model::person::Role;
use crate::model::resume::Resume;
use crate::model::spec::Spec;
use crate::record::{Journal, Project, ReadMarks};
use crate::runtime::worker;
use writer::RecorderWorker;

/// Maximum time to wait for the disk at the end. A disk that hangs must not keep a process that was
/// told to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// A job for the worker.
enum RecorderJob {
    /// Write a statement to the record, or to the private notes.
    Say {
        ticket: Ticket,
        statement: Box<Statement>,
        private: bool,
    },
    /// Admit somebody on this machine with a role, or refuse them.
    Admit(WriterId, Option<Role>),
    /// Save the draft soon.
    Keep(Box<Draft>),
    /// Save waiting drafts now.
    KeepNow,
    /// Remove a draft.
    Drop(DraftId),
    /// Save the reviewer's place.
    Remember(Box<Resume>),
    /// Keep which statements of others were read.
    Read(Vec<EventId>),
    /// Count what was not sent yet; has the destination of a first exchange.
    CountUnsent(Option<String>),
    /// Continue with a repository and specs that were read again.
    Reread(Box<ReviewSnapshot>),
}

/// The data that the worker starts with.
pub(super) struct RecorderStart {
    /// The journal, already read.
    pub journal: Journal,
    /// The journal of private notes, already read.
    pub private: Journal,
    /// What was read on this machine of others' statements.
    pub read_marks: ReadMarks,
    /// The writer of this machine.
    pub me: WriterId,
    /// The project's directory in the data directory.
    pub project: Project,
    /// The clone under review.
    pub location: Location,
    /// What is under review.
    pub review: ReviewSnapshot,
}

/// What is under review, as of the last reading.
pub(super) struct ReviewSnapshot {
    /// The specs with the agreed texts.
    pub specs: Vec<Spec>,
    /// The detected increments.
    pub found: FoundIncrements,
    /// The agreed spec and its amendments.
    pub agreed: Agreed,
    /// Where criteria of earlier versions are now.
    pub lineages: Lineages,
}

/// The worker's handle; waiting jobs are done before it ends.
pub(super) struct Recorder {
    jobs: Sender<RecorderJob>,
    done: Receiver<()>,
    owed: Owed,
}

impl Recorder {
    /// Starts the worker, which sends the current record first.
    pub(super) fn start(desk: RecorderStart, inbox: Inbox) -> Self {
        let (jobs, queue) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        let owed = Owed::default();
        let recorder = Self {
            jobs,
            done,
            owed: owed.clone(),
        };
        worker::start("writing the record", inbox.clone(), move || {
            RecorderWorker::new(desk, inbox, owed)?.run(&queue);
            let _ = finished.send(());
            Ok(())
        });
        recorder
    }

    /// Queues a statement.
    pub(super) fn say(&self, statement: Box<Statement>) {
        let ticket = self.owed.say(Statement::clone(&statement));
        self.send(RecorderJob::Say {
            ticket,
            statement,
            private: false,
        });
    }

    /// Queues a private statement, which never leaves this machine.
    pub(super) fn say_privately(&self, statement: Box<Statement>) {
        let ticket = self.owed.say(Statement::clone(&statement));
        self.send(RecorderJob::Say {
            ticket,
            statement,
            private: true,
        });
    }

    /// Queues the admission of somebody with a role, or without one, their refusal.
    pub(super) fn admit(&self, writer: WriterId, role: Option<Role>) {
        self.send(RecorderJob::Admit(writer, role));
    }

    /// Queues a draft, to be saved soon.
    pub(super) fn keep(&self, draft: Box<Draft>) {
        self.owed.keep(Draft::clone(&draft));
        self.send(RecorderJob::Keep(draft));
    }

    /// Requests that waiting drafts are saved now.
    pub(super) fn keep_now(&self) {
        self.send(RecorderJob::KeepNow);
    }

    /// Queues the removal of a draft that was posted by the last statement, or discarded.
    pub(super) fn drop_draft(&self, id: DraftId) {
        self.owed.forget(&id);
        self.send(RecorderJob::Drop(id));
    }

    /// Queues the place to resume at.
    pub(super) fn remember(&self, resume: Box<Resume>) {
        self.send(RecorderJob::Remember(resume));
    }

    /// Queues that statements of others were read.
    pub(super) fn mark_read(&self, read: Vec<EventId>) {
        self.send(RecorderJob::Read(read));
    }

    /// Requests a count of what was not sent: now, and after every later change.
    pub(super) fn count_unsent(&self, proposal: Option<String>) {
        self.send(RecorderJob::CountUnsent(proposal));
    }

    /// Continues with a repository and specs that were read again.
    pub(super) fn reread(&self, review: ReviewSnapshot) {
        self.send(RecorderJob::Reread(Box::new(review)));
    }

    fn send(&self, job: RecorderJob) {
        // This fails when the worker broke down: that has its own message, and what is owed is
        // printed at the end.
        let _ = self.jobs.send(job);
    }

    /// Ends the worker, waits until everything is written, but at most [`PATIENCE`], and returns
    /// what was not.
    pub(super) fn finish(self) -> Owed {
        drop(self.jobs);
        let _ = self.done.recv_timeout(PATIENCE);
        self.owed
    }
}
