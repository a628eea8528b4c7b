//! Terminal, clock, threads: carries effects out and feeds messages in.
//!
//! One inbox; the keyboard, the signals and five workers send to it. The loop blocks, drains the
//! inbox, updates and draws once. Nothing is drawn while nothing happens.

mod asked;
pub mod backdrop;
mod background;
mod behind;
mod choosing;
pub mod clipboard;
pub(crate) mod clock;
pub(crate) mod editor;
mod frames;
mod input;
mod interrupt;
mod look;
mod owed;
pub mod painting;
mod reader;
mod recorder;
mod session;
mod signals;
pub(crate) mod summary;
mod syncing;
mod terminal;
mod tracer;
pub mod typed;

use std::io::IsTerminal as _;
use std::sync::mpsc;

use anyhow::{Result, ensure};

use crate::app::input::key::Key;
use crate::app::msg::Msg;
use crate::engagement::{Engagement, Wanted};
use crate::model::settings::Settings;

pub use choosing::choose_spec;
pub use interrupt::Interrupt;
use session::Session;

/// What the inbox holds.
enum Event {
    /// A message for the app.
    Msg(Msg),
    /// A key, by its number among those that came.
    Key {
        /// See [`typed::Typed`].
        number: u64,
        /// Which.
        key: Key,
    },
    /// A message on an increment, as numbered when the repository was opened for the `opening`-th time.
    Traced {
        /// Which opening; a message of an older one is dropped.
        opening: u64,
        /// The message.
        msg: Msg,
    },
    /// The terminal told of which colour its background is.
    Background {
        /// Light, not dark.
        light: bool,
    },
    /// The process was sent a signal.
    Signal(i32),
    /// The terminal is gone.
    HangUp,
    /// A worker broke down; why, made safe.
    Broken(String),
}

/// The sending end of the inbox.
type Inbox = mpsc::Sender<Event>;

/// Opens the reviewer on what was opened, until the user leaves.
///
/// A signal that ends the process does so here, with 128 + its number as the exit status, after the
/// draft was kept and the terminal restored. Whatever the end, what could not be written to the disk is
/// printed.
///
/// # Errors
/// When there is no terminal, or it cannot be used; when a worker breaks down; when something could not
/// be written.
pub fn review(engagement: Engagement, wanted: Wanted, settings: Settings) -> Result<()> {
    ensure!(
        std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
        "the reviewer needs a terminal; for scripts there are `snaglist status`, `increments`, `spec show`, `mark`, \
         `note` and `export`"
    );
    let (inbox, events) = mpsc::channel();
    let ended = Session::start(engagement, wanted, &settings, inbox)?.run(&events)?;
    match ended {
        session::Ended::Quit => Ok(()),
        session::Ended::Signal(number) => std::process::exit(128 + number),
    }
}
