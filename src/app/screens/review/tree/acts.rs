//! Handles keys and the mouse in the tree of files.

use crate::app::facts::Facts;
use crate::app::input::geometry::Focus;
use crate::app::input::key::Key;
use crate::app::input::keymap::Action;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::msg::{Mouse, MouseKind};
use crate::app::overlays::prompt::{self, LineKey};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::tree::TreeRow;
use crate::model::index::FileIndex;

impl Review {
    /// Shows and focuses the tree; hides it when it has the focus already.
    pub(in crate::app) fn toggle_tree(&mut self, facts: &Facts) {
        let closes = self.focus() == Focus::Tree;
        let tree = &mut self.tree;
        let toggles = closes || !tree.shown;
        (tree.shown, tree.focused, tree.typing) = (!closes, !closes, false);
        self.diff_focus = closes;
        self.selecting = None;
        if toggles {
            self.tree.outdate();
            self.rebuild_all(facts);
        }
    }

    /// Moves the focus from the criteria to the tree to the diff, and around.
    pub(in crate::app) fn switch_pane(&mut self) {
        let focus = self.focus();
        self.diff_focus = focus == Focus::Tree || (focus == Focus::Criteria && !self.tree.shown);
        self.tree.focused = focus == Focus::Criteria && self.tree.shown;
        self.tree.typing = false;
        self.selecting = None;
    }

    /// Carries out an action that works on the tree; returns false for any other action.
    pub(in crate::app) fn act_in_tree(
        &mut self,
        facts: &Facts,
        action: Action,
        asks: &mut Vec<Ask>,
    ) -> bool {
        let tree = &mut self.tree;
        let len = tree.rows.len();
        match action {
            Action::Down => tree.view.step(1, len),
            Action::Up => tree.view.step(-1, len),
            Action::PageDown => tree.view.page(2, len),
            Action::PageUp => tree.view.page(-2, len),
            Action::HalfPageDown => tree.view.page(1, len),
            Action::HalfPageUp => tree.view.page(-1, len),
            Action::Top => tree.view.go(0, len),
            Action::Bottom => tree.view.go(len, len),
            Action::Open => self.open_tree_row(facts, asks),
            Action::ScrollRight => self.go_into(facts, asks),
            Action::ScrollLeft => self.go_out(facts, asks),
            Action::Fold => match self.tree_row() {
                Some(TreeRow::File { file, .. }) => self.fold_file(facts, file),
                Some(_) => self.open_tree_row(facts, asks),
                None => {}
            },
            Action::Search => tree.typing = true,
            Action::Back if !tree.filter.is_empty() => {
                tree.filter.clear();
                tree.outdate_rows();
            }
            Action::Back => self.diff_focus = true,
            Action::ViewedNext => self.mark_in_tree(facts, true, asks),
            Action::Unview => self.mark_in_tree(facts, false, asks),
            Action::NewNote => {
                // The note is on the file, so the cursor goes there before the text box opens.
                let Some(TreeRow::File { file, .. }) = self.tree_row() else {
                    return false;
                };
                self.go_to_file(facts, file, asks);
                asks.push(Ask::Note);
            }
            _ => return false,
        }
        true
    }

    /// Handles a key while the filter is typed.
    pub(in crate::app) fn take_filter_key(&mut self, facts: &Facts, key: Key, asks: &mut Vec<Ask>) {
        let tree = &mut self.tree;
        let len = tree.rows.len();
        let before = tree.filter.len();
        match prompt::take_key(&mut tree.filter, &facts.keymap, key) {
            LineKey::Open if tree.filter.len() != before => self.narrow(),
            LineKey::Other(OverlayAction::LaterSearch) => tree.view.step(1, len),
            LineKey::Other(OverlayAction::EarlierSearch) => tree.view.step(-1, len),
            LineKey::Open | LineKey::Other(_) => {}
            LineKey::Done => {
                tree.typing = false;
                if let Some(TreeRow::File { file, .. }) = self.tree_row() {
                    self.go_to_file(facts, file, asks);
                }
            }
            LineKey::Cancelled => {
                tree.typing = false;
                tree.filter.clear();
                tree.outdate_rows();
            }
        }
    }

    /// Rebuilds the rows for the filter, with the cursor on the first file.
    fn narrow(&mut self) {
        self.rebuild_tree();
        let tree = &mut self.tree;
        let first = tree
            .rows
            .iter()
            .position(|row| matches!(row, TreeRow::File { .. }));
        tree.view.go(first.unwrap_or(0), tree.rows.len());
    }

    /// Handles the mouse: the wheel scrolls; a click goes to a file, or opens and closes a folder.
    pub(in crate::app) fn mouse_in_tree(
        &mut self,
        facts: &Facts,
        mouse: Mouse,
        wheel: isize,
        asks: &mut Vec<Ask>,
    ) {
        let inner = self.areas(facts).tree.inner();
        let tree = &mut self.tree;
        let len = tree.rows.len();
        if wheel != 0 {
            tree.view.scroll(wheel, len);
        } else if mouse.kind == MouseKind::Click && inner.contains(mouse.x, mouse.y) {
            let row = tree.view.top + usize::from(mouse.y - inner.y);
            self.diff_focus = false;
            tree.focused = true;
            if row < len {
                tree.view.put(row, len);
                self.open_tree_row(facts, asks);
            }
        }
    }

    fn tree_row(&self) -> Option<TreeRow> {
        self.tree.rows.get(self.tree.view.cursor).cloned()
    }

    fn open_tree_row(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        match self.tree_row() {
            Some(TreeRow::File { file, .. }) => self.go_to_file(facts, file, asks),
            Some(row) => row
                .branch()
                .into_iter()
                .for_each(|branch| self.tree.turn(branch)),
            None => {}
        }
    }

    /// Opens a folder, or goes to its first row when it is open.
    fn go_into(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some(row) = self.tree_row() else { return };
        match row {
            TreeRow::File { .. } => {}
            row if row.is_open() => self.tree.view.step(1, self.tree.rows.len()),
            _ => self.open_tree_row(facts, asks),
        }
    }

    /// Closes a folder, or goes to the folder around the row.
    fn go_out(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some(row) = self.tree_row() else { return };
        if row.is_open() && self.tree.filter.is_empty() {
            return self.open_tree_row(facts, asks);
        }
        let tree = &mut self.tree;
        let mut above = tree.rows.iter().take(tree.view.cursor);
        let above = above.rposition(|above| above.level() < row.level());
        if let Some(above) = above {
            tree.view.go(above, tree.rows.len());
        }
    }

    /// Goes to a file's header in the diff.
    pub(in crate::app) fn go_to_file(
        &mut self,
        facts: &Facts,
        file: FileIndex,
        asks: &mut Vec<Ask>,
    ) {
        self.selecting = None;
        self.jump_to_row(facts, self.rows.header(file.section()), asks);
    }

    /// Marks the file under the cursor as viewed and goes on to the next unviewed one in the tree;
    /// or unmarks it.
    fn mark_in_tree(&mut self, facts: &Facts, viewed: bool, asks: &mut Vec<Ask>) {
        let Some(TreeRow::File { file, .. }) = self.tree_row() else {
            asks.push(Ask::info("first put the cursor on a file"));
            return;
        };
        self.mark_file_viewed(facts, file, viewed, asks);
        if !viewed {
            return;
        }
        let tree = &mut self.tree;
        let waits = |row: &TreeRow| match row {
            TreeRow::File { file, .. } => tree.marks.get(*file).is_some_and(|mark| !mark.viewed),
            _ => false,
        };
        match tree.rows.iter().skip(tree.view.cursor + 1).position(waits) {
            Some(next) => tree.view.step(next as isize + 1, tree.rows.len()),
            None => asks.push(Ask::info("that was the last unviewed file listed here")),
        }
    }
}
