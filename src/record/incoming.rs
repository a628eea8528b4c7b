//! Stores events from elsewhere, many at a time and durably; sets invalid ones aside.
//!
//! Owns how they get into the journal's directory. Knows nothing of where they come from.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::codec::read;
use super::codec::write::Toml;
use super::codec::{self, MAX_EVENT_BYTES};
use super::project::Project;
use super::{durable, files};
use crate::digest;
use crate::model::event::Event;
use crate::model::record::Damaged;
use crate::model::text::Untrusted;

/// Maximum number of invalid files kept. More say nothing new.
const MAX_ASIDE: usize = 1_000;

/// Maximum size kept of one invalid file, in bytes.
const MAX_ASIDE_BYTES: usize = 64 << 10;

/// An event as received: its name below `events/`, and bytes that [`codec::decode`] accepts under
/// that name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incoming {
    /// `<writer>/<number>-<digest>.toml`
    pub name: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

impl Incoming {
    /// Returns the writer's id in the name.
    pub fn writer(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

impl Project {
    /// Creates the project's directory, for this user only, if it does not exist.
    ///
    /// # Errors
    /// When it cannot be created.
    pub fn prepare(&self) -> Result<()> {
        durable::private_dir(&self.root, &self.dir).with_context(|| {
            format!(
                "making {}; choose another directory with --data-dir",
                self.dir.display()
            )
        })
    }

    /// Opens the lock for exchanges, not locked; whoever holds it is the only one to write in the
    /// copies of the record. It differs from the journal's lock, so that a slow remote holds up no
    /// note.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn store_lock(&self) -> Result<File> {
        let path = self.dir.join("store.lock");
        durable::lock_file(&path).with_context(|| format!("opening {}", path.display()))
    }

    /// Stores events in the journal's directory, durably. Existing events stay as they are; a
    /// damaged file under an event's name is set aside. Returns how many are new.
    ///
    /// # Errors
    /// When one is no event, before anything is written; when something cannot be written. A
    /// further call continues.
    pub fn take_in(&self, incoming: &[Incoming]) -> Result<usize> {
        for Incoming { name, bytes } in incoming {
            let event = codec::decode(name, bytes);
            ensure!(
                event.is_ok(),
                "an event that does not read back cannot be taken in"
            );
        }
        let events = self.dir.join("events");
        let writers: BTreeSet<&str> = incoming.iter().map(Incoming::writer).collect();
        let dirs: Vec<PathBuf> = writers
            .into_iter()
            .map(|writer| events.join(writer))
            .collect();
        let doing = || {
            format!(
                "saving to {}; free some space there and try again",
                events.display()
            )
        };
        durable::private_dirs(&self.root, &dirs).with_context(doing)?;
        let mut files: Vec<(&str, &[u8])> = incoming
            .iter()
            .map(|event| (event.name.as_str(), event.bytes.as_slice()))
            .collect();
        files.sort_unstable();
        files.dedup();
        files.retain(|(name, bytes)| !self.has_whole(name, bytes));
        for (name, _) in &files {
            if fs::symlink_metadata(events.join(name)).is_ok() {
                let why = "it was damaged; another copy took its place".to_owned();
                self.move_aside(&Damaged {
                    file: (*name).to_owned(),
                    why,
                })?;
            }
        }
        if !files.is_empty() {
            let files: Vec<(PathBuf, &[u8])> = files
                .iter()
                .map(|(name, bytes)| (events.join(name), *bytes))
                .collect();
            let _lock = durable::lock(&self.lock_path()).with_context(doing)?;
            durable::publish_all(&files).with_context(doing)?;
        }
        Ok(files.len())
    }

    fn has_whole(&self, name: &str, bytes: &[u8]) -> bool {
        let path = self.dir.join("events").join(name);
        // Checking for the file costs less than reading it, and mostly it does not exist.
        path.is_file() && durable::read_capped(&path, bytes.len()).is_ok_and(|there| there == bytes)
    }

    /// Reads the current bytes of an event's file.
    ///
    /// # Errors
    /// When it is gone, cannot be read or was changed.
    pub fn event_bytes(&self, event: &Event) -> Result<Vec<u8>> {
        let name = codec::file_name(&event.writer, event.seq, event.id);
        let bytes = durable::read_capped(&self.dir.join("events").join(&name), MAX_EVENT_BYTES)
            .with_context(|| format!("reading {name}"))?;
        ensure!(
            digest::of_bytes(&bytes) == event.id.0,
            "{name} was changed since it was read"
        );
        Ok(bytes)
    }

    /// Keeps an invalid event that somebody sent, for a person to look at.
    ///
    /// # Errors
    /// When it cannot be written; nothing else depends on it.
    pub fn set_aside(&self, from: &str, what: &Damaged, bytes: &[u8]) -> Result<()> {
        let dir = self.aside_dir();
        durable::private_dir(&self.root, &dir).context("keeping what is damaged")?;
        let id = digest::of_parts([from.as_bytes(), what.file.as_bytes(), bytes]).short(16);
        let path = dir.join(format!("{id}.toml"));
        if path.exists() || fs::read_dir(&dir).is_ok_and(|entries| entries.count() >= MAX_ASIDE) {
            return Ok(());
        }
        let mut out = Toml::default();
        out.plain("version", 1);
        out.string("from", from);
        out.string("file", &what.file);
        out.string("why", &what.why);
        out.plain("length", bytes.len());
        out.text(
            "bytes",
            &Untrusted::from(&bytes[..bytes.len().min(MAX_ASIDE_BYTES)]),
        );
        durable::replace(&path, out.finish().as_bytes(), true).context("keeping what is damaged")
    }

    /// Lists the items set aside; the description of each says where it came from.
    ///
    /// # Errors
    /// When the directory exists and cannot be listed.
    pub fn aside(&self) -> Result<Vec<Damaged>> {
        files::check_dir(&self.root, &self.aside_dir())?;
        let entries = match fs::read_dir(self.aside_dir()) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.context("looking for what was set aside")?,
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
        paths.sort();
        Ok(paths.iter().filter_map(|path| aside(path)).collect())
    }

    fn aside_dir(&self) -> PathBuf {
        self.dir.join("quarantine")
    }

    /// Moves a damaged file out of the way, complete, so that its name is free for the real event.
    fn move_aside(&self, damaged: &Damaged) -> Result<()> {
        let path = self.dir.join("events").join(&damaged.file);
        let bytes = durable::read_capped(&path, MAX_EVENT_BYTES).unwrap_or_default();
        self.set_aside("this journal", damaged, &bytes)?;
        let doing = || format!("moving {} aside", path.display());
        let base = damaged.file.rsplit('/').next().unwrap_or_default();
        let free = (1..).map(|number| self.aside_dir().join(format!("{base}.damaged-{number}")));
        let mut free = free.filter(|to| fs::symlink_metadata(to).is_err());
        let to = free.next().with_context(doing)?;
        fs::rename(&path, to).with_context(doing)
    }
}

/// What says why something was set aside.
#[derive(Deserialize)]
struct AsideFile {
    file: String,
    why: String,
    from: String,
}

fn aside(path: &std::path::Path) -> Option<Damaged> {
    let bytes = durable::read_if_there(path, 16 * MAX_ASIDE_BYTES).ok()??;
    let AsideFile { file, why, from } = read::document(&bytes).ok()?;
    let printable = |c: char| {
        if c.is_ascii_graphic() || c == ' ' {
            c
        } else {
            '?'
        }
    };
    let plain = |text: String| text.chars().map(printable).collect::<String>();
    Some(Damaged {
        file: plain(file),
        why: format!("{} (from {})", plain(why), plain(from)),
    })
}
