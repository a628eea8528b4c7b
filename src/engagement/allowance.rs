//! Budgets for reading deliveries: of one increment on the screen, and of all of them together by a
//! command, so that many large increments cost a command no more than one.

use super::files::{UNASKED, diff_of, lines_of};
use crate::git::{Repository, SimilarityBudget};
use crate::model::change::{FileChange, FileDiff};
use crate::model::increment::Increment;
use crate::trace::Room;
use crate::trace::suggest::WordRoom;

const BEYOND: &str = "there are more files, lines, hunks or bytes than are read through; smaller increments show all";

/// The remaining budget for reading.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Number of files, and of changed lines after which no further file is read: more than anybody
    /// delivers at once, except for imported trees.
    pub files: u32,
    pub(super) lines: u64,
    /// Hunks, after which no further file is read: each takes some 200 bytes until all is told.
    pub hunks: usize,
    /// Bytes of texts, both sides, after which no further file is read: about 3 s worth.
    pub(super) bytes: u64,
    /// The part of these bytes that may be read as specs, to recognise copies of specs: about 1 s
    /// worth.
    pub specs: u64,
    /// Bytes of versions of specs, read to find the boxes that commits tick: about 1 s worth.
    pub ticks: u64,
    /// Budget for comparing renamed files, and copied ones.
    pub(super) renames: SimilarityBudget,
    pub(super) copies: SimilarityBudget,
    /// Bytes of folders read to find each commit's files: some 35 commits in a folder of 200,000
    /// files, and far more than any history of ordinary folders. About 1 s worth.
    pub(super) folders: u64,
    /// Places that name criteria.
    pub(super) claims: Room,
    /// Words of criteria that hunks have.
    pub words: WordRoom,
    /// Budget for suggestions.
    pub(super) suggestions: SuggestionBudget,
}

/// The remaining budget for suggestions. Beyond it, they leave the oldest out.
#[derive(Clone, Copy, Debug)]
pub(super) struct SuggestionBudget {
    /// Bytes, both sides of files, read for an index.
    pub bytes: usize,
    /// Criteria times hunks that are ranked, each some three times: about a second's worth.
    pub ranked: usize,
    /// Bytes of files read commit by commit, to find each hunk's commits.
    pub owned: usize,
    /// Bytes of folders read for that. Beyond it, the hunks of older commits belong to all commits
    /// of their files.
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
            ticks: 16 << 20,
            renames: SimilarityBudget::default(),
            copies: SimilarityBudget::default(),
            folders: 256 << 20,
            claims: Room::default(),
            words: WordRoom::default(),
            suggestions: SuggestionBudget {
                bytes: 32 << 20,
                ranked: 8_000_000,
                owned: 16 << 20,
                folders: 64 << 20,
            },
        }
    }
}

impl Allowance {
    /// Returns the budget for counting lines, which needs no more than the lines: three times as
    /// much is read.
    pub fn of_counting() -> Self {
        let Self {
            files,
            lines,
            bytes,
            ..
        } = Self::default();
        Self {
            files: 3 * files,
            lines: 3 * lines,
            bytes: 3 * bytes,
            ..Self::default()
        }
    }

    /// Reads increments within the budget that they share, the newest first; gives what was read in
    /// their order.
    pub fn share<'i, T>(
        &mut self,
        repository: &Repository,
        increments: impl DoubleEndedIterator<Item = &'i Increment>,
        mut read: impl FnMut(&'i Increment, &mut Self) -> T,
    ) -> Vec<T> {
        repository.keep_contents(true);
        let mut found: Vec<T> = increments
            .rev()
            .map(|increment| read(increment, self))
            .collect();
        repository.keep_contents(false);
        found.reverse();
        found
    }

    /// Reads a file's differences and charges the cost; when nothing is left, the file counts as
    /// not read.
    pub(super) fn read(&mut self, repository: &Repository, change: &FileChange) -> FileDiff {
        self.read_as(|| diff_of(repository, change, UNASKED))
    }

    /// Reads a file's changed lines without hunks, and charges the cost in the same way.
    pub(super) fn count(&mut self, repository: &Repository, change: &FileChange) -> FileDiff {
        self.read_as(|| lines_of(repository, change, UNASKED))
    }

    fn read_as(&mut self, read: impl FnOnce() -> FileDiff) -> FileDiff {
        if self.files == 0 || self.lines == 0 || self.bytes == 0 || self.hunks == 0 {
            return FileDiff::Unreadable(BEYOND.to_owned());
        }
        let diff = read();
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

    /// Whether a text of that length may be read as a spec; charges it.
    pub(super) fn may_read_spec(&mut self, bytes: usize) -> bool {
        let has_room = self.specs > 0;
        self.specs = self.specs.saturating_sub(bytes as u64);
        has_room
    }
}
