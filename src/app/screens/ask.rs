//! What a screen asks of the shell: everything that is not the screen's own to change.

use crate::app::Message;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::screens::Screen;
use crate::app::screens::review::Arrival;
use crate::app::shell::undo::Undo;
use crate::model::link::LinkTarget;

/// Something that a screen asks of the shell.
#[derive(Clone, Debug)]
pub enum Ask {
    /// Tell the user something, in place of what was told before.
    Tell(Message),
    /// Make a criterion, by its number, the chosen one on every screen.
    Choose(usize),
    /// Open something above the screen.
    Open(Overlay),
    /// Show another screen.
    Show(Screen),
    /// Show something on the review screen.
    GoTo(Destination),
    /// Have something done outside.
    Do(Effect),
    /// Keep what `undo` takes back.
    Undo(Undo),
}

impl Ask {
    /// Asks to tell the user something to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self::Tell(Message::info(text))
    }
}

/// A place on the review screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// A criterion, by its number, in the pane of criteria.
    Criterion {
        /// Its number.
        number: usize,
        /// Index of the increment to show beside it; the one shown when `None`.
        increment: Option<usize>,
    },
    /// An increment, by its index, where the reviewer left it.
    Increment(usize),
    /// A commit, file or hunk of the increment of that index.
    Target(usize, LinkTarget),
    /// A place among the files of the increment of that index.
    Place(usize, Arrival),
    /// A thread, by its index in the record, in its increment.
    Thread(u32),
}
