//! Decides which entries are accepted, and which are held back because their stated writer may not
//! have written them.
//!
//! Whoever can write to a remote can write under anybody's id. Where a writer signs, an entry under
//! their id that the same signer did not sign is held back. Where nobody signs, a forged entry can
//! be recognised only under the user's own id.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::Result;

use super::command::Surroundings;
use super::process::Control;
use super::sign;
use super::store::{self, LockedCopies, MAX_FILES};
use super::union::{self, OURS};
use crate::git::sidecar::{RefCommit, Sidecar};
use crate::model::id::{EventId, ObjectId, WriterId};
use crate::model::record::Damaged;
use crate::model::signature::{Signature, names};
use crate::model::text::Untrusted;
use crate::record::Journal;
use crate::safe;

/// Maximum width of a signer's name, in cells.
const SIGNER: usize = 60;

/// The tips that a remote or a bundle has, by writer.
pub(super) type Tips = BTreeMap<WriterId, BTreeSet<ObjectId>>;

/// The rule for accepting entries.
pub(super) struct AdmissionGate {
    /// The signer of each writer's entries, for writers with signed entries so far.
    signers: BTreeMap<WriterId, Untrusted>,
    /// The new entries of each writer that came under that signature.
    vouched: BTreeMap<WriterId, HashSet<EventId>>,
    /// Events that this machine wrote and no longer has.
    lost: HashSet<EventId>,
}

/// The means to check signatures.
#[derive(Clone, Copy)]
pub(super) struct SignatureCheck<'a> {
    pub held: &'a LockedCopies,
    pub sidecar: &'a Sidecar,
    pub around: &'a Surroundings,
    pub control: &'a Control<'a>,
}

impl AdmissionGate {
    /// Makes the gate for entries under tips.
    ///
    /// # Errors
    /// When the repository fails, or something is signed and git is not installed.
    pub(super) fn of_tips(
        journal: &Journal,
        tips: &Tips,
        looking: SignatureCheck<'_>,
    ) -> Result<Self> {
        let mut gate = Self::of_text(journal, Some(looking))?;
        let mut fresh: BTreeMap<&WriterId, Vec<RefCommit>> = BTreeMap::new();
        let expected = tips.iter().filter(|(writer, _)| {
            gate.signers.contains_key(*writer) || *writer == journal.writer()
        });
        for (writer, tips) in expected {
            fresh.insert(writer, new_links(looking.sidecar, writer, tips)?);
        }
        let signed = fresh
            .values()
            .flatten()
            .filter(|link| link.signed)
            .map(|link| link.id)
            .collect();
        let verified = sign::verified(&signed, looking)?;
        for (writer, links) in fresh {
            for link in links {
                let Some((Signature::Good, by)) = verified.get(&link.id) else {
                    continue;
                };
                if gate.is_signer(journal, writer, by) {
                    let events = introduced(looking.sidecar, &link)?;
                    gate.vouched
                        .entry(writer.clone())
                        .or_default()
                        .extend(events);
                }
            }
        }
        Ok(gate)
    }

    /// Makes the gate for entries without signatures, such as those of a mail. Without `looking`,
    /// nothing ever came signed.
    ///
    /// # Errors
    /// As [`of_tips`](Self::of_tips).
    pub(super) fn of_text(journal: &Journal, looking: Option<SignatureCheck<'_>>) -> Result<Self> {
        let signers =
            looking.map_or_else(|| Ok(BTreeMap::new()), |looking| signers(journal, looking))?;
        Ok(Self {
            signers,
            vouched: BTreeMap::new(),
            lost: journal.lost(),
        })
    }

    fn is_signer(&self, journal: &Journal, writer: &WriterId, by: &Untrusted) -> bool {
        match self.signers.get(writer) {
            Some(signer) => signer == by,
            None => writer == journal.writer() && names(by, journal.email().as_bytes()),
        }
    }

    /// Tells why an event with that name, a path below `events/`, is held back; `None` to accept
    /// it.
    pub(super) fn why_held(&self, journal: &Journal, name: &str, id: EventId) -> Option<Damaged> {
        let writer: WriterId = name.split('/').next()?.parse().ok()?;
        let is_vouched = self
            .vouched
            .get(&writer)
            .is_some_and(|vouched| vouched.contains(&id));
        if is_vouched || journal.has(id) {
            return None;
        }
        if writer == *journal.writer() {
            return journal.why_not_own(name, id, &self.lost);
        }
        let signer = safe::fit(&safe::inline(self.signers.get(&writer)?), SIGNER);
        let why = format!(
            "it is not signed by {signer}, unlike this writer's other entries, so it does not count. Ask \
             them for a signed sync or bundle; or accept it with `snaglist people {writer} --admit`"
        );
        Some(union::damaged(name, why))
    }
}

/// Finds the first signer of each writer with signed entries.
fn signers(
    journal: &Journal,
    looking: SignatureCheck<'_>,
) -> Result<BTreeMap<WriterId, Untrusted>> {
    if !sign::is_in_use(looking.sidecar)? {
        return Ok(BTreeMap::new());
    }
    let SignatureCheck {
        held,
        sidecar,
        around,
        control,
    } = looking;
    let signed = sign::look(held, sidecar, &super::by_writer(journal), around, control)?;
    let signer = |(writer, signatures): (WriterId, crate::model::signature::Signatures)| {
        signatures.signer().cloned().map(|by| (writer, by))
    };
    Ok(signed.into_iter().filter_map(signer).collect())
}

/// Lists the commits under the tips that are not under the writer's own ref here.
fn new_links(
    sidecar: &Sidecar,
    writer: &WriterId,
    tips: &BTreeSet<ObjectId>,
) -> Result<Vec<RefCommit>> {
    let ours = sidecar.ref_of(&format!("{OURS}{writer}"))?;
    let mut known: HashSet<ObjectId> = HashSet::new();
    if let Some(ours) = ours {
        known.extend(sidecar.history(ours)?.into_iter().map(|link| link.id));
    }
    let mut links = Vec::new();
    for tip in tips.iter().filter(|tip| ours != Some(**tip)) {
        // A tip without a readable history is reported when its files are read.
        let history = sidecar.history(*tip).unwrap_or_default();
        links.extend(history.into_iter().filter(|link| known.insert(link.id)));
    }
    Ok(links)
}

/// Lists the events that a commit has and its parents do not.
fn introduced(sidecar: &Sidecar, link: &RefCommit) -> Result<HashSet<EventId>> {
    let events = |commit: ObjectId| -> Result<HashSet<EventId>> {
        let files = sidecar.files(commit, MAX_FILES)?;
        Ok(files
            .iter()
            .filter_map(store::event_of)
            .map(|(_, id)| id)
            .collect())
    };
    let mut introduced = events(link.id)?;
    for parent in &link.parents {
        for id in events(*parent)? {
            introduced.remove(&id);
        }
    }
    Ok(introduced)
}
