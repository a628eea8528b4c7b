//! How much of a delivery is read through: of one increment on the screen, and of all of them together by a command, so
//! that many large increments cost a command no more than one.

use super::files::{UNASKED, diff_of};
use crate::git::{Repository, SimilarityBudget};
use crate::model::change::{FileChange, FileDiff};
use crate::trace::Room;

const BEYOND: &str =
    "there are more files, lines, hunks or bytes than are read through; smaller increments show all";

/// What may still be read.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Files, and changed lines after which no further file is read: more than anybody delivers at once, but for what
    /// was put there whole.
    pub files: u32,
    pub(super) lines: u64,
    /// Hunks, after which no further file is read: each takes some 200 bytes until all is told.
    pub hunks: usize,
    /// Bytes of texts, both sides, after which no further file is read: about 3 s worth.
    pub(super) bytes: u64,
    /// Of these, bytes that are read as a spec would be, to tell copies of specs: about 1 s worth.
    pub(super) specs: u64,
    /// What is compared for renamed files, and for copied ones.
    pub(super) renames: SimilarityBudget,
    pub(super) copies: SimilarityBudget,
    /// Bytes of folders that are read to tell which files each commit changes: some 35 commits in a folder of 200,000
    /// files, and far more than any history of ordinary folders. About 1 s worth.
    pub(super) folders: u64,
    /// Places that name criteria.
    pub(super) claims: Room,
    /// What suggestions read.
    pub(super) suggestions: Suggested,
}

/// What suggestions may still read. Beyond, they leave the oldest out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suggested {
    /// Bytes of both sides of files that are read for an index.
    pub bytes: usize,
    /// Criteria times hunks that are ranked, each some three times: about a second's worth.
    pub ranked: usize,
    /// Bytes of files that are read commit by commit, to tell whose hunks are whose.
    pub owned: usize,
    /// Bytes of folders that are read for that. Beyond, the hunks of older commits are of all commits of their files.
    pub folders: u64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            files: 30_000,
            lines: 8_000_000,
            hunks: 400_000,
            bytes: 384 << 20,
            specs: 16 << 20,
            renames: SimilarityBudget::default(),
            copies: SimilarityBudget::default(),
            folders: 256 << 20,
            claims: Room::default(),
            suggestions: Suggested { bytes: 32 << 20, ranked: 8_000_000, owned: 16 << 20, folders: 64 << 20 },
        }
    }
}

impl Allowance {
    /// Reads a file's differences and takes off what that takes; when nothing is left, the file counts as not read.
    pub(super) fn read(&mut self, repository: &Repository, change: &FileChange) -> FileDiff {
        if self.files == 0 || self.lines == 0 || self.bytes == 0 || self.hunks == 0 {
            return FileDiff::Unreadable(BEYOND.to_owned());
        }
        let diff = diff_of(repository, change, UNASKED);
        self.files -= 1;
        if let Some(text) = diff.as_text() {
            let lines = u64::from(text.insertions()) + u64::from(text.deletions());
            let bytes = text.old.bytes().len() + text.new.bytes().len();
            self.lines = self.lines.saturating_sub(lines);
            self.hunks = self.hunks.saturating_sub(text.hunks.len());
            self.bytes = self.bytes.saturating_sub(bytes as u64);
        }
        diff
    }

    /// Whether a text of that length may be read as a spec would be; takes it off.
    pub(super) fn may_read_spec(&mut self, bytes: usize) -> bool {
        let has_room = self.specs > 0;
        self.specs = self.specs.saturating_sub(bytes as u64);
        has_room
    }
}
