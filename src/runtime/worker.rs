//! Starts threads that report their failure to the session, so that it can end in good order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use anyhow::Result;

use super::{Inbox, InboxEvent};
use crate::safe;

/// Starts a worker. If `work` fails or panics, the inbox gets [`InboxEvent::Broken`]. `doing`
/// begins the message.
pub(super) fn start(
    doing: &'static str,
    inbox: Inbox,
    work: impl FnOnce() -> Result<()> + Send + 'static,
) {
    thread::spawn(move || {
        let why = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(())) => return,
            Ok(Err(error)) => format!("{doing}: {}", safe::inline(format!("{error:#}"))),
            Err(_) => format!("{doing} failed unexpectedly"),
        };
        let _ = inbox.send(InboxEvent::Broken(why));
    });
}
