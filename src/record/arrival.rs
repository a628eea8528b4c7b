//! What a parcel would bring, before anything of it is written.
//!
//! Owns the bounds on what one file may leave in the data directory, and the sum that a person agrees to when
//! it is large. Knows nothing of who asks.

use anyhow::{Result, ensure};

use super::held::WhyHeld;
use super::{Incoming, Project, codec, parcel};
use crate::digest;
use crate::model::id::EventId;
use crate::model::record::Damaged;

/// More than this, in entries, drafts or bytes, is large: a person is asked first.
const LARGE_ENTRIES: usize = 20_000;
const LARGE_DRAFTS: usize = 100;
const LARGE_BYTES: u64 = 32 << 20;

/// The most drafts that a parcel may bring, and their bytes. Nobody has so many open.
const MAX_DRAFTS: usize = 1_000;
const MAX_DRAFT_BYTES: usize = 64 << 20;

/// The most of what is no entry that is kept and named of one parcel; the rest is counted.
const MAX_BAD: usize = 100;
const MAX_BAD_BYTES: usize = 16 << 20;

/// Holds what was read of a parcel. Each entry is checked; nothing is written yet.
#[derive(Default)]
pub struct Arrival {
    /// Entries, under their names.
    pub(super) events: Vec<Incoming>,
    /// Entries that stay on the machine, under their names.
    pub(super) private: Vec<Incoming>,
    /// Drafts by the names of their files.
    pub(super) drafts: Vec<(String, Vec<u8>)>,
    /// Entries that may not be their writer's own.
    held: Vec<Incoming>,
    /// Why, of the first of them.
    why_held: Vec<Damaged>,
    /// What should have been entries, with their bytes.
    pub(super) bad: Vec<(Damaged, Vec<u8>)>,
    /// What is no entry either and is not kept.
    pub(super) more_bad: usize,
    draft_bytes: usize,
    bad_bytes: usize,
    unpacked: u64,
}

/// How much a parcel would bring that is not here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coming {
    /// Entries, private ones among them.
    pub entries: usize,
    /// Drafts.
    pub drafts: usize,
    /// Files that cannot be used.
    pub bad: usize,
    /// Bytes of the whole parcel, unpacked.
    pub bytes: u64,
}

impl Coming {
    /// Whether it is so much that a person is to agree first.
    pub fn is_large(&self) -> bool {
        self.entries > LARGE_ENTRIES || self.drafts > LARGE_DRAFTS || self.bytes > LARGE_BYTES
    }
}

impl Arrival {
    /// Reads a parcel of entries alone, as a mail has it.
    ///
    /// # Errors
    /// When it is no parcel, was cut short or changed, or holds more than anybody writes.
    pub fn of_events(packed: &[u8]) -> Result<Self> {
        let mut arrival = Self::default();
        arrival.read(packed, |arrival, name, bytes| {
            arrival.add_event(&name, bytes);
            Ok(())
        })?;
        Ok(arrival)
    }

    /// Reads a parcel, each item by a way of the caller's.
    pub(super) fn read(
        &mut self,
        packed: &[u8],
        mut add: impl FnMut(&mut Self, String, Vec<u8>) -> Result<()>,
    ) -> Result<()> {
        let mut items = parcel::items(packed)?;
        for item in items.by_ref() {
            let (name, bytes) = item?;
            add(self, name, bytes)?;
        }
        self.unpacked = items.unpacked();
        Ok(())
    }

    /// Adds an entry, or keeps what is none.
    pub(super) fn add_event(&mut self, name: &str, bytes: Vec<u8>) {
        match codec::decode(name, &bytes) {
            Ok(_) => self.events.push(Incoming { name: name.to_owned(), bytes }),
            Err(why) => self.add_bad(why, bytes),
        }
    }

    /// Adds an entry that stays on the machine, or keeps what is none.
    pub(super) fn add_private(&mut self, name: &str, bytes: Vec<u8>) {
        match codec::decode(name, &bytes) {
            Ok(_) => self.private.push(Incoming { name: name.to_owned(), bytes }),
            Err(why) => self.add_bad(why, bytes),
        }
    }

    /// Adds a draft.
    ///
    /// # Errors
    /// When they are more than anybody has.
    pub(super) fn add_draft(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.draft_bytes += bytes.len();
        ensure!(
            self.drafts.len() < MAX_DRAFTS && self.draft_bytes <= MAX_DRAFT_BYTES,
            "it holds more than {MAX_DRAFTS} drafts, or more than {} MiB of them; nothing of it was taken in",
            MAX_DRAFT_BYTES >> 20
        );
        self.drafts.push((name.to_owned(), bytes));
        Ok(())
    }

    /// Keeps what cannot be used, so far as there is room.
    pub(super) fn add_bad(&mut self, why: Damaged, bytes: Vec<u8>) {
        if self.bad.len() < MAX_BAD && self.bad_bytes + bytes.len() <= MAX_BAD_BYTES {
            self.bad_bytes += bytes.len();
            self.bad.push((why, bytes));
        } else {
            self.more_bad += 1;
        }
    }

    /// How much of it is not here.
    pub fn coming(&self, project: &Project) -> Coming {
        let dir = project.path();
        let new = |folder: &str, name: &str| !dir.join(folder).join(name).exists();
        let events = self.events.iter().filter(|event| new("events", &event.name)).count();
        let private = self.private.iter().filter(|event| new("private/events", &event.name)).count();
        Coming {
            entries: events + private,
            drafts: self.drafts.iter().filter(|(name, _)| new("drafts", name)).count(),
            bad: self.bad.len() + self.more_bad,
            bytes: self.unpacked,
        }
    }

    /// Moves the entries for which `why_held` gives a reason, from those that are taken in to those that are held back.
    pub fn hold_back(&mut self, why_held: WhyHeld<'_>) {
        for event in std::mem::take(&mut self.events) {
            // The id of an entry is the digest of its bytes.
            match why_held(&event.name, EventId(digest::of_bytes(&event.bytes))) {
                None => self.events.push(event),
                Some(why) => {
                    if self.why_held.len() < MAX_BAD {
                        self.why_held.push(why);
                    }
                    self.held.push(event);
                }
            }
        }
    }

    /// Sets aside what is no entry, and gives the entries.
    ///
    /// # Errors
    /// When something cannot be written. Calling again goes on.
    pub fn sort(self, project: &Project, from: &str) -> Result<Sorted> {
        let more_held = self.held.len() - self.why_held.len();
        let mut bad = self.why_held;
        for (why, bytes) in self.bad {
            project.set_aside(from, &why, &bytes)?;
            bad.push(why);
        }
        Ok(Sorted { good: self.events, held: self.held, bad, more_bad: self.more_bad, more_held })
    }
}

/// The entries of a parcel by what becomes of them.
pub struct Sorted {
    /// Those that are taken in.
    pub good: Vec<Incoming>,
    /// Those that are held back, as they may not be their writer's own.
    pub held: Vec<Incoming>,
    /// What was set aside or is held back, and why; the first of each.
    pub bad: Vec<Damaged>,
    /// How much more could not be used and was not kept.
    pub more_bad: usize,
    /// How many more are held back.
    pub more_held: usize,
}
