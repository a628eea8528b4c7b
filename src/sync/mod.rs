//! Exchanges the record, through any git remote or as a file.
//!
//! Every writer has one ref, which leads to a tree of that writer's events and only ever moves
//! forward; so there is nothing to merge, nobody has to be first, and a remote that loses or
//! rewrites something gets it again. The only layer beside the command line and the screen that
//! starts programs: `git`, and only on repositories of our own. `docs/record.md` has the rules.
//! Knows nothing of specs, screens or the clone.

mod choose;
mod command;
mod exchange;
pub mod file;
mod gate;
mod heal;
pub mod mail;
mod process;
mod sign;
mod store;
mod talk;
mod union;
pub mod url;
mod verify;

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context as _, Result};

use crate::git::sidecar::Sidecar;
use crate::model::id::{EventId, WriterId};
use crate::model::record::Damaged;
use crate::model::signature::Signed;
use crate::model::time::Timestamp;
use crate::record::{Identity, Incoming, Journal, Project};

pub use choose::{ChosenAddress, choose, unconfirmed};
pub use command::Surroundings;
pub use exchange::{Newcomers, with_remote};
pub use process::{Cancelled, Control};
pub use sign::words as signature_words;
pub use talk::LADDER;
pub use verify::{Checked, verify};

use gate::AdmissionGate;
use store::LockedCopies;
use talk::Talk;
use union::Arrived;
use url::GitAddress;

/// Maximum number of faults that are named.
const MAX_NAMED: usize = 100;

/// The result of an exchange.
#[derive(Clone, Default, Debug)]
pub struct Report {
    /// The partner, made safe.
    pub with: String,
    /// The prefix of the record's refs there; empty for a file.
    pub via: String,
    /// How many entries are new here.
    pub received: usize,
    /// How many entries are new there.
    pub sent: usize,
    /// How many entries here the partner lacks.
    pub unsent: usize,
    /// Invalid entries that were set aside.
    pub bad: Vec<Damaged>,
    /// Oddities, each a line made safe.
    pub remarks: Vec<String>,
    /// How each writer's entries are signed.
    pub signatures: Signed,
}

/// What was not sent yet.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Unsent {
    /// The remote used last, made safe; `None` when there was none.
    pub with: Option<String>,
    /// When the remote last had everything.
    pub last: Option<Timestamp>,
    /// How many entries it lacks.
    pub unsent: usize,
    /// How many entries of each writer are held back here; `sync/gate.rs` decides which.
    pub held: BTreeMap<WriterId, usize>,
}

/// Counts the journal's entries that the remote used last lacks, as far as known here.
pub fn standing(journal: &Journal) -> Unsent {
    let known = RemoteEntries::of(journal);
    let held = journal.project().held();
    Unsent {
        with: known.with.clone(),
        last: known.last,
        unsent: known.unsent(journal),
        held,
    }
}

/// The entries that the remote used last has.
#[derive(Clone, Default, Debug)]
pub struct RemoteEntries {
    with: Option<String>,
    last: Option<Timestamp>,
    there: HashSet<EventId>,
}

impl RemoteEntries {
    /// Reads its state as of the last exchange; empty where that cannot be read.
    pub fn of(journal: &Journal) -> Self {
        let remotes = journal.project().remotes().unwrap_or_default();
        let Some(remote) = remotes.into_iter().next() else {
            return Self::default();
        };
        let there = || {
            let address = GitAddress::new(&remote.url, url::AddressSource::User).ok()?;
            let sidecar = store::look(journal.project(), remote.sha256)?;
            union::events_under(&sidecar, &talk::incoming(&address.key())).ok()
        };
        let with = crate::safe::inline(&remote.url).into_string();
        Self {
            with: Some(with),
            last: Some(remote.last),
            there: there().unwrap_or_default(),
        }
    }

    /// Counts the journal's entries that it lacks.
    pub fn unsent(&self, journal: &Journal) -> usize {
        unsent(journal, &self.there)
    }
}

/// Adds events that the second copy of the record lacks. Needs no git. Does nothing during an
/// exchange, which does the same.
///
/// # Errors
/// When it cannot be written.
pub fn keep_copy(journal: &Journal) -> Result<()> {
    let project = journal.project();
    let Some(held) = store::hold_if_free(project)? else {
        return Ok(());
    };
    let (mut sidecar, _) = held.open(format_of(project))?;
    store::keep(&mut sidecar, project, journal.events()).map(|_| ())
}

/// Checks how all entries that travelled are signed. Empty where nobody signs, which is found out
/// without git and without reading the journal; also during an exchange.
///
/// # Errors
/// When git is not installed, or the journal or its copy cannot be read.
pub fn signatures(
    project: &Project,
    identity: &Identity,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<Signed> {
    let Some(sidecar) = store::look(project, format_of(project)) else {
        return Ok(Signed::new());
    };
    if !sign::is_in_use(&sidecar)? {
        return Ok(Signed::new());
    }
    let Some(held) = store::hold_if_free(project)? else {
        return Ok(Signed::new());
    };
    let journal = Journal::open(project, identity)?;
    sign::look(&held, &sidecar, &by_writer(&journal), around, control)
}

/// Whether the remote used last has SHA-256 ids.
fn format_of(project: &Project) -> bool {
    project
        .remotes()
        .unwrap_or_default()
        .first()
        .is_some_and(|remote| remote.sha256)
}

/// Reads the tips that the partner has, by writer.
fn tips_of(sidecar: &Sidecar, talk: &Talk<'_>) -> Result<gate::Tips> {
    let tips = talk.tips(sidecar)?.into_iter();
    Ok(tips
        .map(|(writer, rungs)| (writer, rungs.into_values().collect()))
        .collect())
}

/// Accepts the tips that were fetched, durably, if `allow` permits the totals. Returns how many
/// events are new, and which are invalid or held back.
fn take_in(
    journal: &mut Journal,
    sidecar: &mut Sidecar,
    talk: &Talk<'_>,
    tips: &gate::Tips,
    allow: file::Allow<'_>,
) -> Result<(usize, Vec<Damaged>)> {
    let looking = gate::SignatureCheck {
        held: talk.held,
        sidecar,
        around: talk.around,
        control: talk.control,
    };
    let gate = AdmissionGate::of_tips(journal, tips, looking)?;
    let known = ids(journal);
    let mut arrived = Arrived::default();
    let why_held = |name: &str, id| gate.why_held(journal, name, id);
    let room = journal.project().held_room();
    let here = union::JournalState {
        known: &known,
        why_held: &why_held,
        room: &room,
    };
    let moved = union::adopt(sidecar, tips, here, &mut arrived)?;
    allow(&arrived.coming(journal.project()))?;
    let from = talk.address.plain();
    journal.settle_people()?;
    let project = journal.project();
    for (what, bytes) in arrived.bad.iter().take(MAX_NAMED) {
        project.set_aside(&from, what, bytes)?;
    }
    let (held, why_held): (Vec<Incoming>, Vec<Damaged>) = arrived
        .held
        .into_iter()
        .map(|(why, incoming)| (incoming, why))
        .unzip();
    let added = journal.take_in(&arrived.new, &held)?;
    let moved: Vec<_> = moved
        .into_iter()
        .map(|(writer, to)| (format!("{}{writer}", union::OURS), to))
        .collect();
    sidecar.set_refs(&moved)?;
    if journal.damaged().next().is_some() {
        // Damaged files may be intact now, and are not read twice otherwise.
        journal.reread().context("reading what arrived")?;
    }
    let bad = arrived.bad.into_iter().map(|(what, _)| what);
    Ok((added, why_held.into_iter().chain(bad).collect()))
}

/// Brings the second copy and every writer's ref up to the journal; signs our own events if the
/// user signs commits.
fn batch(
    held: &LockedCopies,
    journal: &Journal,
    sidecar: &mut Sidecar,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
) -> Result<()> {
    let trees = store::keep(sidecar, held.project(), journal.events())?;
    let mut batches = union::lacking(sidecar, &trees)?;
    let me = journal.writer();
    if let Some(mine) = batches.iter().position(|(writer, _)| writer == me)
        && around.signs()
        && sign::is_wanted(held, sidecar, around, control)?
    {
        let (writer, batch) = batches.remove(mine);
        sign::commit(held, sidecar, &writer, &batch, around, at, control)?;
    }
    union::commit(sidecar, &batches, me, at)
}

fn by_writer(journal: &Journal) -> BTreeMap<WriterId, HashSet<EventId>> {
    let mut ids: BTreeMap<WriterId, HashSet<EventId>> = BTreeMap::new();
    for event in journal.events() {
        ids.entry(event.writer.clone())
            .or_default()
            .insert(event.id);
    }
    ids
}

fn ids(journal: &Journal) -> HashSet<EventId> {
    journal.events().iter().map(|event| event.id).collect()
}

/// Counts the journal's events that are not in `there`.
fn unsent(journal: &Journal, there: &HashSet<EventId>) -> usize {
    journal
        .events()
        .iter()
        .filter(|event| !there.contains(&event.id))
        .count()
}
