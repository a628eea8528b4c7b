//! What a lapsed verdict rested on, beside what is there now, as plain data.

use std::sync::Arc;

use super::change::{BySide, TextDiff};
use super::increment::Commit;
use super::spec::LineRange;
use super::text::{RepoPath, Untrusted};

/// The ground of a verdict: the criterion's text and the files it rested on, then and now.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Ground {
    /// The criterion's text as it was judged; `None` where no version of the spec with it can be
    /// read.
    pub text: Option<Untrusted>,
    /// The files that the verdict rested on: those that differ first.
    pub files: Vec<GroundFile>,
    /// How many further files were not compared.
    pub more_files: usize,
    /// The commits since that changed these files or the spec, newest first.
    pub commits: Vec<GroundCommit>,
    /// How many further such commits are not listed.
    pub more_commits: usize,
    /// Oddities, and what could not be read; in our own words, or made safe.
    pub remarks: Vec<String>,
}

/// A commit that changed what a verdict rested on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroundCommit {
    /// The commit.
    pub commit: Commit,
    /// The files that it changed, of those that the verdict rested on; also the spec.
    pub files: Vec<RepoPath>,
    /// Whether it was the first one after which lines that the verdict rested on differ.
    pub is_first: bool,
}

/// A file that a verdict rested on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroundFile {
    /// The file's path when the verdict was given.
    pub path: RepoPath,
    /// The file's path now; `None` when the file is gone.
    pub now: Option<RepoPath>,
    /// What became of the lines.
    pub state: GroundState,
    /// The lines that the verdict rested on, and the changed lines in their place; 1-based. The old
    /// side is empty for the whole file.
    pub lines: BySide<Vec<LineRange>>,
    /// The differences of the whole file; `None` when the lines are as they were or a side cannot be
    /// read as text.
    pub diff: Option<Arc<TextDiff>>,
    /// How many changes of the file are elsewhere, in lines that the verdict did not rest on.
    pub elsewhere: usize,
}

/// What became of the lines that a verdict rested on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GroundState {
    /// The lines differ.
    Changed,
    /// The file is gone.
    Gone,
    /// The delivery had deleted the file, and it is there again.
    Back,
    /// The file differs and is not read as text, or is too large.
    Unread,
    /// The lines are unchanged, in a file with another path.
    Moved,
    /// The lines are as they were.
    Same,
}

impl GroundState {
    /// Words the state, to follow the file's path.
    pub fn words(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Back => "was deleted, is there again",
            Self::Unread => "changed; not shown, since it is no text or too large",
            Self::Moved => "moved, its lines unchanged",
            Self::Same => "as it was",
        }
    }
}
