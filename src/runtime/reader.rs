//! The worker that reads what the reviewer is looking at. The newest request wins.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use super::{Event, Inbox, session};
use crate::app::msg::{Listing, Msg};
use crate::app::search::Expression;
use crate::engagement::{LARGE, UNASKED, diff_of};
use crate::git::{Kinds, Location, Repository, SimilarityBudget};
use crate::model::change::{ChangeKind, FileChange};
use crate::model::increment::CommitRange;
use crate::model::kind::Classified;

/// Commits that the cover can list.
const MAX_COMMITS: usize = 500;

/// Something to read.
pub enum Job {
    /// An increment's commits and files.
    List {
        /// Sent back with the answer; jobs of older requests are dropped.
        request: u64,
        /// Its range.
        range: CommitRange,
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
    /// How many rows of a file match; waits for all others.
    Count {
        /// As above.
        request: u64,
        /// Sent back with the answer.
        search: u64,
        /// The file.
        change: Box<FileChange>,
        /// What is looked for.
        expression: Expression,
    },
}

impl Job {
    fn request(&self) -> u64 {
        match self {
            Self::List { request, .. } | Self::File { request, .. } | Self::Count { request, .. } => *request,
        }
    }
}

/// Starts the worker; it ends when the sender is dropped.
pub fn start(location: Location, inbox: Inbox) -> Sender<Job> {
    let (jobs, queue) = mpsc::channel();
    session::worker("reading the repository", inbox.clone(), move || {
        let repository = Repository::reopen(&location)?;
        work(&repository, &queue, &inbox);
        Ok(())
    });
    jobs
}

fn work(repository: &Repository, queue: &Receiver<Job>, inbox: &Inbox) {
    let mut waiting: Vec<Job> = Vec::new();
    while let Ok(job) = queue.recv() {
        waiting.push(job);
        while !waiting.is_empty() {
            waiting.extend(queue.try_iter());
            let newest = waiting.iter().map(Job::request).max().unwrap_or_default();
            waiting.retain(|job| job.request() == newest);
            let first = waiting.iter().position(|job| !matches!(job, Job::Count { .. })).unwrap_or(0);
            let sent = match waiting.remove(first) {
                Job::List { request, range } => list(repository, request, &range, inbox),
                Job::File { request, file, change, large } => {
                    let diff = Arc::new(diff_of(repository, &change, if large { LARGE } else { UNASKED }));
                    inbox.send(Event::Msg(Msg::FileRead { request, file, diff })).is_ok()
                }
                Job::Count { search, change, expression, .. } => {
                    let path = change.path().clone();
                    let hits = expression.rows_in(&path, &diff_of(repository, &change, UNASKED));
                    inbox.send(Event::Msg(Msg::HitsCounted { search, path, hits })).is_ok()
                }
            };
            if !sent {
                return;
            }
        }
    }
}

/// Lists files first, since that is what is looked at; commits, and renames with edits, after. False
/// when nobody listens any more.
fn list(repository: &Repository, request: u64, range: &CommitRange, inbox: &Inbox) -> bool {
    let send = |listing| inbox.send(Event::Msg(Msg::Listed { request, listing })).is_ok();
    let changes = match repository.changes(range) {
        Ok(changes) => changes,
        Err(error) => return send(Err(format!("{error:#}"))),
    };
    let mut kinds = repository.kinds(&changes);
    let mut listing = Listing {
        commits: Vec::new(),
        more_commits: false,
        kinds: kinds_of(&mut kinds, &changes.files),
        files: changes.files,
        cut: changes.cut,
        tree: repository.tree_of(range.head).ok(),
    };
    if !send(Ok(listing.clone())) {
        return false;
    }
    match repository.commits(range, MAX_COMMITS) {
        Ok(commits) => (listing.commits, listing.more_commits) = (commits.commits, commits.more),
        Err(error) => {
            if inbox.send(Event::Msg(Msg::Failed(format!("{error:#}")))).is_err() {
                return false;
            }
        }
    }
    let has = |kind| listing.files.iter().any(|file| file.kind() == kind);
    if has(ChangeKind::Added) && has(ChangeKind::Deleted) {
        repository.find_similar(&mut listing.files, SimilarityBudget::default());
        listing.kinds = kinds_of(&mut kinds, &listing.files);
    }
    send(Ok(listing))
}

fn kinds_of(kinds: &mut Kinds, files: &[FileChange]) -> Vec<Classified> {
    files.iter().map(|change| kinds.of(change)).collect()
}
