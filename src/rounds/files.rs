//! Lists the files that differ between two rounds, with what was expected of each.
//!
//! Only ids of trees and files are looked at, except that edited files have to be read to find them
//! under another path. Knows nothing of lines.

use std::collections::HashSet;

use anyhow::Result;

use crate::git::{self, Repository, RoundPaths, SimilarityBudget};
use crate::model::change::{FileChange, FileEntry};
use crate::model::text::RepoPath;

use super::RoundPair;
use super::renamed::{Ends, NEW_BASE, NEW_HEAD, OLD_BASE, OLD_HEAD};

/// A file of two rounds that may differ from what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundFile {
    /// The file at the old base, the old head, the new base and the new head, in this order; under
    /// other paths where it was renamed.
    pub ends: [Option<FileEntry>; 4],
    pub expected: ExpectedFile,
}

/// What the old round would be on the new base.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExpectedFile {
    /// A file that is in the repository; `None` when no file is expected.
    Known(Option<FileEntry>),
    /// Base and old round both changed the content: only merging tells. The entry is the old
    /// round's, with the expected path and mode.
    Merge(FileEntry),
    /// Base and old round cannot both be had; says why.
    Conflict(Conflict),
}

/// Why a base and a round cannot both be had, by the kinds of files alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conflict {
    /// The base deleted what the old round changed.
    DeletedByBase,
    /// The base changed what the old round deleted.
    DeletedByRound,
    /// Both changed what has no lines: a link or a submodule.
    NoLines,
}

impl RoundFile {
    /// Returns the file in the old round.
    pub fn old_head(&self) -> Option<&FileEntry> {
        self.ends[OLD_HEAD].as_ref()
    }

    /// Returns the file in the new round.
    pub fn new_head(&self) -> Option<&FileEntry> {
        self.ends[NEW_HEAD].as_ref()
    }

    /// Returns the path to show: the new round's, or that of a file that is gone.
    pub fn path(&self) -> Option<&RepoPath> {
        let order = [NEW_HEAD, OLD_HEAD, NEW_BASE, OLD_BASE];
        let entry = order.iter().find_map(|end| self.ends[*end].as_ref())?;
        Some(&entry.path)
    }
}

/// The files that may differ between two rounds.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct RoundFiles {
    /// Sorted by [`RoundFile::path`].
    pub files: Vec<RoundFile>,
    /// How many more differ outside the folders under review.
    pub outside: usize,
    /// What was left out, and why, in our own words.
    pub left_out: Vec<String>,
}

/// Lists the files of two rounds that may differ from what was expected, following the renames of
/// either round and of the base. `None` when `stop`, called between files that are read, said so.
///
/// # Errors
/// When an end or its root folder cannot be read.
pub fn list(
    repository: &Repository,
    pair: &RoundPair,
    stop: &dyn Fn() -> bool,
) -> Result<Option<RoundFiles>> {
    let RoundPaths {
        entries,
        cut,
        outside,
        remarks,
    } = repository.round_paths(&pair.old_content(), &pair.new_content())?;
    let Some(ends) = Ends::new(repository, pair, &entries, stop) else {
        return Ok(None);
    };
    let mut lineup = Lineup {
        ends,
        claimed: Default::default(),
        rows: Vec::new(),
    };
    for at in [NEW_HEAD, OLD_HEAD, NEW_BASE] {
        for entry in entries.iter().filter_map(|entry| entry.ends[at].as_ref()) {
            match at {
                NEW_HEAD => lineup.add_new(entry),
                OLD_HEAD => lineup.add_gone(entry),
                _ => lineup.add_of_base(entry),
            }
        }
    }
    lineup.pair_added(repository, stop);
    let mut left_out: Vec<String> = cut.into_iter().chain(remarks).collect();
    if lineup.ends.is_limited() {
        let words = "too large to look for all renamed files of both rounds";
        left_out.push(words.to_owned());
    }
    let mut files: Vec<RoundFile> = lineup.rows.into_iter().filter_map(differing).collect();
    files.sort_by(|a, b| a.path().cmp(&b.path()));
    Ok(Some(RoundFiles {
        files,
        outside,
        left_out,
    }))
}

/// Finds for each file what it is at the other ends.
struct Lineup<'r> {
    ends: Ends<'r>,
    /// By end: the paths that belong to a row.
    claimed: [HashSet<RepoPath>; 4],
    rows: Vec<[Option<FileEntry>; 4]>,
}

impl Lineup<'_> {
    fn is_free(&self, end: usize, entry: &FileEntry) -> bool {
        !self.claimed[end].contains(&entry.path)
    }

    fn push(&mut self, row: [Option<FileEntry>; 4]) {
        for (claimed, entry) in self.claimed.iter_mut().zip(&row) {
            claimed.extend(entry.iter().map(|entry| entry.path.clone()));
        }
        self.rows.push(row);
    }

    /// Adds a file of the new round.
    fn add_new(&mut self, new: &FileEntry) {
        let (ends, path) = (&self.ends, &new.path);
        let base = ends.new.from.get(path).cloned().or_else(|| {
            // Another file may have taken a path from which one was moved away.
            ends.at(NEW_BASE, path)
                .filter(|_| !ends.new.to.contains_key(path))
        });
        let before = base.as_ref().and_then(|base| ends.before_base(base));
        let then = before.as_ref().and_then(|before| {
            let moved = ends.old.to.get(&before.path).cloned();
            let is_other = ends.old.from.contains_key(&before.path);
            moved.or_else(|| ends.at(OLD_HEAD, &before.path).filter(|_| !is_other))
        });
        let then = then.filter(|then| self.is_free(OLD_HEAD, then));
        let then = then.or_else(|| {
            let same = ends.at(OLD_HEAD, path);
            same.filter(|then| self.is_free(OLD_HEAD, then) && !self.goes_on(then))
        });
        // What the base deleted still came from the old base.
        let origin = then.as_ref().filter(|_| base.is_none());
        let before = before.or_else(|| ends.origin(origin?));
        let base = base.or_else(|| {
            let base = ends.after_base(before.as_ref()?);
            base.filter(|base| self.is_free(NEW_BASE, base))
        });
        self.push([before, then, base, Some(new.clone())]);
    }

    /// Whether a file of the old round is in the new one under another path.
    fn goes_on(&self, then: &FileEntry) -> bool {
        let before = self.ends.old.from.get(&then.path);
        let base = before.and_then(|before| self.ends.after_base(before));
        base.is_some_and(|base| {
            let now = self.ends.new.to.get(&base.path);
            now.is_some_and(|now| now.path != then.path)
        })
    }

    /// Adds a file of the old round that no file of the new one was found for.
    fn add_gone(&mut self, then: &FileEntry) {
        if !self.is_free(OLD_HEAD, then) {
            return;
        }
        let ends = &self.ends;
        let before = ends.origin(then);
        let base = before.as_ref().and_then(|before| ends.after_base(before));
        let base = base.filter(|base| self.is_free(NEW_BASE, base));
        let now = base
            .as_ref()
            .and_then(|base| ends.new.to.get(&base.path).cloned());
        let now = now.filter(|now| self.is_free(NEW_HEAD, now));
        self.push([before, Some(then.clone()), base, now]);
    }

    /// Adds a file that is new in the base and that the new round deleted.
    fn add_of_base(&mut self, base: &FileEntry) {
        let ends = &self.ends;
        let is_gone = ends.at(NEW_HEAD, &base.path).is_none() && self.is_free(NEW_BASE, base);
        let is_moved = ends.new.to.contains_key(&base.path);
        if is_gone && !is_moved && ends.before_base(base).is_none() {
            self.push([None, None, Some(base.clone()), None]);
        }
    }

    /// Joins files that only the old round added with alike ones that only the new round added: the
    /// contractor moved them in between.
    fn pair_added(&mut self, repository: &Repository, stop: &dyn Fn() -> bool) {
        let change = |row: &[Option<FileEntry>; 4]| match row {
            [None, Some(then), None, None] => Some((Some(then.clone()), None)),
            [None, None, None, Some(now)] => Some((None, Some(now.clone()))),
            _ => None,
        };
        let mut changes: Vec<FileChange> = self
            .rows
            .iter()
            .filter_map(change)
            .map(|(old, new)| FileChange {
                old,
                new,
                copied: false,
            })
            .collect();
        changes.sort_by(|a, b| a.path().cmp(b.path()));
        let count = changes.len();
        let searched = repository.find_renames(&mut changes, SimilarityBudget::default(), stop);
        if searched.is_none() || changes.len() == count {
            return;
        }
        self.rows.retain(|row| change(row).is_none());
        let rows = changes
            .into_iter()
            .map(|file| [None, file.old, None, file.new]);
        self.rows.extend(rows);
    }
}

/// Works out what was expected of a file; `None` when the new round is just that.
fn differing(ends: [Option<FileEntry>; 4]) -> Option<RoundFile> {
    let expected = expectation(&ends)?;
    let [_, old_head, _, new_head] = &ends;
    let is_met = match &expected {
        ExpectedFile::Known(expected) => expected == new_head,
        // Both rounds deleted it, whatever the base did.
        ExpectedFile::Conflict(_) => old_head.is_none() && new_head.is_none(),
        ExpectedFile::Merge(_) => false,
    };
    (!is_met).then_some(RoundFile { ends, expected })
}

fn expectation([old_base, old_head, new_base, _]: &[Option<FileEntry>; 4]) -> Option<ExpectedFile> {
    let sides = [old_base, old_head, new_base].map(Option::as_ref);
    let path = three_way(sides, |entry| &entry.path).flatten();
    let mode = three_way(sides, |entry| &entry.mode).flatten();
    let [_, old, new] = sides;
    let entry = |id| {
        let fallback = old.or(new)?;
        Some(FileEntry {
            path: path.unwrap_or(&fallback.path).clone(),
            id,
            mode: mode.copied().unwrap_or(fallback.mode),
        })
    };
    Some(match three_way(sides, |entry| &entry.id) {
        Some(id) => ExpectedFile::Known(id.and_then(|id| entry(*id))),
        None => match (old, new) {
            (Some(old), Some(new)) if old.is_plain() && new.is_plain() => {
                ExpectedFile::Merge(entry(old.id)?)
            }
            (Some(_), Some(_)) => ExpectedFile::Conflict(Conflict::NoLines),
            (Some(_), None) => ExpectedFile::Conflict(Conflict::DeletedByBase),
            _ => ExpectedFile::Conflict(Conflict::DeletedByRound),
        },
    })
}

/// Returns what is expected of one property of a file at the old base, the old head and the new
/// base; `None` where both changed it.
fn three_way<'f, T: PartialEq>(
    sides: [Option<&'f FileEntry>; 3],
    of: impl Fn(&'f FileEntry) -> &'f T,
) -> Option<Option<&'f T>> {
    let [old_base, old_head, new_base] = sides.map(|side| side.map(&of));
    git::expected(old_base, old_head, new_base)
}
