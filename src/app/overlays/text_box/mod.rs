//! The text box in which notes are written: text, cursor, undo. No terminal, no drawing.
//!
//! Offsets are bytes of the text and always lie on grapheme borders. What is drawn comes from
//! [`Editor::layout`].

mod action;
mod history;
mod keys;
mod layout;
mod motion;

use std::borrow::Cow;
use std::ops::Range;

use history::{EditHistory, EditKind, TextEdit};

use crate::safe::grapheme;

pub use action::{EditorAction, EditorOutcome};
pub use keys::editor_action;
pub use layout::{TextRows, VisualLine};

/// The most bytes that typing and pasting can fill: 256 KiB.
pub const MAX_BYTES: usize = 256 * 1024;

/// What a tab becomes.
const TAB: &str = "    ";

/// A text being written.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    cursor: usize,
    /// The cell column that moving up and down tries to keep.
    goal: Option<usize>,
    /// Cells a row has; lines are not wrapped before it is known.
    width: usize,
    /// How many rows a page moves.
    page: usize,
    history: EditHistory,
    /// What the text was at first.
    original: String,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("")
    }
}

impl Editor {
    /// A text box with a text in it, the cursor at its end. The text may be longer than
    /// [`MAX_BYTES`]; it can then only shrink.
    pub fn new(text: &str) -> Self {
        let text = clean(text).into_owned();
        Self {
            cursor: text.len(),
            goal: None,
            width: usize::MAX,
            page: 10,
            history: EditHistory::default(),
            original: text.clone(),
            text,
        }
    }

    /// The text; lines end in `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts another text in the place of all of it, as when it comes back from another editor. The
    /// cursor goes to its end; it can be undone. Any length is taken, so that nothing written is
    /// lost.
    pub fn set_text(&mut self, text: &str) -> EditorOutcome {
        let text = clean(text);
        if self.text == text {
            return EditorOutcome::Nothing;
        }
        self.replace(0..self.text.len(), &text, EditKind::Other);
        EditorOutcome::Changed
    }

    /// Whether the text differs from what it was at first.
    pub fn is_modified(&self) -> bool {
        self.text != self.original
    }

    /// Where the cursor is: the line, and the byte within the line, both 0-based.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn cursor(&self) -> (usize, usize) {
        let line = self
            .text
            .bytes()
            .take(self.cursor)
            .filter(|byte| *byte == b'\n')
            .count();
        (
            line,
            self.cursor - motion::line_start(&self.text, self.cursor),
        )
    }

    /// How many cells wide and rows high the box is, for moving up and down by what is seen.
    pub fn set_view(&mut self, width: u16, rows: u16) {
        self.width = usize::from(width.max(1));
        self.page = usize::from(rows.max(1));
    }

    /// The text in rows of at most `width` cells, and where the cursor is in them.
    pub fn layout(&self, width: u16) -> TextRows {
        TextRows::new(&self.text, self.cursor, usize::from(width.max(1)))
    }

    /// Inserts a text at the cursor: line ends become `\n`, tabs four spaces; other control
    /// characters are left out. All of it or nothing.
    pub fn insert(&mut self, text: &str) -> EditorOutcome {
        self.type_in(&clean(text), EditKind::Other)
    }

    /// Carries out what a key stands for.
    pub fn apply(&mut self, action: EditorAction) -> EditorOutcome {
        use EditorAction as A;
        match action {
            A::Insert(c) => {
                let mut buffer = [0; 4];
                let text = clean(c.encode_utf8(&mut buffer));
                let kind = if text.contains('\n') {
                    EditKind::Other
                } else {
                    EditKind::Typing
                };
                self.type_in(&text, kind)
            }
            A::Newline => self.type_in("\n", EditKind::Other),
            A::Backspace => self.remove(A::Left, EditKind::Backspace),
            A::Delete => self.remove(A::Right, EditKind::Delete),
            A::DeleteWordBack => self.remove(A::WordLeft, EditKind::Other),
            A::DeleteWordForward => self.remove(A::WordRight, EditKind::Other),
            A::KillToStart => self.remove(A::Home, EditKind::Other),
            A::KillToEnd if motion::line_end(&self.text, self.cursor) == self.cursor => {
                self.remove(A::Right, EditKind::Other)
            }
            A::KillToEnd => self.remove(A::End, EditKind::Other),
            A::Undo => self.step(EditHistory::undo),
            A::Redo => self.step(EditHistory::redo),
            A::Up => self.move_rows(-1),
            A::Down => self.move_rows(1),
            A::PageUp => self.move_rows(-(self.page as isize)),
            A::PageDown => self.move_rows(self.page as isize),
            _ => {
                self.goal = None;
                self.move_to(self.target(action))
            }
        }
    }

    /// Where a movement within the text leads.
    fn target(&self, action: EditorAction) -> usize {
        let (text, at) = (self.text.as_str(), self.cursor);
        match action {
            EditorAction::Left => grapheme::previous_border(text, at),
            EditorAction::Right => grapheme::next_border(text, at),
            EditorAction::WordLeft => motion::word_left(text, at),
            EditorAction::WordRight => motion::word_right(text, at),
            EditorAction::Home => motion::line_start(text, at),
            EditorAction::End => motion::line_end(text, at),
            EditorAction::Start => 0,
            EditorAction::Finish => text.len(),
            _ => at,
        }
    }

    fn move_to(&mut self, at: usize) -> EditorOutcome {
        self.history.seal();
        if at == self.cursor {
            return EditorOutcome::Nothing;
        }
        self.cursor = at;
        EditorOutcome::Moved
    }

    fn move_rows(&mut self, rows: isize) -> EditorOutcome {
        let layout = TextRows::new(&self.text, self.cursor, self.width);
        let goal = self.goal.unwrap_or(layout.column);
        self.goal = Some(goal);
        let at = layout.place(&self.text, layout.row.checked_add_signed(rows), goal);
        self.move_to(at)
    }

    fn type_in(&mut self, text: &str, kind: EditKind) -> EditorOutcome {
        if text.is_empty() {
            return EditorOutcome::Nothing;
        }
        if self.text.len() + text.len() > MAX_BYTES {
            return EditorOutcome::Full;
        }
        self.replace(self.cursor..self.cursor, text, kind);
        EditorOutcome::Changed
    }

    /// Removes what a movement goes over.
    fn remove(&mut self, movement: EditorAction, kind: EditKind) -> EditorOutcome {
        let target = self.target(movement);
        if target == self.cursor {
            return EditorOutcome::Nothing;
        }
        self.replace(self.cursor.min(target)..self.cursor.max(target), "", kind);
        EditorOutcome::Changed
    }

    fn replace(&mut self, range: Range<usize>, inserted: &str, kind: EditKind) {
        let (at, before) = (range.start, self.cursor);
        let removed = self.text.drain(range).collect();
        self.text.insert_str(at, inserted);
        self.cursor = at + inserted.len();
        // What now stands side by side may have become one cluster.
        if !grapheme::is_border(&self.text, self.cursor) {
            self.cursor = grapheme::next_border(&self.text, self.cursor);
        }
        self.goal = None;
        let inserted = inserted.to_owned();
        self.history.record(
            TextEdit {
                at,
                removed,
                inserted,
                before,
                after: self.cursor,
            },
            kind,
        );
    }

    fn step(&mut self, step: fn(&mut EditHistory, &mut String) -> Option<usize>) -> EditorOutcome {
        self.goal = None;
        match step(&mut self.history, &mut self.text) {
            Some(cursor) => {
                self.cursor = cursor;
                EditorOutcome::Changed
            }
            None => EditorOutcome::Nothing,
        }
    }
}

/// A text as the box holds it. A lone `\r` is a line end too: terminals paste it as one.
fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() && c != '\n') {
        return Cow::Borrowed(text);
    }
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', TAB);
    Cow::Owned(
        text.chars()
            .filter(|c| !c.is_control() || *c == '\n')
            .collect(),
    )
}
