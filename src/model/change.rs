//! Changed files and their differences.
//!
//! Owns the shape of a diff: texts with line starts, changes (maximal runs of differing lines) and
//! hunks (changes close enough to be read together). Knows nothing of how differences are computed.

use std::sync::Arc;

use super::content::{LfsPointer, Media, SubmoduleLog};
use super::id::{Digest, ObjectId};
use super::text::RepoPath;

/// One side of a diff.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// The state before the delivery.
    Old,
    /// The state as delivered.
    New,
}

/// A value for each side of a diff.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct BySide<T> {
    /// The value of the old side.
    pub old: T,
    /// The value of the new side.
    pub new: T,
}

impl<T> BySide<T> {
    /// Returns the value of a side.
    pub fn get(&self, side: Side) -> &T {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    /// Returns the value of a side, to be changed.
    pub fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Old => &mut self.old,
            Side::New => &mut self.new,
        }
    }
}

impl Side {
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }

    /// Returns the name in JSON and in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }

    /// Parses a side from its [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Old, Self::New]
            .into_iter()
            .find(|side| side.name() == name)
    }
}

/// A file at one end of a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileEntry {
    /// The path at that end.
    pub path: RepoPath,
    /// The id of its content.
    pub id: ObjectId,
    /// Its git mode: `0o100644`, `0o100755`, `0o120000` (link), `0o160000` (submodule).
    pub mode: u32,
}

impl FileEntry {
    /// Whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.mode == 0o120_000
    }

    /// Whether it is a file with content of its own, executable or not.
    pub fn is_plain(&self) -> bool {
        !self.is_link() && !self.is_submodule()
    }

    /// Whether it is a submodule.
    pub fn is_submodule(&self) -> bool {
        self.mode == 0o160_000
    }
}

/// A file that differs between the two ends of a range; at least one side is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileChange {
    /// The file before; `None` when it was added.
    pub old: Option<FileEntry>,
    /// The file after; `None` when it was deleted.
    pub new: Option<FileEntry>,
    /// Whether the old side is another file that still exists, which this one was copied from.
    pub copied: bool,
}

/// What happened to a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// Only the new side is there.
    Added,
    /// Only the old side is there.
    Deleted,
    /// The path differs.
    Renamed,
    /// Only the new side is there, and was made of another file.
    Copied,
    /// The content differs, or the type does.
    Modified,
    /// Only the mode differs.
    ModeChanged,
}

impl FileChange {
    /// Returns the path to show: the new one, or the old one of a deleted file.
    pub fn path(&self) -> &RepoPath {
        match (&self.new, &self.old) {
            (Some(entry), _) | (None, Some(entry)) => &entry.path,
            (None, None) => unreachable!("a change has at least one side"),
        }
    }

    /// Tells what happened to the file.
    pub fn kind(&self) -> ChangeKind {
        match (&self.old, &self.new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Deleted,
            _ if self.copied => ChangeKind::Copied,
            (Some(old), Some(new)) if old.path != new.path => ChangeKind::Renamed,
            (Some(old), Some(new)) if old.id == new.id => ChangeKind::ModeChanged,
            _ => ChangeKind::Modified,
        }
    }

    /// Returns the entry of one side.
    pub fn entry(&self, side: Side) -> Option<&FileEntry> {
        match side {
            Side::Old => self.old.as_ref(),
            Side::New => self.new.as_ref(),
        }
    }
}

/// The whole content of a file, split into lines.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct FileText {
    bytes: Vec<u8>,
    /// Byte offset of the start of each line, indexed by 0-based line.
    starts: Vec<u32>,
}

impl FileText {
    /// Splits at every `\n`. A text that ends in one has no empty line after it. At most 4 GiB.
    pub fn new(bytes: Vec<u8>) -> Self {
        debug_assert!(u32::try_from(bytes.len()).is_ok());
        let starts = starts(&bytes);
        Self { bytes, starts }
    }

    /// Counts the lines.
    pub fn len(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Whether the text has no lines.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns the whole content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns line `index` (0-based) with its line end, if it has one; empty past the last line.
    pub fn raw_line(&self, index: u32) -> &[u8] {
        let Some(&start) = self.starts.get(index as usize) else {
            return &[];
        };
        let end = self
            .starts
            .get(index as usize + 1)
            .map_or(self.bytes.len(), |next| *next as usize);
        &self.bytes[start as usize..end]
    }

    /// Returns line `index` (0-based) without its `\n` or `\r\n`; empty past the last line.
    pub fn line(&self, index: u32) -> &[u8] {
        let raw = self.raw_line(index);
        let Some(line) = raw.strip_suffix(b"\n") else {
            return raw;
        };
        line.strip_suffix(b"\r").unwrap_or(line)
    }
}

/// Finds where lines start: eight bytes at a time, since most of them end no line.
fn starts(bytes: &[u8]) -> Vec<u32> {
    const ENDS: u64 = u64::from_ne_bytes([b'\n'; 8]);
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    let mut starts = Vec::with_capacity(bytes.len() / 32);
    if !bytes.is_empty() {
        starts.push(0);
    }
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let differing = u64::from_le_bytes(*word) ^ ENDS;
        // The top bit of each byte that is zero; no carry passes from one byte to the next.
        let mut ends = !(((differing & LOW) + LOW) | differing | LOW);
        while ends != 0 {
            starts.push(at + ends.trailing_zeros() / 8 + 1);
            ends &= ends - 1;
        }
        at += 8;
    }
    starts.extend(
        (at..)
            .zip(rest)
            .filter(|(_, byte)| **byte == b'\n')
            .map(|(at, _)| at + 1),
    );
    if starts
        .last()
        .is_some_and(|start| *start as usize == bytes.len())
    {
        starts.pop();
    }
    starts
}

/// A maximal run of differing lines. Line numbers are 0-based, ends excluded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Removed lines on the old side.
    pub old: std::ops::Range<u32>,
    /// Added lines on the new side.
    pub new: std::ops::Range<u32>,
}

impl Change {
    /// Returns the changed lines of one side.
    pub fn lines(&self, side: Side) -> &std::ops::Range<u32> {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }
}

/// Changes close enough together to be read as one, with three lines of context around.
///
/// Its borders do not depend on how much context is on the screen, so that links, viewed marks and
/// counts mean the same everywhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hunk {
    /// The changes of this hunk, as indexes into [`TextDiff::changes`].
    pub changes: std::ops::Range<u32>,
    /// Lines on the old side, context included; 0-based, end excluded.
    pub old: std::ops::Range<u32>,
    /// Lines on the new side, context included; 0-based, end excluded.
    pub new: std::ops::Range<u32>,
    /// Digest of the removed and added lines and of the path, not of their position, so that it
    /// survives a rebase.
    pub digest: Digest,
}

/// The differences between two texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextDiff {
    /// The old side; empty when the file is new.
    pub old: Arc<FileText>,
    /// The new side; empty when the file was deleted.
    pub new: Arc<FileText>,
    /// Changes in the order of their lines.
    pub changes: Vec<Change>,
    /// Hunks in the order of their lines.
    pub hunks: Vec<Hunk>,
    /// Changes to hide, because they only concern blank lines and those do not count: ascending
    /// indexes into [`changes`](Self::changes). Their lines are still changed lines.
    pub ignored: Vec<u32>,
}

impl TextDiff {
    /// Counts added lines, without ignored changes.
    pub fn insertions(&self) -> u32 {
        self.shown().map(|change| change.new.len() as u32).sum()
    }

    /// Counts removed lines, without ignored changes.
    pub fn deletions(&self) -> u32 {
        self.shown().map(|change| change.old.len() as u32).sum()
    }

    fn shown(&self) -> impl Iterator<Item = &Change> {
        (0..)
            .zip(&self.changes)
            .filter(|(index, _)| !self.is_ignored(*index))
            .map(|(_, change)| change)
    }

    /// Whether a change (an index) is hidden.
    pub fn is_ignored(&self, change: u32) -> bool {
        self.ignored.binary_search(&change).is_ok()
    }

    /// Whether every change of a hunk (an index) is hidden. Never true in an exact diff.
    pub fn is_quiet(&self, hunk: u32) -> bool {
        let hunk = self.hunks.get(hunk as usize);
        hunk.is_none_or(|hunk| hunk.changes.clone().all(|change| self.is_ignored(change)))
    }

    /// Returns the changes of a hunk.
    pub fn changes_of(&self, hunk: &Hunk) -> &[Change] {
        let range = hunk.changes.start as usize..hunk.changes.end as usize;
        self.changes.get(range).unwrap_or_default()
    }

    /// Returns the text of one side.
    pub fn text(&self, side: Side) -> &Arc<FileText> {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }
}

/// The content to show for a changed file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileDiff {
    /// A text file, compared line by line.
    Text(TextDiff),
    /// Not text. Has the size in bytes of each existing side, and the formats (old, new) as far as
    /// known.
    Binary {
        old: Option<u64>,
        new: Option<u64>,
        what: [Option<Media>; 2],
    },
    /// Kept in Git LFS on every existing side.
    Lfs {
        old: Option<LfsPointer>,
        new: Option<LfsPointer>,
    },
    /// Larger than the budget for reading without being asked; sizes in bytes.
    TooLarge { old: Option<u64>, new: Option<u64> },
    /// A submodule that points to another commit, with the commits in between when they are on this
    /// machine.
    Submodule {
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        log: Option<Box<SubmoduleLog>>,
    },
    /// Could not be read; says why and what to do, in our own words.
    Unreadable(String),
}

impl FileDiff {
    /// Whether the content was not read, so that no count includes its lines.
    pub fn is_unread(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. } | Self::Unreadable(_) | Self::Lfs { .. }
        )
    }

    /// Returns the text diff, if there is one.
    pub fn as_text(&self) -> Option<&TextDiff> {
        match self {
            Self::Text(diff) => Some(diff),
            _ => None,
        }
    }
}
