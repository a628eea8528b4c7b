//! Signals, and a terminal that went away without one.

use std::fs::File;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::{Event, Inbox};

/// How often it is looked whether the terminal is still there.
const LOOK: Duration = Duration::from_secs(1);

/// Starts listening.
pub fn listen(inbox: Inbox) -> Result<()> {
    let mut signals =
        Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP]).context("listening for signals")?;
    let hang_up = inbox.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            if inbox.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    });
    // Where there is no controlling terminal to begin with, its absence says nothing.
    if File::open("/dev/tty").is_ok() {
        thread::spawn(move || {
            loop {
                thread::sleep(LOOK);
                if File::open("/dev/tty").is_err() {
                    let _ = hang_up.send(Event::HangUp);
                    return;
                }
            }
        });
    }
    Ok(())
}
