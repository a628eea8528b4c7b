//! Shows screens.

use crate::app::facts::apply::Fact;
use crate::app::facts::engagement::Scope;
use crate::app::msg::Effect;
use crate::app::screens::lapses::LapseWalk;
use crate::app::screens::verify::Walk;
use crate::app::{Message, Model, Screen};

impl Model {
    /// Shows a screen; goes back to the review when that screen is shown already.
    pub fn show(&mut self, screen: Screen) {
        self.screens.active = if self.screens.active == screen {
            Screen::Review
        } else {
            screen
        };
        if self.screens.active == Screen::Overview {
            self.screens.overview.column = self.screens.review.increment;
        }
        self.enter();
    }

    /// Updates the screen that is shown and puts its cursor on the chosen criterion.
    pub(super) fn enter(&mut self) {
        self.screens.shown_mut().enter(&self.facts);
    }

    /// Goes back to a screen, and brings it up to date.
    pub(in crate::app) fn go_back(&mut self, screen: Screen) {
        self.end_search();
        self.screens.active = screen;
        self.enter();
    }

    /// Opens the whole spec at the chosen criterion.
    pub(super) fn open_spec(&mut self, effects: &mut Vec<Effect>) {
        self.end_search();
        let asks = self.screens.spec.open(&self.facts, self.screens.active);
        self.screens.active = Screen::Spec;
        self.answer(asks, effects);
    }

    /// Starts the walk through the addressed notes.
    pub(super) fn begin_walk(&mut self) {
        let under = self
            .thread_in_focus()
            .and_then(|thread| self.facts.record.threads.get(thread as usize));
        match Walk::begin(
            &self.facts,
            under.map(|thread| thread.id),
            self.screens.active,
        ) {
            Some(walk) => {
                self.screens.verify = walk;
                self.screens.active = Screen::Verify;
            }
            None => {
                self.message = Some(Message::info(
                    "nothing to verify: no note is marked as fixed",
                ));
            }
        }
    }

    /// Starts the walk through the user's lapsed verdicts.
    pub(super) fn check_again(&mut self, effects: &mut Vec<Effect>) {
        if let Some(walk) = LapseWalk::begin(&self.facts, self.screens.active) {
            self.screens.lapses = walk;
            self.screens.active = Screen::Lapses;
            let asks = self.screens.lapses.choose(&self.facts);
            return self.answer(asks, effects);
        }
        let others = self.facts.waiting().lapsed;
        let words = match others {
            0 => "nothing to check again: no verdict lapsed".to_owned(),
            1 => "none of your verdicts lapsed; 1 criterion of others' is to be checked again"
                .to_owned(),
            others => format!(
                "none of your verdicts lapsed; {others} criteria of others' are to be checked again"
            ),
        };
        self.message = Some(Message::info(words));
    }

    /// Changes the scope under review.
    pub(in crate::app) fn review_specs(&mut self, scope: Scope, effects: &mut Vec<Effect>) {
        self.learn(Fact::Scope(scope));
        self.keep_choice();
        if self.screens.active == Screen::Spec {
            self.end_search();
            let asks = self.screens.spec.show_chosen(&self.facts);
            self.answer(asks, effects);
        }
    }

    /// Tells whether a verdict or note given now would not be about what the cursor is on.
    pub(super) fn is_off_criteria(&self) -> bool {
        let line = self.screens.spec.line();
        self.screens.active == Screen::Spec
            && self.screens.spec.criterion(&self.facts, line).is_none()
    }
}
