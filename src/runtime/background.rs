//! Lets background workers give way to those that the screen waits for.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The increase of a worker's niceness. It is half of the range, so that the worker still makes
/// progress beside a busy machine's other work.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Maximum time to wait for the first differences. There are none when every file is folded.
const AT_MOST: Duration = Duration::from_millis(300);

/// A gate that opens when the first differences are on their way to the screen. Reads before that
/// would delay them: all threads read the same packs, one at a time.
#[derive(Clone, Default)]
pub(super) struct BackgroundGate(Arc<(Mutex<bool>, Condvar)>);

impl BackgroundGate {
    pub(super) fn open(&self) {
        let (open, changed) = &*self.0;
        *open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }

    /// Waits until the gate is open, at most a third of a second. Then, on Linux, lowers this
    /// thread's priority below all others.
    pub(super) fn give_way(&self) {
        let (open, changed) = &*self.0;
        let closed = open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(changed.wait_timeout_while(closed, AT_MOST, |open| !*open));
        // Only on Linux does `nice` change the calling thread alone; elsewhere it changes the whole
        // process.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(NICENESS);
    }
}
