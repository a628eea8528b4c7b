//! Starts threads whose failure is told and never ends the program.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use anyhow::Result;

use super::{Inbox, InboxEvent};
use crate::safe;

/// Starts a worker. If it fails or breaks down, it reports to the inbox.
pub(super) fn start(doing: &'static str, inbox: Inbox, work: impl FnOnce() -> Result<()> + Send + 'static) {
    thread::spawn(move || {
        let why = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(())) => return,
            Ok(Err(error)) => format!("{doing}: {}", safe::inline(format!("{error:#}"))),
            Err(_) => format!("{doing} broke down"),
        };
        let _ = inbox.send(InboxEvent::Broken(why));
    });
}
