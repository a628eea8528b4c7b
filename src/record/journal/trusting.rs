//! Decides on this machine whose events count: which writers are admitted, and which events under the user's own id are theirs.

use std::collections::HashSet;

use anyhow::Result;

use super::Journal;
use crate::model::event::Event;
use crate::model::id::{EventId, WriterId};
use crate::model::person::Role;
use crate::model::record::Damaged;
use crate::model::text::Untrusted;
use crate::record::codec;
use crate::record::project::Project;
use crate::record::{Identity, Incoming, Trust};

impl Journal {
    /// Takes in entries under this writer's id that this machine did not write, as a second machine of the same person
    /// writes them: those held back so far, and those that come from here on. Gives how many were held back.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn take_own(&mut self) -> Result<usize> {
        self.takes_own = true;
        let released = self.project.release(|event| event.writer == self.identity.writer)?;
        self.refresh()?;
        Ok(released)
    }

    /// Says why an event that comes from elsewhere is held back: its name has this writer's id, and this machine did not
    /// write it. Anybody who can change a record that travels can forge such an event.
    ///
    /// `lost` is what [`lost`](Self::lost) gives, found once for many events.
    pub fn why_not_own(&self, name: &str, id: EventId, lost: &HashSet<EventId>) -> Option<Damaged> {
        let is_own = name.split('/').next() == Some(self.identity.writer.as_str());
        let is_written_here = || self.archive.has(id) || self.archive.is_damaged(name) || lost.contains(&id);
        if !is_own || self.takes_own || is_written_here() {
            return None;
        }
        Some(Damaged {
            file: codec::printable(name),
            why: "it is under your own id, and this machine did not write it; it counts for nothing. If another machine of \
                  yours wrote it: `snaglist sync --mine` takes it in"
                .to_owned(),
        })
    }

    /// Whether an event is in the journal.
    pub fn has(&self, id: EventId) -> bool {
        self.archive.has(id)
    }

    /// The address of whoever writes on this machine.
    pub fn email(&self) -> &Untrusted {
        &self.identity.email
    }

    /// Finds the events that this machine wrote and does not have any more: the event after each names it.
    pub fn lost(&self) -> HashSet<EventId> {
        self.own().filter_map(|event| event.prev).filter(|id| !self.archive.has(*id)).collect()
    }

    /// Takes in what came from elsewhere, and holds the rest back. Gives how many entries are new.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn take_in(&mut self, good: &[Incoming], held: &[Incoming]) -> Result<usize> {
        self.project.hold_back(held)?;
        let added = self.project.take_in(good)?;
        self.refresh()?;
        let proven = self.release_proven()?;
        // What came in after all is held back no more.
        self.project.release(|event| self.archive.has(event.id))?;
        Ok(added + proven)
    }

    /// Takes in what is held back and turns out to be written here: each event that comes back names the one before it.
    fn release_proven(&mut self) -> Result<usize> {
        let mine = self.identity.writer.clone();
        let mut released = 0;
        loop {
            let lost = self.lost();
            let is_proven = |event: &Event| event.writer == mine && lost.contains(&event.id);
            let now = if lost.is_empty() { 0 } else { self.project.release(is_proven)? };
            if now == 0 {
                return Ok(released);
            }
            released += now;
            self.pick_up(Some(&mine))?;
        }
    }

    /// Admits whoever is in the record already as what they count as, where nothing was decided yet; to be called before
    /// anything comes in, so that from then on those who are new are asked about.
    ///
    /// # Errors
    /// When the decisions cannot be read or written.
    pub fn settle_people(&mut self) -> Result<()> {
        if self.trust.admission.is_some() {
            return Ok(());
        }
        self.refresh()?;
        let record = self.record();
        let wrote = record.people.iter().filter(|(_, person)| person.entries > 0);
        // What this machine's own writer is stays their own word.
        let role = |writer: &WriterId, role: Role| (*writer != self.identity.writer).then_some(role);
        let admitted = wrote.map(|(writer, person)| (writer.clone(), role(writer, person.role)));
        let admitted: Vec<_> = admitted.collect();
        self.project.settle_people(admitted)?;
        self.refresh().map(drop)
    }

    /// Admits a writer on this machine, as a role or as what they say they are, and takes in what of theirs is held back.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn admit(&mut self, writer: &WriterId, role: Option<Role>) -> Result<()> {
        self.settle_people()?;
        let says = || self.record().people.get(writer).map(|person| person.pending.unwrap_or(person.role));
        self.project.admit(writer, role.or_else(says))?;
        if *writer != self.identity.writer {
            self.project.release(|event| event.writer == *writer)?;
        }
        self.refresh().map(drop)
    }

    /// Has a writer's words count for nothing on this machine, until they are admitted.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn refuse(&mut self, writer: &WriterId) -> Result<()> {
        self.settle_people()?;
        self.project.refuse(writer)?;
        self.refresh().map(drop)
    }
}

/// Whose words count in a project, for somebody who writes on this machine.
pub(super) fn trust(project: &Project, identity: &Identity) -> Result<Trust> {
    Ok(Trust { me: Some(identity.writer.clone()), admission: project.admission()? })
}
