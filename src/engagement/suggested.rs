//! Reads a whole increment for suggestions: its messages, then the hunks of its total diff, newest
//! commit first.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::Result;

use super::allowance::{Allowance, SuggestionBudget};
use super::files::{UNASKED, diff_of, kind_of};
use crate::diff;
use crate::git::Repository;
use crate::model::change::FileChange;
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange, Increment};
use crate::model::kind::FileKind;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::trace::suggest::{HunkIndex, HunkText, Owners, Queries, Suggestions};
use crate::trace::{CriterionIds, IncrementTrace, is_spec};

/// Maximum number of files read for an index, newest first.
const MAX_FILES: usize = 30_000;

/// Suggests links between increments and the criteria of some specs.
pub struct Suggesting {
    specs: Vec<Spec>,
    queries: Arc<Queries>,
}

impl Suggesting {
    /// Prepares the criteria of those specs.
    pub fn new(specs: &[Spec]) -> Self {
        Self {
            specs: specs.to_vec(),
            queries: Arc::new(Queries::new(specs)),
        }
    }

    /// Suggests links for a whole increment. `stop` is called between files; when it says so, the
    /// result is `None`. `told` receives how many files of how many were read.
    ///
    /// # Errors
    /// When the range cannot be read.
    pub fn suggest(
        &self,
        repository: &Repository,
        increment: &Increment,
        traced: &IncrementTrace,
        stop: &dyn Fn() -> bool,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<Option<Suggestions>> {
        self.suggest_within(
            repository,
            increment,
            traced,
            &mut Allowance::default(),
            (stop, told),
        )
    }

    /// Suggests links within the remaining budget, and charges the cost.
    ///
    /// # Errors
    /// When the range cannot be read.
    pub fn suggest_within(
        &self,
        repository: &Repository,
        increment: &Increment,
        traced: &IncrementTrace,
        allowance: &mut Allowance,
        told: (&dyn Fn() -> bool, &mut dyn FnMut(usize, usize)),
    ) -> Result<Option<Suggestions>> {
        let criteria = self.queries.criterion_count().max(1);
        let most = allowance.suggestions.ranked / criteria;
        let index = index(
            repository,
            increment,
            (&self.specs, most),
            traced,
            allowance,
            told,
        )?;
        let ranked = index.as_ref().map_or(0, HunkIndex::hunk_count) * criteria;
        allowance.suggestions.ranked = allowance.suggestions.ranked.saturating_sub(ranked);
        Ok(index.map(|index| Suggestions::new(Arc::new(index), self.queries.clone())))
    }
}

/// Indexes an increment's changes for comparison with criteria. Leaves out specs, because they look
/// like their criteria, and everything that nobody here wrote.
fn index(
    repository: &Repository,
    increment: &Increment,
    (specs, most): (&[Spec], usize),
    traced: &IncrementTrace,
    allowance: &mut Allowance,
    (stop, told): (&dyn Fn() -> bool, &mut dyn FnMut(usize, usize)),
) -> Result<Option<HunkIndex>> {
    let mut index = HunkIndex::default();
    let ids = CriterionIds::new(specs);
    let own: Vec<&Commit> = traced
        .commits
        .iter()
        .filter(|commit| !traced.others.contains(&commit.id))
        .collect();
    let numbers: HashMap<_, _> = own.iter().map(|commit| commit.id).zip(0..).collect();
    for commit in own {
        index.add_commit(commit.id, &ids.stripped(&commit.message));
    }
    let mut owners = Owners::default();
    let mut newest: HashMap<&RepoPath, usize> = HashMap::new();
    for (rank, (commit, paths)) in traced.touched.iter().enumerate() {
        let Some(number) = numbers.get(commit) else {
            continue;
        };
        for path in paths {
            owners.touched(path, *number);
            newest.entry(path).or_insert(rank);
        }
    }
    if !own_lines(
        repository,
        (traced, &numbers),
        &mut owners,
        &mut allowance.suggestions,
        stop,
    ) {
        return Ok(None);
    }
    let mut changes = repository.changes(&increment.range)?;
    // Reuse the pairs of renames that reading the increment found.
    changes.files = traced
        .files
        .iter()
        .map(|file| file.change.clone())
        .collect();
    let mut kinds = repository.kinds(&changes);
    let others: HashSet<&RepoPath> = traced
        .files
        .iter()
        .filter(|file| file.is_others)
        .map(|file| &file.path)
        .collect();
    let is_work = |path: &RepoPath| !is_spec(path, specs) && !others.contains(path);
    let mut files: Vec<&FileChange> = changes
        .files
        .iter()
        .filter(|change| is_work(change.path()))
        .collect();
    files.sort_by_key(|change| newest.get(change.path()).copied().unwrap_or(usize::MAX));
    let bytes = &mut allowance.suggestions.bytes;
    for (number, change) in files.iter().enumerate() {
        if stop() {
            return Ok(None);
        }
        told(number, files.len());
        let kind = kinds.of(change);
        if !is_written(kind.kind)
            || *bytes == 0
            || number >= MAX_FILES
            || index.hunk_count() >= most
        {
            continue;
        }
        let found = diff_of(repository, change, UNASKED);
        let Some(text) = found
            .as_text()
            .filter(|_| is_written(kind_of(kind, change, &found).kind))
        else {
            continue;
        };
        *bytes = bytes.saturating_sub(text.old.bytes().len() + text.new.bytes().len());
        for (hunk, lines) in text.hunks.iter().enumerate() {
            let heading = diff::heading(&text.new, lines.new.start).map(|line| text.new.line(line));
            index.add(HunkText {
                path: change.path(),
                diff: text,
                hunk,
                heading: heading.unwrap_or_default(),
                commits: &owners.of_hunk(change.path(), text, lines),
            });
        }
    }
    told(files.len(), files.len());
    Ok(Some(index))
}

fn is_written(kind: FileKind) -> bool {
    !matches!(kind, FileKind::Generated | FileKind::Vendored)
}

/// Reads, commit by commit, the files that several commits touched. False when it was stopped.
fn own_lines(
    repository: &Repository,
    (traced, numbers): (&IncrementTrace, &HashMap<ObjectId, u32>),
    owners: &mut Owners,
    allowed: &mut SuggestionBudget,
    stop: &dyn Fn() -> bool,
) -> bool {
    let mut before = repository.folder_bytes_read();
    let own = |commit: &&Commit| commit.parents.len() < 2 && numbers.contains_key(&commit.id);
    for commit in traced.commits.iter().filter(own) {
        let shared = |path: &RepoPath| owners.of_file(path).len() > 1;
        let paths = traced
            .touched
            .iter()
            .find(|(id, _)| *id == commit.id)
            .map(|(_, paths)| paths);
        if !paths.is_some_and(|paths| paths.iter().any(shared)) {
            continue;
        }
        let now = repository.folder_bytes_read();
        allowed.folders = allowed.folders.saturating_sub(now - before);
        before = now;
        if allowed.owned == 0 || allowed.folders == 0 {
            break;
        }
        let range = CommitRange {
            base: commit.parents.first().copied(),
            head: commit.id,
        };
        let Ok(changes) = repository.changes(&range) else {
            continue;
        };
        for change in &changes.files {
            if stop() {
                return false;
            }
            if owners.of_file(change.path()).len() < 2 || allowed.owned == 0 {
                continue;
            }
            let found = diff_of(repository, change, UNASKED);
            let Some(text) = found.as_text() else {
                continue;
            };
            allowed.owned = allowed
                .owned
                .saturating_sub(text.old.bytes().len() + text.new.bytes().len());
            owners.changed(change.path(), numbers[&commit.id], text);
        }
    }
    true
}
