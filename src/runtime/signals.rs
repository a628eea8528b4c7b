//! Listens for signals, and detects a terminal that went away without one.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::{Inbox, InboxEvent};

/// Interval of checks whether the terminal still exists.
const LOOK: Duration = Duration::from_secs(1);

/// Whether the controlling terminal is gone, or never existed.
pub(super) fn is_hung_up() -> bool {
    File::open("/dev/tty").is_err()
}

/// The thread that waits for signals.
pub(super) struct Listener {
    lent: Arc<AtomicBool>,
}

impl Listener {
    pub(super) fn start(inbox: Inbox) -> Result<Self> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGWINCH])
            .context("listening for signals")?;
        let lent = Arc::new(AtomicBool::new(false));
        let listener = Self { lent: lent.clone() };
        let hang_up = inbox.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                let sent = match (signal, lent.load(Ordering::Acquire)) {
                    (SIGINT | SIGQUIT, true) => Ok(()),
                    (SIGTSTP, true) => {
                        let _ = emulate_default_handler(SIGTSTP);
                        Ok(())
                    }
                    _ => inbox.send(InboxEvent::Signal(signal)),
                };
                if sent.is_err() {
                    return;
                }
            }
        });
        // Without a controlling terminal at the start, its absence means nothing.
        if !is_hung_up() {
            thread::spawn(move || {
                loop {
                    thread::sleep(LOOK);
                    if is_hung_up() {
                        let _ = hang_up.send(InboxEvent::HangUp);
                        return;
                    }
                }
            });
        }
        Ok(listener)
    }

    /// Notes whether another program has the terminal. While it does, an interrupt is meant for
    /// that program, and a suspend stops us with it: the shell waits for both.
    pub(super) fn lend(&self, lent: bool) {
        self.lent.store(lent, Ordering::Release);
    }
}
