//! A line being typed in the footer's place: what it is for, and what keys do in it.

use crate::app::input::binding::KeyContext;
use crate::app::input::key::Key;
use crate::app::input::keymap::Keymap;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::search::SearchPrompt;
use crate::model::id::EventId;
use crate::model::index::IncrementIndex;

/// What a line is typed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Searching the diff.
    Search(SearchPrompt),
    /// Going to a line or a file.
    GoTo,
    /// Naming the commit in which a note was fixed.
    Commit(EventId),
    /// Naming the file that the summary goes to.
    Export,
    /// Answering whether the summary is to go there all the same.
    ExportTo {
        /// Where.
        path: String,
        /// What there is to ask about, made safe.
        why: String,
    },
    /// Naming with whom the record is exchanged.
    Sync,
    /// Renaming an increment.
    Rename(IncrementIndex),
}

/// What a key makes of a line being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineKey {
    /// The line goes on.
    Open,
    /// The line is closed, nothing done.
    Cancelled,
    /// The line is done.
    Done,
    /// The key asks for something that only some lines have.
    Other(OverlayAction),
}

/// Takes a key in a line being typed.
pub(in crate::app) fn take_key(text: &mut String, keymap: &Keymap, key: Key) -> LineKey {
    if let Some(typed) = key.typed() {
        text.push(typed);
        return LineKey::Open;
    }
    match keymap.overlay_action(KeyContext::Prompt, key) {
        Some(OverlayAction::CancelLine) => LineKey::Cancelled,
        Some(OverlayAction::AcceptLine) => LineKey::Done,
        Some(OverlayAction::EraseTyped) => match text.pop() {
            Some(_) => LineKey::Open,
            None => LineKey::Cancelled,
        },
        Some(OverlayAction::EraseLine) => {
            text.clear();
            LineKey::Open
        }
        Some(other) => LineKey::Other(other),
        None => LineKey::Open,
    }
}
