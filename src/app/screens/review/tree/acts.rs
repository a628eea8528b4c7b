//! What keys and the mouse do in the tree.

use crate::app::input::geometry::Focus;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, Mouse, MouseKind};
use crate::app::screens::review::tree::TreeRow;
use crate::app::{Message, Model};

impl Model {
    /// Goes to the tree, opening it if need be; closes it when it has the focus.
    pub(in crate::app) fn toggle_tree(&mut self) {
        let closes = self.review.focus() == Focus::Tree;
        let tree = &mut self.review.tree;
        let toggles = closes || !tree.shown;
        (tree.shown, tree.focused, tree.typing) = (!closes, !closes, false);
        self.review.diff_focus = closes;
        self.review.selecting = None;
        if toggles {
            self.review.tree.outdate();
            self.rebuild_all();
        }
    }

    /// The focus goes from the criteria to the files to the differences, and round.
    pub(in crate::app) fn switch_pane(&mut self) {
        let focus = self.review.focus();
        self.review.diff_focus =
            focus == Focus::Tree || (focus == Focus::Criteria && !self.review.tree.shown);
        self.review.tree.focused = focus == Focus::Criteria && self.review.tree.shown;
        self.review.tree.typing = false;
        self.review.selecting = None;
    }

    /// Carries an action out that means something of its own in the tree; false when it does not.
    pub(in crate::app) fn act_in_tree(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let tree = &mut self.review.tree;
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
            Action::Open => self.open_tree_row(),
            Action::ScrollRight => self.go_into(),
            Action::ScrollLeft => self.go_out(),
            Action::Fold => match self.tree_row() {
                Some(TreeRow::File { file, .. }) => self.fold_file(file),
                Some(_) => self.open_tree_row(),
                None => {}
            },
            Action::Search => tree.typing = true,
            Action::Back if !tree.filter.is_empty() => {
                tree.filter.clear();
                tree.outdate_rows();
            }
            Action::Back => self.review.diff_focus = true,
            Action::ViewedNext => self.mark_in_tree(true, effects),
            Action::Unview => self.mark_in_tree(false, effects),
            Action::NewNote => match self.tree_row() {
                Some(TreeRow::File { file, .. }) => {
                    self.go_to_file(file);
                    self.compose_note();
                }
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    /// A key while the filter is typed.
    pub(in crate::app) fn take_filter_key(&mut self, key: Key) {
        let tree = &mut self.review.tree;
        let len = tree.rows.len();
        match key.code {
            KeyCode::Down => tree.view.step(1, len),
            KeyCode::Up => tree.view.step(-1, len),
            KeyCode::Enter => {
                tree.typing = false;
                if let Some(TreeRow::File { file, .. }) = self.tree_row() {
                    self.go_to_file(file);
                }
            }
            KeyCode::Esc => {
                tree.typing = false;
                tree.filter.clear();
                tree.outdate_rows();
            }
            KeyCode::Backspace if tree.filter.is_empty() => tree.typing = false,
            KeyCode::Backspace => {
                tree.filter.pop();
                self.narrow();
            }
            KeyCode::Char('u') if key.ctrl => {
                tree.filter.clear();
                self.narrow();
            }
            _ => {
                if let Some(c) = key.typed() {
                    tree.filter.push(c);
                    self.narrow();
                }
            }
        }
    }

    /// Shows what the filter leaves, the cursor on the first file.
    fn narrow(&mut self) {
        self.rebuild_tree();
        let tree = &mut self.review.tree;
        let first = tree.rows.iter().position(|row| matches!(row, TreeRow::File { .. }));
        tree.view.go(first.unwrap_or(0), tree.rows.len());
    }

    /// The wheel scrolls; a click goes to a file, or opens and closes a folder.
    pub(in crate::app) fn mouse_in_tree(&mut self, mouse: Mouse, wheel: isize) {
        let inner = self.areas().tree.inner();
        let tree = &mut self.review.tree;
        let len = tree.rows.len();
        if wheel != 0 {
            tree.view.scroll(wheel, len);
        } else if mouse.kind == MouseKind::Click && inner.contains(mouse.x, mouse.y) {
            let row = tree.view.top + usize::from(mouse.y - inner.y);
            self.review.diff_focus = false;
            tree.focused = true;
            if row < len {
                tree.view.put(row, len);
                self.open_tree_row();
            }
        }
    }

    fn tree_row(&self) -> Option<TreeRow> {
        self.review.tree.rows.get(self.review.tree.view.cursor).cloned()
    }

    fn open_tree_row(&mut self) {
        match self.tree_row() {
            Some(TreeRow::File { file, .. }) => self.go_to_file(file),
            Some(row) => row.branch().into_iter().for_each(|branch| self.review.tree.turn(branch)),
            None => {}
        }
    }

    /// Opens a folder, or goes to the first thing in it.
    fn go_into(&mut self) {
        let Some(row) = self.tree_row() else { return };
        match row {
            TreeRow::File { .. } => {}
            row if row.is_open() => self.review.tree.view.step(1, self.review.tree.rows.len()),
            _ => self.open_tree_row(),
        }
    }

    /// Closes a folder, or goes to what a row is in.
    fn go_out(&mut self) {
        let Some(row) = self.tree_row() else { return };
        if row.is_open() && self.review.tree.filter.is_empty() {
            return self.open_tree_row();
        }
        let tree = &mut self.review.tree;
        let above = tree.rows[..tree.view.cursor].iter().rposition(|above| above.level() < row.level());
        if let Some(above) = above {
            tree.view.go(above, tree.rows.len());
        }
    }

    /// Goes to a file's header in the diff.
    pub(in crate::app) fn go_to_file(&mut self, file: usize) {
        self.review.selecting = None;
        self.jump_to_row(self.review.rows.header(file + 1));
    }

    /// Marks the file as viewed and goes on to the next in the tree that is not; or takes the mark off.
    fn mark_in_tree(&mut self, viewed: bool, effects: &mut Vec<Effect>) {
        let Some(TreeRow::File { file, .. }) = self.tree_row() else {
            self.message = Some(Message::info("put the cursor on a file first"));
            return;
        };
        self.mark_file_viewed(file, viewed, effects);
        if !viewed {
            return;
        }
        let tree = &mut self.review.tree;
        let waits = |row: &TreeRow| match row {
            TreeRow::File { file, .. } => tree.marks.get(*file).is_some_and(|mark| !mark.viewed),
            _ => false,
        };
        match tree.rows.iter().skip(tree.view.cursor + 1).position(waits) {
            Some(next) => tree.view.step(next as isize + 1, tree.rows.len()),
            None => self.message = Some(Message::info("that was the last one shown here")),
        }
    }
}
