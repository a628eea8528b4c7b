//! Tracks which texts the painting process holds, and which lines must not be painted any more.

use std::collections::HashMap;

use crate::app::msg::Unpainted;
use crate::model::id::ObjectId;
use crate::syntax::{Language, MAX_KEPT, MAX_KEPT_BYTES};

/// Maximum number of texts whose first plain line is remembered. One more makes all of them
/// forgotten.
const MAX_BARRED: usize = 1_024;

/// A blob and its language: everything that painting depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PaintKey(ObjectId, &'static str);

impl PaintKey {
    pub(super) fn of(wanted: &Unpainted, language: Language) -> Self {
        Self(wanted.id, language.name())
    }
}

/// The texts that a process holds.
#[derive(Default)]
pub(super) struct HeldTexts {
    /// The texts, most recently used first.
    held: Vec<HeldText>,
    numbers: u32,
}

struct HeldText {
    key: PaintKey,
    number: u32,
    bytes: usize,
    /// Whether the current request needs it.
    needed: bool,
}

/// Where the process has a text.
pub(super) enum TextSlot {
    /// The process has it under this number.
    Held(u32),
    /// It has to be sent under this number.
    New(u32),
    /// There is no room until the current request is painted.
    Full,
}

impl HeldTexts {
    /// Marks all texts as unneeded, for a new request.
    pub(super) fn release(&mut self) {
        self.held.iter_mut().for_each(|held| held.needed = false);
    }

    /// Finds a place for a text, which is needed from here on. Evicts the least recently used
    /// texts; their numbers go to `forgotten`, which has to be sent first.
    pub(super) fn place(
        &mut self,
        key: PaintKey,
        bytes: usize,
        forgotten: &mut Vec<u32>,
    ) -> TextSlot {
        if let Some(at) = self.held.iter().position(|held| held.key == key) {
            let held = self.held.remove(at);
            let number = held.number;
            self.held.insert(
                0,
                HeldText {
                    needed: true,
                    ..held
                },
            );
            return TextSlot::Held(number);
        }
        while self.held.len() >= MAX_KEPT || self.bytes() + bytes > MAX_KEPT_BYTES {
            match self.held.pop_if(|last| !last.needed) {
                Some(last) => forgotten.push(last.number),
                None => return TextSlot::Full,
            }
        }
        self.numbers += 1;
        self.held.insert(
            0,
            HeldText {
                key,
                number: self.numbers,
                bytes,
                needed: true,
            },
        );
        TextSlot::New(self.numbers)
    }

    /// Returns the text with a number.
    pub(super) fn key(&self, number: u32) -> Option<PaintKey> {
        self.held
            .iter()
            .find(|held| held.number == number)
            .map(|held| held.key)
    }

    fn bytes(&self) -> usize {
        self.held.iter().map(|held| held.bytes).sum()
    }
}

/// The first line that stays plain, 0-based, for each text that has one.
#[derive(Default)]
pub(super) struct Barred(HashMap<PaintKey, u32>);

impl Barred {
    /// Makes a text's lines plain, from `line` (0-based) on.
    pub(super) fn bar(&mut self, key: PaintKey, line: u32) {
        if self.0.len() == MAX_BARRED {
            self.0.clear();
        }
        let limit = self.0.entry(key).or_insert(line);
        *limit = line.min(*limit);
    }

    /// Returns the first line (0-based) of a text that stays plain; past the last one if there is
    /// none.
    pub(super) fn limit(&self, key: PaintKey) -> u32 {
        self.0.get(&key).copied().unwrap_or(u32::MAX)
    }
}
