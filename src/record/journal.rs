//! The journal: what this writer adds to a project's record, beside what all wrote.
//!
//! Owns the two steps to "saved": staging, which shows, and publishing, which keeps.

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

/// With more new events than these at once, all are folded anew.
const FEW: usize = 8;

/// One project's events: everybody's to read, one writer's to add to.
pub struct Journal {
    project: Project,
    identity: Identity,
    archive: Archive,
    staged: Vec<Staged>,
    /// Published, and not yet reported.
    saved: Vec<Saved>,
    /// Whether this writer's directory is there, and free of what a killed process left.
    prepared: bool,
    /// What the names in statements stand for.
    names: Arc<Names>,
    /// Whose words count.
    trust: Trust,
    /// Whether entries of this writer's come in that this machine did not write.
    takes_own: bool,
    /// All that is read and staged, folded when asked for; gone on with, or emptied, when anything is added.
    folded: OnceLock<Folded>,
    /// The same with the files that are damaged.
    record: OnceLock<Arc<Record>>,
}

/// An event that is shown and not yet kept.
struct Staged {
    /// The id it was first shown under.
    first: EventId,
    event: Event,
    text: String,
}

/// An event that is there for good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Saved {
    /// The id that staging gave.
    pub staged: EventId,
    /// The id it has: another one when a second process of the same writer took its number first.
    pub id: EventId,
}

impl Journal {
    /// Reads all writers' events. What is damaged stands in the record beside the rest. Writes nothing.
    ///
    /// # Errors
    /// When a directory that is there cannot be listed, is a link, or is somebody else's.
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

    /// Introduces the same writer under another name or address from now on.
    pub fn introduce_as(&mut self, identity: Identity) {
        self.identity = Identity { writer: self.identity.writer.clone(), ..identity };
    }

    /// Of which project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Who adds to it.
    pub fn writer(&self) -> &WriterId {
        &self.identity.writer
    }

    /// Everything read and staged, folded.
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

    /// Files statements under what their names stand for from now on.
    pub fn set_names(&mut self, names: Names) {
        if *self.names != names {
            self.names = Arc::new(names);
            self.fold_anew();
        }
    }

    /// Everything read, in no order; without what is staged.
    pub fn events(&self) -> &[Event] {
        self.archive.events()
    }

    /// What was staged and is not published, oldest first.
    pub fn staged(&self) -> impl Iterator<Item = &Event> {
        self.staged.iter().map(|staged| &staged.event)
    }

    /// What to say first, so that others see a name instead of an id: the identity, unless this writer
    /// said just that already.
    pub fn introduction(&self) -> Option<Statement> {
        let Identity { writer, name, email, role } = self.identity.clone();
        let about_self = |event: &&Event| {
            event.writer == writer
                && matches!(&event.statement.body, Body::Role { writer: about, .. } if *about == writer)
        };
        let last = self.own().filter(about_self).max_by_key(|event| (event.seq, event.id));
        let said = last.map(|event| event.statement.body.clone());
        // What somebody said they are in this project holds here, whatever they usually are.
        let role = match &said {
            Some(Body::Role { role, .. }) => *role,
            _ => role,
        };
        let body = Body::Role { writer, name, email, role };
        (said.as_ref() != Some(&body)).then(|| Statement::new(body))
    }

    /// One digest for all events that are read: the same for everybody who has the same set.
    pub fn digest(&self) -> Digest {
        let mut ids: Vec<EventId> = self.archive.events().iter().map(|event| event.id).collect();
        ids.sort_unstable();
        ids.dedup();
        digest::of_parts(ids.iter().map(|id| &id.0.0[..]))
    }

    /// Reads everything again, also what was damaged. What is staged stays so.
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

    /// Files of the journal that are no events, or not the events of their names.
    pub fn damaged(&self) -> impl Iterator<Item = &Damaged> {
        self.archive.damaged()
    }

    /// Numbers a statement and adds it to [`record`](Self::record), in memory only.
    ///
    /// # Errors
    /// When it cannot be written so that it reads back: too long, or of an unknown kind. The journal is
    /// then as it was.
    pub fn stage(&mut self, at: Timestamp, statement: Statement) -> Result<Event> {
        let staged = self.number(at, statement)?;
        let event = staged.event.clone();
        self.record.take();
        if let Some(folded) = self.folded.get_mut() {
            let others = self.archive.events().iter().chain(self.staged.iter().map(|staged| &staged.event));
            if !folded.add(&event, others) {
                self.fold_anew();
            }
        }
        self.staged.push(staged);
        Ok(event)
    }

    /// Writes what is staged, oldest first, so that it outlasts a power cut, and says what was saved.
    ///
    /// # Errors
    /// When something cannot be written. What is staged stays so and this can be called again; what was
    /// saved before the failure is reported by the call that succeeds.
    pub fn publish(&mut self) -> Result<Vec<Saved>> {
        if !self.staged.is_empty() {
            let dir = self.own_dir();
            let published = self.publish_staged();
            // Someone may have taken the directory away; the next call looks.
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

    /// Stages and publishes a statement, and gives the event as saved.
    ///
    /// # Errors
    /// As [`stage`](Self::stage) and [`publish`](Self::publish); after the latter the statement is
    /// staged.
    pub fn append(&mut self, at: Timestamp, statement: Statement) -> Result<Event> {
        let staged = self.stage(at, statement)?;
        let saved = self.publish()?;
        let id = saved.iter().find(|saved| saved.staged == staged.id).map_or(staged.id, |saved| saved.id);
        let last = self.archive.events().iter().rev().find(|event| event.id == id);
        last.cloned().ok_or_else(|| anyhow!("an event that was saved is not in the journal"))
    }

    /// Picks up what other processes wrote; true if there was anything new. What is staged may get
    /// another number and so another id: [`publish`](Self::publish) tells.
    ///
    /// # Errors
    /// When a directory that is there cannot be listed.
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

    /// Reads what is new of one writer or of all, and goes on folding with it; whether there was anything.
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
            // Each costs a look at all the others; with many, folding anew is sooner done.
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
            self.saved.push(Saved { staged: staged.first, id });
            self.archive.add(self.staged.remove(0).event);
        }
        Ok(())
    }

    fn own_dir(&self) -> PathBuf {
        self.project.path().join("events").join(self.identity.writer.as_str())
    }
}
