//! Keeps the content of rounds in the background, one after the other, so that they can be compared
//! when the clone has forgotten them.

use std::sync::mpsc::{self, Receiver, Sender};

use super::background::BackgroundGate;
use super::{Inbox, InboxEvent, clock, worker};
use crate::app::msg::Msg;
use crate::engagement;
use crate::git::{Location, Repository};
use crate::model::increment::CommitRange;
use crate::model::spec::Spec;
use crate::record::Project;
use crate::safe;

/// What the keeper works with.
pub(super) struct KeeperStart {
    pub(super) location: Location,
    pub(super) project: Project,
    /// The specs, which are kept with each round.
    pub(super) specs: Vec<Spec>,
    /// The rounds to keep first.
    pub(super) rounds: Vec<CommitRange>,
}

/// The worker that keeps rounds; it ends when this is dropped.
pub(super) struct Keeper(Sender<CommitRange>);

impl Keeper {
    /// Starts the worker.
    pub(super) fn start(start: KeeperStart, gate: BackgroundGate, inbox: Inbox) -> Self {
        let (rounds, queue) = mpsc::channel();
        worker::start("keeping rounds", inbox.clone(), move || {
            gate.give_way();
            let repository = Repository::reopen(&start.location)?;
            work(&repository, &start, &queue, &inbox);
            Ok(())
        });
        Self(rounds)
    }

    /// Keeps a round, unless it is kept already.
    pub(super) fn keep(&self, round: CommitRange) {
        let _ = self.0.send(round);
    }
}

fn work(
    repository: &Repository,
    start: &KeeperStart,
    queue: &Receiver<CommitRange>,
    inbox: &Inbox,
) {
    let mut is_told = false;
    for round in start.rounds.iter().copied().chain(queue) {
        // One that is gone cannot be kept, and is said where it is compared.
        if repository.tree_of(round.head).is_err() {
            continue;
        }
        let KeeperStart { project, specs, .. } = start;
        let msg = match engagement::keep_round(repository, project, specs, round, clock::now()) {
            Ok(None) => continue,
            Ok(Some(words)) => Msg::Noticed(words),
            // Once is enough: the next one fails for the same reason.
            Err(_) if is_told => continue,
            Err(error) => {
                is_told = true;
                let why = safe::inline(format!("{error:#}"));
                Msg::Failed(format!(
                    "the content of round {} is not kept: {why}",
                    round.short()
                ))
            }
        };
        if inbox.send(InboxEvent::Msg(msg)).is_err() {
            return;
        }
    }
}
