//! Checks what came from a remote and adds it to the record.
//!
//! A writer's events are a tree of files named by their own digest, so adding is the union of sets,
//! and nothing has to be trusted: whatever is no event under its name is left out. Knows nothing of
//! how it came.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::Result;

use super::gate::Tips;
use super::store::{self, MAX_FILES};
use crate::git::sidecar::{FileWrite, Filed, Sidecar};
use crate::model::id::{EventId, ObjectId, WriterId};
use crate::model::person::entries;
use crate::model::record::Damaged;
use crate::model::time::Timestamp;
use crate::record::codec::{self, MAX_EVENT_BYTES};
use crate::record::{Coming, HeldRoom, Incoming, Project, WhyHeld};

/// The prefix of the refs that we send: one per writer.
pub(super) const OURS: &str = "refs/snaglist/v1/w/";

/// Maximum size of the new events that one exchange accepts, in bytes.
const MAX_NEW_BYTES: usize = 512 << 20;

/// The time of commits that the program makes by itself: fixed, so that two people who make the
/// same one get the same id.
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
    pub(super) fn coming(&self, project: &Project) -> Coming {
        let all = self
            .new
            .iter()
            .chain(self.held.iter().map(|(_, held)| held));
        Coming {
            entries: self.new.len() + self.held.len(),
            drafts: 0,
            people: project.newcomers(all.map(Incoming::writer)),
            bad: self.bad.len(),
            bytes: self.bytes as u64,
        }
    }
}

/// A writer's ref while the tips under their name are looked at.
struct Line<'t> {
    writer: &'t WriterId,
    before: Option<ObjectId>,
    local: Option<ObjectId>,
}

/// What a tip adds to a writer's ref.
enum Step {
    Nothing,
    /// The ref moves to the tip.
    Forward,
    /// Both have to be joined: the tip's valid files that the ref lacks.
    Join(Vec<Filed>),
}

/// Computes the new targets of the writers' refs from the tips under their names, and collects the
/// new events. The caller moves the refs only once those are durable, because their content is not
/// checked again.
///
/// # Errors
/// When the repository fails. Faults in the arrivals are no errors.
pub(super) fn adopt(
    sidecar: &mut Sidecar,
    tips: &Tips,
    journal: JournalState<'_>,
    arrived: &mut Arrived,
) -> Result<Vec<(WriterId, ObjectId)>> {
    let ours = sidecar.refs(OURS)?;
    let line = |writer| {
        let before = ours.get(WriterId::as_str(writer)).copied();
        Line {
            writer,
            before,
            local: before,
        }
    };
    let mut lines: Vec<Line<'_>> = tips.keys().map(line).collect();
    // Most writers have one tip. Whatever has to be joined is written at once for all of them.
    for turn in 0..tips.values().map(BTreeSet::len).max().unwrap_or_default() {
        let mut joins = Vec::new();
        for (at, (line, tips)) in lines.iter_mut().zip(tips.values()).enumerate() {
            let Some(tip) = tips.iter().nth(turn).copied() else {
                continue;
            };
            match step(sidecar, line, tip, journal, arrived)? {
                Step::Nothing => {}
                Step::Forward => line.local = Some(tip),
                Step::Join(good) => joins.push((at, tip, good)),
            }
        }
        for (at, joined) in join(sidecar, &lines, &joins)? {
            lines[at].local = Some(joined);
        }
    }
    let moved = lines.into_iter().filter(|line| line.local != line.before);
    Ok(moved
        .filter_map(|line| Some((line.writer.clone(), line.local?)))
        .collect())
}

/// Finds out what a tip adds to a writer's ref.
fn step(
    sidecar: &Sidecar,
    Line { writer, local, .. }: &Line<'_>,
    tip: ObjectId,
    journal: JournalState<'_>,
    arrived: &mut Arrived,
) -> Result<Step> {
    let is_here = |here: ObjectId| sidecar.comes_before(tip, here);
    if local.map_or(Ok(false), is_here)? {
        return Ok(Step::Nothing);
    }
    let here: BTreeSet<Filed> = match local {
        Some(local) => sidecar.files(*local, MAX_FILES)?.into_iter().collect(),
        None => BTreeSet::new(),
    };
    let files = match sidecar.files(tip, MAX_FILES) {
        Ok(files) => files,
        Err(error) => {
            let why = damaged(writer.as_str(), format!("it cannot be read: {error:#}"));
            arrived.bad.push((why, Vec::new()));
            return Ok(Step::Nothing);
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
    let leads_on = local.map_or(Ok(true), |local| sidecar.comes_before(local, tip))?;
    Ok(if is_clean && leads_on {
        Step::Forward
    } else {
        Step::Join(good)
    })
}

/// Whether a file may stay: an event under its own name, or a newer version's file beside events.
/// Collects new and invalid ones.
fn look_at(
    sidecar: &Sidecar,
    writer: &WriterId,
    file: &Filed,
    JournalState {
        known,
        why_held,
        room,
    }: JournalState<'_>,
    arrived: &mut Arrived,
) -> Result<bool> {
    if !file.name.ends_with(".toml") {
        return Ok(true);
    }
    let name = format!("{writer}/{}", file.name);
    let Some((_, id)) = store::event_of(file) else {
        arrived.bad.push((
            damaged(&name, "its name or its folder is not an event's".to_owned()),
            Vec::new(),
        ));
        return Ok(false);
    };
    let bytes = match sidecar.read(file.id, MAX_EVENT_BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            arrived.bad.push((
                damaged(&name, format!("it is larger than {MAX_EVENT_BYTES} bytes")),
                Vec::new(),
            ));
            return Ok(false);
        }
        Err(error) => {
            arrived.bad.push((
                damaged(&name, format!("it cannot be read: {error:#}")),
                Vec::new(),
            ));
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
            // It still travels on to others, who may know better; but not when there is no room to
            // hold it back.
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
    let printable = |c: char| {
        if c.is_ascii_graphic() || c == ' ' {
            c
        } else {
            '?'
        }
    };
    Damaged {
        file: file.to_owned(),
        why: why.chars().map(printable).collect(),
    }
}

/// Makes commits after both ref and tip, with the valid content of both: rejoins a line that a
/// remote rewrote, two machines of one writer split, or somebody tampered with. Writes once for
/// all.
fn join(
    sidecar: &mut Sidecar,
    lines: &[Line<'_>],
    joins: &[(usize, ObjectId, Vec<Filed>)],
) -> Result<Vec<(usize, ObjectId)>> {
    let mut bases = Vec::new();
    for (at, ..) in joins {
        bases.push(
            lines[*at]
                .local
                .map(|local| sidecar.tree_of(local))
                .transpose()?,
        );
    }
    sidecar.write(|writing| {
        let made = joins.iter().zip(bases).map(|((at, tip, good), base)| {
            let line = &lines[*at];
            let tree = writing.tree(base, &changes(good))?;
            let parents: Vec<ObjectId> = BTreeSet::from_iter(line.local.into_iter().chain([*tip]))
                .into_iter()
                .collect();
            let joined = writing.commit(tree, &parents, line.writer.as_str(), NO_TIME, "Both")?;
            Ok((*at, joined))
        });
        made.collect()
    })
}

fn changes(files: &[Filed]) -> Vec<FileWrite<'_>> {
    files
        .iter()
        .map(|file| (&*file.folder, &*file.name, Some(file.id)))
        .collect()
}

/// Makes trees with the events of the second copy, given by writer, that the writers' refs lack.
/// Writes once for all.
///
/// # Errors
/// When the repository fails.
pub(super) fn lacking(
    sidecar: &mut Sidecar,
    kept: &BTreeMap<WriterId, ObjectId>,
) -> Result<Vec<(WriterId, Batch)>> {
    let ours = sidecar.refs(OURS)?;
    let mut lacking = Vec::new();
    for (writer, kept) in kept {
        let parent = ours.get(writer.as_str()).copied();
        let base = parent.map(|parent| sidecar.tree_of(parent)).transpose()?;
        if base == Some(*kept) {
            continue;
        }
        let here: HashSet<Filed> = match base {
            Some(base) => sidecar.files(base, MAX_FILES)?.into_iter().collect(),
            None => HashSet::new(),
        };
        let mut files = sidecar.files(*kept, MAX_FILES)?;
        files.retain(|file| !here.contains(file));
        if !files.is_empty() {
            lacking.push((writer, parent, base, files));
        }
    }
    sidecar.write(|writing| {
        let made = lacking.into_iter().map(|(writer, parent, base, files)| {
            let tree = writing.tree(base, &changes(&files))?;
            Ok((
                writer.clone(),
                Batch {
                    tree,
                    parent,
                    events: files.len(),
                },
            ))
        });
        made.collect()
    })
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

/// Makes batches the newest of their writers, without a signature. A batch of a writer other than
/// `me`, whose events came in another way than by a remote, has no time. Writes once for all.
///
/// # Errors
/// When the repository fails.
pub(super) fn commit(
    sidecar: &mut Sidecar,
    batches: &[(WriterId, Batch)],
    me: &WriterId,
    at: Timestamp,
) -> Result<()> {
    let made: Vec<(String, ObjectId)> = sidecar.write(|writing| {
        let made = batches.iter().map(|(writer, batch)| {
            let parents: Vec<ObjectId> = batch.parent.into_iter().collect();
            let at = if writer == me { at } else { NO_TIME };
            let id = writing.commit(batch.tree, &parents, writer.as_str(), at, &message(batch))?;
            Ok((format!("{OURS}{writer}"), id))
        });
        made.collect()
    })?;
    sidecar.set_refs(&made)
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
    let tips: BTreeMap<ObjectId, ()> = sidecar
        .refs(prefix)?
        .into_values()
        .map(|tip| (tip, ()))
        .collect();
    let mut ids = HashSet::new();
    for tip in tips.keys() {
        // An unreadable tip says nothing about what is there.
        let files = sidecar.files(*tip, MAX_FILES).unwrap_or_default();
        ids.extend(files.iter().filter_map(store::event_of).map(|(_, id)| id));
    }
    Ok(ids)
}
