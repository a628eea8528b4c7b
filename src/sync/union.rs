//! Checks what came from a remote and adds it to the record.
//!
//! A writer's events are a tree of files named by their own digest, so adding is the union of sets, and
//! nothing has to be trusted: whatever is no event under its name is left out. Knows nothing of how it came.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::Result;

use super::store::{self, MAX_FILES};
use crate::git::sidecar::{FileWrite, Filed, Sidecar};
use crate::model::id::{EventId, ObjectId, WriterId};
use crate::model::person::entries;
use crate::model::record::Damaged;
use crate::model::time::Timestamp;
use crate::record::codec::{self, MAX_EVENT_BYTES};
use crate::record::{Coming, HeldRoom, Incoming, WhyHeld};

/// The prefix of the refs that we send: one per writer.
pub(super) const OURS: &str = "refs/snaglist/v1/w/";

/// Maximum size of the new events that one exchange accepts, in bytes.
const MAX_NEW_BYTES: usize = 512 << 20;

/// The time of commits that the program makes by itself: fixed, so that two people who make the same one get
/// the same id.
const NO_TIME: Timestamp = Timestamp(0);

/// The state of the journal that decides about arrivals.
#[derive(Clone, Copy)]
pub(super) struct JournalState<'a> {
    /// The events in it.
    pub known: &'a HashSet<EventId>,
    /// Why an event is held back.
    pub why_held: WhyHeld<'a>,
    /// The room left for held events.
    pub room: &'a HeldRoom,
}

/// The arrivals so far.
#[derive(Default)]
pub(super) struct Arrived {
    /// Events that are not in the journal.
    pub new: Vec<Incoming>,
    /// Events that may not come from their stated writer, with the reason.
    pub held: Vec<(Damaged, Incoming)>,
    /// Invalid events, with their bytes.
    pub bad: Vec<(Damaged, Vec<u8>)>,
    /// Total size of new and held events, in bytes.
    bytes: usize,
}

impl Arrived {
    /// Counts what would be added.
    pub(super) fn coming(&self) -> Coming {
        Coming {
            entries: self.new.len() + self.held.len(),
            drafts: 0,
            bad: self.bad.len(),
            bytes: self.bytes as u64,
        }
    }
}

/// Computes the new target of a writer's ref from the tips under its name, and collects the new events. The
/// caller moves the ref only once those are durable, because its content is not checked again.
///
/// # Errors
/// When the repository fails. Faults in the arrivals are no errors.
pub(super) fn adopt(
    sidecar: &mut Sidecar,
    writer: &WriterId,
    tips: &BTreeSet<ObjectId>,
    journal: JournalState<'_>,
    arrived: &mut Arrived,
) -> Result<Option<ObjectId>> {
    let before = sidecar.ref_of(&format!("{OURS}{writer}"))?;
    let mut local = before;
    for tip in tips {
        if let Some(here) = local
            && sidecar.comes_before(*tip, here)?
        {
            continue;
        }
        let here: BTreeSet<Filed> = match local {
            Some(local) => sidecar.files(local, MAX_FILES)?.into_iter().collect(),
            None => BTreeSet::new(),
        };
        let files = match sidecar.files(*tip, MAX_FILES) {
            Ok(files) => files,
            Err(error) => {
                arrived.bad.push((
                    damaged(&format!("{writer}"), format!("it cannot be read: {error:#}")),
                    Vec::new(),
                ));
                continue;
            }
        };
        let mut good = Vec::new();
        let mut is_clean = true;
        for file in files.into_iter().filter(|file| !here.contains(file)) {
            match look_at(sidecar, writer, &file, journal, arrived)? {
                true => good.push(file),
                false => is_clean = false,
            }
        }
        let leads_on = match local {
            Some(local) => sidecar.comes_before(local, *tip)?,
            None => true,
        };
        local = Some(if is_clean && leads_on { *tip } else { join(sidecar, writer, local, *tip, &good)? });
    }
    Ok(local.filter(|local| before != Some(*local)))
}

/// Whether a file may stay: an event under its own name, or a newer version's file beside events. Collects
/// new and invalid ones.
fn look_at(
    sidecar: &Sidecar,
    writer: &WriterId,
    file: &Filed,
    JournalState { known, why_held, room }: JournalState<'_>,
    arrived: &mut Arrived,
) -> Result<bool> {
    if !file.name.ends_with(".toml") {
        return Ok(true);
    }
    let name = format!("{writer}/{}", file.name);
    let Some((_, id)) = store::event_of(file) else {
        arrived.bad.push((damaged(&name, "its name or its folder is not an event's".to_owned()), Vec::new()));
        return Ok(false);
    };
    let bytes = match sidecar.read(file.id, MAX_EVENT_BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            arrived
                .bad
                .push((damaged(&name, format!("it is larger than {MAX_EVENT_BYTES} bytes")), Vec::new()));
            return Ok(false);
        }
        Err(error) => {
            arrived.bad.push((damaged(&name, format!("it cannot be read: {error:#}")), Vec::new()));
            return Ok(false);
        }
    };
    if let Err(why) = codec::decode(&name, &bytes) {
        arrived.bad.push((why, bytes));
        return Ok(false);
    }
    if !known.contains(&id) {
        arrived.bytes += bytes.len();
        anyhow::ensure!(
            arrived.bytes <= MAX_NEW_BYTES,
            "the remote sends more than {} MiB; that is no record",
            MAX_NEW_BYTES >> 20
        );
        if let Some(why) = why_held(&name, id) {
            // It still travels on to others, who may know better; but not when there is no room to hold it
            // back.
            let fits = room.take(bytes.len());
            arrived.held.push((why, Incoming { name, bytes }));
            return Ok(fits);
        }
        arrived.new.push(Incoming { name, bytes });
    }
    Ok(true)
}

/// Describes a file's fault.
pub(super) fn damaged(file: &str, why: String) -> Damaged {
    let printable = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '?' };
    Damaged { file: file.to_owned(), why: why.chars().map(printable).collect() }
}

/// Makes a commit after both, with the valid content of both: rejoins a line that a remote rewrote, two
/// machines of one writer split, or somebody tampered with.
fn join(
    sidecar: &mut Sidecar,
    writer: &WriterId,
    local: Option<ObjectId>,
    tip: ObjectId,
    good: &[Filed],
) -> Result<ObjectId> {
    let base = local.map(|local| sidecar.tree_of(local)).transpose()?;
    let changes: Vec<FileWrite<'_>> =
        good.iter().map(|file| (&*file.folder, &*file.name, Some(file.id))).collect();
    let parents: Vec<ObjectId> = BTreeSet::from_iter(local.into_iter().chain([tip])).into_iter().collect();
    sidecar.write(|writing| {
        let tree = writing.tree(base, &changes)?;
        writing.commit(tree, &parents, writer.as_str(), NO_TIME, "Both")
    })
}

/// Makes a tree with the events of the second copy that a writer's ref lacks; `None` when it lacks nothing.
///
/// # Errors
/// When the repository fails.
pub(super) fn lacking(sidecar: &mut Sidecar, writer: &WriterId, kept: ObjectId) -> Result<Option<Batch>> {
    let parent = sidecar.ref_of(&format!("{OURS}{writer}"))?;
    let base = parent.map(|parent| sidecar.tree_of(parent)).transpose()?;
    if base == Some(kept) {
        return Ok(None);
    }
    let here: HashSet<Filed> = match base {
        Some(base) => sidecar.files(base, MAX_FILES)?.into_iter().collect(),
        None => HashSet::new(),
    };
    let lacks: Vec<Filed> =
        sidecar.files(kept, MAX_FILES)?.into_iter().filter(|file| !here.contains(file)).collect();
    if lacks.is_empty() {
        return Ok(None);
    }
    let changes: Vec<FileWrite<'_>> =
        lacks.iter().map(|file| (&*file.folder, &*file.name, Some(file.id))).collect();
    let tree = sidecar.write(|writing| writing.tree(base, &changes))?;
    Ok(Some(Batch { tree, parent, events: lacks.len() }))
}

/// Events of one writer that were not sent yet.
pub(super) struct Batch {
    /// The tree of all of the writer's events, including them.
    pub tree: ObjectId,
    /// The batch before.
    pub parent: Option<ObjectId>,
    /// How many events there are.
    pub events: usize,
}

/// Makes a batch the newest of its writer, without a signature. A batch of another writer, whose events came
/// in another way than by a remote, has no time.
///
/// # Errors
/// When the repository fails.
pub(super) fn commit(
    sidecar: &mut Sidecar,
    writer: &WriterId,
    batch: &Batch,
    at: Option<Timestamp>,
) -> Result<()> {
    let parents: Vec<ObjectId> = batch.parent.into_iter().collect();
    let id = sidecar.write(|writing| {
        writing.commit(batch.tree, &parents, writer.as_str(), at.unwrap_or(NO_TIME), &message(batch))
    })?;
    sidecar.set_ref(&format!("{OURS}{writer}"), id)
}

/// Writes the message of a batch.
pub(super) fn message(batch: &Batch) -> String {
    entries(batch.events)
}

/// Collects the events under refs with a prefix.
///
/// # Errors
/// When the repository fails.
pub(super) fn events_under(sidecar: &Sidecar, prefix: &str) -> Result<HashSet<EventId>> {
    let tips: BTreeMap<ObjectId, ()> = sidecar.refs(prefix)?.into_values().map(|tip| (tip, ())).collect();
    let mut ids = HashSet::new();
    for tip in tips.keys() {
        // An unreadable tip says nothing about what is there.
        let files = sidecar.files(*tip, MAX_FILES).unwrap_or_default();
        ids.extend(files.iter().filter_map(store::event_of).map(|(_, id)| id));
    }
    Ok(ids)
}
