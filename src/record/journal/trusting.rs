//! Decides whose events count on this machine: which writers are admitted, and which events under
//! the user's own id are really theirs.

use std::collections::HashSet;

use anyhow::Result;

use super::Journal;
use crate::model::event::Event;
use crate::model::id::{EventId, WriterId};
use crate::model::person::Role;
use crate::model::record::Damaged;
use crate::model::text::Untrusted;
use crate::record::admission::Admission;
use crate::record::codec;
use crate::record::project::Project;
use crate::record::{Identity, Incoming, Trust};

impl Journal {
    /// Accepts entries under this writer's id that this machine did not write, as a second machine
    /// of the same person writes them: those held back so far, and those to come. Returns how many
    /// were held back.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn take_own(&mut self) -> Result<usize> {
        self.takes_own = true;
        let released = self
            .project
            .release(|event| event.writer == self.identity.writer)?;
        self.refresh()?;
        Ok(released)
    }

    /// Tells why an event from elsewhere is held back: its name has this writer's id, and this
    /// machine did not write it. Anybody who can change a travelling record can forge such an
    /// event.
    ///
    /// `lost` is the result of [`lost`](Self::lost), computed once for many events.
    pub fn why_not_own(&self, name: &str, id: EventId, lost: &HashSet<EventId>) -> Option<Damaged> {
        let is_own = name.split('/').next() == Some(self.identity.writer.as_str());
        let is_written_here =
            || self.archive.has(id) || self.archive.is_damaged(name) || lost.contains(&id);
        if !is_own || self.takes_own || is_written_here() {
            return None;
        }
        Some(Damaged {
            file: codec::printable(name),
            why: "it is under your own id, and this machine did not write it, so it does not count. If \
                  another machine of yours wrote it: `snaglist sync --mine` accepts it"
                .to_owned(),
        })
    }

    /// Whether an event is in the journal.
    pub fn has(&self, id: EventId) -> bool {
        self.archive.has(id)
    }

    /// Returns the email address of this machine's writer.
    pub fn email(&self) -> &Untrusted {
        &self.identity.email
    }

    /// Finds the events that this machine wrote and no longer has: the next event names each of
    /// them.
    pub fn lost(&self) -> HashSet<EventId> {
        self.own()
            .filter_map(|event| event.prev)
            .filter(|id| !self.archive.has(*id))
            .collect()
    }

    /// Accepts the good events from elsewhere, and holds the others back. Returns how many entries
    /// are new.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn take_in(&mut self, good: &[Incoming], held: &[Incoming]) -> Result<usize> {
        self.project.hold_back(held)?;
        let added = self.project.take_in(good)?;
        self.refresh()?;
        let proven = self.release_proven()?;
        // Events that were accepted after all are no longer held.
        self.project.release(|event| self.archive.has(event.id))?;
        Ok(added + proven)
    }

    /// Accepts held events that prove to be written here: each event that comes back names its
    /// predecessor.
    fn release_proven(&mut self) -> Result<usize> {
        let mine = self.identity.writer.clone();
        let mut released = 0;
        loop {
            let lost = self.lost();
            let is_proven = |event: &Event| event.writer == mine && lost.contains(&event.id);
            let now = if lost.is_empty() {
                0
            } else {
                self.project.release(is_proven)?
            };
            if now == 0 {
                return Ok(released);
            }
            released += now;
            self.pick_up(Some(&mine))?;
        }
    }

    /// Admits everybody in the record with their current role, unless decisions exist already. Call
    /// this before anything comes in, so that newcomers are asked about from then on.
    ///
    /// # Errors
    /// When the decisions cannot be read or written.
    pub fn settle_people(&mut self) -> Result<()> {
        if self.trust.admission.is_some() {
            return Ok(());
        }
        self.refresh()?;
        let record = self.record();
        let wrote = record
            .people
            .iter()
            .filter(|(_, person)| person.entries > 0);
        // This machine's own writer keeps the right to state their role.
        let role =
            |writer: &WriterId, role: Role| (*writer != self.identity.writer).then_some(role);
        let admitted = wrote.map(|(writer, person)| (writer.clone(), role(writer, person.role)));
        let admitted: Vec<_> = admitted.collect();
        self.project.settle_people(admitted)?;
        self.refresh().map(drop)
    }

    /// Admits a writer on this machine, with a role or with the one they state, and accepts their
    /// held events.
    ///
    /// # Errors
    /// When the decision cannot be saved.
    pub fn admit(&mut self, writer: &WriterId, role: Option<Role>) -> Result<()> {
        self.settle_people()?;
        let says = || {
            self.record()
                .people
                .get(writer)
                .map(|person| person.pending.unwrap_or(person.role))
        };
        self.project.admit(writer, role.or_else(says))?;
        if *writer != self.identity.writer {
            self.project.release(|event| event.writer == *writer)?;
        }
        self.refresh().map(drop)
    }

    /// Refuses a writer on this machine: their words do not count until they are admitted.
    ///
    /// # Errors
    /// When the decision cannot be saved.
    pub fn refuse(&mut self, writer: &WriterId) -> Result<()> {
        self.settle_people()?;
        self.project.refuse(writer)?;
        self.refresh().map(drop)
    }
}

/// Determines whose words count in a project, for the writer on this machine.
pub(super) fn trust(project: &Project, identity: &Identity) -> Result<Trust> {
    let admission = if project.is_private() {
        Some(Admission::default())
    } else {
        project.admission()?
    };
    Ok(Trust {
        me: Some(identity.writer.clone()),
        admission,
    })
}
