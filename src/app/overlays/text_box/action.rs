//! What a key can stand for in a text box, and what came of it.

/// One thing to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EditorAction {
    /// Types a character.
    Insert(char),
    /// Starts a new line.
    Newline,
    /// Deletes the character before the cursor.
    Backspace,
    /// Deletes the character after it.
    Delete,
    /// Deletes back to the start of a word.
    DeleteWordBack,
    /// Deletes on to the end of a word.
    DeleteWordForward,
    /// Deletes back to the start of the line.
    KillToStart,
    /// Deletes on to the end of the line; at its end, the line end.
    KillToEnd,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// One row up; from the first, to the start.
    Up,
    /// One row down; from the last, to the end.
    Down,
    /// Back to the start of a word.
    WordLeft,
    /// On to the end of a word.
    WordRight,
    /// To the start of the line.
    Home,
    /// To the end of the line.
    End,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    Finish,
    /// As many rows up as the box has.
    PageUp,
    /// As many rows down as the box has.
    PageDown,
    /// Takes the last edit back; a run of typing is one.
    Undo,
    /// Makes the edit that was last taken back again.
    Redo,
}

/// What came of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EditorOutcome {
    /// The text is another one.
    Changed,
    /// Only the cursor is elsewhere.
    Moved,
    /// There was nothing to do.
    Nothing,
    /// Refused: the text would be longer than [`MAX_BYTES`](super::MAX_BYTES).
    Full,
}
