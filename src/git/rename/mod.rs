//! Finds renamed and copied files.
//!
//! Files with equal contents are paired while a range is listed, which costs nothing
//! ([`pair_identical`]). Edited ones need their contents read: that is for the background, within a
//! budget, and can be stopped.
//!
//! The design is the project's own. It rests on published measures of likeness: a content is a
//! multiset of digests of its lines ([`pieces`]); the likeness of two contents is the size of their
//! common pieces relative to the larger; candidates that could share half are found by their rarest
//! lines, as in joins of similar sets ([`index`]); of the pairs the best are taken first, and an
//! unchanged name counts for some of the content ([`choose`]).
//!
//! Git's results are a measure, not a rule. On the last 50 tag ranges of git's own repository 2,906
//! of the 2,917 pairs of `git diff -M` (529 of them with edits) and 2,929 of the 2,940 of `git diff
//! -C` come out. The others are files that are all alike, where those with like names are paired
//! here, and one copy at the very threshold (`cargo bench --bench rename_eval`). Knows nothing of
//! trees.

mod choose;
mod index;
mod names;
mod pieces;
mod same;
mod search;

use super::Repository;
use crate::model::change::{ChangeKind, FileChange, FileEntry};

use choose::RenamePair;
use same::Originals;
use search::RenameSearch;

pub(super) use same::pair_identical;

/// Limits of one search by similarity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SimilarityBudget {
    /// Comparison steps: a line looked up, or passed while two files are compared.
    pub steps: u64,
    /// Total number of bytes read.
    pub bytes: u64,
    /// Maximum size of a file in bytes; larger ones are left out.
    pub file: u64,
}

impl Default for SimilarityBudget {
    /// At most about two seconds each of reading and of comparing; well under one for what people
    /// write.
    fn default() -> Self {
        Self {
            steps: 400_000_000,
            bytes: 128 << 20,
            file: 8 << 20,
        }
    }
}

/// The result of a search by similarity.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Similar {
    /// Files that were renamed with edits, in the order of the files.
    pub renamed: Vec<RenamedFile>,
    /// Whether a limit left some out.
    pub limited: bool,
}

/// A file that was made from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RenamedFile {
    /// The file's index in the list after the search.
    pub at: usize,
    /// The likeness of the two, from 50 to 99.
    pub percent: u8,
}

/// The added files that are copies.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Copies {
    /// The copies, in the order of the files.
    pub copied: Vec<CopiedFile>,
    /// Whether a limit left some out.
    pub limited: bool,
}

/// An added file that was made from one that still exists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CopiedFile {
    /// The file's index in the list.
    pub at: usize,
    /// The original, before the range. For the differences to it, read a change from this to the
    /// file's new side.
    pub from: FileEntry,
    /// The likeness of the two, from 50 to 100.
    pub percent: u8,
}

impl Repository {
    /// Searches like [`find_similar_until`](Self::find_similar_until), without stopping.
    pub fn find_similar(&self, files: &mut Vec<FileChange>, budget: SimilarityBudget) -> bool {
        self.find_similar_until(files, budget, &|| false)
            .unwrap_or_default()
    }

    /// Pairs renamed files, then sets the originals of copied ones. The list stays sorted by path.
    /// Tells whether a limit left some out. `stop` is called between files; when it says so, the
    /// result is `None` and the list stays as it was.
    pub fn find_similar_until(
        &self,
        files: &mut Vec<FileChange>,
        budget: SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<bool> {
        self.find_similar_within(files, (&mut { budget }, &mut { budget }), stop)
    }

    /// Searches like [`find_similar_until`](Self::find_similar_until), with separate budgets for
    /// renames and copies, and charges the cost.
    pub fn find_similar_within(
        &self,
        files: &mut Vec<FileChange>,
        (for_renames, for_copies): (&mut SimilarityBudget, &mut SimilarityBudget),
        stop: &dyn Fn() -> bool,
    ) -> Option<bool> {
        if !files.iter().any(|file| file.kind() == ChangeKind::Added) {
            return Some(false);
        }
        self.lately.clear();
        let mut paired = files.clone();
        let renames = self.renames(&mut paired, for_renames, stop)?;
        let copies = self.copies(&paired, for_copies, stop)?;
        for copy in copies.copied {
            paired[copy.at].old = Some(copy.from);
            paired[copy.at].copied = true;
        }
        *files = paired;
        Some(renames.limited || copies.limited)
    }

    /// Whether a limit of [`find_similar`](Self::find_similar) leaves some renamed or copied files
    /// out. Mostly decided by sizes; searches only where much has to be compared.
    pub fn is_search_limited(&self, files: &[FileChange], budget: SimilarityBudget) -> bool {
        let (_, news) = of_kind(files, ChangeKind::Added, |file| file.new.as_ref());
        if news.is_empty() {
            return false;
        }
        let all: Vec<&FileEntry> = files.iter().filter_map(|file| file.old.as_ref()).collect();
        let (_, deleted) = of_kind(files, ChangeKind::Deleted, |file| file.old.as_ref());
        let by_size = |olds: &[&FileEntry]| {
            RenameSearch::new(self, budget, &|| false).is_limited_by_size(olds, &news)
        };
        match (by_size(&deleted), by_size(&all)) {
            (Some(true), _) | (_, Some(true)) => true,
            (Some(false), Some(false)) => false,
            _ => self.find_similar(&mut files.to_vec(), budget),
        }
    }

    /// Joins each deleted and added file that share at least half of the larger one's content, most
    /// alike first. The list stays sorted by path; unreadable files are left as they are. `stop` is
    /// called between files; when it says so, the result is `None` and the list stays as it was.
    pub fn find_renames(
        &self,
        files: &mut Vec<FileChange>,
        budget: SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<Similar> {
        self.renames(files, &mut { budget }, stop)
    }

    fn renames(
        &self,
        files: &mut Vec<FileChange>,
        budget: &mut SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<Similar> {
        let (deleted, olds) = of_kind(files, ChangeKind::Deleted, |file| file.old.as_ref());
        let (added, news) = of_kind(files, ChangeKind::Added, |file| file.new.as_ref());
        if olds.is_empty() || news.is_empty() {
            return Some(Similar::default());
        }
        let mut search = RenameSearch::new(self, *budget, stop);
        let found = search.alike(&olds, &news);
        *budget = search.budget;
        let limited = search.limited;
        let mut taken = choose::each_once(found.ok()?);
        taken.sort_by_key(|pair| pair.new);
        let pairs: Vec<(usize, usize)> = taken
            .iter()
            .map(|pair| (deleted[pair.old], added[pair.new]))
            .collect();
        let mut gone: Vec<usize> = pairs.iter().map(|(old, _)| *old).collect();
        gone.sort_unstable();
        same::join(files, &pairs);
        let alike = |(pair, &(_, new)): (&RenamePair, &(usize, usize))| RenamedFile {
            at: new - gone.partition_point(|old| *old < new),
            percent: pair.percent,
        };
        Some(Similar {
            renamed: taken.iter().zip(&pairs).map(alike).collect(),
            limited,
        })
    }

    /// Finds added files that were made from a file that the range changes, moves or deletes, once
    /// the renames are found. Changes nothing: a copy's own history begins in the range. `stop` is
    /// called between files; when it says so, the result is `None`.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn find_copies(
        &self,
        files: &[FileChange],
        budget: SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<Copies> {
        self.copies(files, &mut { budget }, stop)
    }

    fn copies(
        &self,
        files: &[FileChange],
        budget: &mut SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<Copies> {
        let olds: Vec<&FileEntry> = files.iter().filter_map(|file| file.old.as_ref()).collect();
        let (added, _) = of_kind(files, ChangeKind::Added, |file| file.new.as_ref());
        let originals = Originals::new(&olds);
        let mut copied = Vec::new();
        let (mut rest, mut news) = (Vec::new(), Vec::new());
        for at in added {
            let Some(entry) = &files[at].new else {
                continue;
            };
            if let Some(from) = originals.of(entry) {
                copied.push(CopiedFile {
                    at,
                    from: from.clone(),
                    percent: 100,
                });
            } else {
                rest.push(at);
                news.push(entry);
            }
        }
        let mut search = RenameSearch::new(self, *budget, stop);
        if !news.is_empty() && !olds.is_empty() {
            let found = search.alike(&olds, &news);
            *budget = search.budget;
            let taken = choose::best_of_each(found.ok()?);
            copied.extend(taken.iter().map(|pair| CopiedFile {
                at: rest[pair.new],
                from: olds[pair.old].clone(),
                percent: pair.percent,
            }));
        }
        copied.sort_by_key(|copy| copy.at);
        Some(Copies {
            copied,
            limited: search.limited,
        })
    }
}

/// Selects the files of a kind: their indexes, and one side.
fn of_kind(
    files: &[FileChange],
    kind: ChangeKind,
    side: impl Fn(&FileChange) -> Option<&FileEntry>,
) -> (Vec<usize>, Vec<&FileEntry>) {
    let found = files
        .iter()
        .enumerate()
        .filter(|(_, file)| file.kind() == kind);
    found
        .filter_map(|(at, file)| Some((at, side(file)?)))
        .unzip()
}
