//! Reads the content of files within a limit, in the form that a diff needs.
//!
//! Knows nothing of how differences are computed.

use std::sync::Arc;

use anyhow::{Result, bail};

use crate::model::change::{FileChange, FileDiff, FileEntry, FileText, TextDiff};
use crate::model::content::{LfsPointer, Media, SubmoduleLog};
use crate::model::id::ObjectId;

use super::Repository;
use super::store::{Fetched, ObjectKind};
use super::{lfs, media};

/// Number of bytes in which a NUL makes a file binary: `FIRST_FEW_BYTES` of `buffer_is_binary` in
/// git's `xdiff-interface.c`.
const BINARY_PROBE: usize = 8_000;

/// The result of reading a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileContent {
    /// All of it.
    Bytes(Vec<u8>),
    /// Over the limit; has the size in bytes.
    TooLarge(u64),
    /// Missing in this clone, as in a partial clone.
    Missing,
}

/// Both sides of a changed file, as far as they can be shown. Sizes are in bytes; a missing side
/// has none, and an empty text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sides {
    /// Lines. Sides of equal content share one text.
    Text {
        old: Arc<FileText>,
        new: Arc<FileText>,
    },
    /// At least one side is not text; has the formats (old, new) as far as known.
    Binary {
        old: Option<u64>,
        new: Option<u64>,
        what: [Option<Media>; 2],
    },
    /// A pointer to Git LFS on every existing side.
    Lfs {
        old: Option<LfsPointer>,
        new: Option<LfsPointer>,
    },
    /// At least one side is over the limit.
    TooLarge { old: Option<u64>, new: Option<u64> },
    /// A submodule on every existing side.
    Submodule {
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        log: Option<Box<SubmoduleLog>>,
    },
    /// Unreadable; says why and what to do, in our own words.
    Unreadable(String),
}

impl Sides {
    /// Converts the sides to what is shown, with texts compared by `compare`.
    pub fn into_diff(
        self,
        compare: impl FnOnce(Arc<FileText>, Arc<FileText>) -> TextDiff,
    ) -> FileDiff {
        match self {
            Self::Text { old, new } => FileDiff::Text(compare(old, new)),
            Self::Binary { old, new, what } => FileDiff::Binary { old, new, what },
            Self::Lfs { old, new } => FileDiff::Lfs { old, new },
            Self::TooLarge { old, new } => FileDiff::TooLarge { old, new },
            Self::Submodule { old, new, log } => FileDiff::Submodule { old, new, log },
            Self::Unreadable(why) => FileDiff::Unreadable(why),
        }
    }
}

/// One side, read.
enum BlobSide {
    Absent,
    Bytes(Vec<u8>),
    /// Content that was kept from reading it before.
    Kept(Arc<FileText>),
    TooLarge(u64),
}

impl BlobSide {
    /// Returns the content, if there is one and it was read.
    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Kept(text) => Some(text.bytes()),
            Self::Absent | Self::TooLarge(_) => None,
        }
    }

    fn is_binary(&self) -> bool {
        self.bytes().is_some_and(is_binary)
    }

    fn size(&self) -> Option<u64> {
        match self {
            Self::TooLarge(size) => Some(*size),
            side => side.bytes().map(|bytes| bytes.len() as u64),
        }
    }

    fn what(&self) -> Option<Media> {
        let bytes = self.bytes()?;
        if is_binary(bytes) {
            return media::recognise(bytes);
        }
        let is_pointer = lfs::parse(bytes).is_some();
        Some(Media {
            format: if is_pointer {
                "Git LFS pointer"
            } else {
                "text"
            },
            pixels: None,
        })
    }

    /// Parses the side as a pointer; `Err` when it is anything else.
    fn pointer(&self) -> Result<Option<LfsPointer>, ()> {
        match (self, self.bytes()) {
            (Self::Absent, _) => Ok(None),
            (_, bytes) => bytes.and_then(lfs::parse).map(Some).ok_or(()),
        }
    }

    fn into_text(self) -> Arc<FileText> {
        match self {
            Self::Bytes(bytes) => Arc::new(FileText::new(bytes)),
            Self::Kept(text) => text,
            Self::Absent | Self::TooLarge(_) => Arc::default(),
        }
    }
}

impl Repository {
    /// Reads a file, unless it is longer than `limit` bytes.
    pub fn read(&self, id: ObjectId, limit: u64) -> Result<FileContent> {
        Ok(match self.store.read(id, limit.min(u64::from(u32::MAX)))? {
            Fetched::Found(raw) if raw.kind == ObjectKind::Blob => FileContent::Bytes(raw.data),
            Fetched::Found(raw) => bail!("{id} is a {}, not a file", raw.kind.name()),
            Fetched::TooLarge(size) => FileContent::TooLarge(size),
            Fetched::Missing => FileContent::Missing,
        })
    }

    /// Keeps what files were before the increments that are read, while many are read, the newest
    /// first: an older one has the same contents.
    pub fn keep_contents(&self, keep: bool) {
        self.lately.keep_before(keep);
    }

    /// Reads both sides of a change, neither if one is longer than `limit` bytes. A link is read as
    /// the text of its target.
    pub fn load(&self, change: &FileChange, limit: u64) -> Sides {
        let submodule = |entry: &FileEntry| entry.is_submodule();
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        if old.is_none_or(submodule) && new.is_none_or(submodule) {
            let (from, to) = (old.map(|entry| entry.id), new.map(|entry| entry.id));
            let log = from.zip(to).filter(|(from, to)| from != to);
            let log = log.and_then(|(from, to)| self.submodule_log(change.path(), from, to));
            return Sides::Submodule {
                old: from,
                new: to,
                log: log.map(Box::new),
            };
        }
        match self.load_both(old, new, limit) {
            Ok(sides) => sides,
            Err(error) => Sides::Unreadable(format!("{error:#}")),
        }
    }

    fn load_both(
        &self,
        old: Option<&FileEntry>,
        new: Option<&FileEntry>,
        limit: u64,
    ) -> Result<Sides> {
        let same = old.is_some_and(|old| new.is_some_and(|new| old.id == new.id));
        let left = self.load_side(old, limit)?;
        if same {
            let what = left.what();
            return Ok(match left {
                side if side.is_binary() => Sides::Binary {
                    old: side.size(),
                    new: side.size(),
                    what: [what, what],
                },
                BlobSide::TooLarge(size) => Sides::TooLarge {
                    old: Some(size),
                    new: Some(size),
                },
                side => {
                    let text = side.into_text();
                    Sides::Text {
                        old: text.clone(),
                        new: text,
                    }
                }
            });
        }
        let right = self.load_side(new, limit)?;
        let plain = |entry: Option<&FileEntry>| entry.is_none_or(FileEntry::is_plain);
        if let (true, Ok(old), Ok(new)) =
            (plain(old) && plain(new), left.pointer(), right.pointer())
        {
            return Ok(Sides::Lfs { old, new });
        }
        let sizes = (left.size(), right.size());
        Ok(match (left, right) {
            (BlobSide::TooLarge(_), _) | (_, BlobSide::TooLarge(_)) => Sides::TooLarge {
                old: sizes.0,
                new: sizes.1,
            },
            (left, right) if left.is_binary() || right.is_binary() => Sides::Binary {
                old: sizes.0,
                new: sizes.1,
                what: [left.what(), right.what()],
            },
            (left, right) => {
                let text = left.into_text();
                if let Some(old) = old.filter(|old| !old.is_submodule()) {
                    self.lately.was_before(old.id, &text);
                }
                Sides::Text {
                    old: text,
                    new: right.into_text(),
                }
            }
        })
    }

    fn load_side(&self, entry: Option<&FileEntry>, limit: u64) -> Result<BlobSide> {
        let Some(entry) = entry else {
            return Ok(BlobSide::Absent);
        };
        if entry.is_submodule() {
            // The other side is a file; git shows this line then, too.
            return Ok(BlobSide::Bytes(
                format!("Subproject commit {}\n", entry.id).into_bytes(),
            ));
        }
        if let Some(text) = self.lately.take(entry.id) {
            let size = text.bytes().len() as u64;
            return Ok(if size > limit {
                BlobSide::TooLarge(size)
            } else {
                BlobSide::Kept(text)
            });
        }
        match self.read(entry.id, limit)? {
            FileContent::Bytes(bytes) => Ok(BlobSide::Bytes(bytes)),
            FileContent::TooLarge(size) => Ok(BlobSide::TooLarge(size)),
            FileContent::Missing => bail!("its content is {}", self.missing()),
        }
    }
}

/// Whether content is binary, by git's own rule; see [`BINARY_PROBE`].
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(BINARY_PROBE)].contains(&0)
}
