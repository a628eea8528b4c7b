//! Reads objects by id: header first, within a limit, from packs by libgit2 and loose by ourselves.
//!
//! libgit2 is used as a bare object database. No `git2::Repository` is opened on a clone, so nothing
//! of the clone's configuration is in force, and libgit2's check of who owns the directory, which
//! guards against exactly that, does not apply. Knows nothing of what objects mean.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};
use git2::{ErrorCode, ObjectFormat, ObjectType, Odb, Oid};

use crate::model::id::ObjectId;

use super::loose;

/// What an object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

impl Kind {
    /// From the word at the start of a loose object.
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

    fn from_git2(kind: ObjectType) -> Option<Self> {
        Self::from_name(kind.str())
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
    pub(super) kind: Kind,
    pub(super) data: Vec<u8>,
}

/// What came of reading one.
pub(super) enum Fetched {
    Found(Raw),
    /// Its size in bytes.
    TooLarge(u64),
    /// The clone does not have it.
    Missing,
}

/// The object database of one clone, for one thread.
pub(super) struct Store {
    /// `objects` directories: the clone's own, then its alternates'.
    directories: Vec<PathBuf>,
    /// For each of them, which first bytes of ids it had a folder of loose objects for when it was opened.
    /// A fresh clone has none, and asking for each object in vain costs a fifth of reading it. Where one
    /// appears later, as after a fetch, libgit2 finds it.
    fans: Vec<[bool; 256]>,
    format: ObjectFormat,
    packs: Odb<'static>,
}

impl Store {
    /// Opens the database. The caller has seen to it that nothing in the directories can block.
    pub(super) fn open(directories: Vec<PathBuf>, sha256: bool) -> Result<Self> {
        let format = if sha256 { ObjectFormat::Sha256 } else { ObjectFormat::Sha1 };
        // libgit2 would keep every small object it has read, up to 256 MB, and hardly any is read twice.
        git2::opts::enable_caching(false);
        let packs = open_packs(&directories, format)?;
        let fans = directories.iter().map(|directory| fans_of(directory)).collect();
        Ok(Self { directories, fans, format, packs })
    }

    /// Length of an id in bytes.
    pub(super) fn id_len(&self) -> usize {
        match self.format {
            ObjectFormat::Sha256 => 32,
            ObjectFormat::Sha1 => 20,
        }
    }

    /// The object, unless it is longer than `limit` bytes. An error says which object is damaged.
    pub(super) fn read(&self, id: ObjectId, limit: u64) -> Result<Fetched> {
        self.read_inner(id, limit)
            .with_context(|| format!("object {id} cannot be read; `git fsck` says more"))
    }

    /// Its size in bytes; `None` when the clone does not have it.
    pub(super) fn size(&self, id: ObjectId) -> Result<Option<u64>> {
        match self.read(id, 0)? {
            Fetched::Found(_) => Ok(Some(0)),
            Fetched::TooLarge(size) => Ok(Some(size)),
            Fetched::Missing => Ok(None),
        }
    }

    fn read_inner(&self, id: ObjectId, limit: u64) -> Result<Fetched> {
        if id.as_bytes().len() != self.id_len() {
            return Ok(Fetched::Missing);
        }
        match self.read_loose(id, limit)? {
            Fetched::Missing => self.read_packed(id, limit),
            found => Ok(found),
        }
    }

    fn read_loose(&self, id: ObjectId, limit: u64) -> Result<Fetched> {
        let Some(&first) = id.as_bytes().first() else { return Ok(Fetched::Missing) };
        if !self.fans.iter().any(|fans| fans[usize::from(first)]) {
            return Ok(Fetched::Missing);
        }
        let hex = id.to_string();
        let (fan, rest) = hex.split_at(2);
        for directory in &self.directories {
            let fetched = loose::read(&directory.join(fan).join(rest), limit)?;
            if let Fetched::Found(raw) = &fetched {
                let actual =
                    Oid::hash_object_ext(raw.kind.to_git2(), &raw.data, self.format).map_err(explain)?;
                ensure!(actual.as_bytes() == id.as_bytes(), "its content is not what its id says");
            }
            if !matches!(fetched, Fetched::Missing) {
                return Ok(fetched);
            }
        }
        Ok(Fetched::Missing)
    }

    fn read_packed(&self, id: ObjectId, limit: u64) -> Result<Fetched> {
        let oid = to_oid(id)?;
        let (size, _) = match self.packs.read_header(oid) {
            Ok(header) => header,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(Fetched::Missing),
            Err(error) => return Err(explain(error)),
        };
        if size as u64 > limit {
            return Ok(Fetched::TooLarge(size as u64));
        }
        let object = self.packs.read(oid).map_err(explain)?;
        let kind = Kind::from_git2(object.kind()).context("it is of no known kind")?;
        Ok(Fetched::Found(Raw { kind, data: object.data().to_vec() }))
    }

    /// The one object whose id starts with these hex digits (4 or more).
    pub(super) fn complete(&self, hex: &str) -> Result<Option<ObjectId>, AmbiguousId> {
        let Ok(oid) = Oid::from_str_ext(hex, self.format) else { return Ok(None) };
        match self.packs.exists_prefix(oid, hex.len()) {
            Ok(full) => Ok(from_oid(full)),
            Err(error) if error.code() == ErrorCode::Ambiguous => Err(AmbiguousId),
            Err(_) => Ok(None),
        }
    }
}

/// More than one object's id starts with the digits given.
#[derive(Debug)]
pub(super) struct AmbiguousId;

fn fans_of(directory: &Path) -> [bool; 256] {
    let mut fans = [false; 256];
    // A folder that cannot be listed may have any.
    let Ok(entries) = fs::read_dir(directory) else { return [true; 256] };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let fan =
            name.to_str().filter(|name| name.len() == 2).and_then(|name| u8::from_str_radix(name, 16).ok());
        if let Some(fan) = fan {
            fans[usize::from(fan)] = true;
        }
    }
    fans
}

fn open_packs(directories: &[PathBuf], format: ObjectFormat) -> Result<Odb<'static>> {
    let odb = Odb::new_ext(format).map_err(explain)?;
    for directory in directories {
        odb.add_disk_alternate(utf8(directory)?).map_err(explain).context("opening the object database")?;
    }
    Ok(odb)
}

fn utf8(path: &Path) -> Result<&str> {
    path.to_str()
        .with_context(|| format!("the path {path:?} is not UTF-8; move the repository to one that is"))
}

pub(super) fn to_oid(id: ObjectId) -> Result<Oid> {
    Oid::from_bytes(id.as_bytes()).map_err(explain)
}

pub(super) fn from_oid(oid: Oid) -> Option<ObjectId> {
    ObjectId::from_bytes(oid.as_bytes())
}

/// libgit2's words may quote the clone, so they are escaped.
pub(super) fn explain(error: git2::Error) -> anyhow::Error {
    anyhow!("{}", error.message().escape_debug())
}
