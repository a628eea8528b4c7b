//! Searches on the screen that is shown: the whole spec in its own text, every other screen in the
//! diff.

use crate::app::msg::Effect;
use crate::app::screens::ask::Ask;
use crate::app::search::{Expression, Search, SearchArea};
use crate::app::{Message, Model, Screen};

impl Model {
    /// Starts a search; an empty text ends the search in force.
    pub(super) fn search_for(
        &mut self,
        text: String,
        within: SearchArea,
        effects: &mut Vec<Effect>,
    ) {
        if text.is_empty() {
            self.end_search();
            return;
        }
        self.searches.remember(&text);
        let search = Search {
            expression: Expression::new(text),
            within,
        };
        let remark = search.expression.remark().map(str::to_owned);
        let mut asks = Vec::new();
        if self.screens.active == Screen::Spec {
            self.screens.spec.search = Some(search);
            asks = self.screens.spec.search_on(&self.facts, true);
        } else {
            self.screens.active = Screen::Review;
            self.screens
                .review
                .search_for(&self.facts, search, &mut asks);
        }
        self.answer(asks, effects);
        if let Some(remark) = remark {
            let found = self
                .message
                .take()
                .map(|message| format!("{} · ", message.text));
            self.message = Some(Message::info(format!(
                "{}{remark}",
                found.unwrap_or_default()
            )));
        }
    }

    /// Goes to the next or previous match.
    pub(super) fn search_further(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let mut asks: Vec<Ask> = Vec::new();
        if self.screens.active == Screen::Spec {
            asks = self.screens.spec.search_on(&self.facts, forward);
        } else {
            self.screens
                .review
                .search_on(&self.facts, forward, &mut asks);
        }
        self.answer(asks, effects);
    }

    /// Continues a search that waited for a file.
    pub(super) fn resume_search(&mut self, effects: &mut Vec<Effect>) {
        let mut asks = Vec::new();
        if self.screens.review.resume_search(&self.facts, &mut asks) {
            self.message = None;
        }
        self.answer(asks, effects);
    }

    /// Ends the search; returns whether there was one.
    pub(super) fn end_search(&mut self) -> bool {
        let in_diff = self.screens.review.end_search();
        self.screens.spec.search.take().is_some() || in_diff
    }
}
