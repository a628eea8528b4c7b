//! Watches the clone's branches and tags while the screen is open. Only tells of a change: reading
//! the clone again is the user's decision.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

use super::{Inbox, InboxEvent};
use crate::app::msg::{Msg, RefsChange};
use crate::git::{Location, MAX_FOLDERS, RefsWatch};
use crate::model::id::Digest;
use crate::runtime::worker;

/// Interval between two looks.
const LOOK: Duration = Duration::from_secs(1);

/// The worker's handle; the worker ends with it.
pub(super) struct Watcher {
    read: Sender<Digest>,
}

impl Watcher {
    /// Starts to watch a clone that was read when its refs had the digest `heads`.
    pub(super) fn start(location: Location, heads: Digest, inbox: Inbox) -> Self {
        let (read, queue) = mpsc::channel();
        worker::start("watching the repository", inbox.clone(), move || {
            let mut watch = RefsWatch::new(location, heads);
            let mut said_cut = false;
            loop {
                match queue.recv_timeout(LOOK) {
                    Ok(heads) => {
                        watch.was_read(heads);
                        continue;
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
                // A ref may be half written: the next look reads it again.
                let change = watch.look().is_ok_and(|is_changed| is_changed);
                if change && inbox.send(msg(RefsChange::Changed)).is_err() {
                    return Ok(());
                }
                if watch.is_cut() && !std::mem::replace(&mut said_cut, true) {
                    let _ = inbox.send(msg(RefsChange::Unwatched { most: MAX_FOLDERS }));
                }
            }
        });
        Self { read }
    }

    /// Compares from now on with the digest of the refs when the clone was read again.
    pub(super) fn was_read(&self, heads: Digest) {
        let _ = self.read.send(heads);
    }
}

fn msg(change: RefsChange) -> InboxEvent {
    InboxEvent::Msg(Msg::Refs(change))
}
