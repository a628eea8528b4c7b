//! Builds the tree's rows: one pass over the files of each kind, in the order of their paths.

use crate::app::screens::review::tree::{FileMark, FileSums, FileTree, TreeBranch};
use crate::app::screens::review::{File, Review};
use crate::model::index::FileIndex;
use crate::model::kind::FileKind;

/// A row of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TreeRow {
    /// A group: all files of a kind.
    Group {
        /// The kind.
        kind: FileKind,
        /// The counts of its files.
        sums: FileSums,
        /// Whether it is open.
        open: bool,
    },
    /// A folder, or a chain of folders each of which has only the next one in it.
    Folder {
        /// The kind of its files, and its whole path.
        branch: TreeBranch,
        /// The byte of the path at which the shown part begins.
        name: usize,
        /// The number of folder rows around it.
        depth: u16,
        /// The counts of its files.
        sums: FileSums,
        /// Whether it is open.
        open: bool,
    },
    /// A file.
    File {
        /// The file.
        file: FileIndex,
        /// The byte of its path at which the shown part begins.
        name: usize,
        /// The number of folder rows around it.
        depth: u16,
    },
}

impl TreeRow {
    /// Tells whether two rows stand for the same file or branch.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File { file: one, .. }, Self::File { file: other, .. }) => one == other,
            _ => self
                .branch()
                .is_some_and(|branch| Some(branch) == other.branch()),
        }
    }

    /// Returns the branch that the row opens; `None` for a file.
    pub(super) fn branch(&self) -> Option<TreeBranch> {
        match self {
            Self::Group { kind, .. } => Some((*kind, Vec::new())),
            Self::Folder { branch, .. } => Some(branch.clone()),
            Self::File { .. } => None,
        }
    }

    /// Tells whether the row is an open branch.
    pub(super) fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Group { open: true, .. } | Self::Folder { open: true, .. }
        )
    }

    /// Returns the indentation level: 0 for a group.
    pub fn level(&self) -> u16 {
        match self {
            Self::Group { .. } => 0,
            Self::Folder { depth, .. } | Self::File { depth, .. } => depth + 1,
        }
    }

    /// Tells whether the row is the given file, or a branch around it.
    pub(super) fn holds(&self, wanted: FileIndex, of: FileKind, path: &[u8]) -> bool {
        match self {
            Self::File { file, .. } => *file == wanted,
            Self::Group { kind, .. } => *kind == of,
            Self::Folder {
                branch: (kind, folder),
                ..
            } => {
                *kind == of
                    && path
                        .strip_prefix(folder.as_slice())
                        .is_some_and(|rest| rest.starts_with(b"/"))
            }
        }
    }
}

/// Builds the rows of the files that the filter lets through.
pub(super) fn build(review: &Review) -> Vec<TreeRow> {
    let filter = review.tree.filter.to_lowercase();
    let words: Vec<&str> = filter.split_whitespace().collect();
    let matches = |file: &File| {
        let path = file.change.path().lossy().to_lowercase();
        words.iter().all(|word| path.contains(word))
    };
    let files = review.files.entries();
    let listed: Vec<(FileIndex, &File)> = files
        .filter(|(_, file)| words.is_empty() || matches(file))
        .collect();
    let mut rows = Vec::new();
    for kind in FileKind::ALL {
        let of_kind = listed.iter().filter(|(_, file)| file.kind.kind == kind);
        let mut files: Vec<(FileIndex, &[u8])> = of_kind
            .map(|(index, file)| (*index, file.change.path().as_bytes()))
            .collect();
        if files.is_empty() {
            continue;
        }
        files.sort_by_key(|(_, path)| *path);
        let mut totals = vec![FileSums::default()];
        let mut total = FileSums::default();
        for (file, _) in &files {
            total += review.tree.marks.get(*file).unwrap_or(&FileMark::default());
            totals.push(total);
        }
        let open = review.tree.is_open(&(kind, Vec::new()));
        rows.push(TreeRow::Group {
            kind,
            sums: total,
            open,
        });
        if open {
            Folders {
                tree: &review.tree,
                kind,
                files: &files,
                totals: &totals,
            }
            .push(&mut rows);
        }
    }
    rows
}

/// The folders of one kind.
struct Folders<'a> {
    tree: &'a FileTree,
    kind: FileKind,
    /// The files with their paths, in the order of these.
    files: &'a [(FileIndex, &'a [u8])],
    /// `totals[i]` adds up the first `i` files.
    totals: &'a [FileSums],
}

impl Folders<'_> {
    /// Adds up the files from `first` on up to `end`, which is left out.
    fn sums(&self, first: usize, end: usize) -> FileSums {
        let total = |count: usize| self.totals.get(count).copied().unwrap_or_default();
        total(end) - total(first)
    }

    /// Appends rows for all files. Open folders are kept in a list instead of the call stack, since
    /// a path may have thousands.
    fn push(&self, rows: &mut Vec<TreeRow>) {
        // The folders around the current file: the index at which each ends, and the length of its
        // path with the `/`.
        let mut around: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while let Some((file, path)) = self.files.get(at).copied() {
            while around.last().is_some_and(|(end, _)| *end <= at) {
                around.pop();
            }
            let (end, start) = around.last().copied().unwrap_or((self.files.len(), 0));
            let depth = around.len().min(usize::from(u16::MAX)) as u16;
            let Some(slash) = next_slash(path, start) else {
                rows.push(TreeRow::File {
                    file,
                    name: start,
                    depth,
                });
                at += 1;
                continue;
            };
            let prefix = |len: usize| path.get(..len).unwrap_or_default();
            let rest = self.files.get(at..end).unwrap_or_default();
            let inside = rest.partition_point(|(_, path)| path.starts_with(prefix(slash + 1)));
            let after = at + inside;
            let last = inside.checked_sub(1).and_then(|last| rest.get(last));
            let mut slash = slash;
            // Includes the inner folders that hold all of the same files.
            while let Some(next) = next_slash(path, slash + 1) {
                if !last.is_some_and(|(_, path)| path.starts_with(prefix(next + 1))) {
                    break;
                }
                slash = next;
            }
            let branch = (self.kind, prefix(slash).to_vec());
            let open = self.tree.is_open(&branch);
            rows.push(TreeRow::Folder {
                branch,
                name: start,
                depth,
                sums: self.sums(at, after),
                open,
            });
            if open {
                around.push((after, slash + 1));
            } else {
                at = after;
            }
        }
    }
}

fn next_slash(path: &[u8], from: usize) -> Option<usize> {
    path.get(from..)?
        .iter()
        .position(|byte| *byte == b'/')
        .map(|at| from + at)
}
