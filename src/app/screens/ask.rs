//! Requests of a screen to the shell, for everything that is not the screen's own state.

use crate::app::Message;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::screens::Screen;
use crate::app::undo::Undo;
use crate::model::change::Side;
use crate::model::id::Digest;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::link::LinkTarget;
use crate::model::text::RepoPath;

/// A request of a screen to the shell.
#[derive(Clone, Debug)]
pub enum Ask {
    /// Show the user a message, in place of the last one.
    Tell(Message),
    /// Make a criterion the chosen one on every screen.
    Choose(CriterionIndex),
    /// Open an overlay.
    Open(Overlay),
    /// Show another screen.
    Show(Screen),
    /// Go back to the screen that led to this one.
    GoBack(Screen),
    /// Show a place on the review screen.
    GoTo(Destination),
    /// Carry out an effect.
    Do(Effect),
    /// Leave the screen for the review.
    Leave,
    /// Open a text box for a note on what the cursor is on.
    Note,
    /// Add an action to those that `undo` takes back.
    Undo(Undo),
}

impl Ask {
    /// Requests a message that informs.
    pub fn info(text: impl Into<String>) -> Self {
        Self::Tell(Message::info(text))
    }
}

/// A place on the review screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// A criterion in the pane of criteria.
    Criterion {
        /// The criterion.
        criterion: CriterionIndex,
        /// The increment to show beside it; `None` for the one shown already.
        increment: Option<IncrementIndex>,
    },
    /// An increment, where the reviewer left it.
    Increment(IncrementIndex),
    /// A commit, file or hunk of an increment.
    Target(IncrementIndex, LinkTarget),
    /// A place in the diff of an increment.
    Place(IncrementIndex, Landing),
    /// A thread in its increment, by its index in the record.
    Thread(u32),
}

/// A place in the diff to go to as soon as its file is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Landing {
    /// A file, or a line of it.
    Line {
        /// The file's path.
        path: RepoPath,
        /// The side and the 0-based line; `None` for the file's header.
        line: Option<(Side, u32)>,
    },
    /// A hunk of a file.
    Hunk {
        /// The file's path.
        path: RepoPath,
        /// The hunk's digest.
        digest: Digest,
    },
    /// A thread, by its index in the record.
    Thread(u32),
}
