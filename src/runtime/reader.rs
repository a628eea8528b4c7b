//! The worker that reads what the reviewer is looking at. The newest request wins.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use super::background::Gate;
use super::{Event, Inbox, behind, session};
use crate::app::msg::{Listing, Msg};
use crate::engagement::{Extent, LARGE, ON_SCREEN, diff_of};
use crate::git::{Location, Repository};
use crate::model::change::FileChange;

/// Something to read.
pub enum Job {
    /// An increment's files; what else is in its listing comes later.
    List {
        /// Sent back with the answer; jobs of older requests are dropped.
        request: u64,
        /// What of it.
        extent: Extent,
    },
    /// A file's differences.
    File {
        /// As above.
        request: u64,
        /// Sent back with the answer.
        file: usize,
        /// The file.
        change: Box<FileChange>,
        /// Read it though it is over the budget.
        large: bool,
    },
}

impl Job {
    fn request(&self) -> u64 {
        match self {
            Self::List { request, .. } | Self::File { request, .. } => *request,
        }
    }
}

/// Starts the worker, which hands on to `behind` what can come later, and opens the gate
/// when the first differences were sent; it ends when the sender is dropped.
pub fn start(location: Location, behind: Sender<behind::Job>, gate: Gate, inbox: Inbox) -> Sender<Job> {
    let (jobs, queue) = mpsc::channel();
    session::worker("reading the repository", inbox.clone(), move || {
        let repository = Repository::reopen(&location)?;
        work(&repository, &queue, &behind, &gate, &inbox);
        Ok(())
    });
    jobs
}

fn work(
    repository: &Repository,
    queue: &Receiver<Job>,
    behind: &Sender<behind::Job>,
    gate: &Gate,
    inbox: &Inbox,
) {
    let mut waiting: VecDeque<Job> = VecDeque::new();
    while let Ok(job) = queue.recv() {
        waiting.push_back(job);
        loop {
            waiting.extend(queue.try_iter());
            let newest = waiting.iter().map(Job::request).max().unwrap_or_default();
            waiting.retain(|job| job.request() == newest);
            let Some(job) = waiting.pop_front() else { break };
            let is_file = matches!(job, Job::File { .. });
            let msg = match job {
                Job::List { request, extent } => list(repository, request, extent, behind),
                Job::File { request, file, change, large } => {
                    let limit = if large { LARGE } else { ON_SCREEN };
                    Msg::FileRead { request, file, diff: Arc::new(diff_of(repository, &change, limit)) }
                }
            };
            if inbox.send(Event::Msg(msg)).is_err() {
                return;
            }
            if is_file && waiting.is_empty() {
                gate.open();
            }
        }
    }
}

/// The files alone, since they are what is looked at; the rest of the listing is asked of `behind`.
fn list(repository: &Repository, request: u64, extent: Extent, behind: &Sender<behind::Job>) -> Msg {
    let changes = match extent.changes(repository) {
        Ok(changes) => changes,
        Err(error) => return Msg::Listed { request, listing: Err(format!("{error:#}")) },
    };
    let mut kinds = repository.kinds(&changes);
    let listing = Listing {
        commits: Vec::new(),
        more_commits: false,
        kinds: behind::kinds_of(&mut kinds, &changes.files),
        files: changes.files,
        cut: changes.cut,
        tree: repository.tree_of(extent.head()).ok(),
    };
    let _ = behind.send(behind::Job::Complete { request, extent, listing: listing.clone(), kinds });
    Msg::Listed { request, listing: Ok(listing) }
}
