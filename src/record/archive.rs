//! Reads a project's events from the disk, each once.
//!
//! Writes nothing. Knows nothing of folding.

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

/// Number of files from which a second thread is worth its start.
const FILES_A_THREAD: usize = 100;

/// Number of files read at a time, so that no event is in memory twice for long, however many there
/// are.
const FILES_AT_ONCE: usize = 4_000;

/// All events read so far, and all files that are no events.
pub(super) struct Archive {
    root: PathBuf,
    dir: PathBuf,
    events: Vec<Event>,
    known: HashSet<EventId>,
    damaged: BTreeMap<String, Damaged>,
    /// Damaged entries, by file name, that only failed to be read from the disk: they may be
    /// intact.
    failed: BTreeMap<String, (WriterId, u64, EventId)>,
    /// The newest event of each writer, by number, then by id.
    newest: BTreeMap<WriterId, (u64, EventId)>,
    /// The highest number in any file name of each writer, readable or not.
    numbers: BTreeMap<WriterId, u64>,
    sharing: Sharing,
}

impl Archive {
    /// Makes an empty archive of a project; reads nothing yet.
    pub(super) fn new(project: &Project) -> Self {
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

    /// Reads files that are new since the last call, of one writer or of all; true if there were
    /// any. Files found damaged are not read again; those that the disk failed to give are.
    ///
    /// # Errors
    /// When an existing directory cannot be listed, is a link, or belongs to somebody else.
    pub(super) fn pick_up(&mut self, of: Option<&WriterId>) -> Result<bool> {
        let dir = of.map_or_else(|| self.dir.clone(), |writer| self.dir.join(writer.as_str()));
        files::check_dir(&self.root, &dir)?;
        let mut fresh = Vec::new();
        let mut odd = Vec::new();
        match of {
            Some(writer) => self.list_writer(writer, &mut fresh, &mut odd)?,
            None => {
                for (name, kind) in list(&self.dir)? {
                    match name.parse() {
                        Ok(writer) if kind.is_dir() => {
                            self.list_writer(&writer, &mut fresh, &mut odd)?
                        }
                        _ => odd.push((name, "it is not the directory of a writer")),
                    }
                }
            }
        }
        let before = (self.known.len(), self.damaged.len());
        for (name, why) in odd {
            let file = codec::printable(&name);
            self.damaged.entry(name).or_insert(Damaged {
                file,
                why: why.to_owned(),
            });
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

    /// Stores the result of reading a file.
    fn take(&mut self, name: &str, read: Result<Event, Unread>) {
        self.failed.remove(name);
        self.damaged.remove(name);
        let damaged = match read {
            Ok(event) => return self.add(event),
            Err(Unread::Damaged(damaged)) => damaged,
            Err(Unread::Failed(damaged)) => {
                self.failed
                    .extend(named(name).map(|of| (name.to_owned(), of)));
                damaged
            }
        };
        self.damaged.insert(name.to_owned(), damaged);
    }

    /// Adds an event that was just written.
    pub(super) fn add(&mut self, mut event: Event) {
        self.count(&event.writer, event.seq);
        if self.known.insert(event.id) {
            let this = (event.seq, event.id);
            let newest = self.newest.entry(event.writer.clone()).or_insert(this);
            *newest = this.max(*newest);
            self.sharing.share(&mut event);
            self.events.push(event);
        }
    }

    /// Returns all events, in no order.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether the event was read or added.
    pub(super) fn has(&self, id: EventId) -> bool {
        self.known.contains(&id)
    }

    /// Iterates over the files that are no events.
    pub(super) fn damaged(&self) -> impl Iterator<Item = &Damaged> {
        self.damaged.values()
    }

    /// Whether a file of that name exists and is no event.
    pub(super) fn is_damaged(&self, name: &str) -> bool {
        self.damaged.contains_key(name)
    }

    /// Returns the number and id of each writer's newest event.
    pub(super) fn newest(&self) -> &BTreeMap<WriterId, (u64, EventId)> {
        &self.newest
    }

    /// Finds the number and id of a writer's newest event with a smaller number; from its file name
    /// alone if the disk did not give its content.
    pub(super) fn last_before(&self, writer: &WriterId, number: u64) -> Option<(u64, EventId)> {
        let failed = self
            .failed
            .values()
            .filter(|(of, ..)| of == writer)
            .map(|(_, seq, id)| (*seq, *id));
        let newest = self.newest.get(writer).copied();
        if newest.is_none_or(|(seq, _)| seq < number) {
            return failed.filter(|(seq, _)| *seq < number).chain(newest).max();
        }
        let read = self
            .events
            .iter()
            .filter(|event| event.writer == *writer)
            .map(|event| (event.seq, event.id));
        failed.chain(read).filter(|(seq, _)| *seq < number).max()
    }

    /// Finds the number for a writer's next event: one past the highest in use, including
    /// unreadable files and those in `staged`. If the maximum number is in use, which somebody else
    /// may have done in the writer's name, it is the first free number after the highest one that
    /// is followed by a free one.
    pub(super) fn free_number(
        &self,
        writer: &WriterId,
        staged: impl Iterator<Item = u64> + Clone,
    ) -> u64 {
        let highest = self.numbers.get(writer).copied().unwrap_or(0);
        let highest = staged.clone().fold(highest, u64::max);
        if highest < MAX_SEQ {
            return highest + 1;
        }
        let read = self
            .events
            .iter()
            .filter(|event| event.writer == *writer)
            .map(|event| event.seq);
        let damaged = self.damaged.keys().filter_map(|name| named(name));
        let damaged = damaged
            .filter(|(of, ..)| of == writer)
            .map(|(_, seq, _)| seq);
        let taken: BTreeSet<u64> = read.chain(damaged).chain(staged).collect();
        let before_free = taken
            .iter()
            .rev()
            .find(|seq| **seq < MAX_SEQ && !taken.contains(&(**seq + 1)));
        1 + before_free
            .copied()
            .unwrap_or(if taken.contains(&1) { MAX_SEQ } else { 0 })
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
                // Opening a pipe would wait for ever, and a link could lead out of the record.
                Some(_) if !kind.is_file() => odd.push((name(), "it is not a plain file")),
                Some((seq, id)) => {
                    highest = seq.max(highest);
                    let name = name();
                    let is_damaged =
                        self.damaged.contains_key(&name) && !self.failed.contains_key(&name);
                    if !self.known.contains(&id) && !is_damaged {
                        fresh.push(name);
                    }
                }
                // A newer version may keep other files beside its events.
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

/// Lists the entries of a directory by name; empty when it does not exist. Skips names that begin
/// with a dot: our temporary files, or the system's.
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
    /// The content is not the event that the name says.
    Damaged(Damaged),
    /// The disk did not give the content.
    Failed(Damaged),
}

/// Parses a file name into writer, number and id.
fn named(name: &str) -> Option<(WriterId, u64, EventId)> {
    let (writer, base) = name.split_once('/')?;
    let (seq, id) = codec::parse_base_name(base)?;
    Some((writer.parse().ok()?, seq, id))
}

/// Reads files by name below the directory, in the given order, on as many threads as pay off.
fn read_all(dir: &Path, names: &[String]) -> Vec<Result<Event, Unread>> {
    let read =
        |names: &[String]| -> Vec<_> { names.iter().map(|name| read_one(dir, name)).collect() };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(names.len() / FILES_A_THREAD).max(1);
    if threads == 1 {
        return read(names);
    }
    std::thread::scope(|scope| {
        let chunks = names.chunks(names.len().div_ceil(threads));
        let workers: Vec<_> = chunks
            .map(|names| scope.spawn(move || read(names)))
            .collect();
        let read = |worker: std::thread::ScopedJoinHandle<'_, Vec<_>>| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(read).collect()
    })
}

fn read_one(dir: &Path, name: &str) -> Result<Event, Unread> {
    let bytes = durable::read_capped(&dir.join(name), MAX_EVENT_BYTES).map_err(|error| {
        let kind = error.kind();
        let own_words = kind == ErrorKind::Other;
        let why = if own_words {
            codec::printable(&error.to_string())
        } else {
            format!("it cannot be read: {kind}")
        };
        Unread::Failed(Damaged {
            file: codec::printable(name),
            why,
        })
    })?;
    codec::decode(name, &bytes).map_err(Unread::Damaged)
}
