//! Decides on this machine whose events count: which writers are admitted, and which events under the user's own id are theirs.

use anyhow::Result;

use super::Journal;
use crate::model::id::{EventId, WriterId};
use crate::model::record::{Damaged, Role};
use crate::record::codec;
use crate::record::project::Project;
use crate::record::{Identity, Trust};

impl Journal {
    /// Takes in entries under this writer's id that this machine did not write, as a second machine of the same person
    /// writes them. Without this call, [`stranger`](Self::stranger) turns them away.
    pub fn take_own(&mut self) {
        self.takes_own = true;
    }

    /// Says why an event that comes from elsewhere is set aside: its name has this writer's id, and this machine did not
    /// write it. Anybody who can change a record that travels can forge such an event.
    pub fn stranger(&self, name: &str, id: EventId) -> Option<Damaged> {
        let is_own = name.split('/').next() == Some(self.identity.writer.as_str());
        let is_known = || self.archive.has(id);
        (is_own && !self.takes_own && !is_known()).then(|| Damaged {
            file: codec::printable(name),
            why: "it is under your own id, and this machine did not write it; if another machine of yours did, take it in \
                  with `--mine`"
                .to_owned(),
        })
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

    /// Admits a writer on this machine, as a role or as what they say they are.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn admit(&mut self, writer: &WriterId, role: Option<Role>) -> Result<()> {
        self.settle_people()?;
        let says = || self.record().people.get(writer).map(|person| person.pending.unwrap_or(person.role));
        self.project.admit(writer, role.or_else(says))?;
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
