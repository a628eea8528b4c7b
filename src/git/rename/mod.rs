//! Finds renamed and copied files, the ones that git finds.
//!
//! Those of equal content are paired while a range is listed, which costs nothing. Those with edits
//! need their contents read: that is for the background, within a budget, and can be stopped. The rules
//! are those of git's `diffcore-rename.c`. Knows nothing of trees.

mod exact;
mod matrix;
mod spans;

use std::collections::HashMap;

use crate::model::change::{ChangeKind, FileChange, FileEntry};

use super::Repository;
use super::blob::Content;
use exact::{may_be_one, remove_taken};
use matrix::{Index, Scored, pick};
use spans::{MAX_SCORE, MIN_NAMED_SCORE, Spans, score, sizes_fit};

pub(super) use exact::pair_identical;

/// Limits of one search by similarity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SimilarityBudget {
    /// When there are more pairs of a source and an added file than this, only files that keep a name of
    /// their own are compared.
    pub pairs: usize,
    /// Bytes that are read in all.
    pub bytes: u64,
    /// Files above this size, in bytes, are left out.
    pub file: u64,
}

impl Default for SimilarityBudget {
    /// 1,000 × 1,000 files, as git's `diff.renameLimit` has it; well under a second for what people write.
    fn default() -> Self {
        Self { pairs: 1_000_000, bytes: 128 << 20, file: 8 << 20 }
    }
}

/// What a search by similarity found.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Similar {
    /// The files that are renamed with edits.
    pub renamed: Vec<Alike>,
    /// Whether a limit left some out.
    pub limited: bool,
}

/// A file that was made of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alike {
    /// Which file, as an index into the list after the search.
    pub at: usize,
    /// How alike the two are, from 50 to 100.
    pub percent: u8,
}

/// The added files that are copies.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Copies {
    /// In the order of the files.
    pub copied: Vec<Copied>,
    /// Whether a limit left some out.
    pub limited: bool,
}

/// An added file that was made of one that is still there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Which file, as an index into the list.
    pub at: usize,
    /// What it was made of, before the range. For the differences to it, read a change from this to the
    /// file's new side.
    pub from: FileEntry,
    /// How alike the two are, from 50 to 100.
    pub percent: u8,
}

/// Git's own limit: it looks at a hundred equal files for each.
const MAX_EQUAL: usize = 100;

fn percent(score: u64) -> u8 {
    (score * 100 / MAX_SCORE).min(100) as u8
}

/// A file on one side that may be paired.
struct Candidate<'f> {
    /// Index into the list of files.
    at: usize,
    entry: &'f FileEntry,
    /// Number of its base name, equal for equal names.
    name: usize,
    /// In bytes; `None` when it was not asked for yet or is not to be compared.
    size: Option<u64>,
    paired: bool,
}

/// One search.
struct Search<'r> {
    repository: &'r Repository,
    budget: SimilarityBudget,
    stop: &'r dyn Fn() -> bool,
    limited: bool,
}

/// The search was told to stop.
struct Stopped;

impl Repository {
    /// As [`find_similar_until`](Self::find_similar_until), to the end.
    pub fn find_similar(&self, files: &mut Vec<FileChange>, budget: SimilarityBudget) {
        self.find_similar_until(files, budget, &|| false);
    }

    /// Pairs up renamed files, then gives copied ones what they were made of. The list stays sorted by path.
    /// `stop` is asked between files; when it says so, `None` comes back and the list is as it was.
    pub fn find_similar_until(
        &self,
        files: &mut Vec<FileChange>,
        budget: SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        let mut paired = files.clone();
        self.find_renames(&mut paired, budget, stop)?;
        for Copied { at, from, .. } in self.find_copies(&paired, budget, stop)?.copied {
            paired[at].old = Some(from);
            paired[at].copied = true;
        }
        *files = paired;
        Some(())
    }

    /// Makes one entry of each deleted and added file that share at least half of their content: first
    /// those that alone keep their base name, then the most alike, as `git diff -M` does. The list stays
    /// sorted by path; files that cannot be read are left as they are. `stop` is asked between files;
    /// when it says so, `None` comes back and the list is as it was.
    pub fn find_renames(
        &self,
        files: &mut Vec<FileChange>,
        budget: SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<Similar> {
        let mut search = Search { repository: self, budget, stop, limited: false };
        let mut names = HashMap::new();
        let mut sources = candidates(files, &mut names, |change| match change.kind() {
            ChangeKind::Deleted => change.old.as_ref(),
            _ => None,
        });
        let mut added = added(files, &mut names);
        let mut pairs = search.by_name(&mut sources, &mut added).ok()?;
        pairs.extend(search.by_content(&mut sources, &mut added, false).ok()?);
        let mut taken = vec![false; files.len()];
        let pairs: Vec<(usize, usize, u64)> = pairs
            .iter()
            .map(|pair| (sources[pair.source].at, added[pair.destination].at, pair.score))
            .collect();
        let mut scores = HashMap::new();
        for (from, to, score) in pairs {
            files[to].old = files[from].old.clone();
            taken[from] = true;
            scores.insert(to, score);
        }
        let mut renamed = Vec::with_capacity(scores.len());
        let kept = (0..files.len()).filter(|at| !taken[*at]);
        for (at, before) in kept.enumerate() {
            renamed.extend(scores.get(&before).map(|score| Alike { at, percent: percent(*score) }));
        }
        remove_taken(files, &taken);
        Some(Similar { renamed, limited: search.limited })
    }

    /// Which of the added files were made of a file that the range changes, as `git diff -C` finds them
    /// once the renames are found. Changes nothing: a copy's own history begins in the range. `stop` is
    /// asked between files; when it says so, `None` comes back.
    pub fn find_copies(
        &self,
        files: &[FileChange],
        budget: SimilarityBudget,
        stop: &dyn Fn() -> bool,
    ) -> Option<Copies> {
        let mut search = Search { repository: self, budget, stop, limited: false };
        let mut names = HashMap::new();
        let mut sources = candidates(files, &mut names, |change| change.old.as_ref());
        let mut added = added(files, &mut names);
        let mut pairs = equal(&sources, &mut added);
        pairs.extend(search.by_content(&mut sources, &mut added, true).ok()?);
        let mut copied: Vec<Copied> = pairs
            .iter()
            .map(|pair| Copied {
                at: added[pair.destination].at,
                from: sources[pair.source].entry.clone(),
                percent: percent(pair.score),
            })
            .collect();
        copied.sort_by_key(|copied| copied.at);
        Some(Copies { copied, limited: search.limited })
    }
}

fn candidates<'f>(
    files: &'f [FileChange],
    names: &mut HashMap<&'f [u8], usize>,
    side: impl Fn(&'f FileChange) -> Option<&'f FileEntry>,
) -> Vec<Candidate<'f>> {
    let entries = files.iter().enumerate().filter_map(|(at, change)| Some((at, side(change)?)));
    entries
        .map(|(at, entry)| {
            let next = names.len();
            let name = *names.entry(entry.path.base_name()).or_insert(next);
            Candidate { at, entry, name, size: None, paired: false }
        })
        .collect()
}

fn added<'f>(files: &'f [FileChange], names: &mut HashMap<&'f [u8], usize>) -> Vec<Candidate<'f>> {
    candidates(files, names, |change| match change.kind() {
        ChangeKind::Added => change.new.as_ref(),
        _ => None,
    })
}

/// Copies without edits: of the sources of that content the first with the same base name, or the first.
fn equal(sources: &[Candidate<'_>], added: &mut [Candidate<'_>]) -> Vec<Scored> {
    let mut by_id: HashMap<_, Vec<usize>> = HashMap::new();
    for (number, source) in sources.iter().enumerate() {
        by_id.entry(source.entry.id).or_default().push(number);
    }
    let mut pairs = Vec::new();
    for (destination, file) in added.iter_mut().enumerate() {
        let same = by_id.get(&file.entry.id).into_iter().flatten().copied().take(MAX_EQUAL);
        let mut same = same.filter(|source| may_be_one(sources[*source].entry, file.entry));
        let first = same.clone().next();
        let named = same.find(|source| sources[*source].name == file.name);
        if let Some(source) = named.or(first) {
            file.paired = true;
            pairs.push(Scored { score: MAX_SCORE, same_name: named.is_some(), source, destination });
        }
    }
    pairs
}

impl Search<'_> {
    /// Pairs files that are the only ones of their base name on both sides: git's `find_basename_matches`.
    fn by_name(
        &mut self,
        sources: &mut [Candidate<'_>],
        added: &mut [Candidate<'_>],
    ) -> Result<Vec<Scored>, Stopped> {
        let only = only_of_their_name(added);
        let mut pairs = Vec::new();
        for (name, source) in only_of_their_name(sources) {
            let Some(&destination) = only.get(&name) else { continue };
            if (self.stop)() {
                return Err(Stopped);
            }
            let (from, to) = (&mut sources[source], &mut added[destination]);
            let (Some(old), Some(new)) = (self.size(from), self.size(to)) else { continue };
            if !sizes_fit(old, new) {
                continue;
            }
            let shared = self.spans(from).shared(&self.spans(to));
            let score = score(shared, old, new);
            if score >= MIN_NAMED_SCORE {
                from.paired = true;
                to.paired = true;
                pairs.push(Scored { score, same_name: true, source, destination });
            }
        }
        Ok(pairs)
    }

    /// Pairs those that are left by how much they share. `again`: a source may be used more than once.
    fn by_content(
        &mut self,
        sources: &mut [Candidate<'_>],
        added: &mut [Candidate<'_>],
        again: bool,
    ) -> Result<Vec<Scored>, Stopped> {
        let free = |list: &[Candidate<'_>]| -> Vec<usize> {
            list.iter().enumerate().filter(|(_, one)| !one.paired).map(|(number, _)| number).collect()
        };
        let from = if again { (0..sources.len()).collect() } else { free(sources) };
        let to = free(added);
        if from.is_empty() || to.is_empty() {
            return Ok(Vec::new());
        }
        if from.len().saturating_mul(to.len()) > self.budget.pairs {
            self.limited = true;
            return Ok(Vec::new());
        }
        let old = self.sizes(sources, &from)?;
        let new = self.sizes(added, &to)?;
        let mut spans = Vec::with_capacity(from.len());
        for (number, size) in from.iter().zip(&old) {
            self.go_on()?;
            spans.push(if fits_any(*size, &new) { self.spans(&sources[*number]) } else { Spans::default() });
        }
        let (mut index, whole) = Index::new(old.clone(), &spans);
        self.limited |= !whole;
        drop(spans);
        let mut found = Vec::new();
        for (destination, size) in to.iter().zip(&new) {
            self.go_on()?;
            if !fits_any(*size, &old) {
                continue;
            }
            let file = &added[*destination];
            let spans = self.spans(file);
            let same_name = |source: usize| sources[from[source]].name == file.name;
            if !index.score(*destination, *size, &spans, same_name, &mut found) {
                self.limited = true;
                break;
            }
        }
        let picked = pick(found, again).into_iter();
        Ok(picked.map(|pair| Scored { source: from[pair.source], ..pair }).collect())
    }

    fn go_on(&self) -> Result<(), Stopped> {
        if (self.stop)() { Err(Stopped) } else { Ok(()) }
    }

    /// Sizes of those candidates; 0 for what is not compared.
    fn sizes(&mut self, list: &mut [Candidate<'_>], which: &[usize]) -> Result<Vec<u64>, Stopped> {
        let mut sizes = Vec::with_capacity(which.len());
        for number in which {
            self.go_on()?;
            sizes.push(self.size(&mut list[*number]).unwrap_or(0));
        }
        Ok(sizes)
    }

    /// The size of a plain file that is neither empty nor too large.
    fn size(&mut self, candidate: &mut Candidate<'_>) -> Option<u64> {
        if candidate.size.is_none() && candidate.entry.is_plain() {
            let size = self.repository.store.size(candidate.entry.id).ok().flatten()?;
            self.limited |= size > self.budget.file;
            candidate.size = Some(if size > self.budget.file { 0 } else { size });
        }
        candidate.size.filter(|size| *size > 0)
    }

    /// What a file is made of; nothing when it cannot be read or the budget is spent.
    fn spans(&mut self, candidate: &Candidate<'_>) -> Spans {
        let Some(size) = candidate.size.filter(|size| *size > 0) else { return Spans::default() };
        if size > self.budget.bytes {
            self.limited = true;
            return Spans::default();
        }
        self.budget.bytes -= size;
        match self.repository.read(candidate.entry.id, size) {
            Ok(Content::Bytes(bytes)) => Spans::of(&bytes),
            _ => Spans::default(),
        }
    }
}

/// The numbers of those that share their base name with no other, in their order.
fn only_of_their_name(list: &[Candidate<'_>]) -> std::collections::BTreeMap<usize, usize> {
    let mut times: HashMap<usize, u32> = HashMap::new();
    for candidate in list {
        *times.entry(candidate.name).or_default() += 1;
    }
    let only = list.iter().enumerate().filter(|(_, candidate)| times.get(&candidate.name) == Some(&1));
    only.map(|(number, candidate)| (candidate.name, number)).collect()
}

/// Whether one of these sizes is near enough for the two files to be one.
fn fits_any(size: u64, others: &[u64]) -> bool {
    size > 0 && others.iter().any(|other| *other > 0 && sizes_fit(size, *other))
}
