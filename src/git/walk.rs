//! Compares and lists trees: the files that differ between two commits, and those of one.
//!
//! Folders with equal ids are not read, so the cost depends on the changes and not on the size of
//! the tree. Everything is charged to budgets, because ten small trees can nest into ten thousand
//! million files. Knows nothing of what is in the files.

mod compare;
mod rounds;
mod spent;

use std::sync::Arc;

use anyhow::{Context as _, Result, bail, ensure};

use crate::model::change::{FileChange, FileEntry};
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::text::RepoPath;

use super::Repository;
use super::rename::pair_identical;
use super::store::{Fetched, ObjectKind};
use super::tree::{self, TreeEntry, join};

pub use rounds::{RoundEntries, RoundPaths, expected};

use compare::TreeDiff;
use spent::WalkCost;

/// Budget in bytes for all folders of one walk; the whole Linux kernel has 4 MB of them.
const MAX_TREE_BYTES: u64 = 96 << 20;
/// Maximum size of one folder in bytes: some 300,000 files.
const MAX_FOLDER_BYTES: u64 = 16 << 20;
/// Maximum depth. Real trees stay far below; every level costs stack.
const MAX_DEPTH: usize = 128;

/// Folders in which no spec is searched for: other people's code and build output.
pub const PRUNED: [&[u8]; 7] = [
    b"node_modules",
    b"vendor",
    b"third_party",
    b"target",
    b"dist",
    b"build",
    b".venv",
];

/// The files that differ between the two ends of a range.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Changes {
    /// Sorted by [`FileChange::path`]. Renamed files with equal content are one entry already.
    pub files: Vec<FileChange>,
    /// Why a limit ended the list early, in our own words.
    pub cut: Option<String>,
    /// How many more files differ outside the folders under review.
    pub outside: usize,
    /// Whether there may be more files, since only a part was requested.
    pub partial: bool,
    /// The `.gitattributes` at the head, of all folders that may contain a changed file.
    pub attributes: Vec<FileEntry>,
    /// Other oddities: folders that could not be read, names that git would refuse.
    pub remarks: Vec<String>,
}

/// Number of files listed first where the reviewer has no place yet: more than a screen has room
/// for.
const FIRST: usize = 64;

/// Which of the files are listed.
#[derive(Clone, Copy)]
enum ListedFiles<'p> {
    All,
    /// The first so many.
    First(usize),
    /// Those in the folder of this path.
    Beside(&'p [u8]),
}

impl ListedFiles<'_> {
    /// Whether a folder is searched; its path ends with `/`.
    fn reaches(self, folder: &[u8]) -> bool {
        match self {
            Self::All | Self::First(_) => true,
            Self::Beside(path) => path.starts_with(folder),
        }
    }

    /// Whether the files of a folder are listed.
    fn takes(self, folder: &[u8]) -> bool {
        match self {
            Self::All | Self::First(_) => true,
            Self::Beside(path) => path
                .strip_prefix(folder)
                .is_some_and(|name| !name.contains(&b'/')),
        }
    }

    /// Whether so many files are enough.
    fn is_met(self, files: usize) -> bool {
        matches!(self, Self::First(wanted) if files >= wanted)
    }
}

impl Repository {
    /// Lists the files that differ between the two ends of a range; a base of `None` is the empty
    /// tree. An error when an end or its root folder cannot be read.
    pub fn changes(&self, range: &CommitRange) -> Result<Changes> {
        self.changes_of(range, ListedFiles::All)
    }

    /// Lists those of the files that can be shown before all are listed: the ones in the folder of
    /// a path, or the first. The cost does not grow with the range. Files are not paired as
    /// renames.
    pub fn changes_near(&self, range: &CommitRange, path: Option<&RepoPath>) -> Result<Changes> {
        self.changes_of(
            range,
            path.map_or(ListedFiles::First(FIRST), |path| {
                ListedFiles::Beside(path.as_bytes())
            }),
        )
    }

    fn changes_of(&self, range: &CommitRange, extent: ListedFiles<'_>) -> Result<Changes> {
        let old = range.base.map(|base| self.tree_of(base)).transpose()?;
        let new = self.tree_of(range.head)?;
        let mut spent = WalkCost::default();
        for root in old.iter().chain([&new]) {
            match self.read_tree(*root, &mut spent) {
                Ok(_) => {}
                // A limit is reported in the list, which is empty.
                Err(_) if spent.cut.is_some() => {
                    return Ok(Changes {
                        cut: spent.cut,
                        ..Changes::default()
                    });
                }
                Err(error) => return Err(error.context("reading the files of a commit")),
            }
        }
        let mut comparison = TreeDiff {
            repository: self,
            extent,
            partial: matches!(extent, ListedFiles::Beside(_)),
            files: Vec::new(),
            outside: 0,
            attributes: Vec::new(),
            spent: WalkCost::default(),
        };
        comparison.compare(old, Some(new), b"", 0);
        let TreeDiff {
            mut files,
            outside,
            attributes,
            spent,
            partial,
            ..
        } = comparison;
        files.sort_by(|a, b| a.path().cmp(b.path()));
        if !partial {
            pair_identical(&mut files);
        }
        Ok(Changes {
            files,
            cut: spent.cut,
            outside,
            partial,
            attributes,
            remarks: spent.remarks,
        })
    }

    /// Returns the entry at a path in a commit, unless it is a folder.
    pub fn entry(&self, commit: ObjectId, path: &RepoPath) -> Result<Option<FileEntry>> {
        let mut tree = self.tree_of(commit)?;
        let mut spent = WalkCost::default();
        let mut parts = path.as_bytes().split(|&byte| byte == b'/').peekable();
        let mut depth = 0;
        while let Some(part) = parts.next() {
            let data = self.read_tree(tree, &mut spent)?;
            let entries = self.parse_tree(tree, &data)?;
            let last = parts.peek().is_none();
            let found = entries
                .iter()
                .find(|entry| entry.name == part && entry.is_folder() != last);
            match found {
                Some(entry) if last => {
                    return Ok(Some(FileEntry {
                        path: path.clone(),
                        id: entry.id,
                        mode: entry.mode,
                    }));
                }
                Some(entry) if depth < MAX_DEPTH => tree = entry.id,
                _ => return Ok(None),
            }
            depth += 1;
        }
        Ok(None)
    }

    /// Lists the `wanted` files of a commit, sorted as git sorts; `wanted` is called with the path
    /// and its depth in folders. Skips folders of dependencies and of build output (`node_modules`,
    /// `target` …). Ends early, without an error, at the limits of [`changes`](Self::changes).
    pub fn files(
        &self,
        commit: ObjectId,
        wanted: &mut dyn FnMut(&RepoPath, u64) -> bool,
    ) -> Result<Vec<FileEntry>> {
        let root = self.tree_of(commit)?;
        let mut spent = WalkCost::default();
        if let Err(error) = self.read_tree(root, &mut spent)
            && spent.cut.is_none()
        {
            return Err(error.context("reading the files of a commit"));
        }
        let mut files = Vec::new();
        self.list(root, b"", 0, &mut WalkCost::default(), wanted, &mut files);
        Ok(files)
    }

    fn list(
        &self,
        tree: ObjectId,
        prefix: &[u8],
        depth: usize,
        spent: &mut WalkCost,
        wanted: &mut dyn FnMut(&RepoPath, u64) -> bool,
        files: &mut Vec<FileEntry>,
    ) -> bool {
        // A folder that cannot be read hides only its own files.
        let Ok(data) = self.read_tree(tree, spent) else {
            return spent.cut.is_none();
        };
        let Ok(entries) = self.parse_tree(tree, &data) else {
            return true;
        };
        for entry in entries {
            if !spent.entry() {
                return false;
            }
            if entry.is_folder() {
                let inside = folder_prefix(prefix, entry.name);
                let pruned = PRUNED.contains(&entry.name) || depth >= MAX_DEPTH;
                if !pruned && !self.list(entry.id, &inside, depth + 1, spent, wanted, files) {
                    return false;
                }
            } else {
                let file = entry.to_file(prefix);
                if wanted(&file.path, depth as u64) {
                    if !spent.path(prefix, entry.name) {
                        return false;
                    }
                    files.push(file);
                }
            }
        }
        true
    }

    /// Whether a commit has a file or folder at a path.
    pub fn has_path(&self, commit: ObjectId, path: &RepoPath) -> bool {
        let Ok(mut tree) = self.tree_of(commit) else {
            return false;
        };
        let mut parts = path
            .as_bytes()
            .split(|&byte| byte == b'/')
            .take(MAX_DEPTH)
            .peekable();
        while let Some(part) = parts.next() {
            let Ok(data) = self.read_tree(tree, &mut WalkCost::default()) else {
                return false;
            };
            let Ok(entries) = self.parse_tree(tree, &data) else {
                return false;
            };
            let Some(found) = entries.iter().find(|entry| entry.name == part) else {
                return false;
            };
            if parts.peek().is_some() && !found.is_folder() {
                return false;
            }
            tree = found.id;
        }
        true
    }

    /// Whether a file is under review: in one of the folders, or one of the files; `folder` ends
    /// with `/`.
    fn is_looked_at(&self, folder: &[u8], name: &[u8]) -> bool {
        let within = &self.location.within;
        within.is_empty() || {
            let path = join(folder, name);
            within.iter().any(|limit| {
                let rest = path.strip_prefix(limit.as_bytes());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
            })
        }
    }

    fn read_tree(&self, id: ObjectId, spent: &mut WalkCost) -> Result<Arc<Vec<u8>>> {
        ensure!(spent.folder(), "too many folders");
        let most = MAX_FOLDER_BYTES.min(MAX_TREE_BYTES - spent.bytes);
        if let Some(kept) = self.trees.get(id).filter(|kept| kept.len() as u64 <= most) {
            spent.bytes += kept.len() as u64;
            return Ok(kept);
        }
        match self.store.read(id, most)? {
            Fetched::Found(raw) if raw.kind == ObjectKind::Tree => {
                spent.bytes += raw.data.len() as u64;
                Ok(self.trees.put(id, raw.data))
            }
            Fetched::Found(raw) => bail!(
                "{id} is a {}, not a folder; `git fsck` says more",
                raw.kind.name()
            ),
            Fetched::TooLarge(_) => {
                let reason = "its folders are too large to list; the rest is left out".to_owned();
                spent.cut.get_or_insert(reason.clone());
                bail!(reason)
            }
            Fetched::Missing => bail!("folder {} is {}", id.short(12), self.missing()),
        }
    }

    /// Returns the number of bytes of folders read so far, without cached ones: the cost of walks.
    pub fn folder_bytes_read(&self) -> u64 {
        self.trees.read()
    }

    fn parse_tree<'d>(&self, id: ObjectId, data: &'d [u8]) -> Result<Vec<TreeEntry<'d>>> {
        tree::parse(data, self.store.id_len())
            .with_context(|| format!("folder {} is damaged; `git fsck` says more", id.short(12)))
    }
}

fn folder_prefix(prefix: &[u8], name: &[u8]) -> Vec<u8> {
    let mut path = join(prefix, name);
    path.push(b'/');
    path
}
