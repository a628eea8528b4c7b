//! Finds what the screen can show later: an increment's commits, its renames with edits, counts of
//! a search. This worker gives way to the others.

use std::sync::mpsc::{self, Receiver, Sender};

use super::background::BackgroundGate;
use super::{Inbox, InboxEvent, listing};
use crate::app::msg::{Listing, Msg};
use crate::app::search::Expression;
use crate::engagement::{Extent, UNASKED, diff_of};
use crate::git::{Kinds, Location, Repository};
use crate::model::change::FileChange;
use crate::model::index::FileIndex;
use crate::runtime::worker;

/// A job for this worker.
pub(super) enum BehindJob {
    /// Completes a listing.
    Complete {
        /// The request's number, which answers repeat; jobs of older requests are dropped.
        request: u64,
        /// The listed extent.
        extent: Extent,
        /// Its files.
        listing: Box<Listing>,
        /// Classifies the files.
        kinds: Kinds,
    },
    /// Counts the matching rows of a file; done after the waiting listings.
    Count {
        request: u64,
        /// The search's number, which the answer repeats.
        search: u64,
        /// The file's index.
        file: FileIndex,
        change: Box<FileChange>,
        expression: Expression,
    },
}

impl BehindJob {
    fn request(&self) -> u64 {
        match self {
            Self::Complete { request, .. } | Self::Count { request, .. } => *request,
        }
    }
}

/// Starts the worker; it ends when all senders are dropped.
pub(super) fn start(location: Location, gate: BackgroundGate, inbox: Inbox) -> Sender<BehindJob> {
    let (jobs, queue) = mpsc::channel();
    worker::start("reading the repository", inbox.clone(), move || {
        gate.give_way();
        let repository = Repository::reopen(&location)?;
        work(&repository, &queue, &inbox);
        Ok(())
    });
    jobs
}

fn work(repository: &Repository, queue: &Receiver<BehindJob>, inbox: &Inbox) {
    let mut waiting: Vec<BehindJob> = Vec::new();
    while let Ok(job) = queue.recv() {
        waiting.push(job);
        while !waiting.is_empty() {
            waiting.extend(queue.try_iter());
            let newest = waiting
                .iter()
                .map(BehindJob::request)
                .max()
                .unwrap_or_default();
            waiting.retain(|job| job.request() == newest);
            let first = waiting
                .iter()
                .position(|job| matches!(job, BehindJob::Complete { .. }))
                .unwrap_or(0);
            let sent = match waiting.remove(first) {
                BehindJob::Complete {
                    request,
                    extent,
                    listing,
                    kinds,
                } => complete(repository, request, &extent, *listing, kinds, inbox),
                BehindJob::Count {
                    search,
                    file,
                    change,
                    expression,
                    ..
                } => {
                    let hits =
                        expression.rows_in(change.path(), &diff_of(repository, &change, UNASKED));
                    inbox
                        .send(InboxEvent::Msg(Msg::HitsCounted { search, file, hits }))
                        .is_ok()
                }
            };
            if !sent {
                return;
            }
        }
    }
}

/// Sends the listing with the commits, then with paired renames and copies. Returns false when
/// nobody listens any more.
fn complete(
    repository: &Repository,
    request: u64,
    extent: &Extent,
    mut listing: Listing,
    mut kinds: Kinds,
    inbox: &Inbox,
) -> bool {
    let send = |msg| inbox.send(InboxEvent::Msg(msg)).is_ok();
    let commits = match listing::add_commits(repository, extent, &mut listing) {
        Ok(()) => Msg::Listed {
            request,
            listing: Ok(listing.clone()),
        },
        Err(error) => Msg::Failed(format!("{error:#}")),
    };
    if !send(commits) {
        return false;
    }
    let is_told = listing::add_words(repository, extent, &mut listing);
    let is_paired = listing::pair_renames(repository, extent, &mut listing, &mut kinds);
    !(is_told || is_paired)
        || send(Msg::Listed {
            request,
            listing: Ok(listing),
        })
}
