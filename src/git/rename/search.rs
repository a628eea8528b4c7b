//! Reads files within a budget and finds those that share half of their content.

use std::sync::Arc;

use super::SimilarityBudget;
use super::choose::RenamePair;
use super::index::{COMPARED, PieceIndex, Scratch};
use super::names::{self, BaseNames};
use super::pieces::ContentPieces;
use crate::git::Repository;
use crate::git::store::{Fetched, ObjectKind};
use crate::model::change::{FileEntry, FileText};

/// Maximum number of pieces kept of one side: some 64 MB with their index.
const PIECES: usize = 4_000_000;

/// Allowance for pieces beyond a third of a content's bytes, because there are few different lines
/// of one or two bytes, including their ends.
const FEW_PIECES: u64 = 512;

/// The error when the search was stopped.
pub(super) struct Stopped;

/// One search.
pub(super) struct RenameSearch<'a> {
    repository: &'a Repository,
    stop: &'a dyn Fn() -> bool,
    /// The remaining budget.
    pub(super) budget: SimilarityBudget,
    /// Whether a limit left something out.
    pub(super) limited: bool,
}

/// A file to be compared.
#[derive(Clone, Copy)]
struct RenameCandidate {
    /// Its index in the given list.
    at: usize,
    /// Its size in bytes.
    size: u64,
}

impl<'a> RenameSearch<'a> {
    pub(super) fn new(
        repository: &'a Repository,
        budget: SimilarityBudget,
        stop: &'a dyn Fn() -> bool,
    ) -> Self {
        Self {
            repository,
            stop,
            budget,
            limited: false,
        }
    }

    /// Finds the pairs of similar files before and after. Compares only files with content of their
    /// own, and skips unreadable ones.
    pub(super) fn alike(
        &mut self,
        olds: &[&FileEntry],
        news: &[&FileEntry],
    ) -> Result<Vec<RenamePair>, Stopped> {
        let names = BaseNames::new(olds.iter().copied(), news.iter().copied());
        let (before, after) = (self.candidates(olds)?, self.candidates(news)?);
        let mut before = self.comparable(&before, &after);
        let mut after = self.comparable(&after, &before);
        // Probably renamed files come first, in case the budget does not suffice for all.
        before.sort_by_key(|one| !names.is_on_both(olds[one.at]));
        after.sort_by_key(|one| !names.is_on_both(news[one.at]));
        let bytes = |files: &[RenameCandidate]| files.iter().map(|one| one.size).sum::<u64>();
        let pairs = if bytes(&before) <= bytes(&after) {
            let of = |old, new, common| {
                RenamePair::weigh((old, olds[old]), (new, news[new]), common, &names)
            };
            self.compare((&before, olds), (&after, news), of)?
        } else {
            let of = |new, old, common| {
                RenamePair::weigh((old, olds[old]), (new, news[new]), common, &names)
            };
            self.compare((&after, news), (&before, olds), of)?
        };
        Ok(pairs)
    }

    /// Whether there is more to read than the budget allows, by sizes; `None` when so much has to
    /// be compared that only a search tells.
    pub(super) fn is_limited_by_size(
        &mut self,
        olds: &[&FileEntry],
        news: &[&FileEntry],
    ) -> Option<bool> {
        let (before, after) = (self.candidates(olds).ok()?, self.candidates(news).ok()?);
        let before = self.comparable(&before, &after);
        let after = self.comparable(&after, &before);
        let bytes = |files: &[RenameCandidate]| files.iter().map(|one| one.size).sum::<u64>();
        if self.limited || bytes(&before) + bytes(&after) > self.budget.bytes {
            return Some(true);
        }
        let (kept, others) = if bytes(&before) <= bytes(&after) {
            (&before, &after)
        } else {
            (&after, &before)
        };
        // Each piece of the others is looked up and counted for each kept content; in a comparison,
        // it is passed with the pieces of a content of at most double the size.
        let each = 1 + kept.len() + 3 * kept.len().min(COMPARED);
        let pieces = bytes(others) / 3 + others.len() as u64 * FEW_PIECES;
        let steps = pieces.saturating_mul(each as u64);
        (steps <= self.budget.steps).then_some(false)
    }

    /// Keeps the contents of one list and iterates over those of the other, so that memory depends
    /// on the smaller.
    fn compare(
        &mut self,
        (kept, kept_entries): (&[RenameCandidate], &[&FileEntry]),
        (others, other_entries): (&[RenameCandidate], &[&FileEntry]),
        pair: impl Fn(usize, usize, super::index::SharedPieces) -> Option<RenamePair>,
    ) -> Result<Vec<RenamePair>, Stopped> {
        let (mut numbers, mut contents, mut count) = (Vec::new(), Vec::new(), 0);
        for one in kept {
            if count > PIECES {
                self.limited = true;
                break;
            }
            if let Some(pieces) = self.read(kept_entries[one.at], one.size)? {
                count += pieces.parts().len();
                numbers.push(one.at);
                contents.push(pieces);
            }
        }
        let mut pairs = Vec::new();
        if contents.is_empty() {
            return Ok(pairs);
        }
        let index = PieceIndex::new(contents);
        let mut scratch: Scratch = index.scratch();
        for one in others {
            let entry = other_entries[one.at];
            let Some(pieces) = self.read(entry, one.size)? else {
                continue;
            };
            let path = |entry: &FileEntry| entry.path.as_bytes().to_vec();
            let prefer =
                |number: usize| names::likeness(&path(kept_entries[numbers[number]]), &path(entry));
            match index.search(&pieces, &prefer, &mut scratch, &mut self.budget.steps) {
                Some(found) => {
                    pairs.extend(
                        found
                            .into_iter()
                            .filter_map(|with| pair(numbers[with.with], one.at, with)),
                    );
                }
                None => self.limited = true,
            }
        }
        Ok(pairs)
    }

    /// Returns the files of a list that have a content of their own, with its size.
    fn candidates(&self, entries: &[&FileEntry]) -> Result<Vec<RenameCandidate>, Stopped> {
        let mut candidates = Vec::new();
        for (at, entry) in entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.is_plain())
        {
            self.go_on()?;
            let size = self
                .repository
                .store
                .size(entry.id)
                .ok()
                .flatten()
                .unwrap_or_default();
            if size > 0 {
                candidates.push(RenameCandidate { at, size });
            }
        }
        Ok(candidates)
    }

    /// Selects files of a list that are not too large, and for which the other list has a file of
    /// at least half and at most double the size.
    fn comparable(
        &mut self,
        candidates: &[RenameCandidate],
        others: &[RenameCandidate],
    ) -> Vec<RenameCandidate> {
        let mut sizes: Vec<u64> = others.iter().map(|other| other.size).collect();
        sizes.sort_unstable();
        let fits = |size: u64| {
            let least = sizes.partition_point(|other| other.saturating_mul(2) < size);
            sizes
                .get(least)
                .is_some_and(|other| *other <= size.saturating_mul(2))
        };
        let fitting = candidates.iter().copied().filter(|one| fits(one.size));
        let (small, large): (Vec<_>, Vec<_>) =
            fitting.partition(|one| one.size <= self.budget.file);
        self.limited |= !large.is_empty();
        small
    }

    /// Reads the pieces of a file; `None` when it cannot be read or the budget is spent.
    fn read(&mut self, entry: &FileEntry, size: u64) -> Result<Option<ContentPieces>, Stopped> {
        self.go_on()?;
        let Some(left) = self.budget.bytes.checked_sub(size) else {
            self.limited = true;
            return Ok(None);
        };
        self.budget.bytes = left;
        let lately = &self.repository.lately;
        let text =
            lately
                .take(entry.id)
                .or_else(|| match self.repository.store.read(entry.id, size) {
                    Ok(Fetched::Found(raw)) if raw.kind == ObjectKind::Blob => {
                        Some(Arc::new(FileText::new(raw.data)))
                    }
                    _ => None,
                });
        Ok(text.map(|text| {
            lately.searched(entry.id, &text);
            ContentPieces::of(text.bytes())
        }))
    }

    fn go_on(&self) -> Result<(), Stopped> {
        if (self.stop)() { Err(Stopped) } else { Ok(()) }
    }
}
