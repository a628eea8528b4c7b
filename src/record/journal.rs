//! The journal: this writer's additions to a project's record, beside everybody's events.
//!
//! Owns the two steps to "saved": staging shows an event, publishing makes it durable.

mod numbering;
mod trusting;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result, anyhow};

use super::archive::Archive;
use super::codec;
use super::project::Project;
use super::{Folded, Identity, Trust, durable};
use crate::digest;
use crate::model::event::{Body, Event, Statement};
use crate::model::id::{Digest, EventId, WriterId};
use crate::model::names::Names;
use crate::model::record::{Damaged, Record};
use crate::model::time::Timestamp;
use trusting::trust;

/// With more new events at once than this, all are folded anew.
const FEW: usize = 8;

/// One project's events: readable for everybody, extended by one writer.
pub struct Journal {
    project: Project,
    identity: Identity,
    archive: Archive,
    staged: Vec<Staged>,
    /// Events that were published and not reported yet.
    saved: Vec<SavedEvent>,
    /// Whether this writer's directory exists, without leftovers of a killed process.
    prepared: bool,
    /// Today's names for the names in statements.
    names: Arc<Names>,
    /// Whose words count.
    trust: Trust,
    /// Whether to accept entries under this writer's id that this machine did not write.
    takes_own: bool,
    /// The fold of all read and staged events, computed on demand; extended or dropped when events
    /// are added.
    folded: OnceLock<Folded>,
    /// The folded record with the damaged files.
    record: OnceLock<Arc<Record>>,
}

/// An event that is shown but not saved yet.
struct Staged {
    /// The id it was first shown under.
    first: EventId,
    event: Event,
    text: String,
}

/// An event that is saved durably.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SavedEvent {
    /// The id that staging gave it.
    pub staged: EventId,
    /// Its final id: differs when a second process of the same writer took its number first.
    pub id: EventId,
}

impl Journal {
    /// Reads all writers' events. The record lists damaged files beside the rest. Writes nothing.
    ///
    /// # Errors
    /// When an existing directory cannot be listed, is a link, or belongs to somebody else.
    pub fn open(project: &Project, identity: &Identity) -> Result<Self> {
        let mut archive = Archive::new(project);
        archive.pick_up(None)?;
        Ok(Self {
            project: project.clone(),
            identity: identity.clone(),
            archive,
            staged: Vec::new(),
            saved: Vec::new(),
            prepared: false,
            names: Arc::default(),
            trust: trust(project, identity)?,
            takes_own: false,
            folded: OnceLock::new(),
            record: OnceLock::new(),
        })
    }

    /// Changes this writer's name or address from now on.
    pub fn introduce_as(&mut self, identity: Identity) {
        self.identity = Identity {
            writer: self.identity.writer.clone(),
            ..identity
        };
    }

    /// -
    ///
    /// Returns the project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Returns the writer who adds to it.
    pub fn writer(&self) -> &WriterId {
        &self.identity.writer
    }

    /// Returns the fold of all read and staged events.
    pub fn record(&self) -> &Arc<Record> {
        self.record.get_or_init(|| {
            let folded = self.folded.get_or_init(|| {
                let events = self.archive.events().iter().chain(self.staged());
                Folded::of(events, self.names.clone(), &self.trust)
            });
            let mut record = folded.record().clone();
            if self.archive.damaged().next().is_some() {
                let record = Arc::make_mut(&mut record);
                record.damaged.extend(self.archive.damaged().cloned());
                record.damaged.sort();
            }
            record
        })
    }

    /// Files statements under other names from now on.
    pub fn set_names(&mut self, names: Names) {
        if *self.names != names {
            self.names = Arc::new(names);
            self.fold_anew();
        }
    }

    /// Returns all events that were read, in no order, without staged ones.
    pub fn events(&self) -> &[Event] {
        self.archive.events()
    }

    /// Iterates over events that are staged but not published, oldest first.
    pub fn staged(&self) -> impl Iterator<Item = &Event> {
        self.staged.iter().map(|staged| &staged.event)
    }

    /// Returns the statement that introduces this writer, so that others see a name instead of an
    /// id: the identity, unless the record has exactly that.
    pub fn introduction(&self) -> Option<Statement> {
        let Identity {
            writer,
            name,
            email,
            role,
        } = self.identity.clone();
        let about_self = |event: &&Event| {
            event.writer == writer
                && matches!(&event.statement.body, Body::Role { writer: about, .. } if *about == writer)
        };
        let last = self
            .own()
            .filter(about_self)
            .max_by_key(|event| (event.seq, event.id));
        let said = last.map(|event| event.statement.body.clone());
        // A role that somebody stated for this project applies here, whatever their usual role is.
        let role = match &said {
            Some(Body::Role { role, .. }) => *role,
            _ => role,
        };
        let body = Body::Role {
            writer,
            name,
            email,
            role,
        };
        (said.as_ref() != Some(&body)).then(|| Statement::new(body))
    }

    /// Computes one digest of all events that were read: equal for everybody who has the same set.
    pub fn digest(&self) -> Digest {
        let mut ids: Vec<EventId> = self.archive.events().iter().map(|event| event.id).collect();
        ids.sort_unstable();
        ids.dedup();
        digest::of_parts(ids.iter().map(|id| &id.0.0[..]))
    }

    /// Reads everything again, including damaged files. Staged events stay staged.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn reread(&mut self) -> Result<()> {
        let mut archive = Archive::new(&self.project);
        archive.pick_up(None)?;
        self.archive = archive;
        self.trust = trust(&self.project, &self.identity)?;
        self.fold_anew();
        self.renumber()
    }

    /// Iterates over files of the journal that are no events, or not the events of their names.
    pub fn damaged(&self) -> impl Iterator<Item = &Damaged> {
        self.archive.damaged()
    }

    /// Numbers a statement and adds it to [`record`](Self::record), in memory only.
    ///
    /// # Errors
    /// When it cannot be written so that it reads back: too long, or of an unknown kind. The
    /// journal then stays as it was.
    pub fn stage(&mut self, at: Timestamp, statement: Statement) -> Result<Event> {
        let staged = self.number(at, statement)?;
        let event = staged.event.clone();
        self.record.take();
        if let Some(folded) = self.folded.get_mut() {
            let others = self
                .archive
                .events()
                .iter()
                .chain(self.staged.iter().map(|staged| &staged.event));
            if !folded.add(&event, others) {
                self.fold_anew();
            }
        }
        self.staged.push(staged);
        Ok(event)
    }

    /// Writes staged events durably, oldest first, and returns those that were saved.
    ///
    /// # Errors
    /// When something cannot be written. Staged events stay staged and this can be called again;
    /// the call that succeeds also reports those saved before the failure.
    pub fn publish(&mut self) -> Result<Vec<SavedEvent>> {
        if !self.staged.is_empty() {
            let dir = self.own_dir();
            let published = self.publish_staged();
            // Somebody may have removed the directory; the next call checks.
            self.prepared &= published.is_ok();
            published.with_context(|| {
                format!(
                    "saving to {}: not saved yet, but kept here; free some space there and try again, \
                     or choose another directory with --data-dir",
                    dir.display()
                )
            })?;
        }
        Ok(std::mem::take(&mut self.saved))
    }

    /// Stages and publishes a statement, and returns the event as saved.
    ///
    /// # Errors
    /// As [`stage`](Self::stage) and [`publish`](Self::publish); after the latter the statement is
    /// staged.
    pub fn append(&mut self, at: Timestamp, statement: Statement) -> Result<Event> {
        let staged = self.stage(at, statement)?;
        let saved = self.publish()?;
        let id = saved
            .iter()
            .find(|saved| saved.staged == staged.id)
            .map_or(staged.id, |saved| saved.id);
        let last = self
            .archive
            .events()
            .iter()
            .rev()
            .find(|event| event.id == id);
        last.cloned()
            .ok_or_else(|| anyhow!("an event that was saved is not in the journal"))
    }

    /// Reads what other processes wrote; true if there was anything new. A staged event may get
    /// another number and so another id, which [`publish`](Self::publish) reports.
    ///
    /// # Errors
    /// When an existing directory cannot be listed.
    pub fn refresh(&mut self) -> Result<bool> {
        let news = self.pick_up(None)?;
        if news {
            self.renumber()?;
        }
        let trust = trust(&self.project, &self.identity)?;
        let is_decided = trust.admission != self.trust.admission;
        if is_decided {
            self.trust = trust;
            self.fold_anew();
        }
        Ok(news || is_decided)
    }

    /// Reads new events of one writer or of all, and extends the fold with them; true if there were
    /// any.
    fn pick_up(&mut self, of: Option<&WriterId>) -> Result<bool> {
        let before = self.archive.events().len();
        let news = self.archive.pick_up(of)?;
        if news {
            self.record.take();
        }
        let (old, new) = self.archive.events().split_at(before);
        if let Some(folded) = self.folded.get_mut() {
            let staged = self.staged.iter().map(|staged| &staged.event);
            let all = |read: usize| old.iter().chain(&new[..read]).chain(staged.clone());
            // Each new event costs a look at all the others; with many, folding anew is faster.
            let few = new.len() <= FEW;
            if !few || !(0..new.len()).all(|at| folded.add(&new[at], all(at))) {
                self.fold_anew();
            }
        }
        Ok(news)
    }

    fn fold_anew(&mut self) {
        self.folded.take();
        self.record.take();
    }

    fn publish_staged(&mut self) -> Result<()> {
        let dir = self.own_dir();
        if !self.prepared {
            durable::private_dir(&self.project.root, &dir)?;
        }
        let _lock = durable::lock(&self.project.lock_path())?;
        if !self.prepared {
            durable::clean(&dir);
            self.prepared = true;
        }
        let this = self.identity.writer.clone();
        self.pick_up(Some(&this))?;
        self.renumber()?;
        while let Some(staged) = self.staged.first() {
            let Event { seq, id, .. } = staged.event;
            durable::publish(&dir.join(codec::base_name(seq, id)), staged.text.as_bytes())?;
            self.saved.push(SavedEvent {
                staged: staged.first,
                id,
            });
            self.archive.add(self.staged.remove(0).event);
        }
        Ok(())
    }

    fn own_dir(&self) -> PathBuf {
        self.project
            .path()
            .join("events")
            .join(self.identity.writer.as_str())
    }
}
