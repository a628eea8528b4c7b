//! Holds what a parcel would bring, before anything is written.
//!
//! Owns the bounds on what one file may leave in the data directory, and the totals that a person
//! agrees to when they are large. Knows nothing of who asks.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use super::held::WhyHeld;
use super::{Incoming, Project, codec, parcel};
use crate::digest;
use crate::model::id::{EventId, WriterId};
use crate::model::record::Damaged;

/// Limits above which an arrival is large and a person is asked first: entries, drafts and bytes.
const LARGE_ENTRIES: usize = 20_000;
const LARGE_DRAFTS: usize = 100;
const LARGE_BYTES: u64 = 32 << 20;

/// Number of people above which an arrival is large, of those who have written nothing here so far.
/// Each waits to be admitted.
pub const LARGE_PEOPLE: usize = 200;

/// Maximum number of drafts in a parcel, and of their bytes. Nobody has so many open.
const MAX_DRAFTS: usize = 1_000;
const MAX_DRAFT_BYTES: usize = 64 << 20;

/// Maximum number of items that are no entries kept and named for one parcel; the rest is counted.
const MAX_BAD: usize = 100;
const MAX_BAD_BYTES: usize = 16 << 20;

/// The content of a parcel, with each entry checked and nothing written yet.
#[derive(Default)]
pub struct Arrival {
    /// Entries with their names.
    pub(super) events: Vec<Incoming>,
    /// Private entries, which stay on the machine, with their names.
    pub(super) private: Vec<Incoming>,
    /// Drafts by file name.
    pub(super) drafts: Vec<(String, Vec<u8>)>,
    /// Entries that may not come from their stated writer.
    held: Vec<Incoming>,
    /// The reasons for the first of `held`.
    why_held: Vec<Damaged>,
    /// Invalid entries, with their bytes.
    pub(super) bad: Vec<(Damaged, Vec<u8>)>,
    /// How many further invalid entries were not kept.
    pub(super) more_bad: usize,
    draft_bytes: usize,
    bad_bytes: usize,
    unpacked: u64,
}

/// How much of a parcel is new here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coming {
    /// Entries, including private ones.
    pub entries: usize,
    pub drafts: usize,
    /// People who wrote them and have written nothing here so far.
    pub people: usize,
    /// Files that cannot be used.
    pub bad: usize,
    /// Bytes of the whole parcel, unpacked.
    pub bytes: u64,
}

impl Coming {
    /// Whether it is so much that a person has to agree first.
    pub fn is_large(&self) -> bool {
        self.entries > LARGE_ENTRIES
            || self.drafts > LARGE_DRAFTS
            || self.people > LARGE_PEOPLE
            || self.bytes > LARGE_BYTES
    }
}

impl Project {
    /// Counts the writers, given once or more, who have written nothing here so far.
    pub fn newcomers<'a>(&self, writers: impl Iterator<Item = &'a str>) -> usize {
        let writers: BTreeSet<&str> = writers.collect();
        writers
            .into_iter()
            .filter(|writer| !self.path().join("events").join(writer).exists())
            .count()
    }
}

impl Arrival {
    /// Reads a parcel that has entries only, as in a mail.
    ///
    /// # Errors
    /// When it is no parcel, is truncated or altered, or exceeds a limit.
    pub fn of_events(packed: &[u8]) -> Result<Self> {
        let mut arrival = Self::default();
        arrival.read(packed, |arrival, name, bytes| {
            arrival.add_event(&name, bytes);
            Ok(())
        })?;
        Ok(arrival)
    }

    /// Reads a parcel, passing each item to the caller's function.
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

    /// Adds an entry, or keeps it as invalid.
    pub(super) fn add_event(&mut self, name: &str, bytes: Vec<u8>) {
        match codec::decode(name, &bytes) {
            Ok(_) => self.events.push(Incoming {
                name: name.to_owned(),
                bytes,
            }),
            Err(why) => self.add_bad(why, bytes),
        }
    }

    /// Adds a private entry, or keeps it as invalid.
    pub(super) fn add_private(&mut self, name: &str, bytes: Vec<u8>) {
        match codec::decode(name, &bytes) {
            Ok(_) => self.private.push(Incoming {
                name: name.to_owned(),
                bytes,
            }),
            Err(why) => self.add_bad(why, bytes),
        }
    }

    /// Adds a draft.
    ///
    /// # Errors
    /// When there are more drafts than the limit.
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

    /// Keeps private entries of `own` only, and drafts only if there is somebody whose they can be.
    /// Returns how many of both are left out.
    pub(super) fn accept_private(&mut self, own: Option<&WriterId>) -> usize {
        let before = self.private.len() + self.drafts.len();
        let is_own = |event: &Incoming| own.is_some_and(|own| event.writer() == own.as_str());
        self.private.retain(is_own);
        if own.is_none() {
            self.drafts.clear();
        }
        before - self.private.len() - self.drafts.len()
    }

    /// Keeps an invalid item if there is room.
    pub(super) fn add_bad(&mut self, why: Damaged, bytes: Vec<u8>) {
        if self.bad.len() < MAX_BAD && self.bad_bytes + bytes.len() <= MAX_BAD_BYTES {
            self.bad_bytes += bytes.len();
            self.bad.push((why, bytes));
        } else {
            self.more_bad += 1;
        }
    }

    /// Counts what is not in the project yet.
    pub fn coming(&self, project: &Project) -> Coming {
        let dir = project.path();
        let new = |folder: &str, name: &str| !dir.join(folder).join(name).exists();
        let events = self
            .events
            .iter()
            .filter(|event| new("events", &event.name))
            .count();
        let private = self
            .private
            .iter()
            .filter(|event| new("private/events", &event.name))
            .count();
        Coming {
            entries: events + private,
            people: project.newcomers(self.events.iter().map(Incoming::writer)),
            drafts: self
                .drafts
                .iter()
                .filter(|(name, _)| new("drafts", name))
                .count(),
            bad: self.bad.len() + self.more_bad,
            bytes: self.unpacked,
        }
    }

    /// Moves the entries for which `why_held` gives a reason from the accepted to the held ones.
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

    /// Sets invalid items aside on the disk and returns the entries.
    ///
    /// # Errors
    /// When something cannot be written. A further call continues.
    pub fn sort(self, project: &Project, from: &str) -> Result<Sorted> {
        let more_held = self.held.len() - self.why_held.len();
        let mut bad = self.why_held;
        for (why, bytes) in self.bad {
            project.set_aside(from, &why, &bytes)?;
            bad.push(why);
        }
        Ok(Sorted {
            good: self.events,
            held: self.held,
            bad,
            more_bad: self.more_bad,
            more_held,
        })
    }
}

/// The entries of a parcel, sorted by what happens to them.
pub struct Sorted {
    /// Entries to accept.
    pub good: Vec<Incoming>,
    /// Entries to hold back, as they may not come from their stated writer.
    pub held: Vec<Incoming>,
    /// The first items that were set aside or held back, and why.
    pub bad: Vec<Damaged>,
    /// How many further invalid items were not kept.
    pub more_bad: usize,
    /// How many further entries are held back.
    pub more_held: usize,
}
