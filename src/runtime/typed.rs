//! Keys between the keyboard and the state: how many wait, and which are given up.
//!
//! A terminal can send keys faster than they are acted on: text pasted where pasting is not marked, an answer to a question
//! that nobody asked. Somebody who presses Ctrl-C then is heard at once.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::input::key::Key;

/// With more keys than this waiting, no person is typing, and Ctrl-C gives up those before it.
const FLOOD: u64 = 1_000;

/// More keys than this do not wait: more than the longest note has, where pasting is not marked.
const MOST: u64 = 400_000;

/// Counts keys on their way. Keys are numbered from 0 in the order in which they came.
#[derive(Default)]
pub struct Typed {
    /// How many were sent on.
    sent: AtomicU64,
    /// How many of these were received.
    received: AtomicU64,
    /// The keys with a smaller number are given up.
    first: AtomicU64,
    /// How many were not sent on.
    lost: AtomicU64,
}

impl Typed {
    /// Numbers a key on its way to the session; `None` when too many keys wait already, and this one is left out.
    pub fn send(&self, key: Key) -> Option<u64> {
        let number = self.sent.load(Ordering::Acquire);
        let waiting = number.saturating_sub(self.received.load(Ordering::Acquire));
        let interrupts = key == Key::ctrl('c');
        if interrupts && waiting > FLOOD {
            self.first.store(number, Ordering::Release);
        }
        if waiting > MOST && !interrupts {
            self.lost.fetch_add(1, Ordering::AcqRel);
            return None;
        }
        self.sent.store(number + 1, Ordering::Release);
        Some(number)
    }

    /// Notes that the session received the key of that number, and says whether to act on it.
    pub fn receive(&self, number: u64) -> bool {
        self.received.store(number + 1, Ordering::Release);
        number >= self.first.load(Ordering::Acquire)
    }

    /// How many keys were lost, once none waits any more, and only once.
    pub fn take_lost(&self) -> u64 {
        let waits = self.received.load(Ordering::Acquire) < self.sent.load(Ordering::Acquire);
        if waits { 0 } else { self.lost.swap(0, Ordering::AcqRel) }
    }
}
