//! Builds the tree's rows: one pass over the files of each kind, in the order of their paths.

use crate::app::screens::review::Review;
use crate::app::screens::review::tree::{FileSums, FileTree, TreeBranch};
use crate::model::kind::FileKind;

/// One line of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TreeRow {
    /// All files of a kind.
    Group {
        /// The kind.
        kind: FileKind,
        /// What is in it.
        sums: FileSums,
        /// Whether that is shown.
        open: bool,
    },
    /// A folder, or several with nothing else in them but the next.
    Folder {
        /// Its kind and whole path.
        branch: TreeBranch,
        /// Where in the path the part to show begins.
        name: usize,
        /// How many folders of the tree it is in.
        depth: u16,
        /// What is in it.
        sums: FileSums,
        /// Whether that is shown.
        open: bool,
    },
    /// A file.
    File {
        /// Index into the increment's files.
        file: usize,
        /// Where in its path the part to show begins.
        name: usize,
        /// How many folders of the tree it is in.
        depth: u16,
    },
}

impl TreeRow {
    /// Whether two rows are about the same thing.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File { file: one, .. }, Self::File { file: other, .. }) => one == other,
            _ => self.branch().is_some_and(|branch| Some(branch) == other.branch()),
        }
    }

    /// What it opens.
    pub(super) fn branch(&self) -> Option<TreeBranch> {
        match self {
            Self::Group { kind, .. } => Some((*kind, Vec::new())),
            Self::Folder { branch, .. } => Some(branch.clone()),
            Self::File { .. } => None,
        }
    }

    /// Whether it shows what is in it.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Group { open: true, .. } | Self::Folder { open: true, .. })
    }

    /// How far in it stands: 0 for a group.
    pub fn level(&self) -> u16 {
        match self {
            Self::Group { .. } => 0,
            Self::Folder { depth, .. } | Self::File { depth, .. } => depth + 1,
        }
    }

    /// Whether it is a file, or what the file is in.
    pub(super) fn holds(&self, wanted: usize, of: FileKind, path: &[u8]) -> bool {
        match self {
            Self::File { file, .. } => *file == wanted,
            Self::Group { kind, .. } => *kind == of,
            Self::Folder { branch: (kind, folder), .. } => {
                *kind == of && path.strip_prefix(folder.as_slice()).is_some_and(|rest| rest.starts_with(b"/"))
            }
        }
    }
}

/// The rows of the files that the filter leaves.
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
        rows.push(TreeRow::Group { kind, sums: totals[files.len()], open });
        if open {
            Folders { review, tree: &review.tree, kind, files: &files, totals: &totals }.push(&mut rows);
        }
    }
    rows
}

/// The folders of one kind.
struct Folders<'a> {
    review: &'a Review,
    tree: &'a FileTree,
    kind: FileKind,
    /// In the order of their paths.
    files: &'a [usize],
    /// `totals[i]` sums up the first `i` files.
    totals: &'a [FileSums],
}

impl<'a> Folders<'a> {
    fn path(&self, at: usize) -> &'a [u8] {
        self.review.files[self.files[at]].change.path().as_bytes()
    }

    /// Rows of all files. The folders that are being gone through are kept apart from the call stack, since
    /// a path may have thousands.
    fn push(&self, rows: &mut Vec<TreeRow>) {
        // The folders around the file at hand: where they end, and how long their paths are with the `/`.
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
                rows.push(TreeRow::File { file: self.files[at], name: start, depth });
                at += 1;
                continue;
            };
            let inside = |prefix: &[u8]| {
                at + self.files[at..end].partition_point(|file| {
                    self.review.files[*file].change.path().as_bytes().starts_with(prefix)
                })
            };
            let last = inside(&path[..=slash]);
            let mut slash = slash;
            // With the folders that hold all of it.
            while let Some(next) = next_slash(path, slash + 1) {
                if !self.path(last - 1).starts_with(&path[..=next]) {
                    break;
                }
                slash = next;
            }
            let branch = (self.kind, path[..slash].to_vec());
            let open = self.tree.is_open(&branch);
            let sums = self.totals[last] - self.totals[at];
            rows.push(TreeRow::Folder { branch, name: start, depth, sums, open });
            if open {
                around.push((last, slash + 1));
            } else {
                at = last;
            }
        }
    }
}

fn next_slash(path: &[u8], from: usize) -> Option<usize> {
    path.get(from..)?.iter().position(|byte| *byte == b'/').map(|at| from + at)
}
