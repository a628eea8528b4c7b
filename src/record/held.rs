//! Holds back valid events that may not come from their stated writer, until somebody decides.
//!
//! Owns the directory they wait in. They do not count and are not sent from there.
//! `journal/trusting.rs` decides which ones are held back.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::archive::Archive;
use super::{Incoming, Project, codec, files};
use crate::model::event::Event;
use crate::model::id::{EventId, WriterId};
use crate::model::record::Damaged;

/// Maximum number of events held back; more say nothing new.
const MAX_HELD: usize = 10_000;

/// Maximum size of all held events, in bytes.
const MAX_HELD_BYTES: usize = 64 << 20;

/// Tells why an event with that name, a path below `events/`, is held back; `None` to accept it.
pub type WhyHeld<'a> = &'a dyn Fn(&str, EventId) -> Option<Damaged>;

/// Room for held events: how many, and how many bytes.
pub struct HeldRoom(Cell<(usize, usize)>);

impl HeldRoom {
    /// Takes room for an event of that many bytes; false if there was none. Once there was none,
    /// nothing more fits.
    pub fn take(&self, bytes: usize) -> bool {
        let (count, left) = self.0.get();
        let fits = count > 0 && bytes <= left;
        self.0.set(if fits {
            (count - 1, left - bytes)
        } else {
            (0, 0)
        });
        fits
    }
}

impl Project {
    /// Returns the place of held events: inside the project's directory, with the same layout.
    fn held_place(&self) -> Self {
        let mut held = self.clone();
        held.dir.push("held");
        held
    }

    /// Holds events back, as far as there is room.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn hold_back(&self, incoming: &[Incoming]) -> Result<()> {
        if incoming.is_empty() {
            return Ok(());
        }
        let room = self.held_room();
        let fitting = incoming.iter().filter(|event| room.take(event.bytes.len()));
        self.held_place()
            .take_in(&fitting.cloned().collect::<Vec<_>>())
            .map(drop)
    }

    /// Measures the room that is left.
    pub fn held_room(&self) -> HeldRoom {
        let (count, bytes) = self.held_place().size();
        HeldRoom(Cell::new((
            MAX_HELD.saturating_sub(count),
            MAX_HELD_BYTES.saturating_sub(bytes),
        )))
    }

    /// Lists the events held back.
    ///
    /// # Errors
    /// When the directory exists and cannot be listed.
    pub fn held_events(&self) -> Result<HashSet<EventId>> {
        Ok(self
            .held_archive()?
            .events()
            .iter()
            .map(|event| event.id)
            .collect())
    }

    /// Counts the held events of each writer, by file name.
    pub fn held(&self) -> BTreeMap<WriterId, usize> {
        let mut held: BTreeMap<WriterId, usize> = BTreeMap::new();
        for (writer, _) in self.held_place().event_files() {
            if let Ok(writer) = writer.parse() {
                *held.entry(writer).or_default() += 1;
            }
        }
        held
    }

    /// Moves the `wanted` held events into the record; returns how many.
    ///
    /// # Errors
    /// When one cannot be read or written; a further call continues.
    pub(super) fn release(&self, wanted: impl Fn(&Event) -> bool) -> Result<usize> {
        let place = self.held_place();
        let archive = self.held_archive()?;
        let mut released = Vec::new();
        for event in archive.events().iter().filter(|event| wanted(event)) {
            let name = codec::file_name(&event.writer, event.seq, event.id);
            released.push(Incoming {
                bytes: place.event_bytes(event)?,
                name,
            });
        }
        let added = self.take_in(&released)?;
        for Incoming { name, .. } in &released {
            let path = place.dir.join("events").join(name);
            files::remove(&path).with_context(|| format!("removing {}", path.display()))?;
        }
        Ok(added)
    }

    fn held_archive(&self) -> Result<Archive> {
        let mut archive = Archive::new(&self.held_place());
        archive.pick_up(None)?;
        Ok(archive)
    }

    /// Lists the files of events, each with the name of its writer's directory.
    fn event_files(&self) -> impl Iterator<Item = (String, PathBuf)> {
        let writers = files::names_in(&self.dir.join("events")).into_iter();
        writers.flat_map(|(writer, dir)| {
            let files = files::names_in(&dir)
                .into_iter()
                .filter(|(name, _)| name.ends_with(".toml"));
            files.map(move |(_, path)| (writer.clone(), path))
        })
    }

    /// Counts the event files and their bytes.
    fn size(&self) -> (usize, usize) {
        self.event_files()
            .fold((0, 0), |(count, bytes), (_, path)| {
                let length = fs::symlink_metadata(&path).map_or(0, |metadata| metadata.len());
                (
                    count + 1,
                    bytes.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)),
                )
            })
    }
}
