//! Counts keys between the keyboard and the state: how many wait, and which are dropped.
//!
//! A terminal can send keys faster than they are handled: text pasted where pasting is not marked,
//! an answer to a question that nobody asked. Ctrl-C must work at once even then.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::input::key::Key;

/// Number of waiting keys above which no person is typing, and Ctrl-C drops those before it.
const FLOOD: u64 = 1_000;

/// Maximum number of waiting keys: more than the longest note has, where pasting is not marked.
const MOST: u64 = 400_000;

/// Counts of keys on their way. Keys are numbered from 0 in order of arrival.
#[derive(Default)]
pub struct KeyCounts {
    /// How many keys were sent on.
    sent: AtomicU64,
    /// How many of them were received.
    received: AtomicU64,
    /// Keys with a smaller number are dropped.
    first: AtomicU64,
    /// How many keys were dropped because too many were waiting.
    lost: AtomicU64,
}

impl KeyCounts {
    /// Numbers a key on its way to the session. `None` when too many keys wait already; the key is
    /// then dropped.
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

    /// Notes that the session received the key with that number, and tells whether to handle it.
    pub fn receive(&self, number: u64) -> bool {
        self.received.store(number + 1, Ordering::Release);
        number >= self.first.load(Ordering::Acquire)
    }

    /// Whether a key was sent on and not received yet.
    pub fn is_waiting(&self) -> bool {
        self.received.load(Ordering::Acquire) < self.sent.load(Ordering::Acquire)
    }

    /// Returns how many keys were lost, once no key waits any more, and only once.
    pub fn take_lost(&self) -> u64 {
        if self.is_waiting() {
            0
        } else {
            self.lost.swap(0, Ordering::AcqRel)
        }
    }
}
