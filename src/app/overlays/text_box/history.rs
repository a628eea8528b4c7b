//! Undo and redo: edits as pairs of text removed and inserted, runs of typing joined.

use std::collections::VecDeque;

/// How many bytes of text are kept for undoing, and how many edits; the oldest go first.
const MAX_KEPT: usize = 8 * 1024 * 1024;
const MAX_EDITS: usize = 10_000;

/// At `at` (a byte offset), `inserted` took the place of `removed`.
#[derive(Clone, Debug)]
pub(super) struct TextEdit {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
    /// The cursor before the edit.
    pub before: usize,
    /// The cursor after it.
    pub after: usize,
}

impl TextEdit {
    fn size(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }
}

/// Edits of the same kind in a row are one, except others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EditKind {
    Typing,
    Backspace,
    Delete,
    Other,
}

#[derive(Clone, Default, Debug)]
pub(super) struct EditHistory {
    done: VecDeque<TextEdit>,
    undone: Vec<TextEdit>,
    /// The kind of the last edit, while another may still join it.
    open: Option<EditKind>,
    /// The sum of the sizes of `done`.
    kept: usize,
}

impl EditHistory {
    /// Lets nothing more join the last edit.
    pub(super) fn seal(&mut self) {
        self.open = None;
    }

    pub(super) fn record(&mut self, edit: TextEdit, kind: EditKind) {
        self.undone.clear();
        self.kept += edit.size();
        let joins = kind != EditKind::Other && self.open == Some(kind);
        self.open = Some(kind);
        match self.done.back_mut().filter(|_| joins) {
            Some(last) if kind == EditKind::Typing && edit.at == last.at + last.inserted.len() => {
                last.inserted += &edit.inserted;
                last.after = edit.after;
            }
            Some(last)
                if kind == EditKind::Backspace && edit.at + edit.removed.len() == last.at =>
            {
                last.removed.insert_str(0, &edit.removed);
                (last.at, last.after) = (edit.at, edit.after);
            }
            Some(last) if kind == EditKind::Delete && edit.at == last.at => {
                last.removed += &edit.removed;
                last.after = edit.after;
            }
            _ => self.done.push_back(edit),
        }
        while self.done.len() > 1 && (self.kept > MAX_KEPT || self.done.len() > MAX_EDITS) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.done.pop_front() {
            self.kept = self.kept.saturating_sub(oldest.size());
        }
    }

    /// Takes the last edit back and gives the cursor; `None` if there is none.
    pub(super) fn undo(&mut self, text: &mut String) -> Option<usize> {
        self.seal();
        let edit = self.done.pop_back()?;
        self.kept = self.kept.saturating_sub(edit.size());
        text.replace_range(edit.at..edit.at + edit.inserted.len(), &edit.removed);
        let cursor = edit.before;
        self.undone.push(edit);
        Some(cursor)
    }

    /// Makes the edit last taken back again and gives the cursor; `None` if there is none.
    pub(super) fn redo(&mut self, text: &mut String) -> Option<usize> {
        self.seal();
        let edit = self.undone.pop()?;
        self.kept += edit.size();
        text.replace_range(edit.at..edit.at + edit.removed.len(), &edit.inserted);
        let cursor = edit.after;
        self.done.push_back(edit);
        Some(cursor)
    }
}
