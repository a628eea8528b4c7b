//! Takes in what becomes known: the record, listings, traces, suggestions.

use std::sync::Arc;

use crate::app::Model;
use crate::app::Screen;
use crate::app::facts::apply::{Changed, Fact};
use crate::app::msg::{Effect, Listing};
use crate::app::overlays::Overlay;
use crate::app::screens::review::Shown;
use crate::app::undo::Undo;
use crate::model::record::Record;

impl Model {
    /// Applies a fact and lets every screen follow what changed.
    pub(in crate::app) fn learn(&mut self, fact: Fact) -> Changed {
        let changed = self.facts.apply(fact);
        self.screens.review.follow(&self.facts, changed);
        self.screens.follow(&self.facts, changed);
        if let Some(Overlay::Increments(picker)) = &mut self.overlay {
            picker.list(&self.facts);
        }
        changed
    }

    /// Takes in the record. Requests that everything be read again when reviewers' decisions
    /// changed what is reviewed.
    pub(super) fn take_record(&mut self, record: Arc<Record>, effects: &mut Vec<Effect>) {
        let old = Arc::clone(&self.facts.record);
        let changed = self.learn(Fact::Record(record));
        if let Some(row) = self.newest_of_mine(&old).filter(|_| changed.notes) {
            self.screens
                .review
                .view
                .go(row, self.screens.review.rows.len());
        }
        if !self.knows_people {
            let items = self.facts.unread.items().iter();
            self.reported = items.map(|item| item.id).collect();
        }
        self.ask_about_new_people(&old);
        self.say_when_judged_too_late(&old);
        if self.screens.active == Screen::Lapses {
            let asks = self.screens.lapses.go_on(&self.facts);
            self.answer(asks, effects);
        }
        if changed.decided {
            effects.push(Effect::Reopen);
        }
    }

    /// Tells the user when the verdict just given is on lines that a later increment changed.
    fn say_when_judged_too_late(&mut self, old: &Record) {
        let Some(Undo::Verdict { criterion, .. }) = self.undo.last() else {
            return;
        };
        let is_new = old.verdicts.get(criterion) != self.facts.record.verdicts.get(criterion);
        if is_new {
            let criterion = criterion.clone();
            self.say_when_overtaken(&criterion);
        }
    }

    /// Returns the first row of the thread that the user just opened.
    fn newest_of_mine(&mut self, old: &Record) -> Option<usize> {
        let mut new = self.facts.record.threads.iter().enumerate().rev();
        let (index, _) = new.find(|(_, thread)| {
            self.posted
                && thread.author == self.facts.engagement.me
                && old.thread(thread.id).is_none()
        })?;
        self.posted = false;
        let row = self.screens.review.row_of_thread(index as u32)?;
        // Only when it is on the screen or next to it: a note on the increment must not move the
        // reviewer away from the line.
        let near = self.screens.review.view.top
            ..self.screens.review.view.top + self.screens.review.view.height + 1;
        near.contains(&row).then_some(row)
    }

    /// Takes in the listing of what the review screen shows; an answer to an older request is
    /// dropped.
    pub(super) fn take_listing(&mut self, request: u64, listing: Result<Listing, String>) {
        if request != self.screens.review.opened {
            return;
        }
        let listing = listing.map(Arc::new);
        let fact = listing
            .as_ref()
            .ok()
            .filter(|_| self.screens.review.shown == Shown::Whole)
            .cloned();
        let fact = fact.map(|listing| Fact::Listed(self.screens.review.increment, listing));
        let changed = fact.map(|fact| self.facts.apply(fact)).unwrap_or_default();
        // The review rebuilds all its rows from a listing, so it need not follow the links first.
        self.screens.review.take_listing(&self.facts, listing);
        self.screens.follow(&self.facts, changed);
    }

    /// Chooses the first criterion in scope when the chosen one is out of scope.
    pub(super) fn keep_choice(&mut self) {
        if let Some(first) = self.screens.review.first_choice(&self.facts) {
            self.choose(first);
        }
    }
}
