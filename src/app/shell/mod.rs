//! The state while the program runs, and what takes it from one message to the next.

mod act;
mod admitting;
mod amendments;
mod answer;
mod choice;
mod composing;
mod drafts;
mod exporting;
pub mod fixes;
mod former;
mod gaps;
mod help;
pub mod increments;
pub mod judge;
pub mod lapses;
mod learning;
mod menus;
mod mouse;
mod moving;
mod posting;
mod reading;
mod resume;
mod roles;
mod searching;
mod showing;
mod syncing;
mod text_box;
mod threads;
mod undo;
pub mod update;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::Message;
use crate::app::facts::Facts;
use crate::app::facts::engagement::Engagement;
use crate::app::input::geometry::TerminalSize;
use crate::app::input::keymap::{KeyContext, Keymap};
use crate::app::overlays::Overlay;
use crate::app::screens::{Screen, Screens};
use crate::app::search::{Search, Searches};
use crate::app::undo::Undo;
use crate::model::draft::Draft;
use crate::model::id::{DraftId, EventId};
use crate::model::increment::Increment;
use crate::model::time::Timestamp;
use crate::trace::IncrementTrace;

/// Everything there is to know while the program runs.
#[derive(Clone, Debug)]
pub struct Model {
    /// What is known, whatever screen shows it.
    pub facts: Facts,
    /// Statements of ours that are not durable yet.
    pub saving: Saves,
    /// All screens, and which of them is shown.
    pub screens: Screens,
    /// Whether it was said how to say that one is the contractor.
    pub(in crate::app) hinted_at_role: bool,
    /// Whether the record was read once: who is new in it from then on came later.
    pub(in crate::app) knows_people: bool,
    /// A note that is being put on other lines.
    pub moving: Option<EventId>,
    /// What is open above the screen.
    pub overlay: Option<Overlay>,
    /// The searches of this run.
    pub searches: Searches,
    /// A line for the user, until the next key.
    pub message: Option<Message>,
    /// Drafts by id, newest words.
    pub drafts: BTreeMap<DraftId, Draft>,
    /// Whether a note of mine is on its way into the record.
    pub posted: bool,
    /// Where the summary is offered to be written.
    pub summary_path: String,
    /// What `undo` takes back, newest last.
    pub undo: Vec<Undo>,
}

/// How our statements' way to the disk stands.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Saves {
    /// How many are shown and not yet durable.
    pub pending: u32,
    /// Whether one became durable since the last key.
    pub saved: bool,
    /// Why the newest could not be made durable.
    pub failed: Option<String>,
}

impl Model {
    /// The state at the start, before the first message.
    pub fn new(engagement: Engagement, size: TerminalSize, keymap: Keymap, tab: u8, now: Timestamp) -> Self {
        let several = engagement.increments.len() > 1;
        Self {
            facts: Facts::new(engagement, size, keymap, tab, now),
            saving: Saves::default(),
            screens: Screens::new(if several { Screen::Overview } else { Screen::Review }),
            hinted_at_role: false,
            knows_people: false,
            moving: None,
            overlay: None,
            searches: Searches::default(),
            message: None,
            drafts: BTreeMap::new(),
            posted: false,
            summary_path: String::new(),
            undo: Vec::new(),
        }
    }

    /// The search of the screen that is shown.
    pub fn search(&self) -> Option<&Search> {
        let screens = &self.screens;
        if screens.active == Screen::Spec {
            screens.spec.search.as_ref()
        } else {
            screens.review.search.as_ref()
        }
    }

    /// The increment on the review screen.
    pub fn increment(&self) -> Option<&Increment> {
        self.screens.review.increment(&self.facts)
    }

    /// What is known of the increment on the review screen.
    pub fn trace(&self) -> Option<&Arc<IncrementTrace>> {
        self.screens.review.trace(&self.facts)
    }

    /// Where keys are looked up first.
    pub fn context(&self) -> KeyContext {
        self.screens.active.context()
    }
}
