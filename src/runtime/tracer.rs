//! The worker that reads increments through in the background, the one looked at first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::background::Gate;
use super::{Event, Inbox, session};
use crate::app::msg::Msg;
use crate::engagement;
use crate::git::{Location, Repository};
use crate::model::increment::Increment;
use crate::model::spec::Spec;

/// No increment: the worker ends.
const STOP: usize = usize::MAX;

/// The worker; ends when dropped.
pub struct Tracer {
    looked_at: Arc<AtomicUsize>,
}

impl Tracer {
    /// Starts reading all increments through, from the one `looked_at` on. What it finds comes with `opening`: which opening of the
    /// repository the increments are of.
    pub fn start(
        opening: u64,
        looked_at: usize,
        location: Location,
        specs: Vec<Spec>,
        increments: Vec<Increment>,
        gate: Gate,
        inbox: Inbox,
    ) -> Self {
        let looked_at = Arc::new(AtomicUsize::new(looked_at));
        let tracer = Self { looked_at: looked_at.clone() };
        session::worker("looking for links", inbox.clone(), move || {
            gate.give_way();
            let repository = Repository::reopen(&location)?;
            let mut left: Vec<usize> = (0..increments.len()).collect();
            while !left.is_empty() {
                let wanted = looked_at.load(Ordering::Relaxed);
                if wanted == STOP {
                    break;
                }
                // The one looked at, then its neighbours.
                left.sort_by_key(|index| std::cmp::Reverse(index.abs_diff(wanted)));
                let Some(index) = left.pop() else { break };
                let stop = || looked_at.load(Ordering::Relaxed) != wanted;
                match engagement::trace(&repository, &increments[index], &specs, &stop) {
                    Ok(Some(trace)) => {
                        let msg = Msg::Traced { increment: index, trace: Arc::new(trace) };
                        if inbox.send(Event::Traced { opening, msg }).is_err() {
                            break;
                        }
                    }
                    Ok(None) => left.push(index),
                    // The screen says why when the increment is opened.
                    Err(_) => {}
                }
            }
            Ok(())
        });
        tracer
    }

    /// The increment that is looked at now.
    pub fn look_at(&self, increment: usize) {
        self.looked_at.store(increment, Ordering::Relaxed);
    }
}

impl Drop for Tracer {
    fn drop(&mut self) {
        self.looked_at.store(STOP, Ordering::Relaxed);
    }
}
