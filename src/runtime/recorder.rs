//! The worker that writes: statements, drafts, the place to come back to. The disk never holds the
//! screen up: a statement is shown at once and called saved when it is.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::{Event, Inbox, clock, session};
use crate::app::msg::{Msg, Saving};
use crate::engagement;
use crate::git::increments::Found;
use crate::git::{Location, Repository};
use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::id::DraftId;
use crate::model::record::Record;
use crate::model::resume::Resume;
use crate::model::spec::Spec;
use crate::record::drafts::Drafts;
use crate::record::{Journal, Project, place};

/// A draft is written when nothing was typed for this long …
const IDLE: Duration = Duration::from_millis(500);

/// … and at the latest after this long, so that at most that much typing is at risk.
const AT_MOST: Duration = Duration::from_secs(2);

/// How often it is looked for what another process wrote, and what failed is tried again.
const LOOK: Duration = Duration::from_secs(1);

/// Something to write.
pub enum Job {
    /// Say it in the record.
    Say(Box<Statement>),
    /// Keep the draft, soon.
    Keep(Box<Draft>),
    /// Keep what is waiting, now.
    KeepNow,
    /// The draft is no longer wanted.
    Drop(DraftId),
    /// Where the reviewer is.
    Remember(Box<Resume>),
    /// Repository and specs were read again.
    Reread(Box<(Vec<Spec>, Found)>),
}

/// What the worker works on.
pub struct Desk {
    /// The journal, read.
    pub journal: Journal,
    /// The project's part of the data directory.
    pub project: Project,
    /// Which clone is reviewed.
    pub location: Location,
    /// The specs as read.
    pub specs: Vec<Spec>,
    /// The increments as found.
    pub found: Found,
}

/// The worker; what waits is written before it is let go.
pub struct Recorder {
    jobs: Sender<Job>,
    done: Receiver<()>,
}

impl Recorder {
    /// Starts the worker, which sends the record as it stands first.
    pub fn start(desk: Desk, inbox: Inbox) -> Self {
        let (jobs, queue) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        session::worker("writing the record", inbox.clone(), move || {
            let repository = Repository::reopen(&desk.location)?;
            let clone = desk.location.git_dir.clone();
            let drafts = Drafts::new(&desk.project);
            let mut writer = Writer {
                desk,
                repository,
                clone,
                drafts,
                inbox,
                waiting: BTreeMap::new(),
                typed: None,
                owed: 0,
                introduced: false,
            };
            writer.show();
            writer.work(&queue);
            let _ = finished.send(());
            Ok(())
        });
        Self { jobs, done }
    }

    /// Has something written. Nothing happens when the worker broke down: that has its own message.
    pub fn send(&self, job: Job) {
        let _ = self.jobs.send(job);
    }

    /// Ends the worker and waits until everything is written.
    pub fn finish(self) {
        drop(self.jobs);
        // A disk that hangs must not keep a process that was told to end for ever.
        let _ = self.done.recv_timeout(Duration::from_secs(10));
    }
}

struct Writer {
    desk: Desk,
    repository: Repository,
    clone: PathBuf,
    drafts: Drafts,
    inbox: Inbox,
    /// Drafts typed and not yet written.
    waiting: BTreeMap<DraftId, Draft>,
    /// When the first and the last of them was typed.
    typed: Option<(Instant, Instant)>,
    /// Statements shown and not yet durable.
    owed: usize,
    /// Whether others already see a name for this writer.
    introduced: bool,
}

impl Writer {
    fn work(&mut self, queue: &Receiver<Job>) {
        loop {
            match queue.recv_timeout(self.pause()) {
                Ok(job) => {
                    let jobs: Vec<Job> = std::iter::once(job).chain(queue.try_iter()).collect();
                    self.take(jobs);
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.is_due() {
                        self.keep();
                    }
                    if self.owed > 0 {
                        self.publish();
                    }
                    if self.desk.journal.refresh().is_ok_and(|new| new) {
                        self.show();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.keep();
                    if self.owed > 0 {
                        self.publish();
                    }
                    return;
                }
            }
        }
    }

    fn pause(&self) -> Duration {
        let due = self.typed.map(|(first, last)| (last + IDLE).min(first + AT_MOST));
        due.map_or(LOOK, |due| due.saturating_duration_since(Instant::now()).min(LOOK))
    }

    fn is_due(&self) -> bool {
        let now = Instant::now();
        self.typed.is_some_and(|(first, last)| now >= last + IDLE || now >= first + AT_MOST)
    }

    /// Takes all jobs that came together: the screen is told once, the disk is asked once.
    fn take(&mut self, jobs: Vec<Job>) {
        let mut staged = 0;
        let mut show = false;
        for job in jobs {
            match job {
                Job::Say(statement) => staged += usize::from(self.stage(*statement)),
                Job::Keep(draft) => {
                    let now = Instant::now();
                    self.typed = Some((self.typed.map_or(now, |(first, _)| first), now));
                    self.waiting.insert(draft.id.clone(), *draft);
                }
                Job::KeepNow => self.keep(),
                Job::Drop(id) => {
                    self.waiting.remove(&id);
                    if let Err(error) = self.drafts.discard(&id) {
                        self.fail(&error);
                    }
                }
                Job::Remember(resume) => {
                    if let Err(error) = place::save(&self.desk.project, &self.clone, &resume) {
                        self.fail(&error);
                    }
                }
                Job::Reread(read) => {
                    (self.desk.specs, self.desk.found) = *read;
                    show = true;
                }
            }
        }
        if staged > 0 || show {
            self.show();
        }
        if staged > 0 {
            self.owed += staged;
            (0..staged).for_each(|_| self.send(Msg::Saving(Saving::Pending)));
            self.publish();
        }
        if self.is_due() {
            self.keep();
        }
    }

    fn stage(&mut self, statement: Statement) -> bool {
        if !self.introduced {
            self.introduced = true;
            if let Err(error) = self.desk.project.remember_clone(&self.clone) {
                self.fail(&error);
            }
            if let Some(introduction) = self.desk.journal.introduction() {
                let _ = self.desk.journal.stage(clock::now(), introduction);
            }
        }
        let staged = self.desk.journal.stage(clock::now(), statement);
        if let Err(error) = &staged {
            self.fail(error);
        }
        staged.is_ok()
    }

    /// Makes what is staged durable, and says so, or why not; it is tried again every second.
    fn publish(&mut self) {
        match self.desk.journal.publish() {
            Ok(_) => {
                (0..std::mem::take(&mut self.owed)).for_each(|_| self.send(Msg::Saving(Saving::Saved)));
            }
            Err(error) => self.send(Msg::Saving(Saving::Failed(format!("{error:#}")))),
        }
    }

    /// Writes the drafts that wait. One that cannot be written goes on waiting.
    fn keep(&mut self) {
        self.typed = None;
        let drafts = &self.drafts;
        let mut failed = None;
        self.waiting.retain(|_, draft| match drafts.save(draft) {
            Ok(()) => false,
            Err(error) => {
                failed = Some(error);
                true
            }
        });
        if let Some(error) = failed {
            let now = Instant::now();
            self.typed = Some((now, now));
            self.fail(&error);
        }
    }

    fn show(&mut self) {
        let mut record = Record::clone(self.desk.journal.record());
        record.stale = engagement::stale(&self.repository, &record, &self.desk.specs, &self.desk.found);
        self.send(Msg::Record(Arc::new(record)));
    }

    fn fail(&self, error: &anyhow::Error) {
        self.send(Msg::Failed(format!("{error:#}")));
    }

    fn send(&self, msg: Msg) {
        let _ = self.inbox.send(Event::Msg(msg));
    }
}
