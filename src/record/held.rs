//! Events that came whole and may not be their writer's own: held back beside the record until somebody decides.
//!
//! Owns the directory they wait in. They count for nothing and go nowhere from there. Which ones are held back is told in
//! `journal/trusting.rs`.

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

/// How many events are held back at most; more say nothing new.
const MAX_HELD: usize = 10_000;

/// The most bytes of them.
const MAX_HELD_BYTES: usize = 64 << 20;

/// Says why an event of that name, a path below `events/`, is held back; nothing where it is taken in.
pub type WhyHeld<'a> = &'a dyn Fn(&str, EventId) -> Option<Damaged>;

/// Room for events that are held back: how many, and how many bytes.
pub struct HeldRoom(Cell<(usize, usize)>);

impl HeldRoom {
    /// Takes room for one of that many bytes; whether there was any. Once there was none, nothing more fits.
    pub fn take(&self, bytes: usize) -> bool {
        let (count, left) = self.0.get();
        let fits = count > 0 && bytes <= left;
        self.0.set(if fits { (count - 1, left - bytes) } else { (0, 0) });
        fits
    }
}

impl Project {
    /// Where events are held back: laid out like the project's own directory, inside it.
    fn held_place(&self) -> Self {
        let mut held = self.clone();
        held.dir.push("held");
        held
    }

    /// Holds events back, as far as there is room for them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn hold_back(&self, incoming: &[Incoming]) -> Result<()> {
        if incoming.is_empty() {
            return Ok(());
        }
        let room = self.held_room();
        let fitting = incoming.iter().filter(|event| room.take(event.bytes.len()));
        self.held_place().take_in(&fitting.cloned().collect::<Vec<_>>()).map(drop)
    }

    /// What there is room for.
    pub fn held_room(&self) -> HeldRoom {
        let (count, bytes) = self.held_place().size();
        HeldRoom(Cell::new((MAX_HELD.saturating_sub(count), MAX_HELD_BYTES.saturating_sub(bytes))))
    }

    /// Lists the events that are held back.
    ///
    /// # Errors
    /// When the directory is there and cannot be listed.
    pub fn held_events(&self) -> Result<HashSet<EventId>> {
        Ok(self.held_archive()?.events().iter().map(|event| event.id).collect())
    }

    /// Counts the events of each writer that are held back, by the names of their files.
    pub fn held(&self) -> BTreeMap<WriterId, usize> {
        let mut held: BTreeMap<WriterId, usize> = BTreeMap::new();
        for (writer, _) in self.held_place().event_files() {
            if let Ok(writer) = writer.parse() {
                *held.entry(writer).or_default() += 1;
            }
        }
        held
    }

    /// Takes the held events that are `wanted` into the record. Gives how many.
    ///
    /// # Errors
    /// When one cannot be read or written; calling again goes on.
    pub(super) fn release(&self, wanted: impl Fn(&Event) -> bool) -> Result<usize> {
        let place = self.held_place();
        let archive = self.held_archive()?;
        let mut released = Vec::new();
        for event in archive.events().iter().filter(|event| wanted(event)) {
            let name = codec::file_name(&event.writer, event.seq, event.id);
            released.push(Incoming { bytes: place.event_bytes(event)?, name });
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
            let files = files::names_in(&dir).into_iter().filter(|(name, _)| name.ends_with(".toml"));
            files.map(move |(_, path)| (writer.clone(), path))
        })
    }

    /// Counts the files of events, and their bytes.
    fn size(&self) -> (usize, usize) {
        self.event_files().fold((0, 0), |(count, bytes), (_, path)| {
            let length = fs::symlink_metadata(&path).map_or(0, |metadata| metadata.len());
            (count + 1, bytes.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)))
        })
    }
}
