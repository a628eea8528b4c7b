//! A note's original lines beside their current state, as plain data.

use std::sync::Arc;

use super::change::TextDiff;
use super::id::ObjectId;
use super::increment::Commit;
use super::note::Standing;
use super::spec::LineRange;
use super::text::RepoPath;

/// The lines that a note was written on, beside their current state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// How the note's lines stand now.
    pub standing: Standing,
    /// The file then and now; `None` where the note is not on a file.
    pub file: Option<ComparedFile>,
    /// The commit that is claimed to fix it.
    pub fix: Option<Fix>,
    /// Oddities, and what could not be read or found; in our own words, or made safe.
    pub remarks: Vec<String>,
}

/// A file when a note was written, and now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparedFile {
    /// The file then and now, in this order.
    pub versions: [FileVersion; 2],
    /// The differences between the versions; of the note's lines alone when the old content cannot
    /// be read.
    pub diff: Arc<TextDiff>,
}

impl ComparedFile {
    /// Counts the digits that line numbers of both versions need.
    pub fn digits(&self) -> u16 {
        let [old, new] = [&self.diff.old, &self.diff.new].map(|text| text.len());
        let last = (self.versions[0].before + old).max(self.versions[1].before + new);
        (last.max(1).ilog10() as u16 + 1).max(3)
    }
}

/// One version of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileVersion {
    /// The file's path in this version.
    pub path: RepoPath,
    pub commit: Option<ObjectId>,
    /// The note's lines, 1-based; `None` when they are gone, and for a note on the whole file.
    pub lines: Option<LineRange>,
    /// How many lines of the file come before the first line of the diff.
    pub before: u32,
}

/// The commit that fixed what a note asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    pub commit: Commit,
    /// The files changed against the first parent, with added and removed lines; `None` in place of
    /// counts where a file was not read.
    pub files: Vec<(RepoPath, Option<(u32, u32)>)>,
    /// How many further files are not listed.
    pub more: usize,
}

/// Commits that may contain the fix for a note.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FixCandidates {
    /// The commits, newest first.
    pub commits: Vec<Commit>,
    /// The most likely fix, and why.
    pub likely: Option<(ObjectId, Likely)>,
}

/// Why a commit is the likely fix: the newest since the note that meets this condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Likely {
    /// Changed the note's lines.
    Lines,
    /// Changed the note's file.
    File,
    /// Is simply the newest.
    Newest,
}
