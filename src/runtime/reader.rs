//! Reads what the reviewer looks at. The newest request wins.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use super::background::BackgroundGate;
use super::{Inbox, InboxEvent, behind, listing};
use crate::app::msg::{Listing, Msg};
use crate::engagement::{Extent, LARGE, ON_SCREEN, UNASKED, diff_of};
use crate::git::Repository;
use crate::model::change::{FileChange, FileDiff, TextDiff};
use crate::model::index::FileIndex;
use crate::model::text::RepoPath;
use crate::runtime::worker;

/// Number of diff lines to read along with a listing: more than most screens have.
const LINES: u32 = 120;

/// Maximum number of files read for these lines.
const FILES: usize = 4;

/// A job for this worker.
pub(super) enum ReaderJob {
    /// Lists an increment's files: first those that the screen shows first, then all of them.
    /// `behind` adds the rest of the listing later.
    List {
        /// The request's number, which the answer repeats; jobs of older requests are dropped.
        request: u64,
        /// The part of the increment.
        extent: Extent,
        /// The file to be shown first.
        near: Option<RepoPath>,
    },
    /// Lists all of an increment's files.
    ListAll {
        request: u64,
        /// The part of the increment.
        extent: Extent,
    },
    /// Reads a file's differences.
    File {
        request: u64,
        /// The file's index, which the answer repeats.
        file: FileIndex,
        change: Box<FileChange>,
        /// Whether to read it even if it exceeds the budget.
        large: bool,
    },
}

impl ReaderJob {
    fn request(&self) -> u64 {
        match self {
            Self::List { request, .. }
            | Self::ListAll { request, .. }
            | Self::File { request, .. } => *request,
        }
    }
}

/// Starts the worker. It passes to `behind` what can come later, and opens the gate when the first
/// differences were sent; it ends when the sender is dropped.
pub(super) fn start(
    repository: Repository,
    behind: Sender<behind::BehindJob>,
    gate: BackgroundGate,
    inbox: Inbox,
) -> Sender<ReaderJob> {
    let (jobs, queue) = mpsc::channel();
    worker::start("reading the repository", inbox.clone(), move || {
        ReaderWorker {
            repository,
            behind,
            gate,
            inbox,
        }
        .work(&queue);
        Ok(())
    });
    jobs
}

struct ReaderWorker {
    repository: Repository,
    behind: Sender<behind::BehindJob>,
    gate: BackgroundGate,
    inbox: Inbox,
}

impl ReaderWorker {
    fn work(&self, queue: &Receiver<ReaderJob>) {
        let mut waiting: VecDeque<ReaderJob> = VecDeque::new();
        while let Ok(job) = queue.recv() {
            waiting.push_back(job);
            loop {
                waiting.extend(queue.try_iter());
                let newest = waiting
                    .iter()
                    .map(ReaderJob::request)
                    .max()
                    .unwrap_or_default();
                waiting.retain(|job| job.request() == newest);
                let Some(job) = waiting.pop_front() else {
                    break;
                };
                let (msg, shows) = match job {
                    ReaderJob::List {
                        request,
                        extent,
                        near,
                    } => {
                        match self.list_first(&extent, near.as_ref()) {
                            Some(listing) => {
                                waiting.push_back(ReaderJob::ListAll { request, extent });
                                (
                                    Msg::Listed {
                                        request,
                                        listing: Ok(listing),
                                    },
                                    true,
                                )
                            }
                            // The screen requests the first differences next.
                            None => (self.list(request, extent), false),
                        }
                    }
                    ReaderJob::ListAll { request, extent } => (self.list(request, extent), true),
                    ReaderJob::File {
                        request,
                        file,
                        change,
                        large,
                    } => {
                        let limit = if large { LARGE } else { ON_SCREEN };
                        let diff = Arc::new(diff_of(&self.repository, &change, limit));
                        (
                            Msg::FileRead {
                                request,
                                file,
                                diff,
                            },
                            true,
                        )
                    }
                };
                if self.inbox.send(InboxEvent::Msg(msg)).is_err() {
                    return;
                }
                if shows && waiting.is_empty() {
                    self.gate.open();
                }
            }
        }
    }

    /// Lists the files to be shown first, with the differences of the first of them. `None` when
    /// these are all files, none of them can be shown at once, or reading fails.
    fn list_first(&self, extent: &Extent, near: Option<&RepoPath>) -> Option<Listing> {
        let changes = match extent {
            Extent::Whole(_) => extent.changes_near(&self.repository, near).ok()?,
            Extent::Commit(_) | Extent::Since { .. } => return None,
        };
        if !changes.partial {
            return None;
        }
        let mut listing = listing::files(&self.repository, extent, changes).0;
        listing.read = self.read_first(&listing, near);
        (!listing.read.is_empty()).then_some(listing)
    }

    /// Lists all files, and requests the rest of the listing from `behind`.
    fn list(&self, request: u64, extent: Extent) -> Msg {
        let (listing, kinds) = match listing::all(&self.repository, &extent) {
            Ok(listed) => listed,
            Err(error) => {
                return Msg::Listed {
                    request,
                    listing: Err(format!("{error:#}")),
                };
            }
        };
        let incomplete = Box::new(listing.clone());
        let _ = self.behind.send(behind::BehindJob::Complete {
            request,
            extent,
            listing: incomplete,
            kinds,
        });
        Msg::Listed {
            request,
            listing: Ok(listing),
        }
    }

    /// Reads the differences of the files that the screen begins with, each with its index in the
    /// listing. Skips folded files, unless the screen begins near a given one; empty if that one is
    /// not listed.
    fn read_first(
        &self,
        listing: &Listing,
        near: Option<&RepoPath>,
    ) -> Vec<(FileIndex, Arc<FileDiff>)> {
        let at = |path| {
            listing
                .files
                .iter()
                .position(|change| change.path() == path)
        };
        let first = match near.map(at) {
            Some(None) => return Vec::new(),
            Some(Some(file)) => file,
            None => 0,
        };
        let mut read = Vec::new();
        let mut lines = 0;
        for (file, change) in listing.files.iter().enumerate().skip(first).take(FILES) {
            let folded = near.is_none() && listing.kinds.get(file).is_some_and(|kind| kind.fold);
            if folded {
                continue;
            }
            let limit = if read.is_empty() { ON_SCREEN } else { UNASKED };
            let diff = diff_of(&self.repository, change, limit);
            lines += diff.as_text().map_or(1, shown_lines);
            read.push((FileIndex::new(file), Arc::new(diff)));
            if lines > LINES {
                break;
            }
        }
        read
    }
}

/// Estimates the number of lines that a file's differences take on the screen.
fn shown_lines(text: &TextDiff) -> u32 {
    text.hunks
        .iter()
        .map(|hunk| hunk.old.len().max(hunk.new.len()) as u32)
        .sum()
}
