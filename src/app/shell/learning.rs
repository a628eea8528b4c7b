//! Takes what becomes known: the record, listings, traces, suggestions, and everything read again.

use std::sync::Arc;

use crate::app::facts::apply::{Changed, Fact};
use crate::app::facts::engagement::Engagement;
use crate::app::msg::{Effect, Listing};
use crate::app::screens::review::Shown;
use crate::app::shell::update::READING_AGAIN;
use crate::app::undo::Undo;
use crate::app::{Message, Model};
use crate::model::record::Record;

impl Model {
    /// Learns a fact: every screen follows what it changed.
    pub(in crate::app) fn learn(&mut self, fact: Fact) -> Changed {
        let changed = self.facts.apply(fact);
        self.screens.review.follow(&self.facts, changed);
        self.screens.follow(&self.facts, changed);
        changed
    }

    /// Takes the record, and has everything read again where it decides otherwise of what is reviewed.
    pub(super) fn take_record(&mut self, record: Arc<Record>, effects: &mut Vec<Effect>) {
        let old = Arc::clone(&self.facts.record);
        let changed = self.learn(Fact::Record(record));
        if let Some(row) = self.newest_of_mine(&old).filter(|_| changed.notes) {
            self.screens.review.view.go(row, self.screens.review.rows.len());
        }
        self.ask_about_new_people(&old);
        self.say_when_judged_too_late(&old);
        if changed.decided {
            effects.push(Effect::Reopen);
        }
    }

    /// Says so when the verdict just given is on lines that a later increment changed.
    fn say_when_judged_too_late(&mut self, old: &Record) {
        let Some(Undo::Verdict { criterion, .. }) = self.undo.last() else { return };
        let is_new = old.verdicts.get(criterion) != self.facts.record.verdicts.get(criterion);
        if is_new {
            let criterion = criterion.clone();
            self.say_when_overtaken(&criterion);
        }
    }

    /// The first row of a thread that I have just opened.
    fn newest_of_mine(&mut self, old: &Record) -> Option<usize> {
        let mut new = self.facts.record.threads.iter().enumerate().rev();
        let (index, _) = new.find(|(_, thread)| {
            self.posted && thread.author == self.facts.engagement.me && old.thread(thread.id).is_none()
        })?;
        self.posted = false;
        let row = self.screens.review.row_of_thread(index as u32)?;
        // Only when it is on the screen or next to it: a note on the increment does not tear the
        // reviewer away from the line.
        let near =
            self.screens.review.view.top..self.screens.review.view.top + self.screens.review.view.height + 1;
        near.contains(&row).then_some(row)
    }

    /// Takes the listing of what is on the review screen.
    pub(super) fn take_listing(&mut self, request: u64, listing: Result<Listing, String>) {
        if request != self.screens.review.opened {
            return;
        }
        let listing = listing.map(Arc::new);
        let fact = listing.as_ref().ok().filter(|_| self.screens.review.shown == Shown::Whole).cloned();
        let fact = fact.map(|listing| Fact::Listed(self.screens.review.increment, listing));
        let changed = fact.map(|fact| self.facts.apply(fact)).unwrap_or_default();
        // The review makes all of its rows anew of a listing, so it need not follow the links before.
        self.screens.review.take_listing(&self.facts, listing);
        self.screens.follow(&self.facts, changed);
    }

    /// Takes everything as it was read again; the reviewer stays where they are.
    pub(super) fn take_engagement(&mut self, engagement: Box<Engagement>, effects: &mut Vec<Effect>) {
        let resume = self.resume();
        let column =
            self.facts.engagement.increments.get(self.screens.overview.column).map(|found| found.id.clone());
        self.learn(Fact::Reopened(engagement));
        self.come_back(&resume, effects);
        if let Some(column) = column.and_then(|id| self.facts.engagement.increment_of(&id)) {
            self.screens.overview.column = column;
        }
        // Whoever changed increments is told of that.
        let asked = self.message.as_ref().is_none_or(|message| message.text == READING_AGAIN);
        if asked {
            self.message = Some(Message::info("read again"));
        }
    }

    /// Chooses the first criterion where the chosen one is not under review.
    pub(super) fn keep_choice(&mut self) {
        if let Some(first) = self.screens.review.first_choice(&self.facts) {
            self.choose(first);
        }
    }
}
