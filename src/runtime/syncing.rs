//! Exchanges the record while the screen stays in use: one exchange at a time, on a thread of its
//! own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;

use super::background::BackgroundGate;
use super::{Inbox, InboxEvent, clock};
use crate::app::msg::{Msg, Syncing};
use crate::git::{Location, Repository};
use crate::model::person::entries;
use crate::model::signature::{Signature, Signatures};
use crate::record::{Identity, Journal, Project};
use crate::runtime::worker;
use crate::sync::{self, Cancelled, Control, Newcomers, Report, Surroundings};

/// Time limit for each call of git.
const LIMIT: Duration = Duration::from_secs(300);

/// The means to exchange the record and to cancel that.
pub(super) struct Syncer {
    location: Location,
    project: Project,
    identity: Identity,
    inbox: Inbox,
    /// Cancels the current exchange.
    cancelled: Arc<AtomicBool>,
}

impl Syncer {
    /// Makes a syncer that does nothing yet.
    pub(super) fn new(
        location: Location,
        project: Project,
        identity: Identity,
        inbox: Inbox,
    ) -> Self {
        Self {
            location,
            project,
            identity,
            inbox,
            cancelled: Arc::default(),
        }
    }

    /// Returns the destination of a first exchange for which the user names none: the clone's own
    /// remote, if snaglist may connect to it unasked. Empty when there was an exchange before,
    /// `None` when no remote can be chosen.
    pub(super) fn proposal(&self) -> Option<String> {
        if self.project.remotes().is_ok_and(|known| !known.is_empty()) {
            return Some(String::new());
        }
        let repository = Repository::reopen(&self.location).ok()?;
        Some(
            sync::choose(&repository, &self.project, None)
                .ok()?
                .address
                .plain(),
        )
    }

    /// Tells the screen about remotes that only an imported record named.
    pub(super) fn tell_unconfirmed(&self) {
        let remotes = self.project.unconfirmed_remotes().unwrap_or_default();
        let urls = remotes.into_iter().map(|remote| remote.url).collect();
        let _ = self
            .inbox
            .send(InboxEvent::Msg(Msg::Syncing(Syncing::Unconfirmed(urls))));
    }

    /// Checks the signatures of the entries that travelled in earlier exchanges. Reports nothing
    /// when that fails: the next exchange or `record verify` does.
    pub(super) fn look(&self, gate: BackgroundGate) {
        let (project, identity) = (self.project.clone(), self.identity.clone());
        let (cancelled, inbox) = (self.cancelled.clone(), self.inbox.clone());
        worker::start("checking signatures", self.inbox.clone(), move || {
            let control = Control {
                cancelled: &|| cancelled.load(Ordering::Relaxed),
                tell: &|_| {},
                limit: LIMIT,
            };
            let around = Surroundings::new(std::env::vars_os(), false);
            gate.give_way();
            if let Ok(signed) = sync::signatures(&project, &identity, &around, &control) {
                let _ = inbox.send(InboxEvent::Msg(Msg::Syncing(Syncing::Signed(signed))));
            }
            Ok(())
        });
    }

    /// Starts an exchange, with the typed remote or the one used last.
    pub(super) fn start(&mut self, asked: Option<String>) {
        self.cancelled = Arc::default();
        let (cancelled, inbox) = (self.cancelled.clone(), self.inbox.clone());
        let (location, project, identity) = (
            self.location.clone(),
            self.project.clone(),
            self.identity.clone(),
        );
        worker::start("exchanging the record", self.inbox.clone(), move || {
            let tell = |what: &str| {
                let _ = inbox.send(InboxEvent::Msg(Msg::Syncing(Syncing::Doing(
                    what.to_owned(),
                ))));
            };
            let control = Control {
                cancelled: &|| cancelled.load(Ordering::Relaxed),
                tell: &tell,
                limit: LIMIT,
            };
            let exchanged = exchange(&location, &project, &identity, asked.as_deref(), &control);
            let ended = match exchanged {
                Ok(report) => {
                    let words = words(&report);
                    let _ = inbox.send(InboxEvent::Msg(Msg::Syncing(Syncing::Signed(
                        report.signatures,
                    ))));
                    Syncing::Done(words)
                }
                Err(error) if error.is::<Cancelled>() => Syncing::Done(format!("{error}")),
                Err(error) => Syncing::Failed(format!("{error:#}")),
            };
            let _ = inbox.send(InboxEvent::Msg(Msg::Syncing(ended)));
            Ok(())
        });
    }

    /// Cancels the current exchange.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.cancel();
    }
}

fn exchange(
    location: &Location,
    project: &Project,
    identity: &Identity,
    asked: Option<&str>,
    control: &Control<'_>,
) -> Result<Report> {
    let chosen = sync::choose(&Repository::reopen(location)?, project, asked)?;
    // Opens a journal of its own, because the recorder keeps writing to the other one.
    let mut journal = Journal::open(project, identity)?;
    let around = Surroundings::new(std::env::vars_os(), false);
    sync::with_remote(
        &mut journal,
        &chosen.address,
        Newcomers::Few,
        &around,
        clock::now(),
        control,
    )
}

/// Describes the result of an exchange in a line.
fn words(report: &Report) -> String {
    let received = entries(report.received);
    let mut text = format!(
        "{received} received, {} sent, with {}",
        report.sent, report.with
    );
    if !report.bad.is_empty() {
        text.push_str(&format!(
            "; {} set aside: `snaglist record verify` lists them",
            report.bad.len()
        ));
    }
    let doubtful =
        |signed: &Signatures| signed.count(Signature::Bad) + signed.count(Signature::Unknown);
    let doubtful: usize = report.signatures.values().map(doubtful).sum();
    if doubtful > 0 {
        text.push_str(&format!("; {doubtful} with a bad or unknown signature"));
    }
    for remark in &report.remarks {
        text.push_str(&format!("; {remark}"));
    }
    text
}
