//! Reads objects from packs, within bounds.
//!
//! libgit2 1.9.7 never returns from an object that is a delta of itself, ends the program on an
//! entry of an unknown kind, unpacks a base of any size for an object of a few bytes, and maps
//! packs, so that truncating one during reading ends the program as well. So no pack of a clone
//! reaches it. Knows nothing of what objects mean, nor whether their content matches their id.

mod cache;
mod chain;
mod delta;
mod entry;
mod file;
mod index;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::small_file::{Stamp, stamp};
use super::store::ObjectKind;
use cache::Cache;
use chain::{BytesSpent, WantedPart};
use entry::{Bytes, Inflater};
use file::PackFiles;
use index::PackIndex;

pub(super) use index::begins;

/// Maximum number of packs; git joins them when there are 50.
const MAX_PACKS: usize = 10_000;
/// Budget of names listed in vain to see whether a pack came: about a second's worth.
const MAX_LOOKS: usize = 1_000_000;
/// Maximum number of packs searched for an intact copy of a damaged object.
const MAX_COPIES: usize = 64;
/// Maximum number of damaged packs that are named.
const MAX_NAMED: usize = 5;

/// The packs of one clone, for one thread.
pub(super) struct Packs {
    /// `objects` folders: the clone's own, then its alternates'.
    folders: Vec<PathBuf>,
    /// The content of each at the last check.
    seen: Vec<Seen>,
    /// Remaining budget of names for checking whether a pack came, when nothing says that one did.
    looks: usize,
    id_len: usize,
    files: PackFiles,
    packs: Vec<Pack>,
    /// The pack that had the last object, which mostly has the next.
    last: usize,
    /// Descriptions of packs that cannot be read.
    damaged: Vec<String>,
    more: bool,
    cache: Cache,
    spent: BytesSpent,
    inflater: Inflater,
}

/// The packs of one folder at one time.
#[derive(Clone, PartialEq, Eq, Default)]
struct Seen {
    /// When a pack was last added or removed; two changes in quick succession may have one time.
    changed: Option<Stamp>,
    /// Their names without extension.
    names: Vec<OsString>,
}

struct Pack {
    /// The name without extension.
    name: OsString,
    index: PackIndex,
    file: usize,
    len: u64,
}

impl Pack {
    fn bytes(&self, id_len: usize) -> Bytes {
        Bytes {
            file: self.file,
            end: self.len - id_len as u64,
            id_len,
        }
    }
}

/// An object from a pack.
pub(super) struct PackedObject {
    pub(super) kind: ObjectKind,
    /// The content, or its beginning.
    pub(super) data: Vec<u8>,
    /// The size of the whole content in bytes.
    pub(super) size: u64,
}

impl Packs {
    /// Opens all packs of some `objects` folders.
    pub(super) fn open(folders: &[PathBuf], id_len: usize) -> Self {
        let mut packs = Self {
            folders: folders.to_vec(),
            seen: Vec::new(),
            looks: MAX_LOOKS,
            id_len,
            files: PackFiles::default(),
            packs: Vec::new(),
            last: 0,
            damaged: Vec::new(),
            more: false,
            cache: Cache::default(),
            spent: BytesSpent::default(),
            inflater: Inflater::default(),
        };
        packs.refresh();
        packs
    }

    /// Closes all files until they are read again, and forgets what was kept of their content.
    pub(super) fn close_files(&mut self) {
        self.files.close();
        self.cache = Cache::default();
    }

    /// Describes packs that cannot be read, each in a few plain words.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks: Vec<String> = self.damaged.iter().take(MAX_NAMED).cloned().collect();
        if let more @ 1.. = self.damaged.len().saturating_sub(MAX_NAMED) {
            remarks.push(format!("{more} more packs are damaged"));
        }
        if self.more {
            remarks.push(format!(
                "only {MAX_PACKS} packs are looked into; `git repack -ad` joins them"
            ));
        }
        remarks
    }

    /// Reads a whole object, or its size where it has more than `limit` bytes; `None` when no pack
    /// has it.
    pub(super) fn read(
        &mut self,
        id: &[u8],
        limit: u64,
    ) -> Result<Option<Result<PackedObject, u64>>> {
        self.made(id, WantedPart::UpTo(limit))
    }

    /// Reads the first `most` bytes of an object, or all if it has fewer; `None` when no pack has
    /// it.
    pub(super) fn start(&mut self, id: &[u8], most: u64) -> Result<Option<PackedObject>> {
        Ok(self.made(id, WantedPart::Start(most))?.and_then(Result::ok))
    }

    fn made(&mut self, id: &[u8], wanted: WantedPart) -> Result<Option<Result<PackedObject, u64>>> {
        let Some(place) = self.find(id)? else {
            return match self.damaged.first() {
                Some(damage) => bail!("it is in no pack that can be read, and {damage}"),
                None => Ok(None),
            };
        };
        match self.make(place, wanted) {
            Ok(made) => Ok(Some(made)),
            // The pack may be gone because another replaced it.
            Err(_) if self.refresh() => self.made(id, wanted),
            Err(error) => match self.made_of_copy(id, place.0, wanted) {
                Some(made) => Ok(Some(made)),
                None => Err(error.context(format!(
                    "{} is damaged or made to mislead",
                    self.name(place.0)
                ))),
            },
        }
    }

    /// Builds an object from another pack than the damaged one, as git does; `None` when no other
    /// has it intact.
    fn made_of_copy(
        &mut self,
        id: &[u8],
        damaged: usize,
        wanted: WantedPart,
    ) -> Option<Result<PackedObject, u64>> {
        let others = (0..self.packs.len()).filter(|number| *number != damaged);
        others.take(MAX_COPIES).find_map(|number| {
            let at = self.packs[number].index.find(&mut self.files, id).ok()??;
            self.make((number, at), wanted).ok()
        })
    }

    /// Returns the ids that begin with some bytes, two of each pack at most; of the last byte only
    /// the upper half counts if `odd`.
    pub(super) fn beginning(&mut self, bytes: &[u8], odd: bool) -> Result<Vec<Vec<u8>>> {
        let mut found = Vec::new();
        for pack in &self.packs {
            found.extend(pack.index.beginning(&mut self.files, bytes, odd)?);
        }
        Ok(found)
    }

    /// Finds the pack that has an object, and its offset. Checks for new packs when none has.
    fn find(&mut self, id: &[u8]) -> Result<Option<(usize, u64)>> {
        let found = self.find_known(id);
        if matches!(found, Ok(Some(_))) || !self.refresh() {
            found
        } else {
            self.find_known(id)
        }
    }

    fn find_known(&mut self, id: &[u8]) -> Result<Option<(usize, u64)>> {
        let last = self.last;
        let others = (0..self.packs.len()).filter(|number| *number != last);
        let mut damage = None;
        for number in (last..self.packs.len().min(last + 1)).chain(others) {
            let found = self.packs[number].index.find(&mut self.files, id);
            match found.with_context(|| format!("the index of {} is damaged", self.name(number))) {
                Ok(Some(at)) => {
                    self.last = number;
                    return Ok(Some((number, at)));
                }
                Ok(None) => {}
                // Another pack may have the object, too.
                Err(error) => damage = damage.or(Some(error)),
            }
        }
        damage.map_or(Ok(None), Err)
    }

    fn name(&self, number: usize) -> String {
        format!("the pack {}", shown(&self.packs[number].name))
    }

    /// Reopens all packs when some came or went; true if they did.
    fn refresh(&mut self) -> bool {
        let folders: Vec<PathBuf> = self
            .folders
            .iter()
            .map(|folder| folder.join("pack"))
            .collect();
        let stamps = folders.iter().map(|folder| stamp(folder));
        let is_known = self.seen.iter().map(|seen| seen.changed).eq(stamps);
        if is_known && self.looks == 0 {
            return false;
        }
        let mut more = false;
        let now: Vec<Seen> = folders
            .iter()
            .map(|folder| look(folder, &mut more))
            .collect();
        let listed: usize = now.iter().map(|seen| seen.names.len() + 1).sum();
        self.looks = self.looks.saturating_sub(listed);
        if now == self.seen {
            return false;
        }
        (self.files, self.cache, self.last) = (PackFiles::default(), Cache::default(), 0);
        self.packs.clear();
        self.damaged.clear();
        for (folder, seen) in folders.iter().zip(&now) {
            self.open_all(folder, &seen.names);
        }
        (self.seen, self.more) = (now, more);
        true
    }

    fn open_all(&mut self, folder: &Path, names: &[OsString]) {
        for name in names {
            match self.open_one(folder, name) {
                Ok(pack) if self.packs.len() < MAX_PACKS => self.packs.push(pack),
                Ok(_) => self.more = true,
                Err(error) => self
                    .damaged
                    .push(format!("the pack {} is damaged: {error:#}", shown(name))),
            }
        }
    }

    fn open_one(&mut self, folder: &Path, name: &OsString) -> Result<Pack> {
        let with = |ending: &str| {
            let mut name = name.clone();
            name.push(ending);
            folder.join(name)
        };
        let (file, len) = self.files.add(&with(".pack"))?;
        let (index, index_len) = self.files.add(&with(".idx")).context("its index")?;
        let index = PackIndex::open(&mut self.files, index, index_len, self.id_len as u64)
            .context("its index")?;
        let count = entry::check(&mut self.files, file, len, &index.pack_end)?;
        if count != index.count() {
            bail!("it has {count} objects, its index {}", index.count());
        }
        Ok(Pack {
            name: name.clone(),
            index,
            file,
            len,
        })
    }
}

/// Lists the packs of a folder, in an order that does not depend on the file system.
fn look(folder: &Path, more: &mut bool) -> Seen {
    let changed = stamp(folder);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = PathBuf::from(entry.file_name());
        if names.len() == MAX_PACKS {
            *more = true;
            break;
        }
        if name.extension().is_some_and(|ending| ending == "idx") {
            names.extend(name.file_stem().map(OsString::from));
        }
    }
    names.sort();
    Seen { changed, names }
}

/// Escapes a file's name for showing.
fn shown(name: &OsString) -> String {
    name.to_string_lossy().escape_debug().to_string()
}
