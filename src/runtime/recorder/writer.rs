//! Writes statements at once and durably, drafts a moment after typing, the second copy later.
//! Relocates notes in between.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::super::owed::{Owed, Ticket};
use super::super::{Inbox, InboxEvent, clock};
use super::{RecorderJob, RecorderStart, ReviewSnapshot};
use crate::app::msg::{Msg, Saving, Syncing};
use crate::engagement::{self, NamesCache, Restored, Standings, UnderReview};
use crate::git::Repository;
use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::id::{DraftId, EventId};
use crate::model::record::Record;
use crate::record::drafts::Drafts;
use crate::record::{place, with_private};
use crate::sync::{self, RemoteEntries};

/// The pause in typing after which a draft is written.
const IDLE: Duration = Duration::from_millis(500);

/// Maximum time from the first typing until drafts are written, so that at most that much typing is
/// at risk.
const AT_MOST: Duration = Duration::from_secs(2);

/// Interval for checking what other processes wrote, and for retrying failures.
const LOOK: Duration = Duration::from_secs(1);

/// Number of notes relocated in one go, at well under a millisecond each, before other work is
/// checked.
const AT_ONCE: usize = 50;

/// Delay after something new until it is added to the second copy.
const LATER: Duration = Duration::from_secs(5);

pub(super) struct RecorderWorker {
    desk: RecorderStart,
    repository: Repository,
    clone: PathBuf,
    drafts: Drafts,
    inbox: Inbox,
    owed: Owed,
    /// Drafts that were typed and not written yet.
    waiting: BTreeMap<DraftId, Draft>,
    /// When the first change that is not saved, and the last one, were typed.
    typed: Option<(Instant, Instant)>,
    /// Statements that are shown and not durable yet.
    staged: Vec<Ticket>,
    /// Drafts that became statements, or were discarded. Removed only once no statement is staged.
    posted: Vec<DraftId>,
    /// Whether the newest statement was refused, so that its draft is the only copy.
    refused: bool,
    /// Whether this writer was introduced in the journal, and in the private one.
    introduced: [bool; 2],
    /// Today's names for the names in statements.
    naming: NamesCache,
    /// The current places of notes, as far as found.
    standings: Standings,
    /// What verdicts rest on, in deliveries since.
    restored: Restored,
    /// The record as shown, while its notes are still being relocated.
    to_place: Option<Arc<Record>>,
    /// The entries that the remote used last has.
    known: RemoteEntries,
    /// The destination of a first exchange.
    proposal: Option<String>,
    /// How many events the second copy has, and when it was last complete or tried.
    copied: Option<(usize, Instant)>,
}

impl RecorderWorker {
    /// Makes a writer with nothing to write.
    ///
    /// # Errors
    /// When the repository cannot be opened once more.
    pub(super) fn new(desk: RecorderStart, inbox: Inbox, owed: Owed) -> Result<Self> {
        Ok(Self {
            repository: Repository::reopen(&desk.location)?,
            clone: desk.location.git_dir.clone(),
            drafts: Drafts::new(&desk.project),
            desk,
            inbox,
            owed,
            waiting: BTreeMap::new(),
            typed: None,
            staged: Vec::new(),
            posted: Vec::new(),
            refused: false,
            introduced: [false; 2],
            naming: NamesCache::default(),
            standings: Standings::default(),
            restored: Restored::default(),
            to_place: None,
            known: RemoteEntries::default(),
            proposal: None,
            copied: None,
        })
    }

    /// Sends the current record, then does jobs until the queue closes.
    pub(super) fn run(&mut self, queue: &Receiver<RecorderJob>) {
        // From the first run on, nothing counts as read that was not on the screen.
        if !self.desk.read_marks.is_saved() {
            self.mark_read(&[]);
        }
        self.settle_names();
        self.show();
        // Spares the next start the walk to the history's first commit, which identifies the
        // project.
        let _ = self.desk.project.remember_clone(&self.clone);
        self.work(queue);
    }

    fn work(&mut self, queue: &Receiver<RecorderJob>) {
        loop {
            match queue.recv_timeout(self.pause()) {
                Ok(job) => {
                    let jobs: Vec<RecorderJob> =
                        std::iter::once(job).chain(queue.try_iter()).collect();
                    self.take(jobs);
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.place_more();
                    if self.is_due() {
                        self.keep();
                    }
                    if !self.staged.is_empty() {
                        self.publish();
                    }
                    let news = [self.desk.journal.refresh(), self.desk.private.refresh()];
                    if news.into_iter().any(|new| new.is_ok_and(|new| new)) {
                        self.settle_names();
                        self.show();
                    }
                    self.copy(LATER);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.keep();
                    if !self.staged.is_empty() {
                        self.publish();
                    }
                    self.copy(Duration::ZERO);
                    return;
                }
            }
        }
    }

    fn pause(&self) -> Duration {
        if self.to_place.is_some() {
            return Duration::ZERO;
        }
        let due = self
            .typed
            .map(|(first, last)| (last + IDLE).min(first + AT_MOST));
        due.map_or(LOOK, |due| {
            due.saturating_duration_since(Instant::now()).min(LOOK)
        })
    }

    fn is_due(&self) -> bool {
        let now = Instant::now();
        self.typed
            .is_some_and(|(first, last)| now >= last + IDLE || now >= first + AT_MOST)
    }

    /// Does all jobs that came together, with one message to the screen and one wait for the disk.
    fn take(&mut self, jobs: Vec<RecorderJob>) {
        let before = self.staged.len();
        let mut show = false;
        for job in jobs {
            match job {
                RecorderJob::Say {
                    ticket,
                    statement,
                    private,
                } => {
                    self.refused = !self.stage(*statement, private);
                    if !self.refused {
                        self.staged.push(ticket);
                    }
                }
                RecorderJob::Admit(writer, role) => {
                    let journal = &mut self.desk.journal;
                    let kept = match role {
                        Some(_) => journal.admit(&writer, role),
                        None => journal.refuse(&writer),
                    };
                    if let Err(error) = kept {
                        self.fail(&error);
                    }
                    self.settle_names();
                    show = true;
                }
                RecorderJob::Keep(draft) => {
                    let now = Instant::now();
                    self.typed = Some((self.typed.map_or(now, |(first, _)| first), now));
                    self.posted.retain(|id| *id != draft.id);
                    self.waiting.insert(draft.id.clone(), *draft);
                }
                RecorderJob::KeepNow => self.keep(),
                RecorderJob::Drop(_) if std::mem::take(&mut self.refused) => {}
                RecorderJob::Drop(id) => {
                    self.waiting.remove(&id);
                    self.posted.push(id);
                }
                RecorderJob::Remember(resume) => {
                    if let Err(error) = place::save(&self.desk.project, &self.clone, &resume) {
                        self.fail(&error);
                    }
                }
                RecorderJob::Read(read) => self.mark_read(&read),
                RecorderJob::CountUnsent(proposal) => {
                    let _ = self.desk.journal.refresh();
                    self.known = RemoteEntries::of(&self.desk.journal);
                    self.proposal = proposal;
                    show = true;
                }
                RecorderJob::Reread(read) => {
                    self.desk.review = *read;
                    let _ = self.desk.journal.refresh();
                    self.settle_names();
                    show = true;
                }
            }
        }
        let staged = self.staged.len() - before;
        if staged > 0 || show {
            self.show();
        }
        (0..staged).for_each(|_| self.send(Msg::Saving(Saving::Pending)));
        if staged > 0 {
            self.publish();
        }
        self.drop_posted();
        if self.is_due() {
            self.keep();
        }
    }

    fn stage(&mut self, statement: Statement, private: bool) -> bool {
        let journal = if private {
            &mut self.desk.private
        } else {
            &mut self.desk.journal
        };
        let mut remembered = Ok(());
        if !std::mem::replace(&mut self.introduced[usize::from(private)], true) {
            remembered = self.desk.project.remember_clone(&self.clone);
            if let Some(introduction) = journal.introduction() {
                let _ = journal.stage(clock::now(), introduction);
            }
        }
        let staged = journal.stage(clock::now(), statement).map(drop);
        [&remembered, &staged]
            .into_iter()
            .filter_map(|done| done.as_ref().err())
            .for_each(|e| self.fail(e));
        staged.is_ok()
    }

    /// Makes staged statements durable and reports the result; a failure is retried every second.
    fn publish(&mut self) {
        let published = self
            .desk
            .journal
            .publish()
            .and_then(|_| self.desk.private.publish());
        match published {
            Ok(_) => {
                let saved = std::mem::take(&mut self.staged);
                saved
                    .iter()
                    .for_each(|_| self.send(Msg::Saving(Saving::Saved)));
                self.owed.said(saved);
                self.drop_posted();
            }
            Err(error) => self.send(Msg::Saving(Saving::Failed(format!("{error:#}")))),
        }
    }

    /// Removes posted and discarded drafts, unless staged statements still depend on them.
    fn drop_posted(&mut self) {
        if !self.staged.is_empty() {
            return;
        }
        for id in std::mem::take(&mut self.posted) {
            if let Err(error) = self.drafts.discard(&id) {
                self.fail(&error);
            }
        }
    }

    /// Writes waiting drafts. One that cannot be written stays waiting.
    fn keep(&mut self) {
        self.typed = None;
        let (drafts, owed) = (&self.drafts, &self.owed);
        let mut failed = None;
        self.waiting.retain(|_, draft| match drafts.save(draft) {
            Ok(()) => {
                owed.kept(draft);
                false
            }
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

    /// Files statements under today's names, also those that others wrote meanwhile.
    fn settle_names(&mut self) {
        let RecorderStart {
            journal,
            private,
            review:
                ReviewSnapshot {
                    specs,
                    found,
                    agreed,
                    lineages,
                },
            ..
        } = &mut self.desk;
        let review = UnderReview {
            increments: &found.increments,
            specs,
            agreed,
        };
        self.naming
            .settle(&self.repository, review, lineages, journal, private);
    }

    /// Keeps which statements of others were read.
    fn mark_read(&mut self, read: &[EventId]) {
        let RecorderStart {
            journal,
            read_marks,
            me,
            project,
            ..
        } = &mut self.desk;
        if let Err(error) = read_marks.mark(read, project, journal.events(), me) {
            self.fail(&error);
        }
    }

    fn show(&mut self) {
        let mut record = with_private(self.desk.journal.record(), self.desk.private.record());
        record.former.clone_from(self.naming.former());
        let ReviewSnapshot { specs, found, .. } = &self.desk.review;
        record.stale = engagement::stale(&self.repository, &record, specs, found);
        record.restored = self.restored.of(&self.repository, &record, found);
        record.unread = self
            .desk
            .read_marks
            .unread(self.desk.journal.events(), &self.desk.me);
        let (whereabouts, are_all) =
            self.standings
                .of(&self.repository, &record, &self.desk.review.found, AT_ONCE);
        record.whereabouts = whereabouts;
        let record = Arc::new(record);
        self.to_place = (!are_all).then(|| record.clone());
        self.send(Msg::Record(record));
        let unsent = self.known.unsent(&self.desk.journal) + self.desk.journal.staged().count();
        let proposal = self.proposal.clone();
        self.send(Msg::Syncing(Syncing::Standing { unsent, proposal }));
    }

    /// Relocates some more notes. The screen gets the result once all are done; until then it
    /// places notes by their text.
    fn place_more(&mut self) {
        let Some(record) = self.to_place.take() else {
            return;
        };
        let (whereabouts, are_all) =
            self.standings
                .of(&self.repository, &record, &self.desk.review.found, AT_ONCE);
        if are_all {
            self.send(Msg::Record(Arc::new(Record {
                whereabouts,
                ..Record::clone(&record)
            })));
        } else {
            self.to_place = Some(record);
        }
    }

    /// Adds new events to the second copy, once `after` passed since it was complete or last tried.
    /// A failure is retried.
    fn copy(&mut self, after: Duration) {
        let events = self.desk.journal.events().len();
        let (copied, since) = *self.copied.get_or_insert((0, Instant::now()));
        if events == copied {
            self.copied = Some((events, Instant::now()));
        } else if since.elapsed() >= after {
            let done = sync::keep_copy(&self.desk.journal).is_ok();
            self.copied = Some((if done { events } else { copied }, Instant::now()));
        }
    }

    fn fail(&self, error: &anyhow::Error) {
        self.send(Msg::Failed(format!("{error:#}")));
    }

    fn send(&self, msg: Msg) {
        let _ = self.inbox.send(InboxEvent::Msg(msg));
    }
}
