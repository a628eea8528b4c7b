//! Sums up what changed from one round to the next: files, hunks, lines and commits, the
//! contractor's apart from the new base's.

use std::collections::HashMap;

use anyhow::Result;

use crate::diff;
use crate::git::{Repository, SimilarityBudget};
use crate::model::change::{Change, FileChange, FileDiff, FileEntry};
use crate::model::id::ObjectId;
use crate::model::text::RepoPath;

use super::RoundPair;
use super::allowance::{RoundAllowance, size};
use super::commits::RoundCommits;
use super::expected::{Basis, FileComparison, WholeReason, compare};
use super::files::{RoundFile, list};
use super::pairing::{CommitPairs, pair};

/// The kind of a round, by what changed since the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoundKind {
    /// The same content on the same base.
    Nothing,
    /// On another base, and nothing else changed.
    RebasedOnly { onto: Option<ObjectId> },
    /// The contractor changed something.
    Changed,
    /// What changed cannot be told, since something is missing or too large.
    NotComparable,
}

impl RoundKind {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::RebasedOnly { .. } => "rebased",
            Self::Changed => "changed",
            Self::NotComparable => "not-comparable",
        }
    }
}

/// Counted lines.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct LineCounts {
    pub added: u32,
    pub removed: u32,
}

impl LineCounts {
    /// Whether there are none.
    pub fn is_zero(self) -> bool {
        self.added == 0 && self.removed == 0
    }

    fn add(&mut self, (added, removed): (u32, u32)) {
        self.added += added;
        self.removed += removed;
    }
}

/// The hunks of the new round against its base, as of decision 8, by whether the contractor
/// changed them since the old round.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct HunkCounts {
    /// As they were.
    pub unchanged: u32,
    /// New, or with a changed line.
    pub changed: u32,
    /// Changes of the old round that the new one does not have any more.
    pub gone: u32,
}

/// A file that the contractor changed since the old round, or that cannot be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileRound {
    pub path: RepoPath,
    /// The path in the old round, where it is another one.
    pub was: Option<RepoPath>,
    /// The contractor's lines.
    pub own: LineCounts,
    /// Lines in the same file that are due to the rebase.
    pub rebase: LineCounts,
    /// Lines that the base brought and the new round does not have.
    pub left_out: u32,
    /// Why the whole is shown instead of what differs from the expected content.
    pub whole: Option<WholeReason>,
    /// Whether its lines were counted: it is text, and was read.
    pub is_counted: bool,
}

/// What changed from one round to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundChange {
    pub kind: RoundKind,
    /// Sorted by path; without files that are as expected.
    pub files: Vec<FileRound>,
    pub hunks: HunkCounts,
    /// The contractor's lines.
    pub own: LineCounts,
    /// The lines in which the heads differ for the new base's sake, in files of either round.
    pub rebase: LineCounts,
    pub commits: CommitPairs,
    /// What could not be compared, and why, in our own words.
    pub not_comparable: Vec<String>,
}

/// Compares two rounds in full. `None` when `stop`, called between files, said so. Sides of files
/// longer than `limit` bytes are not read; what is read is charged to `allowance`.
///
/// # Errors
/// When an end of a round or the refs cannot be read.
pub fn summarise(
    repository: &Repository,
    pair: &RoundPair,
    (limit, allowance): (u64, &mut RoundAllowance),
    stop: &dyn Fn() -> bool,
) -> Result<Option<RoundChange>> {
    let Some(found) = list(repository, pair, stop)? else {
        return Ok(None);
    };
    let mut sum = Sum {
        repository,
        limit,
        left: allowance.files,
        files: Vec::new(),
        hunks: HunkCounts::default(),
        own: LineCounts::default(),
        rebase: LineCounts::default(),
        not_comparable: found.left_out,
    };
    let mut own_changes = Vec::new();
    for file in &found.files {
        if stop() {
            return Ok(None);
        }
        if let Some(change) = sum.compare(file) {
            own_changes.push((file, change));
        }
    }
    if !sum.count_hunks(pair, &own_changes, stop)? {
        return Ok(None);
    }
    allowance.files = sum.left;
    let commits = self::pair(&RoundCommits::read(
        repository,
        pair,
        &mut allowance.commits,
    )?);
    let Sum {
        files,
        hunks,
        own,
        rebase,
        not_comparable,
        ..
    } = sum;
    let kind = match (files.is_empty(), not_comparable.is_empty()) {
        (false, _) => RoundKind::Changed,
        (true, false) => RoundKind::NotComparable,
        (true, true) if pair.is_rebased() => RoundKind::RebasedOnly {
            onto: pair.new_base,
        },
        (true, true) => RoundKind::Nothing,
    };
    Ok(Some(RoundChange {
        kind,
        files,
        hunks,
        own,
        rebase,
        commits,
        not_comparable,
    }))
}

struct Sum<'r> {
    repository: &'r Repository,
    limit: u64,
    /// Bytes of texts that may still be read.
    left: usize,
    files: Vec<FileRound>,
    hunks: HunkCounts,
    own: LineCounts,
    rebase: LineCounts,
    not_comparable: Vec<String>,
}

impl Sum<'_> {
    /// Compares a file and adds it up. Returns the contractor's changes to it; `None` where there
    /// are none, or they have no lines.
    fn compare(&mut self, file: &RoundFile) -> Option<Vec<Change>> {
        if self.left == 0 {
            self.too_much();
            return None;
        }
        let compared = compare(self.repository, file, self.limit);
        self.left = self.left.saturating_sub(size(&compared.diff));
        self.rebase.add(compared.rebase.counts());
        if compared.is_unchanged() {
            return None;
        }
        self.own.add(compared.own);
        self.files.push(file_round(file, &compared));
        let text = compared.diff.as_text()?;
        Some(text.changes.clone())
    }

    fn too_much(&mut self) {
        let words = "too much to compare all files of both rounds";
        if self.not_comparable.iter().all(|known| known != words) {
            self.not_comparable.push(words.to_owned());
        }
    }

    /// Counts the hunks of the new round by whether a change of the contractor's is in them; false
    /// when `stop` said so.
    fn count_hunks(
        &mut self,
        pair: &RoundPair,
        own: &[(&RoundFile, Vec<Change>)],
        stop: &dyn Fn() -> bool,
    ) -> Result<bool> {
        let mut files = self.repository.changes(&pair.new_content())?.files;
        let budget = SimilarityBudget::default();
        if self
            .repository
            .find_renames(&mut files, budget, stop)
            .is_none()
        {
            return Ok(false);
        }
        let by_path = own
            .iter()
            .filter_map(|(file, changes)| Some((file.path()?, changes)));
        let mut by_path: HashMap<&RepoPath, &Vec<Change>> = by_path.collect();
        for change in &files {
            if stop() {
                return Ok(false);
            }
            let changes = by_path.remove(change.path());
            self.count_hunks_of(change, changes.map_or(&[], |changes| changes));
        }
        let gone: usize = by_path.into_values().map(Vec::len).sum();
        self.hunks.gone += u32::try_from(gone).unwrap_or(u32::MAX);
        Ok(true)
    }

    fn count_hunks_of(&mut self, change: &FileChange, own: &[Change]) {
        if self.left == 0 {
            self.too_much();
            return;
        }
        let path = change.path();
        let shown = self
            .repository
            .load(change, self.limit)
            .into_diff(|old, new| diff::text(path, old, new));
        let FileDiff::Text(text) = &shown else {
            return;
        };
        self.left = self.left.saturating_sub(size(&shown));
        let mut counted = vec![false; own.len()];
        // Both are in the order of the lines: the changes before a hunk are before the next one.
        let mut before = 0;
        for hunk in &text.hunks {
            let changes = text.changes_of(hunk);
            let Some((first, last)) = changes.first().zip(changes.last()) else {
                continue;
            };
            let rest = own.get(before..).unwrap_or_default();
            before += rest.partition_point(|change| change.new.end < first.new.start);
            let rest = own.get(before..).unwrap_or_default();
            let touching = rest.partition_point(|change| change.new.start <= last.new.end);
            counted[before..before + touching].fill(true);
            if touching > 0 {
                self.hunks.changed += 1;
            } else {
                self.hunks.unchanged += 1;
            }
        }
        let gone = counted.iter().filter(|counted| !**counted).count();
        self.hunks.gone += u32::try_from(gone).unwrap_or(u32::MAX);
    }
}

fn file_round(file: &RoundFile, compared: &FileComparison) -> FileRound {
    let counts = |(added, removed)| LineCounts { added, removed };
    let path = |entry: &FileEntry| entry.path.clone();
    let now = compared.change.new.as_ref().map(path);
    let was = compared.change.old.as_ref().map(path);
    FileRound {
        path: file.path().cloned().unwrap_or_default(),
        was: was.filter(|was| now.as_ref().is_some_and(|now| now != was)),
        own: counts(compared.own),
        rebase: counts(compared.rebase.counts()),
        left_out: compared.left_out,
        whole: match &compared.basis {
            Basis::Expected => None,
            Basis::Whole(why) => Some(why.clone()),
        },
        is_counted: compared.diff.as_text().is_some(),
    }
}
