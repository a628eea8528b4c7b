//! What a note was written on beside what stands there now, as plain data.

use std::sync::Arc;

use super::change::TextDiff;
use super::id::ObjectId;
use super::increment::Commit;
use super::note::Standing;
use super::spec::LineRange;
use super::text::RepoPath;

/// What a note was written on beside what stands there now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Where the note's lines stand now.
    pub standing: Standing,
    /// The file as it was and as it is; none where the note is on no file.
    pub file: Option<ComparedFile>,
    /// The commit in which it was put right, as claimed.
    pub fix: Option<Fix>,
    /// What is odd about it, and what could not be read or found; our own words, or made safe.
    pub remarks: Vec<String>,
}

/// A file as it was when a note was written, and as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparedFile {
    /// Then and now.
    pub versions: [Version; 2],
    /// The differences between them; of the note's lines alone where the old content is not at hand.
    pub diff: Arc<TextDiff>,
}

impl ComparedFile {
    /// Digits that the line numbers of both versions need.
    pub fn digits(&self) -> u16 {
        let [old, new] = [&self.diff.old, &self.diff.new].map(|text| text.len());
        let last = (self.versions[0].before + old).max(self.versions[1].before + new);
        (last.max(1).ilog10() as u16 + 1).max(3)
    }
}

/// One version of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// Where it was.
    pub path: RepoPath,
    /// The commit.
    pub commit: Option<ObjectId>,
    /// The note's lines in it, 1-based; none where they are gone, and of a note on the whole file.
    pub lines: Option<LineRange>,
    /// Lines of the file before the first that the differences have.
    pub before: u32,
}

/// The commit in which something was put right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// The commit.
    pub commit: Commit,
    /// The files that it changes against its first parent, with added and removed lines; `None` where a file
    /// was not read.
    pub files: Vec<(RepoPath, Option<(u32, u32)>)>,
    /// How many more there are.
    pub more: usize,
}

/// Commits among which the one is that put something right.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Candidates {
    /// Newest first.
    pub commits: Vec<Commit>,
    /// The one that it is most likely, and why.
    pub likely: Option<(ObjectId, Likely)>,
}

/// Why it is likely that a commit put something right: of those since the note, it is the newest that
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Likely {
    /// changed the note's lines,
    Lines,
    /// changed their file,
    File,
    /// or is there at all.
    Newest,
}
