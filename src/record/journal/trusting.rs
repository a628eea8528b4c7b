//! Decides on this machine whose events count: which writers are admitted, and which events under the user's own id are theirs.

use std::collections::HashSet;

use anyhow::Result;

use super::Journal;
use crate::model::id::{EventId, WriterId};
use crate::model::record::{Damaged, Role};
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
        let released = self.project.release(&self.identity.writer.clone(), |_| true)?;
        self.refresh()?;
        Ok(released)
    }

    /// Says why an event that comes from elsewhere is held back: its name has this writer's id, and this machine did not
    /// write it. Anybody who can change a record that travels can forge such an event.
    ///
    /// An event that this machine wrote and lost is known by the chain: the one after it names it.
    pub fn stranger(&self, name: &str, id: EventId) -> Option<Damaged> {
        let is_own = name.split('/').next() == Some(self.identity.writer.as_str());
        if !is_own || self.takes_own || self.is_written_here(name, id) {
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

    fn is_written_here(&self, name: &str, id: EventId) -> bool {
        let is_lost = || self.archive.damaged_names().any(|damaged| damaged == name);
        let is_named = || self.own().any(|event| event.prev == Some(id));
        self.archive.has(id) || is_lost() || is_named()
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
        for writer in self.project.held()?.keys() {
            self.project.release(writer, |id| self.archive.has(id))?;
        }
        Ok(added + proven)
    }

    /// Takes in what is held back and turns out to be written here.
    fn release_proven(&mut self) -> Result<usize> {
        let mut released = 0;
        loop {
            let named: HashSet<EventId> = self.own().filter_map(|event| event.prev).collect();
            let mine = self.identity.writer.clone();
            let now = self.project.release(&mine, |id| named.contains(&id) && !self.archive.has(id))?;
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
        self.project.release(writer, |_| *writer != self.identity.writer)?;
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
