//! Which texts the process that paints holds, and which lines nobody paints any more.

use std::collections::HashMap;

use crate::app::msg::Unpainted;
use crate::model::id::ObjectId;
use crate::syntax::{Language, MAX_KEPT, MAX_KEPT_BYTES};

/// Contents whose bad lines are remembered.
const MAX_BARRED: usize = 1_024;

/// A content, and what it is taken for: all that painting depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key(ObjectId, &'static str);

impl Key {
    pub(super) fn of(wanted: &Unpainted, language: Language) -> Self {
        Self(wanted.id, language.name())
    }
}

/// The texts that a process holds.
#[derive(Default)]
pub(super) struct Texts {
    /// Used last first.
    held: Vec<Held>,
    numbers: u32,
}

struct Held {
    key: Key,
    number: u32,
    bytes: usize,
    /// Whether what is asked for now needs it.
    needed: bool,
}

/// Where a text is held.
pub(super) enum Place {
    /// The process has it under this number.
    Held(u32),
    /// It is to be sent under this number.
    New(u32),
    /// There is no room while what is asked for now is not painted.
    Full,
}

impl Texts {
    /// Something else is asked for: no text is needed any more.
    pub(super) fn release(&mut self) {
        self.held.iter_mut().for_each(|held| held.needed = false);
    }

    /// A place for a text, which is needed from here on. Texts used longest ago make room; their numbers
    /// go to `forgotten`, to be told first.
    pub(super) fn place(&mut self, key: Key, bytes: usize, forgotten: &mut Vec<u32>) -> Place {
        if let Some(at) = self.held.iter().position(|held| held.key == key) {
            let held = self.held.remove(at);
            let number = held.number;
            self.held.insert(0, Held { needed: true, ..held });
            return Place::Held(number);
        }
        while self.held.len() >= MAX_KEPT || self.bytes() + bytes > MAX_KEPT_BYTES {
            match self.held.pop_if(|last| !last.needed) {
                Some(last) => forgotten.push(last.number),
                None => return Place::Full,
            }
        }
        self.numbers += 1;
        self.held.insert(0, Held { key, number: self.numbers, bytes, needed: true });
        Place::New(self.numbers)
    }

    /// The text of a number.
    pub(super) fn key(&self, number: u32) -> Option<Key> {
        self.held.iter().find(|held| held.number == number).map(|held| held.key)
    }

    fn bytes(&self) -> usize {
        self.held.iter().map(|held| held.bytes).sum()
    }
}

/// From which line on contents are left plain.
#[derive(Default)]
pub(super) struct Barred(HashMap<Key, u32>);

impl Barred {
    /// Lines of a content from here on (0-based) are left plain.
    pub(super) fn bar(&mut self, key: Key, line: u32) {
        if self.0.len() == MAX_BARRED {
            self.0.clear();
        }
        let limit = self.0.entry(key).or_insert(line);
        *limit = line.min(*limit);
    }

    /// The first line of a content that is left plain; past its last when none is.
    pub(super) fn limit(&self, key: Key) -> u32 {
        self.0.get(&key).copied().unwrap_or(u32::MAX)
    }
}
