//! What a screen asks of the shell: everything that is not the screen's own to change.

use crate::app::Message;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::screens::Screen;
use crate::app::undo::Undo;
use crate::model::change::Side;
use crate::model::id::Digest;
use crate::model::link::LinkTarget;
use crate::model::text::RepoPath;

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
    /// Go back to the screen that led to this one.
    GoBack(Screen),
    /// Show something on the review screen.
    GoTo(Destination),
    /// Have something done outside.
    Do(Effect),
    /// Leave the screen: show the review.
    Leave,
    /// Open a text box for a note on what the cursor is on.
    Note,
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
    Place(usize, Landing),
    /// A thread, by its index in the record, in its increment.
    Thread(u32),
}

/// Where to go once a file is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Landing {
    /// To a file, and a line of it.
    Line {
        /// The file.
        path: RepoPath,
        /// Its side and 0-based line.
        line: Option<(Side, u32)>,
    },
    /// To a hunk of a file.
    Hunk {
        /// The file.
        path: RepoPath,
        /// The hunk's digest.
        digest: Digest,
    },
    /// To a thread, by its index in the record.
    Thread(u32),
}
