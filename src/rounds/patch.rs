//! Reads what one commit changes, in the forms by which commits are paired: a digest that does not
//! depend on the place of lines, and a count of the lines.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diff;
use crate::digest;
use crate::git::Repository;
use crate::model::change::{FileChange, FileDiff, FileEntry, Side};
use crate::model::id::Digest;
use crate::model::increment::{Commit, CommitRange};
use crate::model::text::RepoPath;

use super::allowance::size;

/// Maximum size in bytes of a side of a file that is read; a larger file counts by its id.
const MAX_FILE: u64 = 2 << 20;

/// What a commit changes against its first parent.
pub(super) struct Patch {
    /// Digest of paths, modes and changed lines with their ends, in the order of the files; the
    /// same on another base.
    pub(super) digest: Digest,
    /// By digest of a line and its sign: how often it occurs. Paths count as lines.
    pub(super) lines: HashMap<u64, u32>,
    /// Number of lines, with repetitions.
    pub(super) size: u32,
    /// The files after, or before a deletion.
    pub(super) paths: Vec<RepoPath>,
    /// Whether everything was read.
    pub(super) is_whole: bool,
}

/// The room for reading the patches of a round.
pub(super) struct PatchRoom<'a> {
    /// For what is kept of them, in bytes of changed lines.
    pub(super) lines: usize,
    /// For what is read, in bytes of files.
    pub(super) read: &'a mut usize,
}

impl PatchRoom<'_> {
    fn is_used_up(&self) -> bool {
        self.lines == 0 || *self.read == 0
    }
}

impl Patch {
    /// Whether the commit changes nothing, as far as it was read.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.is_whole
    }

    /// Whether another patch changes the same lines in the same files.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.is_whole && other.is_whole && self.digest == other.digest
    }

    /// Reads a commit's changes while there is room.
    pub(super) fn read(repository: &Repository, commit: &Commit, room: &mut PatchRoom) -> Self {
        let mut parts = PatchParts::default();
        let range = CommitRange {
            base: commit.parents.first().copied(),
            head: commit.id,
        };
        let changes = repository.changes(&range);
        let mut is_whole = changes.as_ref().is_ok_and(|changes| changes.cut.is_none());
        let mut paths = Vec::new();
        for change in changes.map(|changes| changes.files).unwrap_or_default() {
            if room.is_used_up() {
                is_whole = false;
                break;
            }
            let before = parts.bytes;
            let read = parts.add(repository, &change);
            room.lines = room.lines.saturating_sub(parts.bytes - before);
            *room.read = room.read.saturating_sub(read);
            paths.push(change.path().clone());
        }
        Self {
            digest: digest::of_parts(parts.parts.iter().map(Vec::as_slice)),
            lines: parts.lines,
            size: parts.size,
            paths,
            is_whole,
        }
    }
}

/// The parts of a patch under construction.
#[derive(Default)]
struct PatchParts {
    parts: Vec<Vec<u8>>,
    lines: HashMap<u64, u32>,
    size: u32,
    bytes: usize,
}

impl PatchParts {
    /// Adds a file, and returns how many bytes of it were read.
    fn add(&mut self, repository: &Repository, change: &FileChange) -> usize {
        for side in [Side::Old, Side::New] {
            let entry = change.entry(side);
            let path = entry.map_or(&[][..], |entry| entry.path.as_bytes());
            self.parts.push(path.to_vec());
            let mode = entry.map_or(0, |entry| entry.mode);
            self.parts.push(mode.to_le_bytes().to_vec());
        }
        self.line(b"file", change.path().as_bytes());
        let diff = repository
            .load(change, MAX_FILE)
            .into_diff(diff::without_hunks);
        let FileDiff::Text(text) = &diff else {
            for side in [Side::Old, Side::New] {
                let id = |entry: &FileEntry| entry.id.to_string().into_bytes();
                let id = change.entry(side).map(id).unwrap_or_default();
                self.line(side.name().as_bytes(), &id);
                self.parts.push(id);
            }
            return size(&diff);
        };
        for change in &text.changes {
            for side in [Side::Old, Side::New] {
                self.parts.push(side.name().as_bytes().to_vec());
                for line in change.lines(side).clone() {
                    let line = text.text(side).raw_line(line);
                    self.line(side.name().as_bytes(), line);
                    self.parts.push(line.to_vec());
                }
            }
        }
        size(&diff)
    }

    fn line(&mut self, sign: &[u8], line: &[u8]) {
        let mut hasher = DefaultHasher::new();
        (sign, line).hash(&mut hasher);
        *self.lines.entry(hasher.finish()).or_default() += 1;
        self.size += 1;
        self.bytes += line.len() + 1;
    }
}
