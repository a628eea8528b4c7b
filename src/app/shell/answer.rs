//! Carries out what screens ask of the shell.

use crate::app::Model;
use crate::app::facts::Facts;
use crate::app::facts::apply::Fact;
use crate::app::msg::Effect;
use crate::app::screens::Screen;
use crate::app::screens::ask::{Ask, Destination};
use crate::app::screens::review::Review;
use crate::model::index::CriterionIndex;

impl Model {
    /// Carries out a screen's requests in order.
    pub(in crate::app) fn answer(&mut self, asks: Vec<Ask>, effects: &mut Vec<Effect>) {
        for ask in asks {
            match ask {
                Ask::Tell(message) => self.message = Some(message),
                Ask::Choose(criterion) => self.choose(criterion),
                Ask::Open(overlay) => self.overlay = Some(overlay),
                Ask::Show(screen) => self.show(screen),
                Ask::GoBack(screen) => self.go_back(screen),
                Ask::GoTo(destination) => self.go_to(destination, effects),
                Ask::Do(effect) => effects.push(effect),
                Ask::Leave => self.screens.active = Screen::Review,
                Ask::Note => self.compose_note(),
                Ask::Undo(undo) => self.undo.push(undo),
            }
        }
    }

    /// Lets the review screen change itself, and carries out its requests.
    pub(in crate::app) fn act_on_review(
        &mut self,
        change: impl FnOnce(&mut Review, &Facts, &mut Vec<Ask>),
        effects: &mut Vec<Effect>,
    ) {
        let mut asks = Vec::new();
        change(&mut self.screens.review, &self.facts, &mut asks);
        self.answer(asks, effects);
    }

    /// Shows a place on the review screen.
    pub(in crate::app) fn go_to(&mut self, destination: Destination, effects: &mut Vec<Effect>) {
        if let Destination::Criterion { criterion, .. } = destination {
            self.screens.review.leave_mark(&self.facts);
            self.choose(criterion);
        }
        self.screens.active = Screen::Review;
        self.act_on_review(
            |review, facts, asks| review.go_to(facts, destination, asks),
            effects,
        );
    }

    /// Makes a criterion the chosen one on every screen.
    pub fn choose(&mut self, criterion: CriterionIndex) {
        if self.facts.chosen != Some(criterion) {
            self.learn(Fact::Chosen(criterion));
        }
    }
}
