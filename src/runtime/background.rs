//! How workers whose results nobody waits for give way to those that the screen waits for.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What their niceness is raised by. Half of the range: they go on beside a busy machine's other work.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// How long they wait for the first differences at most. Where every file is folded, none come.
const AT_MOST: Duration = Duration::from_millis(300);

/// Opened once when the first differences are on their way to the screen. Until then, reading anything
/// else holds them up: all threads read the same packs, one at a time.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// Lets the others begin.
    pub fn open(&self) {
        let (open, changed) = &*self.0;
        *open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }

    /// Waits until it is open, a third of a second at most; from then on lets every other thread go before
    /// this one.
    pub fn give_way(&self) {
        let (open, changed) = &*self.0;
        let closed = open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(changed.wait_timeout_while(closed, AT_MOST, |open| !*open));
        // On Linux alone is `nice` of the thread that calls it; elsewhere it is of the whole process.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(NICENESS);
    }
}
