//! Finds the renames of either round and of the base, and looks up files at the four ends.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::git::{Repository, RoundEntries, SimilarityBudget};
use crate::model::change::{ChangeKind, FileChange, FileEntry};
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::text::RepoPath;

use super::RoundPair;

/// Indexes of the ends in [`RoundEntries::ends`].
pub(super) const OLD_BASE: usize = 0;
pub(super) const OLD_HEAD: usize = 1;
pub(super) const NEW_BASE: usize = 2;
pub(super) const NEW_HEAD: usize = 3;

/// Limits of the search for renamed files, of each round and of the base: half of those for an
/// increment, since three searches are made.
fn budget() -> SimilarityBudget {
    let whole = SimilarityBudget::default();
    SimilarityBudget {
        steps: whole.steps / 2,
        bytes: whole.bytes / 2,
        file: whole.file,
    }
}

/// The files of a range under other paths than before.
#[derive(Default)]
pub(super) struct Renames {
    /// By the path before: the file after.
    pub(super) to: HashMap<RepoPath, FileEntry>,
    /// By the path after: the file before.
    pub(super) from: HashMap<RepoPath, FileEntry>,
}

impl Renames {
    fn of(files: &[FileChange]) -> Self {
        let mut renames = Self::default();
        for file in files
            .iter()
            .filter(|file| file.kind() == ChangeKind::Renamed)
        {
            if let (Some(old), Some(new)) = (&file.old, &file.new) {
                renames.to.insert(old.path.clone(), new.clone());
                renames.from.insert(new.path.clone(), old.clone());
            }
        }
        renames
    }
}

/// The files at the four ends, and the renames between them.
pub(super) struct Ends<'r> {
    repository: &'r Repository,
    commits: [Option<ObjectId>; 4],
    listed: HashMap<RepoPath, [Option<FileEntry>; 4]>,
    pub(super) old: Renames,
    pub(super) new: Renames,
    /// Paths that the old round changed.
    touched: HashSet<RepoPath>,
    base: OnceCell<(Renames, bool)>,
    /// Whether a limit of a search left some renames out.
    limited: bool,
}

impl<'r> Ends<'r> {
    /// Searches for the renames of both rounds, unless every listed path is at all four ends.
    /// `None` when `stop` said so.
    pub(super) fn new(
        repository: &'r Repository,
        pair: &RoundPair,
        entries: &[RoundEntries],
        stop: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut ends = Self {
            repository,
            commits: [
                pair.old_base,
                Some(pair.old.head),
                pair.new_base,
                Some(pair.new.head),
            ],
            listed: HashMap::new(),
            old: Renames::default(),
            new: Renames::default(),
            touched: HashSet::new(),
            base: OnceCell::new(),
            limited: false,
        };
        let listed = entries
            .iter()
            .map(|entry| (entry.path.clone(), entry.ends.clone()));
        ends.listed = listed.collect();
        if ends
            .listed
            .values()
            .all(|ends| ends.iter().all(Option::is_some))
        {
            return Some(ends);
        }
        let old = ends.renamed(&pair.old_content(), |_| true, stop)?;
        let new = ends.renamed(&pair.new_content(), |_| true, stop)?;
        let before = old.iter().filter_map(|file| file.old.as_ref());
        ends.touched = before.map(|entry| entry.path.clone()).collect();
        ends.old = Renames::of(&old);
        ends.new = Renames::of(&new);
        Some(ends)
    }

    /// Lists a range's files, renamed ones paired; of the deleted ones only those that are
    /// `wanted` are looked for.
    fn renamed(
        &mut self,
        range: &CommitRange,
        wanted: impl Fn(&RepoPath) -> bool,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<FileChange>> {
        let (files, limited) = renamed(self.repository, range, wanted, stop)?;
        self.limited |= limited;
        Some(files)
    }

    /// Returns the file at an end, unless there is none or it cannot be read.
    pub(super) fn at(&self, end: usize, path: &RepoPath) -> Option<FileEntry> {
        match self.listed.get(path) {
            Some(ends) => ends[end].clone(),
            None => self
                .repository
                .entry(self.commits[end]?, path)
                .ok()
                .flatten(),
        }
    }

    /// Returns the file of the old base that one of the old round was.
    pub(super) fn origin(&self, then: &FileEntry) -> Option<FileEntry> {
        let moved = self.old.from.get(&then.path).cloned();
        moved.or_else(|| self.at(OLD_BASE, &then.path))
    }

    /// Returns the file of the old base that one of the new base was.
    pub(super) fn before_base(&self, now: &FileEntry) -> Option<FileEntry> {
        let same = self.at(OLD_BASE, &now.path);
        same.or_else(|| self.base().from.get(&now.path).cloned())
    }

    /// Returns the file of the new base that one of the old base became.
    pub(super) fn after_base(&self, then: &FileEntry) -> Option<FileEntry> {
        let same = self.at(NEW_BASE, &then.path);
        same.or_else(|| self.base().to.get(&then.path).cloned())
    }

    /// Whether a limit of a search left some renames out.
    pub(super) fn is_limited(&self) -> bool {
        self.limited || self.base.get().is_some_and(|(_, limited)| *limited)
    }

    /// Returns the renames of the base among the files that the old round changed, searched when
    /// first asked for.
    fn base(&self) -> &Renames {
        let found = self.base.get_or_init(|| {
            let Some(head) = self.commits[NEW_BASE] else {
                return Default::default();
            };
            let range = CommitRange {
                base: self.commits[OLD_BASE],
                head,
            };
            let wanted = |path: &RepoPath| self.touched.contains(path);
            let found = renamed(self.repository, &range, wanted, &|| false);
            let (files, limited) = found.unwrap_or_default();
            (Renames::of(&files), limited)
        });
        &found.0
    }
}

/// Lists a range's files, renamed ones paired, and tells whether a limit left some out. `None` when
/// `stop` said so; empty when the range cannot be read.
fn renamed(
    repository: &Repository,
    range: &CommitRange,
    wanted: impl Fn(&RepoPath) -> bool,
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<FileChange>, bool)> {
    let Ok(changes) = repository.changes(range) else {
        return Some((Vec::new(), true));
    };
    let mut files = changes.files;
    files.retain(|file| file.kind() != ChangeKind::Deleted || wanted(file.path()));
    let found = repository.find_renames(&mut files, budget(), stop)?;
    Some((files, found.limited || changes.cut.is_some()))
}
