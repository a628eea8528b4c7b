//! Builds the tree's rows: one pass over the files of each kind, in the order of their paths.

use crate::app::screens::review::Review;
use crate::app::screens::review::tree::{FileSums, FileTree, TreeBranch};
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
        /// The file's index in the increment.
        file: usize,
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
    pub(super) fn holds(&self, wanted: usize, of: FileKind, path: &[u8]) -> bool {
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
    let mut of_kind: [Vec<usize>; FileKind::ALL.len()] = Default::default();
    for (index, file) in review.files.iter().enumerate() {
        let matches = || {
            let path = file.change.path().lossy().to_lowercase();
            words.iter().all(|word| path.contains(word))
        };
        if words.is_empty() || matches() {
            of_kind[file.kind.kind as usize].push(index);
        }
    }
    let mut rows = Vec::new();
    for (kind, mut files) in FileKind::ALL.into_iter().zip(of_kind) {
        if files.is_empty() {
            continue;
        }
        let path = |file: usize| review.files[file].change.path().as_bytes();
        files.sort_by(|one, other| path(*one).cmp(path(*other)));
        let mut totals = vec![FileSums::default()];
        for file in &files {
            let mut total = *totals.last().unwrap_or(&FileSums::default());
            total += review
                .tree
                .marks
                .get(*file)
                .unwrap_or(&crate::app::screens::review::tree::FileMark::default());
            totals.push(total);
        }
        let open = review.tree.is_open(&(kind, Vec::new()));
        rows.push(TreeRow::Group {
            kind,
            sums: totals[files.len()],
            open,
        });
        if open {
            Folders {
                review,
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
    review: &'a Review,
    tree: &'a FileTree,
    kind: FileKind,
    /// Indexes of files, in the order of their paths.
    files: &'a [usize],
    /// `totals[i]` adds up the first `i` files.
    totals: &'a [FileSums],
}

impl<'a> Folders<'a> {
    fn path(&self, at: usize) -> &'a [u8] {
        self.review.files[self.files[at]].change.path().as_bytes()
    }

    /// Appends rows for all files. Open folders are kept in a list instead of the call stack, since
    /// a path may have thousands.
    fn push(&self, rows: &mut Vec<TreeRow>) {
        // The folders around the current file: the index at which each ends, and the length of its
        // path with the `/`.
        let mut around: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < self.files.len() {
            while around.last().is_some_and(|(end, _)| *end <= at) {
                around.pop();
            }
            let (end, start) = around.last().copied().unwrap_or((self.files.len(), 0));
            let depth = around.len().min(usize::from(u16::MAX)) as u16;
            let path = self.path(at);
            let Some(slash) = next_slash(path, start) else {
                rows.push(TreeRow::File {
                    file: self.files[at],
                    name: start,
                    depth,
                });
                at += 1;
                continue;
            };
            let inside = |prefix: &[u8]| {
                at + self.files[at..end].partition_point(|file| {
                    self.review.files[*file]
                        .change
                        .path()
                        .as_bytes()
                        .starts_with(prefix)
                })
            };
            let last = inside(&path[..=slash]);
            let mut slash = slash;
            // Includes the inner folders that hold all of the same files.
            while let Some(next) = next_slash(path, slash + 1) {
                if !self.path(last - 1).starts_with(&path[..=next]) {
                    break;
                }
                slash = next;
            }
            let branch = (self.kind, path[..slash].to_vec());
            let open = self.tree.is_open(&branch);
            let sums = self.totals[last] - self.totals[at];
            rows.push(TreeRow::Folder {
                branch,
                name: start,
                depth,
                sums,
                open,
            });
            if open {
                around.push((last, slash + 1));
            } else {
                at = last;
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
