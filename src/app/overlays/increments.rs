//! The picker of increments: all of them, narrowed by typing, in one of two orders.

use std::cmp::Reverse;

use crate::app::facts::Facts;
use crate::app::facts::increments::IncrementRow;
use crate::app::input::binding::KeyContext;
use crate::app::input::key::Key;
use crate::app::input::keymap::Keymap;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::overlays::menu::{MenuKey, step};
use crate::model::index::IncrementIndex;
use crate::model::person::Role;
use crate::model::turn::Party;

/// The picker of increments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncrementPicker {
    /// What was typed.
    pub typed: String,
    /// Which of the matches is chosen.
    pub cursor: usize,
    /// The order of the increments.
    pub order: Order,
    /// The increments, in that order.
    pub rows: Vec<IncrementRow>,
    /// How many increments were not read through yet, so that their authors are unknown.
    pub unread: usize,
}

/// An order of increments.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Order {
    /// The last one in the history first.
    #[default]
    Newest,
    /// Those that wait for the user first, by how long they have waited; then those that wait for
    /// others.
    Urgent,
}

impl Order {
    /// Words the order.
    pub fn words(self) -> &'static str {
        match self {
            Self::Newest => "newest first",
            Self::Urgent => "most urgent first",
        }
    }

    /// Returns the other order.
    pub fn other(self) -> Self {
        match self {
            Self::Newest => Self::Urgent,
            Self::Urgent => Self::Newest,
        }
    }
}

impl IncrementPicker {
    /// Makes the picker with the cursor on an increment.
    pub(in crate::app) fn new(facts: &Facts, at: IncrementIndex) -> Self {
        let mut picker = Self {
            typed: String::new(),
            cursor: 0,
            order: Order::default(),
            rows: Vec::new(),
            unread: 0,
        };
        picker.list(facts);
        let mut rows = picker.rows.iter();
        picker.cursor = rows.position(|row| row.increment == at).unwrap_or(0);
        picker
    }

    /// Lists the increments anew, when the order or what is known of them changed. The cursor stays
    /// on its increment.
    pub(in crate::app) fn list(&mut self, facts: &Facts) {
        let on = self.matches().get(self.cursor).map(|row| row.increment);
        let increments = facts.engagement.increments.indexes();
        self.rows = increments
            .filter_map(|at| facts.increment_row(at))
            .collect();
        self.unread = facts.traces.iter().filter(|trace| trace.is_none()).count();
        match self.order {
            Order::Newest => self.rows.reverse(),
            Order::Urgent => {
                let mine = match facts.role() {
                    Role::Contractor => Party::Contractor,
                    Role::Reviewer | Role::Observer => Party::Reviewers,
                };
                self.rows.sort_by_key(|row| {
                    let waits = match row.whose {
                        Some(whose) if whose == mine => 0,
                        Some(_) => 1,
                        None => 2,
                    };
                    (waits, row.since, Reverse(row.increment))
                });
            }
        }
        let mut matches = self.matches().into_iter();
        self.cursor = matches
            .position(|row| Some(row.increment) == on)
            .unwrap_or(0);
    }

    /// Returns the increments that have all the words typed.
    pub fn matches(&self) -> Vec<&IncrementRow> {
        let typed = self.typed.to_lowercase();
        let has_all = |row: &&IncrementRow| {
            typed
                .split_whitespace()
                .all(|word| row.searched.contains(word))
        };
        self.rows.iter().filter(has_all).collect()
    }

    /// Adds to what was typed.
    pub(in crate::app) fn type_in(&mut self, text: &str) {
        self.typed.push_str(text);
        self.cursor = 0;
    }

    /// Takes a key: returns the increment to open, or that the picker is closed or stays open.
    pub(in crate::app) fn take_key(
        &mut self,
        facts: &Facts,
        keymap: &Keymap,
        key: Key,
    ) -> MenuKey<IncrementIndex> {
        if let Some(typed) = key.typed() {
            self.type_in(typed.encode_utf8(&mut [0; 4]));
            return MenuKey::Open;
        }
        let matches = self.matches();
        match keymap.overlay_action(KeyContext::Menu, key) {
            Some(OverlayAction::CloseMenu) => return MenuKey::Closed,
            Some(OverlayAction::Take) => {
                return matches
                    .get(self.cursor)
                    .map_or(MenuKey::Open, |row| MenuKey::Taken(row.increment));
            }
            Some(OverlayAction::Widen) => {
                self.typed.pop();
                self.cursor = 0;
            }
            Some(OverlayAction::SwitchOrder) => {
                self.order = self.order.other();
                self.list(facts);
                self.cursor = 0;
            }
            Some(action) => self.cursor = step(action, self.cursor, matches.len()),
            None => {}
        }
        MenuKey::Open
    }
}
