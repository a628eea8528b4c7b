//! Reads objects by id: header first, within a limit, loose or from packs.
//!
//! libgit2 opens nothing of a clone, so the clone's configuration does not apply, and libgit2 never
//! gets a file made to keep it busy or to crash it. It only computes the ids that contents are
//! checked against. Knows nothing of what objects mean.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};
use git2::{ObjectFormat, ObjectType, Oid};

use crate::model::id::ObjectId;

use super::loose;
use super::pack::{self, Packs};

/// The kind of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ObjectKind {
    Commit,
    Tree,
    Blob,
    Tag,
}

impl ObjectKind {
    /// Parses the word at the start of a loose object.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "commit" => Self::Commit,
            "tree" => Self::Tree,
            "blob" => Self::Blob,
            "tag" => Self::Tag,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tree => "tree",
            Self::Blob => "blob",
            Self::Tag => "tag",
        }
    }

    pub(super) fn to_git2(self) -> ObjectType {
        match self {
            Self::Commit => ObjectType::Commit,
            Self::Tree => ObjectType::Tree,
            Self::Blob => ObjectType::Blob,
            Self::Tag => ObjectType::Tag,
        }
    }
}

/// An object as stored.
pub(super) struct Raw {
    pub(super) kind: ObjectKind,
    pub(super) data: Vec<u8>,
}

/// The result of reading an object.
pub(super) enum Fetched {
    Found(Raw),
    /// Over the limit; has the size in bytes.
    TooLarge(u64),
    /// Missing in the clone.
    Missing,
}

/// The beginning of an object.
pub(super) struct ObjectStart {
    pub(super) kind: ObjectKind,
    /// All of a small object, checked against its id; the requested part of a larger one, which
    /// cannot be checked.
    pub(super) data: Vec<u8>,
    /// The size of the whole object in bytes.
    pub(super) size: u64,
}

impl From<Raw> for ObjectStart {
    fn from(Raw { kind, data }: Raw) -> Self {
        Self {
            kind,
            size: data.len() as u64,
            data,
        }
    }
}

/// Charge in bytes for a search for a missing object: every folder is searched once more.
const MISSING: u64 = 16 << 10;

/// The object database of one clone, for one thread.
pub(super) struct Store {
    /// `objects` directories: the clone's own, then its alternates'.
    directories: Vec<PathBuf>,
    /// By directory: which first bytes of ids had a folder of loose objects at the last check. A
    /// fresh clone has none, and looking for each object in vain costs a fifth of reading it.
    fans: RefCell<Vec<[bool; 256]>>,
    format: ObjectFormat,
    packs: RefCell<Packs>,
    /// See [`Store::work`].
    work: Cell<u64>,
}

impl Store {
    /// Opens the database.
    pub(super) fn open(directories: Vec<PathBuf>, sha256: bool) -> Self {
        let (format, id_len) = if sha256 {
            (ObjectFormat::Sha256, 32)
        } else {
            (ObjectFormat::Sha1, 20)
        };
        let packs = RefCell::new(Packs::open(&directories, id_len));
        let fans = RefCell::new(
            directories
                .iter()
                .map(|directory| fans_of(directory))
                .collect(),
        );
        Self {
            directories,
            fans,
            format,
            packs,
            work: Cell::new(0),
        }
    }

    /// Describes packs that cannot be read, each in a few plain words.
    pub(super) fn remarks(&self) -> Vec<String> {
        self.packs.borrow().remarks()
    }

    /// Closes the files of packs, and forgets what was kept of their content.
    pub(super) fn close_files(&self) {
        self.packs.borrow_mut().close_files();
    }

    /// Returns the bytes of contents that were read so far, plus charges for searches for missing
    /// objects.
    pub(super) fn work(&self) -> u64 {
        self.work.get()
    }

    /// Returns the length of an id in bytes.
    pub(super) fn id_len(&self) -> usize {
        match self.format {
            ObjectFormat::Sha256 => 32,
            ObjectFormat::Sha1 => 20,
        }
    }

    /// Reads an object, unless it is longer than `limit` bytes. An error says which object is
    /// damaged.
    pub(super) fn read(&self, id: ObjectId, limit: u64) -> Result<Fetched> {
        self.read_inner(id, limit)
            .with_context(|| format!("object {id} cannot be read; `git fsck` says more"))
    }

    /// Returns an object's size in bytes; `None` when the clone does not have it.
    pub(super) fn size(&self, id: ObjectId) -> Result<Option<u64>> {
        match self.read(id, 0)? {
            Fetched::Found(_) => Ok(Some(0)),
            Fetched::TooLarge(size) => Ok(Some(size)),
            Fetched::Missing => Ok(None),
        }
    }

    /// Reads the first `most` bytes of an object, or all if it has fewer; `None` when the clone
    /// does not have it. For objects that may be long, when the beginning is enough.
    pub(super) fn start(&self, id: ObjectId, most: u64) -> Result<Option<ObjectStart>> {
        self.start_inner(id, most)
            .with_context(|| format!("object {id} cannot be read; `git fsck` says more"))
    }

    fn read_inner(&self, id: ObjectId, limit: u64) -> Result<Fetched> {
        if id.as_bytes().len() != self.id_len() {
            return Ok(Fetched::Missing);
        }
        if let Some(found) = self.in_loose(id, |path| loose::read(path, limit))? {
            return self.checked(id, found);
        }
        let packed = self.packs.borrow_mut().read(id.as_bytes(), limit)?;
        match packed {
            Some(Ok(packed)) => self.checked(
                id,
                Fetched::Found(Raw {
                    kind: packed.kind,
                    data: packed.data,
                }),
            ),
            Some(Err(size)) => Ok(Fetched::TooLarge(size)),
            None => match self.looked_again(id, |path| loose::read(path, limit))? {
                Some(found) => self.checked(id, found),
                None => Ok(Fetched::Missing),
            },
        }
    }

    fn start_inner(&self, id: ObjectId, most: u64) -> Result<Option<ObjectStart>> {
        if id.as_bytes().len() != self.id_len() {
            return Ok(None);
        }
        let mut start = self.in_loose(id, |path| loose::start(path, most))?;
        if start.is_none() {
            let packed = self.packs.borrow_mut().start(id.as_bytes(), most)?;
            start = packed.map(|packed| ObjectStart {
                kind: packed.kind,
                data: packed.data,
                size: packed.size,
            });
        }
        if start.is_none() {
            start = self.looked_again(id, |path| loose::start(path, most))?;
        }
        if let Some(start) = &start
            && start.data.len() as u64 == start.size
        {
            self.check(id, start.kind, &start.data)?;
        }
        Ok(start)
    }

    fn checked(&self, id: ObjectId, fetched: Fetched) -> Result<Fetched> {
        if let Fetched::Found(raw) = &fetched {
            self.check(id, raw.kind, &raw.data)?;
        }
        Ok(fetched)
    }

    fn check(&self, id: ObjectId, kind: ObjectKind, data: &[u8]) -> Result<()> {
        self.work.set(self.work.get() + data.len() as u64);
        let actual = Oid::hash_object_ext(kind.to_git2(), data, self.format).map_err(explain)?;
        ensure!(
            actual.as_bytes() == id.as_bytes(),
            "its content is not what its id says"
        );
        Ok(())
    }

    /// Applies `read` to the loose object; `None` when there is none.
    fn in_loose<T>(
        &self,
        id: ObjectId,
        read: impl Fn(&Path) -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        let Some(&first) = id.as_bytes().first() else {
            return Ok(None);
        };
        if !self
            .fans
            .borrow()
            .iter()
            .any(|fans| fans[usize::from(first)])
        {
            return Ok(None);
        }
        let hex = id.to_string();
        let (fan, rest) = hex.split_at(2);
        for directory in &self.directories {
            if let Some(found) = read(&directory.join(fan).join(rest))? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Repeats the search for an object that was not found, as it may have come since the last
    /// check.
    fn looked_again<T>(
        &self,
        id: ObjectId,
        read: impl Fn(&Path) -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        self.work.set(self.work.get() + MISSING);
        let Some(&first) = id.as_bytes().first() else {
            return Ok(None);
        };
        let fan = format!("{first:02x}");
        for (directory, fans) in self.directories.iter().zip(&mut *self.fans.borrow_mut()) {
            fans[usize::from(first)] |= directory.join(&fan).is_dir();
        }
        self.in_loose(id, read)
    }

    /// Finds the only object with an id that starts with these hex digits (4 or more).
    pub(super) fn complete(&self, hex: &str) -> Result<Option<ObjectId>, AmbiguousId> {
        let odd = hex.len() % 2 == 1;
        let padded = if odd {
            format!("{hex}0")
        } else {
            hex.to_owned()
        };
        let Some(bytes) = decode(&padded).filter(|bytes| bytes.len() <= self.id_len()) else {
            return Ok(None);
        };
        let mut found = self
            .packs
            .borrow_mut()
            .beginning(&bytes, odd)
            .unwrap_or_default();
        found.extend(self.loose_beginning(&padded, &bytes, odd));
        found.sort();
        found.dedup();
        match &found[..] {
            [] => Ok(None),
            [id] => Ok(ObjectId::from_bytes(id)),
            _ => Err(AmbiguousId),
        }
    }

    fn loose_beginning(&self, hex: &str, bytes: &[u8], odd: bool) -> Vec<Vec<u8>> {
        let (fan, _) = hex.split_at(2);
        let fan = fan.to_ascii_lowercase();
        let mut found = Vec::new();
        for directory in &self.directories {
            let Ok(entries) = fs::read_dir(directory.join(&fan)) else {
                continue;
            };
            let ids = entries.flatten().take(MAX_FAN).filter_map(|entry| {
                let name = entry.file_name();
                decode(&format!("{fan}{}", name.to_str()?)).filter(|id| id.len() == self.id_len())
            });
            found.extend(ids.filter(|id| pack::begins(id, bytes, odd)));
        }
        found
    }
}

/// Maximum number of loose objects with the same first byte that are compared when an id is
/// completed; git packs them when there are some 27.
const MAX_FAN: usize = 100_000;

fn decode(hex: &str) -> Option<Vec<u8>> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| Some((digit(pair.first()?)? * 16 + digit(pair.get(1)?)?) as u8))
        .collect()
}

/// The error when several objects' ids start with the given digits.
#[derive(Debug)]
pub(super) struct AmbiguousId;

fn fans_of(directory: &Path) -> [bool; 256] {
    let mut fans = [false; 256];
    // A folder that cannot be listed may have any.
    let Ok(entries) = fs::read_dir(directory) else {
        return [true; 256];
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let fan = name
            .to_str()
            .filter(|name| name.len() == 2)
            .and_then(|name| u8::from_str_radix(name, 16).ok());
        if let Some(fan) = fan {
            fans[usize::from(fan)] = true;
        }
    }
    fans
}

pub(super) fn to_oid(id: ObjectId) -> Result<Oid> {
    Oid::from_bytes(id.as_bytes()).map_err(explain)
}

pub(super) fn from_oid(oid: Oid) -> Option<ObjectId> {
    ObjectId::from_bytes(oid.as_bytes())
}

/// Converts an error of libgit2; its words may quote the clone, so they are escaped.
pub(super) fn explain(error: git2::Error) -> anyhow::Error {
    anyhow!("{}", error.message().escape_debug())
}
