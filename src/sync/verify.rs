//! Checks the journal and its copies, and repairs each from the others.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::process::Control;
use super::store::{self, LockedCopies, MAX_FILES};
use super::union::OURS;
use super::{Surroundings, format_of, process, sign};
use crate::git::sidecar::{Filed, Sidecar};
use crate::model::id::{Digest, WriterId};
use crate::model::record::Damaged;
use crate::model::signature::Signed;
use crate::record::codec::{self, MAX_EVENT_BYTES};
use crate::record::{Incoming, Journal};

/// The result of a check of the record.
#[derive(Clone, Debug)]
pub struct Checked {
    /// How many events there are.
    pub events: usize,
    /// How many people wrote them.
    pub writers: usize,
    /// The digest of all events.
    pub digest: Digest,
    /// How many of them newer versions wrote.
    pub newer: usize,
    /// Events that were missing or damaged in the journal, and were restored from a copy.
    pub restored: Vec<String>,
    /// Irreparable files, broken chains, gaps, forks.
    pub damaged: Vec<Damaged>,
    /// Invalid events that others sent.
    pub aside: Vec<Damaged>,
    /// How many events of each writer are held back.
    pub held: BTreeMap<WriterId, usize>,
    /// How each writer's events are signed; empty when git is not installed.
    pub signatures: Signed,
    /// Other findings and repairs, each a line made safe.
    pub remarks: Vec<String>,
}

/// Checks every digest and chain, restores events of a copy into the journal, and of the journal
/// into the copy. Irreparable files stay where they are.
///
/// # Errors
/// When something cannot be read at all, or a repair cannot be written.
pub fn verify(
    journal: &mut Journal,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<Checked> {
    let project = journal.project().clone();
    let mut checked = Checked {
        events: 0,
        writers: 0,
        digest: journal.digest(),
        newer: 0,
        restored: Vec::new(),
        damaged: Vec::new(),
        aside: project.aside()?,
        held: project.held(),
        signatures: Signed::new(),
        remarks: Vec::new(),
    };
    if !journal.events().is_empty() || journal.damaged().next().is_some() || project.path().is_dir()
    {
        let held = store::hold(&project, control)?;
        repair(journal, &held, &mut checked)?;
        let (mut sidecar, remark) = held.open(format_of(&project))?;
        checked.remarks.extend(remark);
        if let Err(why) = store::keep(&mut sidecar, &project, journal.events()) {
            // It opens but its content cannot be read: recreate it, like one that does not open.
            sidecar = held.replace(sidecar)?;
            checked.remarks.push(format!(
                "the copy of the record was damaged ({why:#}); it was made anew"
            ));
            store::keep(&mut sidecar, &project, journal.events())?;
        }
        match sign::look(&held, &sidecar, &super::by_writer(journal), around, control) {
            Ok(signatures) => checked.signatures = signatures,
            Err(error) if error.is::<process::Cancelled>() => return Err(error),
            Err(error) => checked
                .remarks
                .push(format!("signatures were not looked at: {error:#}")),
        }
    }
    checked.events = journal.events().len();
    checked.writers = journal
        .events()
        .iter()
        .map(|event| &event.writer)
        .collect::<BTreeSet<_>>()
        .len();
    checked.newer = journal
        .events()
        .iter()
        .filter(|event| event.statement.body.is_unknown())
        .count();
    checked.digest = journal.digest();
    checked.damaged.clone_from(&journal.record().damaged);
    for remark in &mut checked.remarks {
        *remark = crate::safe::inline(&*remark).into_string();
    }
    Ok(checked)
}

/// Restores events that the copies have and the journal lacks.
fn repair(journal: &mut Journal, held: &LockedCopies, checked: &mut Checked) -> Result<()> {
    let project = held.project();
    let mut there: BTreeSet<String> = journal
        .events()
        .iter()
        .map(|event| codec::file_name(&event.writer, event.seq, event.id))
        .collect();
    // Held events travel on, and are not missing.
    let held_back = project.held_events()?;
    let mut found = Vec::new();
    for sha256 in [false, true] {
        let Some(sidecar) = store::look(project, sha256) else {
            continue;
        };
        for (writer, file) in filed(&sidecar, checked) {
            let Some((seq, id)) = store::event_of(&file) else {
                continue;
            };
            let name = codec::file_name(&writer, seq, id);
            if there.contains(&name) || held_back.contains(&id) {
                continue;
            }
            match sidecar.read(file.id, MAX_EVENT_BYTES) {
                Ok(Some(bytes)) if codec::decode(&name, &bytes).is_ok() => {
                    there.insert(name.clone());
                    found.push(Incoming { name, bytes });
                }
                Ok(_) => {}
                Err(why) => checked
                    .remarks
                    .push(format!("{name} cannot be read in the copy: {why:#}")),
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    project.take_in(&found)?;
    checked.restored = found.into_iter().map(|incoming| incoming.name).collect();
    checked.restored.sort();
    checked.aside = project.aside()?;
    journal.reread()
}

/// Collects every file of every writer in any copy, as far as it can be read.
fn filed(sidecar: &Sidecar, checked: &mut Checked) -> BTreeSet<(WriterId, Filed)> {
    let mut roots: Vec<(WriterId, _)> = Vec::new();
    match store::kept(sidecar) {
        Ok(kept) => roots.extend(kept),
        Err(why) => checked
            .remarks
            .push(format!("the copy of the record cannot be read: {why:#}")),
    }
    let ours = sidecar.refs(OURS).unwrap_or_default();
    roots.extend(
        ours.into_iter()
            .filter_map(|(name, tip)| Some((name.parse().ok()?, tip))),
    );
    let mut all = BTreeSet::new();
    for (writer, root) in roots {
        match sidecar.files(root, MAX_FILES) {
            Ok(files) => all.extend(files.into_iter().map(|file| (writer.clone(), file))),
            Err(why) => checked.remarks.push(format!(
                "the copy of {writer}'s entries cannot be read: {why:#}"
            )),
        }
    }
    all
}
