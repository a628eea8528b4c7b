//! How the record travels: through any git remote, or as a file.
//!
//! Every writer has one ref, whose tree holds that writer's events and which only ever moves forward; so
//! there is nothing to merge, nobody has to be first, and a remote that loses or rewrites something gets it
//! again. The only layer beside the command line and the screen that starts programs: `git`, and only on
//! repositories of our own. `docs/record.md` has the rules. Knows nothing of specs, screens or the clone.

mod choose;
mod command;
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

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Context as _, Result, anyhow};

use crate::git::sidecar::Sidecar;
use crate::model::id::{EventId, WriterId};
use crate::model::record::Damaged;
use crate::model::signature::Signed;
use crate::model::time::Timestamp;
use crate::record::{Identity, Incoming, Journal, Project, Remote};

pub use choose::{Chosen, choose, unconfirmed};
pub use command::Surroundings;
pub use process::{Cancelled, Control};
pub use sign::words as signature_words;
pub use talk::LADDER;
pub use verify::{Checked, verify};

use gate::Gate;
use store::Held;
use talk::{Refused, Sent, Talk};
use union::Arrived;
use url::Address;

/// How often it is tried again when others send at the same time.
const ROUNDS: usize = 8;

/// How many packs are put into one.
const MANY_PACKS: usize = 50;

/// The most things that are wrong which are named.
const MAX_NAMED: usize = 100;

/// What an exchange came to.
#[derive(Clone, Default, Debug)]
pub struct Report {
    /// With whom, made safe.
    pub with: String,
    /// What the record's refs begin with there; empty for a file.
    pub via: String,
    /// Entries that are new here.
    pub received: usize,
    /// Entries that are new there.
    pub sent: usize,
    /// Entries here that are not there.
    pub unsent: usize,
    /// What came and is none: it was set aside.
    pub bad: Vec<Damaged>,
    /// What was peculiar, each a line made safe.
    pub remarks: Vec<String>,
    /// How each writer's entries are signed.
    pub signatures: Signed,
}

/// What is not sent yet.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Standing {
    /// The remote used last, made safe; `None` when there was never one.
    pub with: Option<String>,
    /// When it had everything.
    pub last: Option<Timestamp>,
    /// How many entries are not there.
    pub unsent: usize,
    /// By writer, how many entries are held back here; `sync/gate.rs` decides which.
    pub held: BTreeMap<WriterId, usize>,
}

/// How many of the journal's entries the remote used last lacks, as far as is known here.
pub fn standing(journal: &Journal) -> Standing {
    let known = Known::of(journal);
    let held = journal.project().held();
    Standing { with: known.with.clone(), last: known.last, unsent: known.unsent(journal), held }
}

/// What the remote used last has.
#[derive(Clone, Default, Debug)]
pub struct Known {
    with: Option<String>,
    last: Option<Timestamp>,
    there: HashSet<EventId>,
}

impl Known {
    /// As it was when last looked at. Nothing where that cannot be read.
    pub fn of(journal: &Journal) -> Self {
        let remotes = journal.project().remotes().unwrap_or_default();
        let Some(remote) = remotes.into_iter().next() else { return Self::default() };
        let there = || {
            let address = Address::new(&remote.url, url::Source::User).ok()?;
            let sidecar = store::look(journal.project(), remote.sha256)?;
            union::events_under(&sidecar, &talk::incoming(&address.key())).ok()
        };
        let with = crate::safe::inline(&remote.url).into_string();
        Self { with: Some(with), last: Some(remote.last), there: there().unwrap_or_default() }
    }

    /// How many of the journal's entries it lacks.
    pub fn unsent(&self, journal: &Journal) -> usize {
        unsent(journal, &self.there)
    }
}

/// Puts what the second copy of the record lacks into it. Needs no git. Does nothing while somebody syncs,
/// which does the same.
///
/// # Errors
/// When it cannot be written.
pub fn keep_copy(journal: &Journal) -> Result<()> {
    let project = journal.project();
    let Some(held) = store::hold_if_free(project)? else { return Ok(()) };
    let (mut sidecar, _) = held.open(format_of(project))?;
    store::keep(&mut sidecar, project, journal.events()).map(|_| ())
}

/// How everybody's entries are signed, as far as they travelled. Nothing where nobody signs, which is told
/// without git and without reading the journal; nor while somebody syncs.
///
/// # Errors
/// When git is not there, or the journal or its copy cannot be read.
pub fn signatures(
    project: &Project,
    identity: &Identity,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<Signed> {
    let Some(sidecar) = store::look(project, format_of(project)) else { return Ok(Signed::new()) };
    if !sign::is_in_use(&sidecar)? {
        return Ok(Signed::new());
    }
    let Some(held) = store::hold_if_free(project)? else { return Ok(Signed::new()) };
    let journal = Journal::open(project, identity)?;
    sign::look(&held, &sidecar, &by_writer(&journal), around, control)
}

/// The format of the remote used last.
fn format_of(project: &Project) -> bool {
    project.remotes().unwrap_or_default().first().is_some_and(|remote| remote.sha256)
}

/// Exchanges the record with a remote. Whatever it deleted or rewrote, it has again afterwards.
///
/// # Errors
/// When git is not there, the remote cannot be reached, wants nothing, or it is called off. What arrived
/// until then is kept.
pub fn with_remote(
    journal: &mut Journal,
    address: &Address,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
) -> Result<Report> {
    let project = journal.project().clone();
    let held = store::hold(&project, control)?;
    let url = address.plain();
    let known = project.remotes().unwrap_or_default().into_iter().find(|remote| remote.url == url);
    let mut remote =
        known.unwrap_or(Remote { url, via: LADDER[0].to_owned(), sha256: false, last: Timestamp(0) });
    let around = &own_ways(&held, around, control)?;
    let talk = Talk { held: &held, around, address, control };
    let mut exchange = Exchange { journal, talk, at, report: Report::default() };
    let (sidecar, rung) = loop {
        let mut sidecar = fetch_any(&exchange.talk, &mut remote.sha256, &mut exchange.report.remarks)?;
        let rung = LADDER.iter().position(|rung| *rung == remote.via).unwrap_or(0);
        match exchange.go(&mut sidecar, rung) {
            Ok(rung) => break (sidecar, rung),
            Err(Refused::OtherFormat) if !remote.sha256 => remote.sha256 = true,
            Err(refused) => return Err(refused.into()),
        }
    };
    remote.via = LADDER[rung].to_owned();
    remote.last = at;
    project.remember_remote(&remote)?;
    let Exchange { journal, mut report, .. } = exchange;
    report.signatures = sign::look(&held, &sidecar, &by_writer(journal), around, control)?;
    tidy(&held, &sidecar, around, control)?;
    report.with = crate::safe::inline(&remote.url).into_string();
    report.via = remote.via;
    Ok(report)
}

struct Exchange<'a, 'j> {
    journal: &'j mut Journal,
    talk: Talk<'a>,
    at: Timestamp,
    report: Report,
}

/// Opens the copy that the remote understands, and fetches what it has.
fn fetch_any(talk: &Talk<'_>, sha256: &mut bool, remarks: &mut Vec<String>) -> Result<Sidecar> {
    for _ in 0..2 {
        let (mut sidecar, remark) = talk.held.open(*sha256)?;
        remarks.extend(remark.map(|remark| crate::safe::inline(remark).into_string()));
        (talk.control.tell)("looking what is there");
        match talk.fetch(&mut sidecar) {
            Ok(()) => return Ok(sidecar),
            Err(Refused::OtherFormat) => *sha256 = !*sha256,
            Err(refused) => return Err(refused.into()),
        }
    }
    Err(Refused::OtherFormat.into())
}

/// What is configured for git in general stays in force where ours would take its place.
fn own_ways(held: &Held, around: &Surroundings, control: &Control<'_>) -> Result<Surroundings> {
    let mut command = around.git(held.project().path(), "none");
    command.args(["config", "--get", "core.sshCommand"]);
    let ran = process::run(command, &held.lock, around.can_ask(), None, control)?;
    Ok(if ran.ok { around.clone().with_own_ssh() } else { around.clone() })
}

/// Puts many packs into one, now and then.
fn tidy(held: &Held, sidecar: &Sidecar, around: &Surroundings, control: &Control<'_>) -> Result<()> {
    if sidecar.packs() < MANY_PACKS {
        return Ok(());
    }
    (control.tell)("packing");
    let mut command = around.git(sidecar.dir(), "none");
    command.args(["repack", "-a", "-d", "-q"]);
    // What fails is tried again the next time; nothing depends on it.
    let ran = process::run(command, &held.lock, around.can_ask(), None, control);
    if ran.as_ref().is_err_and(|error| error.is::<Cancelled>()) { ran.map(|_| ()) } else { Ok(()) }
}

impl Exchange<'_, '_> {
    /// Takes in what was fetched, sends what is lacking there, and once more while others do the same.
    /// Gives the rung on which it was taken.
    fn go(&mut self, sidecar: &mut Sidecar, mut rung: usize) -> Result<usize, Refused> {
        let mut had = None;
        for round in 0..ROUNDS {
            if round > 0 {
                self.talk.fetch(sidecar)?;
            }
            let there = self.there(sidecar)?;
            had.get_or_insert(there.len());
            self.take(sidecar)?;
            let (next, done) = self.give(sidecar, rung)?;
            rung = next;
            if done {
                let there = self.there(sidecar)?;
                self.report.sent = there.len().saturating_sub(had.unwrap_or(0));
                self.report.unsent = unsent(self.journal, &there);
                return Ok(rung);
            }
            (self.talk.control.tell)("somebody else was faster; once more");
        }
        Err(anyhow!("others keep sending at the same time; what they sent is here, so try again in a while")
            .into())
    }

    fn there(&self, sidecar: &Sidecar) -> Result<HashSet<EventId>> {
        union::events_under(sidecar, &talk::incoming(&self.talk.address.key()))
    }

    fn take(&mut self, sidecar: &mut Sidecar) -> Result<()> {
        // With whom the user exchanges is their own choice, and bounds hold for what comes.
        let taken = take_in(self.journal, sidecar, &self.talk, &|_| Ok(()))?;
        self.report.received += taken.0;
        for bad in taken.1 {
            if self.report.bad.len() < MAX_NAMED && !self.report.bad.contains(&bad) {
                self.report.bad.push(bad);
            }
        }
        batch(self.talk.held, self.journal, sidecar, self.talk.around, self.at, self.talk.control)
    }

    /// Sends. Gives the rung to go on with, and whether that was all.
    fn give(&mut self, sidecar: &mut Sidecar, from: usize) -> Result<(usize, bool), Refused> {
        let tips = self.talk.tips(sidecar)?;
        let mut refused = Vec::new();
        for rung in from..LADDER.len() {
            let ours = sidecar.refs(union::OURS)?.into_iter().filter_map(|(name, id)| {
                let writer: WriterId = name.parse().ok()?;
                let there = tips.get(&writer).and_then(|rungs| rungs.get(&rung));
                (there != Some(&id)).then_some(writer)
            });
            let behind: BTreeSet<WriterId> = ours.collect();
            if behind.is_empty() {
                return Ok((rung, true));
            }
            (self.talk.control.tell)("sending");
            let Sent { taken, again, refused: why } = self.talk.push(sidecar, rung, &behind)?;
            if again || taken > 0 || why.is_empty() {
                self.report
                    .remarks
                    .extend(why.into_iter().map(|why| format!("the remote did not take all: {why}")));
                return Ok((rung, !again));
            }
            refused.extend(why);
        }
        refused.dedup();
        let why = refused.join("; ");
        Err(anyhow!(
            "the remote lets nothing of the record in ({why}); what it had is here; `snaglist sync --to FILE` makes a \
             file to send instead"
        )
        .into())
    }
}

/// Takes in what was fetched, for good, where `allow` lets in what it would bring. Gives how many events are new, and what
/// is none or was held back.
fn take_in(
    journal: &mut Journal,
    sidecar: &mut Sidecar,
    talk: &Talk<'_>,
    allow: file::Allow<'_>,
) -> Result<(usize, Vec<Damaged>)> {
    let tips = talk.tips(sidecar)?;
    let tips = tips.into_iter().map(|(writer, rungs)| (writer, rungs.into_values().collect()));
    let tips: gate::Tips = tips.collect();
    let looking = gate::Looking { held: talk.held, sidecar, around: talk.around, control: talk.control };
    let gate = Gate::of_tips(journal, &tips, looking)?;
    let known = ids(journal);
    let mut arrived = Arrived::default();
    let mut moved = Vec::new();
    let why_held = |name: &str, id| gate.why_held(journal, name, id);
    let room = journal.project().held_room();
    let here = union::Here { known: &known, why_held: &why_held, room: &room };
    for (writer, tips) in tips {
        let to = union::adopt(sidecar, &writer, &tips, here, &mut arrived)?;
        moved.extend(to.map(|to| (writer, to)));
    }
    allow(&arrived.coming())?;
    let from = talk.address.plain();
    journal.settle_people()?;
    let project = journal.project();
    for (what, bytes) in arrived.bad.iter().take(MAX_NAMED) {
        project.set_aside(&from, what, bytes)?;
    }
    let (held, why_held): (Vec<Incoming>, Vec<Damaged>) =
        arrived.held.into_iter().map(|(why, incoming)| (incoming, why)).unzip();
    let added = journal.take_in(&arrived.new, &held)?;
    for (writer, to) in moved {
        sidecar.set_ref(&format!("{}{writer}", union::OURS), to)?;
    }
    if journal.damaged().next().is_some() {
        // What was damaged may be whole now, and is not looked at twice otherwise.
        journal.reread().context("reading what arrived")?;
    }
    let bad = arrived.bad.into_iter().map(|(what, _)| what);
    Ok((added, why_held.into_iter().chain(bad).collect()))
}

/// Brings the second copy and every writer's ref up to the journal; what is ours is signed if the user's
/// commits are.
fn batch(
    held: &Held,
    journal: &Journal,
    sidecar: &mut Sidecar,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
) -> Result<()> {
    let trees = store::keep(sidecar, held.project(), journal.events())?;
    for (writer, tree) in trees {
        let Some(batch) = union::lacking(sidecar, &writer, tree)? else { continue };
        let mine = writer == *journal.writer();
        if mine && around.signs() && sign::is_wanted(held, sidecar, around, control)? {
            sign::commit(held, sidecar, &writer, &batch, around, at, control)?;
        } else {
            union::commit(sidecar, &writer, &batch, mine.then_some(at))?;
        }
    }
    Ok(())
}

fn by_writer(journal: &Journal) -> BTreeMap<WriterId, HashSet<EventId>> {
    let mut ids: BTreeMap<WriterId, HashSet<EventId>> = BTreeMap::new();
    for event in journal.events() {
        ids.entry(event.writer.clone()).or_default().insert(event.id);
    }
    ids
}

fn ids(journal: &Journal) -> HashSet<EventId> {
    journal.events().iter().map(|event| event.id).collect()
}

/// How many of the journal's events are not among these.
fn unsent(journal: &Journal, there: &HashSet<EventId>) -> usize {
    journal.events().iter().filter(|event| !there.contains(&event.id)).count()
}
