//! Talks to one remote: finds out what it has, and sends what it lacks.
//!
//! Runs `git` on our own copy. Knows refs and replies, nothing of events.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow, bail};

use super::command::Surroundings;
use super::process::{self, Control, Ran};
use super::store::LockedCopies;
use super::union::OURS;
use super::url::GitAddress;
use crate::git::sidecar::Sidecar;
use crate::model::id::{ObjectId, WriterId};
use crate::safe;

/// Places where a host may accept the record, best first: a namespace of its own; beside notes,
/// which most hosts accept; as branches, which every host does.
pub const LADDER: [&str; 3] = [
    "refs/snaglist/v1/w/",
    "refs/notes/snaglist/v1/w/",
    "refs/heads/snaglist/v1/w/",
];

/// Maximum size of one fetch, in bytes.
const MAX_PACK: u64 = 1 << 30;

/// Maximum number of writers in one project.
const MAX_WRITERS: usize = 10_000;

/// A conversation with a remote.
pub(super) struct Talk<'a> {
    pub held: &'a LockedCopies,
    pub around: &'a Surroundings,
    pub address: &'a GitAddress,
    pub control: &'a Control<'a>,
}

/// Why nothing was fetched.
pub(super) enum Refused {
    /// Its object ids are of the other kind.
    OtherFormat,
    /// Any other reason.
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<Refused> for anyhow::Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::OtherFormat => {
                anyhow!("the remote keeps its objects in a format that is not known here")
            }
            Refused::Other(error) => error,
        }
    }
}

/// What to do next, by a phrase in the output of git or ssh.
const WAYS_OUT: [(&str, &str); 4] = [
    (
        "terminal prompts disabled",
        "git may not ask for a password here: have a credential helper keep it (`git help credentials`)",
    ),
    (
        "Host key verification failed",
        "connect to the host once with `ssh`, to look at its key and accept it",
    ),
    (
        "Permission denied (publickey",
        "load a key that the host knows with `ssh-add`",
    ),
    (
        "Could not resolve host",
        "what you write stays here and goes with the next exchange",
    ),
];

/// The result of sending.
#[derive(Default, Debug)]
pub(super) struct Sent {
    /// How many refs the remote has now.
    pub taken: usize,
    /// Whether somebody else was first, so that another round is needed.
    pub again: bool,
    /// The host's reasons for refs that it refused.
    pub refused: Vec<String>,
}

/// Returns the prefix of our refs that mirror a remote's.
pub(super) fn incoming(key: &str) -> String {
    format!("refs/snaglist/v1/in/{key}/")
}

impl Talk<'_> {
    /// Fetches the remote's refs, on every rung; deletes ours where it no longer has them.
    ///
    /// # Errors
    /// When it cannot be reached, refuses, or sends too much.
    pub(super) fn fetch(&self, sidecar: &mut Sidecar) -> Result<(), Refused> {
        let into = incoming(&self.address.key());
        let mut command = self.around.git(sidecar.dir(), self.address.protocol())?;
        command.args([
            "fetch",
            "--progress",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
        ]);
        command.args([
            "--prune",
            "--force",
            "--upload-pack=git-upload-pack",
            "--end-of-options",
        ]);
        command.arg(self.address.as_str());
        command.args(
            LADDER
                .iter()
                .enumerate()
                .map(|(rung, there)| format!("+{there}*:{into}{rung}/*")),
        );
        let packs = sidecar.dir().join("objects/pack");
        let ran = self.run(command, Some((&packs, MAX_PACK)))?;
        if !ran.ok {
            if is_other_format(&ran) {
                return Err(Refused::OtherFormat);
            }
            let with = safe::inline(self.address.plain());
            return Err(Refused::Other(anyhow!(
                "{with} could not be read: {}",
                self.why(&ran)
            )));
        }
        sidecar.refresh().map_err(Refused::Other)
    }

    /// Reads the tips that the remote had at the last fetch: by writer the tip on each rung.
    ///
    /// # Errors
    /// When our refs cannot be read.
    pub(super) fn tips(
        &self,
        sidecar: &Sidecar,
    ) -> Result<BTreeMap<WriterId, BTreeMap<usize, ObjectId>>> {
        let mut tips: BTreeMap<WriterId, BTreeMap<usize, ObjectId>> = BTreeMap::new();
        for (name, id) in sidecar.refs(&incoming(&self.address.key()))? {
            let Some((rung, writer)) = name.split_once('/') else {
                continue;
            };
            if let (Ok(rung), Ok(writer)) = (rung.parse(), writer.parse()) {
                tips.entry(writer).or_default().insert(rung, id);
            }
            if tips.len() > MAX_WRITERS {
                bail!("the remote has more than {MAX_WRITERS} writers; that is no record");
            }
        }
        Ok(tips)
    }

    /// Sends the refs of these writers, each only forward.
    ///
    /// # Errors
    /// When the remote cannot be reached, lets nobody in, or has object ids of the other kind.
    pub(super) fn push(
        &self,
        sidecar: &Sidecar,
        rung: usize,
        writers: &BTreeSet<WriterId>,
    ) -> Result<Sent, Refused> {
        let mut command = self.around.git(sidecar.dir(), self.address.protocol())?;
        command.args([
            "push",
            "--porcelain",
            "--progress",
            "--no-verify",
            "--no-signed",
        ]);
        command.args([
            "--receive-pack=git-receive-pack",
            "--end-of-options",
            self.address.as_str(),
        ]);
        command.args(
            writers
                .iter()
                .map(|writer| format!("{OURS}{writer}:{}{writer}", LADDER[rung])),
        );
        let ran = self.run(command, None)?;
        let mut sent = Sent::default();
        let mut answers = 0;
        let mut taken = Vec::new();
        let out = String::from_utf8_lossy(&ran.out);
        for line in out.lines() {
            let mut parts = line.splitn(3, '\t');
            let (Some(flag), Some(refs), Some(said)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            answers += 1;
            match flag {
                "!" if is_race(said) => sent.again = true,
                "!" => sent.refused.push(refusal(said)),
                _ => {
                    sent.taken += 1;
                    taken.push(refs);
                }
            }
        }
        self.note(sidecar, rung, &taken)?;
        if answers == 0 {
            if is_other_format(&ran) {
                return Err(Refused::OtherFormat);
            }
            let with = safe::inline(self.address.plain());
            return Err(Refused::Other(anyhow!(
                "{with} accepts nothing: {}",
                self.why(&ran)
            )));
        }
        Ok(sent)
    }

    /// Records that the remote has what we sent.
    fn note(&self, sidecar: &Sidecar, rung: usize, sent: &[&str]) -> Result<()> {
        let ours = sidecar.refs(OURS)?;
        let into = incoming(&self.address.key());
        let there = sent.iter().filter_map(|refs| {
            let writer = refs.split(':').next()?.strip_prefix(OURS)?;
            Some((format!("{into}{rung}/{writer}"), *ours.get(writer)?))
        });
        sidecar.set_refs(&there.collect::<Vec<_>>())
    }

    fn why(&self, ran: &Ran) -> String {
        let said = String::from_utf8_lossy(&ran.err);
        let advice = WAYS_OUT
            .iter()
            .find(|(when, _)| said.contains(when))
            .map(|(_, way)| *way);
        let why = self.address.redact(&ran.why());
        advice.map_or(why.clone(), |advice| format!("{why}; {advice}"))
    }

    fn run(&self, command: std::process::Command, budget: process::Budget<'_>) -> Result<Ran> {
        process::run(
            command,
            &self.held.lock,
            self.around.can_ask(),
            budget,
            self.control,
        )
    }
}

/// Whether git says that the remote's object ids are of the other kind. An empty remote says so
/// only when something is sent.
fn is_other_format(ran: &Ran) -> bool {
    let said = String::from_utf8_lossy(&ran.err);
    [
        "mismatched algorithms",
        "mismatched object format",
        "hash algorithm",
    ]
    .iter()
    .any(|why| said.contains(why))
}

/// Whether a ref was refused only because it moved meanwhile.
fn is_race(said: &str) -> bool {
    said.starts_with("[rejected]")
        || [
            "cannot lock ref",
            "failed to update ref",
            "reference already exists",
            "incorrect old value",
        ]
        .iter()
        .any(|race| said.contains(race))
}

/// Extracts the reason from `[remote rejected] (reason)`, made safe.
fn refusal(said: &str) -> String {
    let reason = said
        .split_once('(')
        .map_or(said, |(_, reason)| reason.trim_end_matches(')'));
    safe::fit(&safe::inline(reason), 200)
}
