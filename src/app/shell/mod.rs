//! The state of the running program, and the transitions from one message to the next.

mod act;
mod admitting;
mod amendments;
mod answer;
mod arriving;
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
mod picking;
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
mod unread;
pub mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::Message;
use crate::app::facts::Facts;
use crate::app::facts::engagement::Engagement;
use crate::app::input::binding::KeyContext;
use crate::app::input::geometry::TerminalSize;
use crate::app::input::keymap::Keymap;
use crate::app::overlays::Overlay;
use crate::app::screens::{Screen, Screens};
use crate::app::search::{Search, Searches};
use crate::app::undo::Undo;
use crate::model::draft::Draft;
use crate::model::id::{DraftId, EventId};
use crate::model::increment::Increment;
use crate::model::time::Timestamp;
use crate::trace::IncrementTrace;

/// The whole state of the running program.
#[derive(Clone, Debug)]
pub struct Model {
    /// The facts that all screens share.
    pub facts: Facts,
    /// The progress of our statements that are not on the disk yet.
    pub saving: Saves,
    /// All screens, and which of them is shown.
    pub screens: Screens,
    /// Whether the user was told how to say that they are the contractor.
    pub(in crate::app) hinted_at_role: bool,
    /// Whether the record was read once: writers that are new after that came in during the
    /// session.
    pub(in crate::app) knows_people: bool,
    /// The note that the user is moving to other lines.
    pub moving: Option<EventId>,
    /// The overlay, if one is open.
    pub overlay: Option<Overlay>,
    /// The earlier searches of this run.
    pub searches: Searches,
    /// The message line, until the next key.
    pub message: Option<Message>,
    /// News for the message line that another message kept from being said.
    pub(in crate::app) unsaid: Vec<Message>,
    /// The new things on the screen as it was last drawn.
    pub(in crate::app) drawn: Vec<EventId>,
    /// The new things that were there at the start or were counted since.
    pub(in crate::app) reported: BTreeSet<EventId>,
    /// The new things that the user went through since all were visited.
    pub(in crate::app) visited: BTreeSet<EventId>,
    /// The drafts with their newest words, by id.
    pub drafts: BTreeMap<DraftId, Draft>,
    /// Whether a new note of the user's is on its way into the record.
    pub posted: bool,
    /// The path that the export prompt offers.
    pub summary_path: String,
    /// What `undo` can take back, newest last.
    pub undo: Vec<Undo>,
}

/// The progress of our statements on their way to the disk.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Saves {
    /// The number of statements shown but not yet on the disk.
    pub pending: u32,
    /// Whether a statement was saved since the last key.
    pub saved: bool,
    /// Why the newest failed statement could not be saved.
    pub failed: Option<String>,
}

impl Model {
    /// Creates the state at the start, before the first message.
    pub fn new(
        engagement: Engagement,
        size: TerminalSize,
        keymap: Keymap,
        tab: u8,
        now: Timestamp,
    ) -> Self {
        let several = engagement.increments.len() > 1;
        Self {
            facts: Facts::new(engagement, size, keymap, tab, now),
            saving: Saves::default(),
            screens: Screens::new(if several {
                Screen::Overview
            } else {
                Screen::Review
            }),
            hinted_at_role: false,
            knows_people: false,
            moving: None,
            overlay: None,
            searches: Searches::default(),
            message: None,
            unsaid: Vec::new(),
            drawn: Vec::new(),
            reported: BTreeSet::new(),
            visited: BTreeSet::new(),
            drafts: BTreeMap::new(),
            posted: false,
            summary_path: String::new(),
            undo: Vec::new(),
        }
    }

    /// Returns the search of the screen that is shown.
    pub fn search(&self) -> Option<&Search> {
        let screens = &self.screens;
        if screens.active == Screen::Spec {
            screens.spec.search.as_ref()
        } else {
            screens.review.search.as_ref()
        }
    }

    /// Returns the increment on the review screen.
    pub fn increment(&self) -> Option<&Increment> {
        self.screens.review.increment(&self.facts)
    }

    /// Returns the trace of the increment on the review screen.
    pub fn trace(&self) -> Option<&Arc<IncrementTrace>> {
        self.screens.review.trace(&self.facts)
    }

    /// Returns the key context of the screen that is shown, where keys are looked up first.
    pub fn context(&self) -> KeyContext {
        self.screens.active.context()
    }
}
