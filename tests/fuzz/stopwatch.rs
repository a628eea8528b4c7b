//! Measures how long an execution keeps a processor busy. Others on the same machine do not make
//! that more, so a run beside other work fails nothing that is quick.

use std::fs;
use std::time::{Duration, Instant};

/// A measurement under way, of the thread that began it.
pub(crate) struct Stopwatch {
    since: Instant,
    busy: Option<u64>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self {
            since: Instant::now(),
            busy: busy(),
        }
    }

    /// The processor time since the start, to some milliseconds; where the system does not tell, or
    /// says more, the time by the clock.
    pub(crate) fn elapsed(&self) -> Duration {
        let elapsed = self.since.elapsed();
        self.busy.zip(busy()).map_or(elapsed, |(before, after)| {
            elapsed.min(Duration::from_nanos(after.saturating_sub(before)))
        })
    }
}

/// How long this thread has kept a processor busy, in nanoseconds. Told on Linux only.
fn busy() -> Option<u64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}
