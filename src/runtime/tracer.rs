//! Reads whole increments in the background, beginning with the one looked at: for declared links,
//! then for suggestions.

use std::cell::{Cell, OnceCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::background::BackgroundGate;
use super::{Inbox, InboxEvent, clock};
use crate::app::msg::Msg;
use crate::engagement::{self, Later, Suggesting, Then, Traced};
use crate::git::{Location, Repository};
use crate::model::increment::Increment;
use crate::model::index::{IncrementIndex, IndexedVec};
use crate::model::spec::Spec;
use crate::runtime::worker;

/// Number of progress reports while an increment is read for suggestions.
const STEPS: usize = 40;

/// Interval of reports to the screen, in milliseconds.
const NUDGE: i64 = 250;

/// The data to read.
pub(super) struct TraceInput {
    /// The specs under review.
    pub specs: Vec<Spec>,
    pub increments: IndexedVec<IncrementIndex, Increment>,
    /// What criterion ids meant at earlier commits.
    pub then: Then,
}

/// The increment that is looked at, shared with the worker.
struct LookedAt {
    increment: AtomicUsize,
    /// Whether the worker is to end.
    stopped: AtomicBool,
}

impl LookedAt {
    /// Returns the increment that is looked at; `None` when the worker is to end.
    fn wanted(&self) -> Option<IncrementIndex> {
        let index = self.increment.load(Ordering::Relaxed);
        (!self.stopped.load(Ordering::Relaxed)).then(|| IncrementIndex::new(index))
    }
}

/// The handle of the worker, which ends when this is dropped.
pub(super) struct Tracer {
    looked_at: Arc<LookedAt>,
}

impl Tracer {
    /// Starts reading all increments, beginning with `looked_at`. Results carry `opening`, the
    /// number of the opening of the repository in which the increments were numbered.
    pub(super) fn start(
        opening: u64,
        looked_at: IncrementIndex,
        location: Location,
        reading: TraceInput,
        gate: BackgroundGate,
        inbox: Inbox,
    ) -> Self {
        let looked_at = Arc::new(LookedAt {
            increment: AtomicUsize::new(looked_at.get()),
            stopped: AtomicBool::new(false),
        });
        let tracer = Self {
            looked_at: looked_at.clone(),
        };
        worker::start("looking for links", inbox.clone(), move || {
            gate.give_way();
            let TraceInput {
                specs,
                increments,
                then,
            } = reading;
            let suggesting = Suggesting::new(&specs);
            let repository = Repository::reopen(&location)?;
            let known = vec![TraceStage::Nothing; increments.len()].into();
            let later = OnceCell::new();
            TracerState {
                opening,
                repository,
                specs,
                increments,
                then,
                suggesting,
                known,
                later,
                looked_at,
                inbox,
            }
            .all();
            Ok(())
        });
        tracer
    }

    /// Sets the increment that is looked at now.
    pub(super) fn look_at(&self, increment: IncrementIndex) {
        self.looked_at
            .increment
            .store(increment.get(), Ordering::Relaxed);
    }

    /// Stops reading; keeps the results so far.
    pub(super) fn stop(&self) {
        self.looked_at.stopped.store(true, Ordering::Relaxed);
    }
}

impl Drop for Tracer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// How much of an increment was read.
#[derive(Clone)]
enum TraceStage {
    Nothing,
    /// Its links, without suggestions.
    Links(Traced),
    /// Its links and suggestions, or what could be read of them.
    All,
}

struct TracerState {
    opening: u64,
    repository: Repository,
    specs: Vec<Spec>,
    increments: IndexedVec<IncrementIndex, Increment>,
    then: Then,
    suggesting: Suggesting,
    known: IndexedVec<IncrementIndex, TraceStage>,
    /// Reverts between increments, computed on first use.
    later: OnceCell<Later>,
    looked_at: Arc<LookedAt>,
    inbox: Inbox,
}

impl TracerState {
    fn all(mut self) {
        while let Some(wanted) = self.looked_at.wanted() {
            let Some((next, stage)) = self.next(wanted) else {
                break;
            };
            let goes_on = match stage {
                TraceStage::Nothing => self.links(next, wanted),
                TraceStage::Links(trace) => self.suggestions(next, &trace, wanted),
                TraceStage::All => true,
            };
            if !goes_on {
                break;
            }
        }
    }

    /// Chooses the next increment to read: the one looked at until it is done; then the others,
    /// nearest first, all their links before any suggestions. Returns it with how much of it was
    /// read.
    fn next(&self, wanted: IncrementIndex) -> Option<(IncrementIndex, TraceStage)> {
        let rank = |(index, stage): &(IncrementIndex, &TraceStage)| {
            let has_links = matches!(stage, TraceStage::Links(_));
            (
                has_links && *index != wanted,
                index.get().abs_diff(wanted.get()),
            )
        };
        let left = self.known.entries();
        let left = left.filter(|(_, stage)| !matches!(stage, TraceStage::All));
        let (index, stage) = left.min_by_key(rank)?;
        Some((index, stage.clone()))
    }

    /// Notes how much of an increment was read.
    fn know(&mut self, index: IncrementIndex, stage: TraceStage) {
        if let Some(known) = self.known.get_mut(index) {
            *known = stage;
        }
    }

    /// Reads an increment's links, until another one is looked at. Returns false when nobody
    /// listens any more.
    fn links(&mut self, index: IncrementIndex, wanted: IncrementIndex) -> bool {
        let Some(increment) = self.increments.get(index) else {
            return false;
        };
        let told = Cell::new(clock::now());
        let stop = || {
            // The screen shows the progress, but is redrawn only when a message comes.
            if clock::now().0 - told.get().0 >= NUDGE {
                told.set(clock::now());
                self.send(Msg::Indexing {
                    increment: index,
                    files: (0, 0),
                });
            }
            self.looked_at.wanted() != Some(wanted)
        };
        let (repository, increments) = (&self.repository, &self.increments);
        let later = self.later.get_or_init(|| Later::of(repository, increments));
        let known = (Some(&self.then), later);
        match engagement::trace(repository, increment, &self.specs, known, &stop) {
            Ok(Some(trace)) => {
                let trace = Arc::new(trace);
                self.know(index, TraceStage::Links(trace.clone()));
                self.send(Msg::Traced {
                    increment: index,
                    trace,
                })
            }
            Ok(None) => true,
            // The screen shows the error when the increment is opened.
            Err(_) => {
                self.know(index, TraceStage::All);
                true
            }
        }
    }

    /// Reads an increment's suggestions, until another one is looked at. Returns false when nobody
    /// listens any more.
    fn suggestions(
        &mut self,
        index: IncrementIndex,
        trace: &Traced,
        wanted: IncrementIndex,
    ) -> bool {
        let stop = || self.looked_at.wanted() != Some(wanted);
        let mut step = 0;
        let mut told = |read: usize, all: usize| {
            if read * STEPS / all.max(1) >= step {
                step = read * STEPS / all.max(1) + 1;
                self.send(Msg::Indexing {
                    increment: index,
                    files: (read, all),
                });
            }
        };
        let Some(increment) = self.increments.get(index) else {
            return false;
        };
        match self
            .suggesting
            .suggest(&self.repository, increment, trace, &stop, &mut told)
        {
            Ok(Some(found)) => {
                self.know(index, TraceStage::All);
                self.send(Msg::Suggested {
                    increment: index,
                    suggestions: Arc::new(found),
                })
            }
            Ok(None) => true,
            Err(_) => {
                self.know(index, TraceStage::All);
                true
            }
        }
    }

    fn send(&self, msg: Msg) -> bool {
        self.inbox
            .send(InboxEvent::Traced {
                opening: self.opening,
                msg,
            })
            .is_ok()
    }
}
