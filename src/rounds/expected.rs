//! Compares one file of the new round with what was expected of it: the old round's file as it
//! would be on the new base.
//!
//! Contents are read here, and nowhere else of a comparison, so that a file costs nothing until
//! somebody comes near it.

use std::sync::Arc;

use crate::diff;
use crate::git::{Repository, Sides};
use crate::model::change::{FileChange, FileDiff, FileEntry, FileText, TextDiff};
use crate::model::text::RepoPath;

use super::files::{Conflict, ExpectedFile, RoundFile};
use super::lines::{RebaseLines, due_to_rebase};
use super::merge::merge;
use super::renamed::{NEW_BASE, NEW_HEAD, OLD_BASE, OLD_HEAD};

/// A file of the new round, compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileComparison {
    /// The file on both sides. The old side is what was expected, which may be in no repository:
    /// then its id is the old round's.
    pub change: FileChange,
    /// The differences from the old side to the new round.
    pub diff: FileDiff,
    pub basis: Basis,
    /// The contractor's lines in the new round, added and removed.
    pub own: (u32, u32),
    /// The lines in which the heads of both rounds differ for the new base's sake.
    pub rebase: RebaseLines,
    /// How many lines that the base brought are not in the new round.
    pub left_out: u32,
}

/// What the new round is compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Basis {
    /// What was expected: what differs from it is the contractor's.
    Expected,
    /// The whole of what changed, because nothing can be expected; the new base's changes are in
    /// it.
    Whole(WholeReason),
}

/// Why the whole is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WholeReason {
    /// The base changed lines that the old round changed in other ways, in so many places.
    SameLines(usize),
    /// The base and the round cannot both be had.
    Kinds(Conflict),
    /// Not text, or too large to merge.
    NotMerged,
    /// Something of the old round cannot be read; says why, in our own words.
    Unreadable(String),
}

impl WholeReason {
    /// Words the reason as a part of a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::SameLines(1) => "the new base changed the same lines in one place".to_owned(),
            Self::SameLines(places) => {
                format!("the new base changed the same lines in {places} places")
            }
            Self::Kinds(Conflict::DeletedByBase) => {
                "the new base deleted the file that this increment changes".to_owned()
            }
            Self::Kinds(Conflict::DeletedByRound) => {
                "the new base changed the file that this increment deleted".to_owned()
            }
            Self::Kinds(Conflict::NoLines) => {
                "the new base changed the same link or submodule".to_owned()
            }
            Self::NotMerged => {
                "the new base changed the same file, which is no text or too large to merge"
                    .to_owned()
            }
            Self::Unreadable(why) => format!("the earlier round cannot be read: {why}"),
        }
    }
}

impl FileComparison {
    /// Whether the new round has the file just as expected.
    pub fn is_unchanged(&self) -> bool {
        let same_file = match (&self.change.old, &self.change.new) {
            (Some(old), Some(new)) => old.path == new.path && old.mode == new.mode,
            (None, None) => true,
            _ => false,
        };
        same_file
            && self.basis == Basis::Expected
            && self
                .diff
                .as_text()
                .is_some_and(|text| text.changes.is_empty())
    }
}

/// Compares a file of the new round with what was expected of it; with the old round, or else with
/// the new base, where nothing can be expected. Sides longer than `limit` bytes are not read.
pub fn compare(repository: &Repository, file: &RoundFile, limit: u64) -> FileComparison {
    let reader = FileReader {
        repository,
        file,
        limit,
    };
    match &file.expected {
        ExpectedFile::Known(expected) => reader.known(expected.as_ref()),
        ExpectedFile::Merge(expected) => reader.merged(expected),
        ExpectedFile::Conflict(why) => reader.whole(WholeReason::Kinds(*why)),
    }
}

struct FileReader<'r> {
    repository: &'r Repository,
    file: &'r RoundFile,
    limit: u64,
}

impl FileReader<'_> {
    fn change(&self, old: Option<&FileEntry>) -> FileChange {
        FileChange {
            old: old.cloned(),
            new: self.file.new_head().cloned(),
            copied: false,
        }
    }

    fn path(&self) -> RepoPath {
        self.file.path().cloned().unwrap_or_default()
    }

    fn load(&self, old: Option<&FileEntry>, new: Option<&FileEntry>) -> Sides {
        if old.is_none() && new.is_none() {
            let (old, new) = Default::default();
            return Sides::Text { old, new };
        }
        let change = FileChange {
            old: old.cloned(),
            new: new.cloned(),
            copied: false,
        };
        self.repository.load(&change, self.limit)
    }

    /// Reads two ends as texts.
    fn texts(&self, old: usize, new: usize) -> Result<[Arc<FileText>; 2], WholeReason> {
        let ends = &self.file.ends;
        match self.load(ends[old].as_ref(), ends[new].as_ref()) {
            Sides::Text { old, new } => Ok([old, new]),
            Sides::Unreadable(why) => Err(WholeReason::Unreadable(why)),
            _ => Err(WholeReason::NotMerged),
        }
    }

    /// Compares with a file that the repository has.
    fn known(&self, expected: Option<&FileEntry>) -> FileComparison {
        let new = self.file.new_head();
        let (old, now) = match self.load(expected, new) {
            Sides::Text { old, new } => (old, new),
            Sides::Unreadable(why) => return self.whole(WholeReason::Unreadable(why)),
            others => {
                let diff = others.into_diff(|old, new| diff::text(&self.path(), old, new));
                return self.without_lines(expected, diff, Basis::Expected);
            }
        };
        let before = match self.texts(OLD_HEAD, NEW_HEAD) {
            Ok([before, _]) => before,
            Err(_) => Arc::clone(&old),
        };
        self.compared(self.change(expected), [before, old, now])
    }

    /// Merges what the base and the old round changed, and compares with that.
    fn merged(&self, expected: &FileEntry) -> FileComparison {
        let texts = self
            .texts(OLD_BASE, OLD_HEAD)
            .and_then(|old| Ok((old, self.texts(NEW_BASE, NEW_HEAD)?)));
        let ([ancestor, theirs], [ours, now]) = match texts {
            Ok(texts) => texts,
            Err(why) => return self.whole(why),
        };
        let merged = merge(&ancestor, &ours, &theirs, &now);
        let expected_text = Arc::new(merged.text);
        if merged.conflicts.is_empty() {
            return self.compared(self.change(Some(expected)), [theirs, expected_text, now]);
        }
        let reason = WholeReason::SameLines(merged.conflicts.len());
        let compared = self.compared(
            self.change(Some(expected)),
            [Arc::clone(&theirs), expected_text, Arc::clone(&now)],
        );
        FileComparison {
            change: self.change(self.file.old_head()),
            diff: FileDiff::Text(diff::text(&self.path(), theirs, now)),
            basis: Basis::Whole(reason),
            ..compared
        }
    }

    /// Compares three texts: the old round's, the expected one, and the new round's.
    fn compared(&self, change: FileChange, texts: [Arc<FileText>; 3]) -> FileComparison {
        let [old, expected, new] = texts;
        let text = diff::text(&self.path(), Arc::clone(&expected), Arc::clone(&new));
        let (rebase, left_out) = if old == expected {
            Default::default()
        } else {
            due_to_rebase(&old, &expected, &new, &text.changes)
        };
        FileComparison {
            change,
            own: counts(&text),
            diff: FileDiff::Text(text),
            basis: Basis::Expected,
            rebase,
            left_out,
        }
    }

    /// Compares with the old round, or with the new base where that cannot be read.
    fn whole(&self, why: WholeReason) -> FileComparison {
        let [_, old, base, new] = self.file.ends.each_ref().map(Option::as_ref);
        let shown = |old, new| diff::text(&self.path(), old, new);
        let mut from = old;
        let mut diff = self.load(old, new).into_diff(shown);
        let mut reason = why;
        if let FileDiff::Unreadable(why) = &diff {
            reason = WholeReason::Unreadable(why.clone());
            from = base;
            diff = self.load(base, new).into_diff(shown);
        }
        self.without_lines(from, diff, Basis::Whole(reason))
    }

    fn without_lines(
        &self,
        old: Option<&FileEntry>,
        diff: FileDiff,
        basis: Basis,
    ) -> FileComparison {
        FileComparison {
            change: self.change(old),
            own: diff.as_text().map(counts).unwrap_or_default(),
            diff,
            basis,
            rebase: RebaseLines::default(),
            left_out: 0,
        }
    }
}

fn counts(text: &TextDiff) -> (u32, u32) {
    (text.insertions(), text.deletions())
}
