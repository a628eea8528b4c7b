//! Walks the trees of two rounds together: bases and heads, four trees at once.
//!
//! Ids alone decide which paths are listed, so that a folder that nobody touched, or that changed
//! in both rounds alike, is not read.

use std::cmp::Ordering;
use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::{MAX_DEPTH, WalkCost, folder_prefix};
use crate::git::Repository;
use crate::git::tree::TreeEntry;
use crate::model::change::FileEntry;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::text::RepoPath;

/// A path at the four ends of two rounds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundEntries {
    pub path: RepoPath,
    /// The entry at the old base, the old head, the new base and the new head, in this order.
    pub ends: [Option<FileEntry>; 4],
}

/// The paths whose content at the new head is not what the other three ends let expect by their
/// ids.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct RoundPaths {
    /// Sorted by path.
    pub entries: Vec<RoundEntries>,
    /// Why a limit ended the list early, in our own words.
    pub cut: Option<String>,
    /// How many more paths differ outside the folders under review.
    pub outside: usize,
    /// Folders that could not be read, in our own words.
    pub remarks: Vec<String>,
}

/// Returns what is expected at the new head, given the same thing at the old base, the old head and
/// the new base; `None` where only the content tells.
pub fn expected<T: PartialEq>(old_base: T, old_head: T, new_base: T) -> Option<T> {
    if old_base == new_base || old_head == new_base {
        Some(old_head)
    } else if old_head == old_base {
        Some(new_base)
    } else {
        None
    }
}

impl Repository {
    /// Lists the paths that may differ between two rounds beyond what their bases tell: those whose
    /// id and mode at the new head are not what [`expected`] gives. A base of `None` is the empty
    /// tree.
    ///
    /// # Errors
    /// When an end or its root folder cannot be read.
    pub fn round_paths(&self, old: &CommitRange, new: &CommitRange) -> Result<RoundPaths> {
        let root = |commit: ObjectId| self.tree_of(commit);
        let roots = [
            old.base.map(root).transpose()?,
            Some(root(old.head)?),
            new.base.map(root).transpose()?,
            Some(root(new.head)?),
        ];
        let mut walk = RoundWalk {
            repository: self,
            found: RoundPaths::default(),
            spent: WalkCost::default(),
            failed: None,
        };
        if is_expected(&roots) {
            return Ok(walk.found);
        }
        walk.folder(roots, b"", 0);
        let RoundWalk {
            mut found,
            spent,
            failed,
            ..
        } = walk;
        if let Some(error) = failed {
            return Err(error.context("reading the files of a commit"));
        }
        found.entries.sort_by(|a, b| a.path.cmp(&b.path));
        found.cut = spent.cut;
        found.remarks = spent.remarks;
        Ok(found)
    }
}

fn is_expected<T: PartialEq + Copy>([old_base, old_head, new_base, new_head]: &[T; 4]) -> bool {
    expected(*old_base, *old_head, *new_base) == Some(*new_head)
}

struct RoundWalk<'r> {
    repository: &'r Repository,
    found: RoundPaths,
    spent: WalkCost,
    /// Why a root folder cannot be read.
    failed: Option<anyhow::Error>,
}

impl RoundWalk<'_> {
    /// Lists a folder; false when a limit was met.
    fn folder(&mut self, folders: [Option<ObjectId>; 4], prefix: &[u8], depth: usize) -> bool {
        if is_expected(&folders) {
            return true;
        }
        if depth > MAX_DEPTH {
            self.spent
                .remark(format!("folders more than {MAX_DEPTH} deep are not listed"));
            return true;
        }
        let read = match self.read(folders) {
            Ok(read) => read,
            Err(error) if self.spent.cut.is_none() => {
                match depth {
                    0 => self.failed = Some(error),
                    _ => self.spent.remark(format!("{error:#}")),
                }
                return depth > 0;
            }
            Err(_) => return false,
        };
        let mut lists: [Vec<TreeEntry<'_>>; 4] = Default::default();
        for (at, data) in read.iter().enumerate() {
            let (Some(data), Some(id)) = (data, folders[at]) else {
                continue;
            };
            match self.repository.parse_tree(id, data) {
                Ok(entries) => lists[at] = entries,
                Err(error) => {
                    self.spent.remark(format!("{error:#}"));
                    return true;
                }
            }
        }
        let mut places = [0; 4];
        while let Some(row) = next_row(&lists, &mut places) {
            if !self.spent.entry() || !self.row(row, prefix, depth) {
                return false;
            }
        }
        true
    }

    /// Reads the folders, each id once.
    fn read(&mut self, folders: [Option<ObjectId>; 4]) -> Result<[Option<Arc<Vec<u8>>>; 4]> {
        let mut read: [Option<Arc<Vec<u8>>>; 4] = Default::default();
        for at in 0..4 {
            let Some(id) = folders[at] else { continue };
            let known = (0..at).find(|before| folders[*before] == Some(id));
            read[at] = match known {
                Some(known) => read[known].clone(),
                None => Some(
                    self.repository
                        .read_tree(id, &mut self.spent)
                        .context("a folder of one round cannot be compared")?,
                ),
            };
        }
        Ok(read)
    }

    /// Takes the entries with one name, all folders or all files; false when a limit was met.
    fn row(&mut self, row: [Option<TreeEntry<'_>>; 4], prefix: &[u8], depth: usize) -> bool {
        let Some(named) = row.iter().flatten().next() else {
            return true;
        };
        if named.is_folder() {
            let inside = folder_prefix(prefix, named.name);
            return self.folder(row.map(|end| end.map(|end| end.id)), &inside, depth + 1);
        }
        if is_expected(&row.map(|end| end.map(|end| (end.id, end.mode)))) {
            return true;
        }
        if !self.repository.is_looked_at(prefix, named.name) {
            self.found.outside += 1;
            return true;
        }
        if !self.spent.path(prefix, named.name) {
            return false;
        }
        let ends = row.map(|end| end.map(|end| end.to_file(prefix)));
        let path = named.to_file(prefix).path;
        self.found.entries.push(RoundEntries { path, ends });
        true
    }
}

/// Returns the next entries of one name from lists that are in git's order, and moves their places
/// on.
fn next_row<'t>(
    lists: &[Vec<TreeEntry<'t>>; 4],
    places: &mut [usize; 4],
) -> Option<[Option<TreeEntry<'t>>; 4]> {
    let heads: [Option<TreeEntry<'t>>; 4] =
        std::array::from_fn(|at| lists[at].get(places[at]).copied());
    let first = heads.iter().flatten().min_by(|a, b| a.order(b)).copied()?;
    let mut row = [None; 4];
    for at in 0..4 {
        if let Some(head) = heads[at].filter(|head| head.order(&first) == Ordering::Equal) {
            row[at] = Some(head);
            places[at] += 1;
        }
    }
    Some(row)
}
