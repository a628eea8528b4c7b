//! The events of a project as they lie on the disk.
//!
//! Owns reading them, once each. Writes nothing. Knows nothing of what they add up to.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::codec::{self, MAX_EVENT_BYTES, MAX_SEQ};
use super::sharing::Sharing;
use super::{Project, durable, files};
use crate::model::event::Event;
use crate::model::id::{EventId, WriterId};
use crate::model::record::Damaged;

/// How many files make a second thread worth its start.
const FILES_A_THREAD: usize = 100;

/// How many files are read at a time: no event is in memory twice for long, however many there are.
const FILES_AT_ONCE: usize = 4_000;

/// Every event read so far, and every file that is none.
pub(super) struct Archive {
    root: PathBuf,
    dir: PathBuf,
    events: Vec<Event>,
    known: HashSet<EventId>,
    damaged: BTreeMap<String, Damaged>,
    /// Those of the damaged that the disk did not give, by name: they may be whole.
    failed: BTreeMap<String, (WriterId, u64, EventId)>,
    /// By writer: the newest event, by its number, then by its id.
    newest: BTreeMap<WriterId, (u64, EventId)>,
    /// By writer: the highest number in the name of any file, readable or not.
    numbers: BTreeMap<WriterId, u64>,
    sharing: Sharing,
}

impl Archive {
    /// Of a project's events, with nothing read yet.
    pub fn new(project: &Project) -> Self {
        Self {
            root: project.root.clone(),
            dir: project.dir.join("events"),
            events: Vec::new(),
            known: HashSet::new(),
            damaged: BTreeMap::new(),
            failed: BTreeMap::new(),
            newest: BTreeMap::new(),
            numbers: BTreeMap::new(),
            sharing: Sharing::default(),
        }
    }

    /// Reads what came since the last call, of one writer or of all; true if there was anything. A
    /// file that was found damaged is not read again; one that the disk did not give is.
    ///
    /// # Errors
    /// When a directory that is there cannot be listed, is a link, or is somebody else's.
    pub fn pick_up(&mut self, of: Option<&WriterId>) -> Result<bool> {
        let dir = of.map_or_else(|| self.dir.clone(), |writer| self.dir.join(writer.as_str()));
        files::check_dir(&self.root, &dir)?;
        let mut fresh = Vec::new();
        let mut odd = Vec::new();
        match of {
            Some(writer) => self.list_writer(writer, &mut fresh, &mut odd)?,
            None => {
                for (name, kind) in list(&self.dir)? {
                    match name.parse() {
                        Ok(writer) if kind.is_dir() => self.list_writer(&writer, &mut fresh, &mut odd)?,
                        _ => odd.push((name, "it is not the directory of a writer")),
                    }
                }
            }
        }
        let before = (self.known.len(), self.damaged.len());
        for (name, why) in odd {
            let file = codec::printable(&name);
            self.damaged.entry(name).or_insert(Damaged { file, why: why.to_owned() });
        }
        if fresh.len() > FILES_AT_ONCE {
            self.events.reserve_exact(fresh.len());
        }
        for names in fresh.chunks(FILES_AT_ONCE) {
            for (read, name) in read_all(&self.dir, names).into_iter().zip(names) {
                self.take(name, read);
            }
        }
        Ok(before != (self.known.len(), self.damaged.len()))
    }

    /// Takes what reading a file gave.
    fn take(&mut self, name: &str, read: Result<Event, Unread>) {
        self.failed.remove(name);
        self.damaged.remove(name);
        let damaged = match read {
            Ok(event) => return self.add(event),
            Err(Unread::Damaged(damaged)) => damaged,
            Err(Unread::Failed(damaged)) => {
                self.failed.extend(named(name).map(|of| (name.to_owned(), of)));
                damaged
            }
        };
        self.damaged.insert(name.to_owned(), damaged);
    }

    /// Adds an event that was just written.
    pub fn add(&mut self, mut event: Event) {
        self.count(&event.writer, event.seq);
        if self.known.insert(event.id) {
            let this = (event.seq, event.id);
            let newest = self.newest.entry(event.writer.clone()).or_insert(this);
            *newest = this.max(*newest);
            self.sharing.share(&mut event);
            self.events.push(event);
        }
    }

    /// All events, in no order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether the event was read or added.
    pub fn has(&self, id: EventId) -> bool {
        self.known.contains(&id)
    }

    /// The files that are no events.
    pub fn damaged(&self) -> impl Iterator<Item = &Damaged> {
        self.damaged.values()
    }

    /// Whether the file of that name is there and is no event.
    pub fn is_damaged(&self, name: &str) -> bool {
        self.damaged.contains_key(name)
    }

    /// By writer: the number and id of the newest event.
    pub fn newest(&self) -> &BTreeMap<WriterId, (u64, EventId)> {
        &self.newest
    }

    /// The number and id of a writer's newest event with a smaller number, by its name also if the disk did not give it.
    pub fn last_before(&self, writer: &WriterId, number: u64) -> Option<(u64, EventId)> {
        let failed = self.failed.values().filter(|(of, ..)| of == writer).map(|(_, seq, id)| (*seq, *id));
        let newest = self.newest.get(writer).copied();
        if newest.is_none_or(|(seq, _)| seq < number) {
            return failed.filter(|(seq, _)| *seq < number).chain(newest).max();
        }
        let read =
            self.events.iter().filter(|event| event.writer == *writer).map(|event| (event.seq, event.id));
        failed.chain(read).filter(|(seq, _)| *seq < number).max()
    }

    /// The number with which a writer goes on: one past the highest taken, also by a file that cannot be read, or by what
    /// is `staged`. Where the highest number is taken, which somebody else may have done in the writer's name: the first
    /// after the highest that is followed by a free one.
    pub fn free_number(&self, writer: &WriterId, staged: impl Iterator<Item = u64> + Clone) -> u64 {
        let highest = self.numbers.get(writer).copied().unwrap_or(0);
        let highest = staged.clone().fold(highest, u64::max);
        if highest < MAX_SEQ {
            return highest + 1;
        }
        let read = self.events.iter().filter(|event| event.writer == *writer).map(|event| event.seq);
        let damaged = self.damaged.keys().filter_map(|name| named(name));
        let damaged = damaged.filter(|(of, ..)| of == writer).map(|(_, seq, _)| seq);
        let taken: BTreeSet<u64> = read.chain(damaged).chain(staged).collect();
        let before_free = taken.iter().rev().find(|seq| **seq < MAX_SEQ && !taken.contains(&(**seq + 1)));
        1 + before_free.copied().unwrap_or(if taken.contains(&1) { MAX_SEQ } else { 0 })
    }

    fn count(&mut self, writer: &WriterId, seq: u64) {
        let highest = self.numbers.entry(writer.clone()).or_default();
        *highest = seq.max(*highest);
    }

    fn list_writer(
        &mut self,
        writer: &WriterId,
        fresh: &mut Vec<String>,
        odd: &mut Vec<(String, &'static str)>,
    ) -> Result<()> {
        let mut highest = 0;
        for (base, kind) in list(&self.dir.join(writer.as_str()))? {
            let name = || format!("{writer}/{base}");
            match codec::parse_base_name(&base) {
                // Opening a pipe would wait for ever, and a link lead out of the record.
                Some(_) if !kind.is_file() => odd.push((name(), "it is not a plain file")),
                Some((seq, id)) => {
                    highest = seq.max(highest);
                    let name = name();
                    let is_damaged = self.damaged.contains_key(&name) && !self.failed.contains_key(&name);
                    if !self.known.contains(&id) && !is_damaged {
                        fresh.push(name);
                    }
                }
                // What else a newer version may keep beside its events is not ours to judge.
                None if !base.ends_with(".toml") => {}
                None => odd.push((name(), "its name is not an event's")),
            }
        }
        if highest > 0 {
            self.count(writer, highest);
        }
        Ok(())
    }
}

/// The entries of a directory by name; none when it is not there. Names beginning with a dot are ours
/// while being written, or the system's.
fn list(dir: &Path) -> Result<Vec<(String, FileType)>> {
    let doing = || format!("reading the record in {}", dir.display());
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(doing)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(doing)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push((name, entry.file_type().with_context(doing)?));
        }
    }
    names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    Ok(names)
}

/// Why a file gave no event.
enum Unread {
    /// It is not the event of its name.
    Damaged(Damaged),
    /// The disk did not give it.
    Failed(Damaged),
}

/// Whose event a file is, which number it has, and its id, by its name.
fn named(name: &str) -> Option<(WriterId, u64, EventId)> {
    let (writer, base) = name.split_once('/')?;
    let (seq, id) = codec::parse_base_name(base)?;
    Some((writer.parse().ok()?, seq, id))
}

/// Reads files by name below the directory, in the order given, on as many threads as there is use for.
fn read_all(dir: &Path, names: &[String]) -> Vec<Result<Event, Unread>> {
    let read = |names: &[String]| -> Vec<_> { names.iter().map(|name| read_one(dir, name)).collect() };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(names.len() / FILES_A_THREAD).max(1);
    if threads == 1 {
        return read(names);
    }
    std::thread::scope(|scope| {
        let chunks = names.chunks(names.len().div_ceil(threads));
        let workers: Vec<_> = chunks.map(|names| scope.spawn(move || read(names))).collect();
        let read = |worker: std::thread::ScopedJoinHandle<'_, Vec<_>>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(read).collect()
    })
}

fn read_one(dir: &Path, name: &str) -> Result<Event, Unread> {
    let bytes = durable::read_capped(&dir.join(name), MAX_EVENT_BYTES).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::Other => codec::printable(&error.to_string()),
            kind => format!("it cannot be read: {kind}"),
        };
        Unread::Failed(Damaged { file: codec::printable(name), why })
    })?;
    codec::decode(name, &bytes).map_err(Unread::Damaged)
}
