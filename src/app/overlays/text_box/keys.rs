//! What keys do in the text.

use crate::app::input::binding::KeyContext;
use crate::app::input::key::Key;
use crate::app::input::keymap::Keymap;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::overlays::text_box::EditorAction;

/// Returns what a key does in the text: what it types, else what the table of keys says.
pub fn editor_action(keymap: &Keymap, key: Key) -> Option<EditorAction> {
    use EditorAction as E;
    use OverlayAction as A;
    if let Some(typed) = key.typed() {
        return Some(E::Insert(typed));
    }
    Some(match keymap.overlay_action(KeyContext::TextBox, key)? {
        A::NewLine => E::Newline,
        A::TextLeft => E::Left,
        A::TextRight => E::Right,
        A::TextUp => E::Up,
        A::TextDown => E::Down,
        A::WordLeft => E::WordLeft,
        A::WordRight => E::WordRight,
        A::LineStart => E::Home,
        A::LineEnd => E::End,
        A::TextStart => E::Start,
        A::TextEnd => E::Finish,
        A::TextPageUp => E::PageUp,
        A::TextPageDown => E::PageDown,
        A::EraseBefore => E::Backspace,
        A::EraseAfter => E::Delete,
        A::EraseWordBefore => E::DeleteWordBack,
        A::EraseWordAfter => E::DeleteWordForward,
        A::EraseToStart => E::KillToStart,
        A::EraseToEnd => E::KillToEnd,
        A::UndoTyping => E::Undo,
        A::RedoTyping => E::Redo,
        _ => return None,
    })
}
