//! Connects terminal, clock and threads with the app: carries effects out and feeds messages in.
//!
//! The keyboard, the signals and the workers send to one inbox. The loop blocks, drains the inbox,
//! updates and draws once. Nothing is drawn while nothing happens.

mod asked;
pub mod backdrop;
mod background;
mod behind;
mod choosing;
pub mod clipboard;
pub(crate) mod clock;
pub mod decoder;
pub(crate) mod editor;
mod frames;
mod input;
mod interrupt;
mod keeping;
pub mod listing;
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
mod watching;
mod worker;

use std::io::IsTerminal as _;
use std::sync::mpsc;

use anyhow::{Result, ensure};

use crate::app::input::key::Key;
use crate::app::msg::Msg;
use crate::engagement::{Engagement, OpenRequest};
use crate::model::settings::Settings;

pub use choosing::choose_spec;
pub use interrupt::Interrupt;
use session::Session;

/// An event in the inbox.
enum InboxEvent {
    /// A message for the app.
    Msg(Msg),
    /// A key, with its number in order of arrival.
    Key {
        /// The number; see [`typed::KeyCounts`].
        number: u64,
        key: Key,
    },
    /// A message of the tracer about an increment, numbered as in one opening of the repository.
    Traced {
        /// The number of that opening; messages of older ones are dropped.
        opening: u64,
        msg: Msg,
    },
    /// The terminal reported its background colour.
    Background {
        /// Whether the background is light.
        light: bool,
    },
    /// The process was sent a signal.
    Signal(i32),
    /// The terminal is gone.
    HangUp,
    /// A worker failed; has the reason, made safe.
    Broken(String),
}

/// The sending end of the inbox.
type Inbox = mpsc::Sender<InboxEvent>;

/// Runs the reviewer on an opened engagement, until the user leaves.
///
/// A signal that ends the process does so here, with 128 + its number as the exit status, after the
/// draft was saved and the terminal restored. In any case, whatever could not be written to the
/// disk is printed.
///
/// # Errors
/// When there is no terminal, or it cannot be used; when a worker fails; when something could not
/// be written.
pub fn review(engagement: Engagement, wanted: OpenRequest, settings: Settings) -> Result<()> {
    ensure!(
        std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
        "the reviewer needs a terminal; in scripts, use `snaglist status`, `increments`, `spec show`, `mark`, \
         `note` and `export`"
    );
    let (inbox, events) = mpsc::channel();
    let ended = Session::start(engagement, wanted, &settings, inbox)?.run(&events)?;
    match ended {
        session::Ended::Quit => Ok(()),
        session::Ended::Signal(number) => std::process::exit(128 + number),
    }
}
