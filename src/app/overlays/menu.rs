//! A few choices, by key or by cursor.

mod commits;
mod filters;
mod people;
mod specs;
mod verdicts;

use crate::app::Model;
use crate::app::facts::scope::Scope;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::screens::ask::Destination;
use crate::app::screens::review::copying::Copied;
use crate::app::screens::review::linking::Linking;
use crate::app::screens::snags::StateFilter;
use crate::model::event::VerifiedAs;
use crate::model::id::{DraftId, EventId, ObjectId, WriterId};
use crate::model::link::LinkTarget;
use crate::model::note::Label;
use crate::model::person::Role;
use crate::model::spec::CriterionKey;
use crate::model::verdict::{Outcome, Verdict};
use crate::safe;

/// A menu with more choices than this is narrowed by typing; its choices have no keys.
const LONG: usize = 12;

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
        Self { key: None, text: text.into(), is_path: false, below: None, kind, counts, choice }
    }
}

/// What a menu can take.
#[derive(Clone, Debug)]
pub enum Choice {
    /// A verdict on the chosen criterion, with a comment to be written.
    VerdictWithComment(Verdict),
    /// A verdict where another reviewer's differs.
    Verdict(Contested),
    /// Somebody of whom is to be said what they are.
    Person(WriterId),
    /// What they are.
    Role(WriterId, Role),
    /// That their words count on this machine, as what; never, without a role.
    Admit(WriterId, Option<Role>),
    /// That it is decided later whether their words count.
    AdmitLater(WriterId),
    /// In which commit a note was put right.
    PutRight(EventId, Option<ObjectId>),
    /// In one that is to be named.
    OtherCommit(EventId),
    /// My verdict on the chosen criterion is no more.
    TakeVerdictBack,
    /// An outcome of the increment shown, with a comment to be written.
    Outcome(Outcome),
    /// A word on where the thread under the cursor stands.
    ThreadState(VerifiedAs),
    /// The draft to go on with.
    Draft(DraftId),
    /// What to copy.
    Copy(Copied),
    /// Which spec is reviewed.
    Spec(Scope),
    /// Which states the snags screen shows.
    FilterState(StateFilter),
    /// Which label the snags screen shows.
    FilterLabel(Option<Label>),
    /// Which criterion the snags screen shows.
    FilterCriterion(Option<usize>),
    /// A link to make or to reject.
    Link(Box<Linking>),
    /// The commit behind which an increment is to be split.
    SplitBehind(usize, ObjectId),
    /// Split the increment of that index behind a commit.
    Split(usize, ObjectId),
    /// Join the increment of that index with the one behind it.
    Join(usize),
    /// Agree to all changes of the spec that are open.
    AgreeAll,
    /// The commit at which the specs are agreed as they stand.
    Pin(ObjectId),
    /// The criterion to choose.
    Criterion(usize),
    /// Where to go: to what is linked, in the increment of that index.
    Target(usize, Box<LinkTarget>),
}

/// A verdict that differs from another reviewer's, and what is to become of theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contested {
    /// On which criterion.
    pub criterion: CriterionKey,
    /// What I say.
    pub verdict: Verdict,
    /// Whether it takes the place of theirs, for everybody.
    pub for_all: bool,
    /// The draft with the words beside it, where there are some.
    pub draft: Option<DraftId>,
}

impl Menu {
    pub(in crate::app) fn new(title: impl Into<String>, mut items: Vec<MenuItem>) -> Self {
        if items.len() > LONG {
            items.iter_mut().for_each(|item| item.key = None);
        }
        let (facts, typed) = (Vec::new(), String::new());
        Self { title: title.into(), facts, items, cursor: 0, typed, picker: false }
    }

    /// One that is narrowed by typing.
    pub(in crate::app) fn picker(title: impl Into<String>, items: Vec<MenuItem>) -> Self {
        Self { picker: true, ..Self::new(title, items) }
    }

    /// Whether it is narrowed by typing.
    pub fn is_long(&self) -> bool {
        self.picker || self.items.len() > LONG
    }

    /// Whether its items are sentences, not paths.
    pub fn is_picker(&self) -> bool {
        self.picker
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
        let has = |item: &MenuItem| matches!(&item.choice, Choice::Verdict(on) if on.draft.is_some());
        self.items.iter().any(has)
    }

    /// What a key makes of the menu: the choice taken, or that it is closed; else it goes on.
    pub fn take_key(&mut self, key: Key) -> MenuKey {
        let matches = self.matches();
        let last = matches.len().saturating_sub(1);
        let by_key = key.typed().and_then(|c| matches.iter().find(|item| item.key == Some(c)));
        if let Some(item) = by_key {
            return MenuKey::Taken(item.choice.clone());
        }
        let cursor = match key.code {
            KeyCode::Esc => return MenuKey::Closed,
            KeyCode::Enter => match matches.get(self.cursor) {
                Some(item) => return MenuKey::Taken(item.choice.clone()),
                None => 0,
            },
            KeyCode::Down => (self.cursor + 1).min(last),
            KeyCode::Up => self.cursor.saturating_sub(1),
            KeyCode::PageDown => (self.cursor + 10).min(last),
            KeyCode::PageUp => self.cursor.saturating_sub(10),
            KeyCode::Home => 0,
            KeyCode::End => last,
            KeyCode::Backspace => {
                self.typed.pop();
                0
            }
            _ => match (key.typed(), self.is_long()) {
                (Some(c), true) => {
                    self.typed.push(c);
                    0
                }
                (Some('q'), false) => return MenuKey::Closed,
                (Some('j'), false) => (self.cursor + 1).min(last),
                (Some('k'), false) => self.cursor.saturating_sub(1),
                _ => self.cursor,
            },
        };
        self.cursor = cursor;
        MenuKey::Open
    }
}

/// What came of a key in a menu.
#[derive(Clone, Debug)]
pub enum MenuKey {
    /// The menu stays open.
    Open,
    /// It is closed, nothing taken.
    Closed,
    /// Something was taken.
    Taken(Choice),
}

pub(in crate::app) fn item(
    key: impl Into<Option<char>>,
    text: impl Into<String>,
    choice: Choice,
) -> MenuItem {
    MenuItem { key: key.into(), ..MenuItem::new(text, choice) }
}

impl Model {
    /// Outcomes of the increment shown.
    pub fn outcome_menu(&self) -> Option<Menu> {
        let increment = self.increment()?;
        let now = self.facts.record.standing(increment).outcome;
        let items = Outcome::ALL.into_iter().zip(['i', 'c', 'a', 'w', 'x']).map(|(outcome, key)| {
            let mark = if outcome == now { "  (now)" } else { "" };
            item(key, format!("{}{mark}", outcome.words()), Choice::Outcome(outcome))
        });
        Some(Menu::new(format!("Outcome of {}", safe::inline(&increment.title)), items.collect()))
    }

    /// Words on where the thread under the cursor stands.
    pub fn thread_menu(&self) -> Option<Menu> {
        let thread = self.facts.record.threads.get(self.thread_in_focus()? as usize)?;
        let title = format!("{} {} is {}", thread.body.label.name(), thread.id.short(), thread.state.name());
        let mut items = vec![
            item('v', "verified: it was put right", Choice::ThreadState(VerifiedAs::Verified)),
            item('o', "open: asked for (again)", Choice::ThreadState(VerifiedAs::Reopened)),
            item('w', "withdrawn: no longer asked for", Choice::ThreadState(VerifiedAs::Withdrawn)),
        ];
        if !self.facts.is_reviewer() {
            // One's own note can be let go; the rest is for a reviewer to say.
            items.retain(|item| matches!(item.choice, Choice::ThreadState(VerifiedAs::Withdrawn)));
            items.truncate(usize::from(thread.author == self.facts.engagement.me));
        }
        if items.is_empty() {
            return None;
        }
        Some(Menu::new(title, items))
    }

    /// Carries out what was taken from a menu.
    pub fn take_choice(&mut self, choice: Choice, effects: &mut Vec<Effect>) {
        match choice {
            Choice::VerdictWithComment(verdict) => self.compose_verdict(verdict),
            Choice::Verdict(contested) => self.give_contested(contested, effects),
            Choice::TakeVerdictBack => self.take_verdict_back(effects),
            Choice::Person(writer) if self.facts.is_pending(&writer) => {
                self.overlay = Some(Overlay::Menu(self.facts.admit_menu(&writer)));
            }
            Choice::Person(writer) => self.overlay = Some(Overlay::Menu(self.facts.role_menu(&writer))),
            Choice::Admit(writer, role) => self.admit(writer, role, effects),
            Choice::AdmitLater(writer) => self.ask_about_next(&writer),
            Choice::PutRight(thread, commit) => self.compose_claim(thread, commit),
            Choice::OtherCommit(thread) => self.ask_for_commit(thread),
            Choice::Role(writer, role) => self.say_role(writer, role, effects),
            Choice::Outcome(outcome) => self.compose_outcome(outcome),
            Choice::ThreadState(state) => self.say_thread_state(state, effects),
            Choice::Draft(id) => self.resume_draft(&id),
            Choice::Copy(copied) => {
                self.act_on_review(|review, facts, asks| review.copy(facts, copied, asks), effects)
            }
            Choice::Spec(scope) => self.review_specs(scope, effects),
            Choice::FilterState(filter) => {
                self.snags.state = filter;
                self.snags.list(&self.facts);
            }
            Choice::FilterLabel(label) => {
                self.snags.label = label;
                self.snags.list(&self.facts);
            }
            Choice::Link(linking) => {
                self.act_on_review(|review, facts, asks| review.say_link(facts, *linking, asks), effects)
            }
            Choice::SplitBehind(of, commit) => self.ask_split_behind(of, commit),
            Choice::Split(of, commit) => self.split(of, commit, effects),
            Choice::Join(of) => self.join(of, effects),
            Choice::AgreeAll => self.agree_all(effects),
            Choice::Pin(commit) => self.pin(commit, effects),
            Choice::Criterion(number) => self.choose(number),
            Choice::Target(of, target) => self.go_to(Destination::Target(of, *target), effects),
            Choice::FilterCriterion(criterion) => {
                self.snags.criterion = criterion;
                self.snags.list(&self.facts);
            }
        }
    }

    /// The menu that an action opens, if it opens one.
    pub(in crate::app) fn menu_for(&self, action: Action) -> Option<Menu> {
        match action {
            Action::VerdictMenu => self.facts.verdict_menu(),
            Action::Outcome => self.outcome_menu(),
            Action::ThreadState => self.thread_menu(),
            Action::Drafts => self.drafts_menu(),
            Action::Copy => self.review.copy_menu(&self.facts),
            Action::Links => self.review.links_menu(&self.facts),
            Action::People => Some(self.facts.people_menu()),
            Action::ChooseSpec => Some(self.facts.spec_menu()),
            Action::FilterState => Some(self.facts.state_filter_menu()),
            Action::FilterLabel => Some(self.facts.label_filter_menu()),
            Action::FilterCriterion => Some(self.facts.criterion_filter_menu()),
            _ => None,
        }
    }
}
