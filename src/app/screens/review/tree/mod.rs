//! The tree of the increment's files: grouped by kind, then by folder, with viewed marks.
//!
//! Owns which folders are open, the filter and the cursor. Rows are rebuilt when files, marks or
//! folds change, in one pass over the files, not in every frame. Knows nothing of drawing.

mod acts;
mod count;
mod rows;

use std::collections::HashSet;

use crate::app::facts::Facts;
use crate::app::input::geometry::{Focus, ReviewAreas};
use crate::app::screens::review::Review;
use crate::app::viewport::Viewport;
use crate::model::index::{FileIndex, IndexedVec};
use crate::model::kind::FileKind;

pub use count::{FileMark, FileSums, ViewedProgress};
pub use rows::TreeRow;

/// A folder of files of one kind, by its whole path; the group of that kind when the path is empty.
pub type TreeBranch = (FileKind, Vec<u8>);

/// The state of the tree.
#[derive(Clone, Default, Debug)]
pub struct FileTree {
    /// Whether it is on the screen.
    pub shown: bool,
    /// Whether it has the focus when the diff does not.
    pub focused: bool,
    /// Whether keys go to the filter.
    pub typing: bool,
    /// Words that a path must contain; an empty filter lets all paths through.
    pub filter: String,
    /// The rows, from top to bottom.
    pub rows: Vec<TreeRow>,
    /// The cursor in the rows, and the rows on the screen.
    pub view: Viewport,
    /// The file that the diff's cursor is in.
    pub current: Option<FileIndex>,
    /// The counts of each file; indexed like the files.
    pub marks: IndexedVec<FileIndex, FileMark>,
    /// How much of the increment was viewed.
    pub progress: ViewedProgress,
    /// Branches toggled from their first state, which is open except for generated and vendored
    /// files.
    turned: HashSet<TreeBranch>,
    stale: Stale,
}

/// What has to be recomputed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
enum Stale {
    #[default]
    Nothing,
    Rows,
    File(FileIndex),
    All,
}

impl FileTree {
    /// Returns a fresh tree for another increment; only whether it is shown and focused stays.
    pub(in crate::app) fn on_another(self) -> Self {
        let Self { shown, focused, .. } = self;
        Self {
            shown,
            focused,
            stale: Stale::All,
            ..Self::default()
        }
    }

    /// Marks all counts as outdated.
    pub(in crate::app) fn outdate(&mut self) {
        self.stale = Stale::All;
    }

    /// Marks one file's counts as outdated.
    pub(in crate::app) fn outdate_file(&mut self, file: FileIndex) {
        self.stale = match self.stale {
            Stale::Nothing | Stale::Rows => Stale::File(file),
            Stale::File(other) if other == file => Stale::File(file),
            Stale::File(_) | Stale::All => Stale::All,
        };
    }

    fn outdate_rows(&mut self) {
        if self.stale == Stale::Nothing {
            self.stale = Stale::Rows;
        }
    }

    /// Tells whether a branch is open. All are while there is a filter.
    fn is_open(&self, branch: &TreeBranch) -> bool {
        let at_first =
            !branch.1.is_empty() || !matches!(branch.0, FileKind::Generated | FileKind::Vendored);
        !self.filter.is_empty() || at_first != self.turned.contains(branch)
    }

    fn turn(&mut self, branch: TreeBranch) {
        if !self.turned.remove(&branch) {
            self.turned.insert(branch);
        }
        self.outdate_rows();
    }
}

impl Review {
    /// Returns the pane that has the focus.
    pub fn focus(&self) -> Focus {
        match (self.diff_focus, self.tree.shown && self.tree.focused) {
            (true, _) => Focus::Diff,
            (false, true) => Focus::Tree,
            (false, false) => Focus::Criteria,
        }
    }
}

impl Review {
    /// Returns the panes of the review screen.
    pub fn areas(&self, facts: &Facts) -> ReviewAreas {
        self.areas_with(facts, self.focus())
    }

    /// Returns the panes of the review screen as they would be if `focus` had the focus.
    pub fn areas_with(&self, facts: &Facts, focus: Focus) -> ReviewAreas {
        facts.size.review_with(focus, self.tree.shown, self.widths)
    }

    /// Recomputes what is outdated, and follows the diff's cursor.
    pub(in crate::app) fn refresh_tree(&mut self, facts: &Facts) {
        if self.diff_focus {
            self.tree.focused = false;
            self.tree.typing = false;
        }
        let stale = std::mem::take(&mut self.tree.stale);
        match stale {
            Stale::Nothing | Stale::Rows => {}
            Stale::File(file) => self.count_file(facts, file),
            Stale::All => self.count_files(facts),
        }
        let changed = stale != Stale::Nothing;
        if changed && self.tree.shown {
            self.rebuild_tree();
        }
        let current = self.file_at(self.view.cursor);
        let moved = self.tree.current != current;
        self.tree.current = current;
        if (moved || changed) && self.focus() != Focus::Tree {
            self.follow_file();
        }
        let height = self.areas_with(facts, Focus::Tree).tree.inner().height;
        let tree = &mut self.tree;
        tree.view.resize(usize::from(height), tree.rows.len());
    }

    fn rebuild_tree(&mut self) {
        let before = self.tree.rows.get(self.tree.view.cursor).cloned();
        let rows = rows::build(self);
        let tree = &mut self.tree;
        tree.rows = rows;
        let same = before.and_then(|before| tree.rows.iter().position(|row| row.is_same(&before)));
        let len = tree.rows.len();
        match same {
            Some(row) => tree.view.replace(row, len),
            None => tree.view.go(tree.view.cursor, len),
        }
    }

    /// Puts the tree's cursor on the file that the diff's cursor is in, or on the closed folder
    /// around it.
    fn follow_file(&mut self) {
        let Some(file) = self.tree.current else {
            return;
        };
        let Some(found) = self.files.get(file) else {
            return;
        };
        let (kind, path) = (found.kind.kind, found.change.path().as_bytes());
        let tree = &mut self.tree;
        if let Some(row) = tree
            .rows
            .iter()
            .rposition(|row| row.holds(file, kind, path))
        {
            tree.view.go(row, tree.rows.len());
        }
    }
}
