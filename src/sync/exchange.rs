//! Exchanges the record with a git remote: fetches, accepts, sends, and repeats while others do the
//! same.

use std::collections::{BTreeSet, HashSet};

use anyhow::{Result, anyhow};

use super::gate::Tips;
use super::store::{self, LockedCopies};
use super::talk::{self, LADDER, Refused, Sent, Talk};
use super::url::GitAddress;
use super::{
    Cancelled, Control, MAX_NAMED, Report, Surroundings, batch, by_writer, process, sign, take_in,
    tips_of, union, unsent,
};
use crate::git::sidecar::Sidecar;
use crate::model::id::{EventId, WriterId};
use crate::model::time::Timestamp;
use crate::record::{Journal, LARGE_PEOPLE, Remote};

/// Maximum number of attempts when others send at the same time.
const ROUNDS: usize = 8;

/// Number of packs from which they are joined into one.
const MANY_PACKS: usize = 50;

/// Exchanges the record with a remote. Afterwards the remote has everything again that it deleted
/// or rewrote.
///
/// # Errors
/// When git is not installed, the remote cannot be reached or refuses everything, or the exchange
/// is cancelled. Everything that arrived until then is kept.
pub fn with_remote(
    journal: &mut Journal,
    address: &GitAddress,
    newcomers: Newcomers,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
) -> Result<Report> {
    let project = journal.project().clone();
    let held = store::hold(&project, control)?;
    let url = address.plain();
    let known = project
        .remotes()
        .unwrap_or_default()
        .into_iter()
        .find(|remote| remote.url == url);
    let mut remote = known.unwrap_or(Remote {
        url,
        via: LADDER[0].to_owned(),
        sha256: false,
        last: Timestamp(0),
    });
    let around = &own_ways(&held, around, control)?;
    let talk = Talk {
        held: &held,
        around,
        address,
        control,
    };
    let mut exchange = Exchange {
        journal,
        talk,
        at,
        newcomers,
        report: Report::default(),
    };
    let (sidecar, rung) = loop {
        let mut sidecar = fetch_any(
            &exchange.talk,
            &mut remote.sha256,
            &mut exchange.report.remarks,
        )?;
        let rung = LADDER
            .iter()
            .position(|rung| *rung == remote.via)
            .unwrap_or(0);
        match exchange.go(&mut sidecar, rung) {
            Ok(rung) => break (sidecar, rung),
            Err(Refused::OtherFormat) if !remote.sha256 => remote.sha256 = true,
            Err(refused) => return Err(refused.into()),
        }
    };
    remote.via = LADDER[rung].to_owned();
    remote.last = at;
    project.remember_remote(&remote)?;
    let Exchange {
        journal,
        mut report,
        ..
    } = exchange;
    report.signatures = sign::look(&held, &sidecar, &by_writer(journal), around, control)?;
    tidy(&held, &sidecar, around, control)?;
    report.with = crate::safe::inline(&remote.url).into_string();
    report.via = remote.via;
    Ok(report)
}

/// Whether any number of people who have written nothing here so far may come in at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newcomers {
    /// As many as a team may have.
    Few,
    /// All that there are.
    All,
}

struct Exchange<'a, 'j> {
    journal: &'j mut Journal,
    talk: Talk<'a>,
    at: Timestamp,
    newcomers: Newcomers,
    report: Report,
}

/// Opens the copy in the remote's object format, and fetches.
pub(super) fn fetch_any(
    talk: &Talk<'_>,
    sha256: &mut bool,
    remarks: &mut Vec<String>,
) -> Result<Sidecar> {
    for _ in 0..2 {
        let (mut sidecar, remark) = talk.held.open(*sha256)?;
        remarks.extend(remark.map(|remark| crate::safe::inline(remark).into_string()));
        (talk.control.tell)("checking the remote");
        match talk.fetch(&mut sidecar) {
            Ok(()) => return Ok(sidecar),
            Err(Refused::OtherFormat) => *sha256 = !*sha256,
            Err(refused) => return Err(refused.into()),
        }
    }
    Err(Refused::OtherFormat.into())
}

/// Keep the user's general git configuration where our settings would override it.
fn own_ways(
    held: &LockedCopies,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<Surroundings> {
    let mut command = around.git_without_repository(held.project().path());
    command.args(["config", "--get", "core.sshCommand"]);
    let ran = process::run(command, &held.lock, around.can_ask(), None, control)?;
    Ok(if ran.ok {
        around.clone().with_own_ssh()
    } else {
        around.clone()
    })
}

/// Joins many packs into one, now and then.
fn tidy(
    held: &LockedCopies,
    sidecar: &Sidecar,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<()> {
    if sidecar.packs() < MANY_PACKS {
        return Ok(());
    }
    (control.tell)("packing");
    let mut command = around.git(sidecar.dir(), "none")?;
    command.args(["repack", "-a", "-d", "-q"]);
    // A failure is retried the next time; nothing depends on it.
    let ran = process::run(command, &held.lock, around.can_ask(), None, control);
    if ran.as_ref().is_err_and(|error| error.is::<Cancelled>()) {
        ran.map(|_| ())
    } else {
        Ok(())
    }
}

impl Exchange<'_, '_> {
    /// Accepts what was fetched, sends what the remote lacks, and repeats while others do the same.
    /// Returns the rung that worked.
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
            (self.talk.control.tell)("somebody else was faster; trying again");
        }
        Err(anyhow!(
            "others keep sending at the same time; what they sent is here, so try again in a while"
        )
        .into())
    }

    fn there(&self, sidecar: &Sidecar) -> Result<HashSet<EventId>> {
        union::events_under(sidecar, &talk::incoming(&self.talk.address.key()))
    }

    fn take(&mut self, sidecar: &mut Sidecar) -> Result<()> {
        let mut tips = tips_of(sidecar, &self.talk)?;
        self.leave_newcomers(&mut tips);
        // The user chose whom to exchange with, and bounds limit what comes.
        let taken = take_in(self.journal, sidecar, &self.talk, &tips, &|_| Ok(()))?;
        self.report.received += taken.0;
        for bad in taken.1 {
            if self.report.bad.len() < MAX_NAMED && !self.report.bad.contains(&bad) {
                self.report.bad.push(bad);
            }
        }
        batch(
            self.talk.held,
            self.journal,
            sidecar,
            self.talk.around,
            self.at,
            self.talk.control,
        )
    }

    /// Leaves out people who have written nothing here so far, where there are more than anybody
    /// expects: nobody can be asked in the middle of an exchange, and what others wrote is to come
    /// in all the same.
    fn leave_newcomers(&mut self, tips: &mut Tips) {
        let project = self.journal.project();
        let me = self.journal.writer();
        let is_new = |writer: &WriterId| {
            writer != me && project.newcomers([writer.as_str()].into_iter()) > 0
        };
        let new: Vec<WriterId> = tips
            .keys()
            .filter(|writer| is_new(writer))
            .cloned()
            .collect();
        if self.newcomers == Newcomers::All || new.len() <= LARGE_PEOPLE {
            return;
        }
        tips.retain(|writer, _| new.binary_search(writer).is_err());
        let remark = format!(
            "the remote has entries by {} people who have written nothing here so far; of so many none was taken \
             in. `snaglist sync --large` takes them in",
            new.len()
        );
        if !self.report.remarks.contains(&remark) {
            self.report.remarks.push(remark);
        }
    }

    /// Sends. Returns the rung to go on with, and whether that was all.
    fn give(&mut self, sidecar: &mut Sidecar, from: usize) -> Result<(usize, bool), Refused> {
        let tips = self.talk.tips(sidecar)?;
        let mut refused = Vec::new();
        for rung in from..LADDER.len() {
            let ours = sidecar
                .refs(union::OURS)?
                .into_iter()
                .filter_map(|(name, id)| {
                    let writer: WriterId = name.parse().ok()?;
                    let there = tips.get(&writer).and_then(|rungs| rungs.get(&rung));
                    (there != Some(&id)).then_some(writer)
                });
            let behind: BTreeSet<WriterId> = ours.collect();
            if behind.is_empty() {
                return Ok((rung, true));
            }
            (self.talk.control.tell)("sending");
            let Sent {
                taken,
                again,
                refused: why,
            } = self.talk.push(sidecar, rung, &behind)?;
            if again || taken > 0 || why.is_empty() {
                let refused = why
                    .into_iter()
                    .map(|why| format!("the remote did not accept everything: {why}"));
                self.report.remarks.extend(refused);
                return Ok((rung, !again));
            }
            refused.extend(why);
        }
        refused.dedup();
        let why = refused.join("; ");
        Err(anyhow!(
            "the remote refuses the record ({why}); what it had is here; `snaglist sync --to FILE` makes a \
             file to send instead"
        )
        .into())
    }
}
