//! What keys do in a text box.

use crate::app::input::key::{Key, KeyCode};
use crate::app::overlays::text_box::EditorAction;

/// What a key does in the text.
pub fn editor_action(key: Key) -> Option<EditorAction> {
    use EditorAction as A;
    let word = key.ctrl || key.alt;
    Some(match key.code {
        KeyCode::Enter => A::Newline,
        KeyCode::Backspace if word => A::DeleteWordBack,
        KeyCode::Backspace => A::Backspace,
        KeyCode::Delete if word => A::DeleteWordForward,
        KeyCode::Delete => A::Delete,
        KeyCode::Left if word => A::WordLeft,
        KeyCode::Right if word => A::WordRight,
        KeyCode::Left => A::Left,
        KeyCode::Right => A::Right,
        KeyCode::Up => A::Up,
        KeyCode::Down => A::Down,
        KeyCode::Home if key.ctrl => A::Start,
        KeyCode::End if key.ctrl => A::Finish,
        KeyCode::Home => A::Home,
        KeyCode::End => A::End,
        KeyCode::PageUp => A::PageUp,
        KeyCode::PageDown => A::PageDown,
        KeyCode::Char('w') if key.ctrl => A::DeleteWordBack,
        KeyCode::Char('d') if key.alt => A::DeleteWordForward,
        KeyCode::Char('b') if key.alt => A::WordLeft,
        KeyCode::Char('f') if key.alt => A::WordRight,
        KeyCode::Char('a') if key.ctrl => A::Home,
        KeyCode::Char('k') if key.ctrl => A::KillToEnd,
        KeyCode::Char('u') if key.ctrl => A::KillToStart,
        KeyCode::Char('z') if key.ctrl => A::Undo,
        KeyCode::Char('y') if key.ctrl => A::Redo,
        _ => A::Insert(key.typed()?),
    })
}
