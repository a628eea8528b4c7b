//! Shows screens, and has the one that is shown carry actions out.

use crate::app::facts::apply::Fact;
use crate::app::facts::engagement::Scope;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::screens::ask::Ask;
use crate::app::screens::verify::Walk;
use crate::app::{Message, Model, Screen};

impl Model {
    /// Has the screen that is shown carry an action out; gives nothing where the action is the shell's.
    pub(super) fn act_on_screen(&mut self, action: Action) -> Option<Vec<Ask>> {
        match self.screen {
            Screen::Overview => self.overview.act(&self.facts, action),
            Screen::Snags => self.snags.act(&self.facts, action),
            Screen::Gaps => self.gaps.act(&self.facts, action),
            Screen::Amendments => self.amendments.act(&self.facts, action),
            Screen::Verify => self.walk.act(&self.facts, action),
            Screen::Spec => self.document.act(&self.facts, action),
            Screen::Review => None,
        }
    }

    /// Shows a screen, or the review again when it is shown already.
    pub fn show(&mut self, screen: Screen) {
        self.screen = if self.screen == screen { Screen::Review } else { screen };
        if self.screen == Screen::Overview {
            self.overview.column = self.review.increment;
        }
        self.enter();
    }

    /// Makes the list of the screen that is shown anew and puts its cursor on the chosen criterion.
    pub(super) fn enter(&mut self) {
        match self.screen {
            Screen::Overview => self.overview.list(&self.facts),
            Screen::Snags => self.snags.list(&self.facts),
            Screen::Gaps => self.gaps.list(&self.facts),
            Screen::Amendments => self.amendments.fit(&self.facts),
            Screen::Review | Screen::Verify | Screen::Spec => self.review.rebuild_criteria(&self.facts),
        }
    }

    /// Goes back to a screen, with what became of it meanwhile.
    pub(in crate::app) fn go_back(&mut self, screen: Screen) {
        self.end_search();
        self.screen = screen;
        self.enter();
    }

    /// Opens the whole spec at the chosen criterion.
    pub(super) fn open_spec(&mut self, effects: &mut Vec<Effect>) {
        self.end_search();
        let asks = self.document.open(&self.facts, self.screen);
        self.screen = Screen::Spec;
        self.answer(asks, effects);
    }

    /// Begins to walk through the addressed notes.
    pub(super) fn begin_walk(&mut self) {
        let under = self.thread_in_focus().and_then(|thread| self.facts.record.threads.get(thread as usize));
        match Walk::begin(&self.facts, under.map(|thread| thread.id), self.screen) {
            Some(walk) => {
                self.walk = walk;
                self.screen = Screen::Verify;
            }
            None => {
                self.message = Some(Message::info("no note is addressed, so there is nothing to verify"));
            }
        }
    }

    /// Reviews other specs.
    pub(in crate::app) fn review_specs(&mut self, scope: Scope, effects: &mut Vec<Effect>) {
        self.learn(Fact::Scope(scope));
        self.keep_choice();
        if self.screen == Screen::Spec {
            self.end_search();
            let asks = self.document.show_chosen(&self.facts);
            self.answer(asks, effects);
        }
    }

    /// Whether a verdict or a note given now would be about something else than what is looked at.
    pub(super) fn is_off_criteria(&self) -> bool {
        let line = self.document.line();
        self.screen == Screen::Spec && self.document.criterion(&self.facts, line).is_none()
    }
}
