//! Counts frames and response times, on request.

use std::io::Write as _;
use std::time::{Duration, Instant};

/// The time per frame of a screen with sixty frames a second.
const FRAME: Duration = Duration::from_micros(16_667);

/// The environment variable that requests the count, printed at the end.
const ASKED: &str = "SNAGLIST_FRAMES";

/// Counts of the frames drawn so far. A frame's time is from the first message it answers to until
/// it is written.
#[derive(Default)]
pub(super) struct Frames {
    /// When the newest message was taken from the inbox.
    taken: Option<Instant>,
    drawn: u32,
    late: u32,
    longest: Duration,
}

impl Frames {
    /// Notes that a message came.
    pub(super) fn begin(&mut self) {
        self.taken = Some(Instant::now());
    }

    /// Notes that the frame for the message is on the screen.
    pub(super) fn end(&mut self) {
        let Some(taken) = self.taken.take() else {
            return;
        };
        let took = taken.elapsed();
        self.drawn += 1;
        self.late += u32::from(took > FRAME);
        self.longest = self.longest.max(took);
    }

    /// Prints the count if it was requested. Call this when the terminal is restored.
    pub(super) fn tell(&self) {
        if std::env::var_os(ASKED).is_some_and(|asked| !asked.is_empty()) {
            let longest = self.longest.as_secs_f64() * 1_000.0;
            let _ = writeln!(
                std::io::stderr(),
                "{} frames, {} of them over 16.7 ms, the longest {longest:.1} ms",
                self.drawn,
                self.late
            );
        }
    }
}
