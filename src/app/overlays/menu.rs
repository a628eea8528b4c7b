//! A few choices, by key or by cursor.

mod choice;
mod commits;
mod filters;
mod people;
mod specs;
mod verdicts;

use crate::app::input::binding::KeyContext;
use crate::app::input::key::Key;
use crate::app::input::keymap::Keymap;
use crate::app::input::overlay_keys::OverlayAction;

pub use choice::{Choice, Contested, Copied, Linking};

/// A menu with more choices than this is narrowed by typing; its choices have no keys.
const LONG: usize = 12;

/// Choices that a page key goes by.
const PAGE: usize = 10;

/// A few choices.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What is chosen, in a few words.
    pub title: String,
    /// What is to be known before one chooses, a line each.
    pub facts: Vec<String>,
    /// From top to bottom; never empty.
    items: Vec<MenuItem>,
    /// Which of the [`matches`](Self::matches) the cursor is on.
    pub cursor: usize,
    /// What was typed to narrow a long menu.
    pub typed: String,
    /// Whether it is narrowed by typing however short it is.
    picker: bool,
    /// Whether keys are ignored until it was on the screen: those typed before are not for it.
    pub(in crate::app) is_unseen: bool,
}

/// One of a menu's choices.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The character that takes it at once.
    pub key: Option<char>,
    /// What it is; our own words, or made safe.
    pub text: String,
    /// Whether its end says most, as a path's does.
    pub is_path: bool,
    /// What it is where the item it belongs to, whose text its own begins with, stands above it.
    pub below: Option<String>,
    /// What sort of thing it is; empty where all are of one sort.
    pub kind: String,
    /// What there is of it, in columns; may be empty.
    pub counts: String,
    /// What is taken.
    pub choice: Choice,
}

impl MenuItem {
    /// An item without a key.
    pub fn new(text: impl Into<String>, choice: Choice) -> Self {
        let (kind, counts) = (String::new(), String::new());
        Self {
            key: None,
            text: text.into(),
            is_path: false,
            below: None,
            kind,
            counts,
            choice,
        }
    }
}

impl Menu {
    pub(in crate::app) fn new(title: impl Into<String>, mut items: Vec<MenuItem>) -> Self {
        if items.len() > LONG {
            items.iter_mut().for_each(|item| item.key = None);
        }
        let (facts, typed) = (Vec::new(), String::new());
        Self {
            title: title.into(),
            facts,
            items,
            cursor: 0,
            typed,
            picker: false,
            is_unseen: false,
        }
    }

    /// One that is narrowed by typing.
    pub(in crate::app) fn picker(title: impl Into<String>, items: Vec<MenuItem>) -> Self {
        Self {
            picker: true,
            ..Self::new(title, items)
        }
    }

    /// Whether it is narrowed by typing.
    pub fn is_long(&self) -> bool {
        self.picker || self.items.len() > LONG
    }

    /// All choices there are.
    pub fn items(&self) -> &[MenuItem] {
        &self.items
    }

    /// The choices that have all the words typed.
    pub fn matches(&self) -> Vec<&MenuItem> {
        let typed = self.typed.to_lowercase();
        let has_all = |item: &&MenuItem| {
            let text = format!("{} {}", item.text, item.kind).to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        self.items.iter().filter(has_all).collect()
    }

    /// Whether it is about a draft, which is kept when the menu is closed.
    pub fn keeps_draft(&self) -> bool {
        let has =
            |item: &MenuItem| matches!(&item.choice, Choice::Verdict(on) if on.draft.is_some());
        self.items.iter().any(has)
    }

    /// Takes a key: a choice's own character first, then what narrows a long menu, then the table
    /// of keys.
    pub fn take_key(&mut self, keymap: &Keymap, key: Key) -> MenuKey {
        let matches = self.matches();
        let by_key = key
            .typed()
            .and_then(|c| matches.iter().find(|item| item.key == Some(c)));
        if let Some(item) = by_key {
            return MenuKey::Taken(item.choice.clone());
        }
        if let Some(typed) = key.typed().filter(|_| self.is_long()) {
            self.typed.push(typed);
            self.cursor = 0;
            return MenuKey::Open;
        }
        match keymap.overlay_action(KeyContext::Menu, key) {
            Some(OverlayAction::CloseMenu) => return MenuKey::Closed,
            Some(OverlayAction::Take) => match matches.get(self.cursor) {
                Some(item) => return MenuKey::Taken(item.choice.clone()),
                None => self.cursor = 0,
            },
            Some(OverlayAction::Widen) => {
                self.typed.pop();
                self.cursor = 0;
            }
            Some(action) => self.cursor = step(action, self.cursor, matches.len()),
            None => {}
        }
        MenuKey::Open
    }
}

/// Returns where the cursor of a list of `len` choices goes with an action; where it is for any
/// other action.
pub(in crate::app) fn step(action: OverlayAction, cursor: usize, len: usize) -> usize {
    let last = len.saturating_sub(1);
    match action {
        OverlayAction::MenuDown => (cursor + 1).min(last),
        OverlayAction::MenuUp => cursor.saturating_sub(1),
        OverlayAction::MenuPageDown => (cursor + PAGE).min(last),
        OverlayAction::MenuPageUp => cursor.saturating_sub(PAGE),
        OverlayAction::MenuTop => 0,
        OverlayAction::MenuBottom => last,
        _ => cursor,
    }
}

/// What came of a key in a menu.
#[derive(Clone, Debug)]
pub enum MenuKey<T = Choice> {
    /// The menu stays open.
    Open,
    /// It is closed, nothing taken.
    Closed,
    /// Something was taken.
    Taken(T),
}

pub(in crate::app) fn item(
    key: impl Into<Option<char>>,
    text: impl Into<String>,
    choice: Choice,
) -> MenuItem {
    MenuItem {
        key: key.into(),
        ..MenuItem::new(text, choice)
    }
}
