//! Takes what becomes known: the record, listings, traces, suggestions, and everything read again.

use std::sync::Arc;

use crate::app::facts::decided::Decided;
use crate::app::facts::engagement::Engagement;
use crate::app::facts::suggested::{Hints, Suggested};
use crate::app::msg::{Effect, Listing};
use crate::app::screens::Screen;
use crate::app::screens::review::Shown;
use crate::app::shell::undo::Undo;
use crate::app::shell::update::READING_AGAIN;
use crate::app::{Message, Model};
use crate::model::record::Record;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Suggestions;

impl Model {
    /// Takes the record, and has everything read again where it decides otherwise of what is reviewed.
    pub(super) fn take_record(&mut self, record: Arc<Record>, effects: &mut Vec<Effect>) {
        // The first record is what everything was opened with.
        let now = Decided::of(&record);
        let is_decided_otherwise = self.facts.decided.as_ref().is_some_and(|before| *before != now);
        self.facts.decided = Some(now);
        let here = self.review.here(&self.facts);
        let old = std::mem::replace(&mut self.facts.record, record);
        let rows_differ = old.threads != self.facts.record.threads
            || old.links != self.facts.record.links
            || old.newer != self.facts.record.newer
            || old.whereabouts != self.facts.record.whereabouts;
        if old.viewed != self.facts.record.viewed {
            self.review.tree.outdate();
        }
        if old.links != self.facts.record.links {
            self.facts.relink_all();
            if self.review.is_gathered() {
                self.review.gather(&self.facts);
            }
        }
        if rows_differ {
            self.review.rebuild_from(&self.facts, here);
            if let Some(row) = self.newest_of_mine(&old) {
                self.review.view.go(row, self.review.rows.len());
            }
        } else {
            self.review.rebuild_criteria(&self.facts);
        }
        self.ask_about_new_people(&old);
        self.walk.refresh(&self.facts, &old);
        self.facts.retally();
        self.say_when_judged_too_late(&old);
        self.overview.refresh(&self.facts);
        self.snags.refresh(&self.facts);
        if is_decided_otherwise {
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
        let row = self.review.row_of_thread(index as u32)?;
        // Only when it is on the screen or next to it: a note on the increment does not tear the
        // reviewer away from the line.
        let near = self.review.view.top..self.review.view.top + self.review.view.height + 1;
        near.contains(&row).then_some(row)
    }

    /// Takes the listing of the increment on the review screen.
    pub(super) fn take_listing(&mut self, request: u64, listing: Result<Arc<Listing>, String>) {
        if let (Ok(listing), true) =
            (&listing, request == self.review.opened && self.review.shown == Shown::Whole)
        {
            self.facts.take_listing(self.review.increment, Arc::clone(listing));
            self.links_changed(self.review.increment);
        }
        self.review.take_listing(&self.facts, request, listing);
    }

    /// Takes what was found when an increment was read through.
    pub(super) fn take_trace(&mut self, increment: usize, trace: Arc<IncrementTrace>) {
        self.hint_at_role(&trace.commits);
        if let Some(slot) = self.facts.traces.get_mut(increment) {
            *slot = Some(trace);
        }
        self.facts.relink(increment);
        self.links_changed(increment);
        self.review.take_links(&self.facts, increment);
        self.amendments.forget();
    }

    /// Takes what an increment suggests.
    pub(super) fn take_suggestions(&mut self, increment: usize, suggestions: Arc<Suggestions>) {
        self.facts.take_suggestions(increment, suggestions);
        self.facts.relink(increment);
        self.links_changed(increment);
        self.review.take_links(&self.facts, increment);
    }

    fn links_changed(&mut self, increment: usize) {
        self.review.forget_shared_links(increment);
        if self.screen == Screen::Gaps {
            self.gaps.refresh(&self.facts);
        }
    }

    /// Takes everything as it was read again; the reviewer stays where they are.
    pub(super) fn take_engagement(&mut self, engagement: Engagement, effects: &mut Vec<Effect>) {
        let resume = self.resume();
        let column = self.facts.engagement.increments.get(self.overview.column).map(|found| found.id.clone());
        let increments = engagement.increments.len();
        self.facts.engagement = engagement;
        self.review.criteria.detail.forget();
        self.walk.forget();
        self.amendments.forget();
        self.facts.listed = None;
        self.facts.traces = vec![None; increments];
        self.facts.bearings.clear();
        self.facts.unclear.clear();
        self.facts.coverages.clear();
        (self.facts.reading, self.facts.reading_since) = (true, self.facts.now);
        self.facts.hints = vec![Hints::default(); increments];
        self.facts.suggested = vec![Suggested::default(); increments];
        self.come_back(&resume, effects);
        if let Some(column) = column.and_then(|id| self.facts.engagement.increment_of(&id)) {
            self.overview.column = column;
        }
        // Whoever changed increments is told of that.
        let asked = self.message.as_ref().is_none_or(|message| message.text == READING_AGAIN);
        if asked {
            self.message = Some(Message::info("read again"));
        }
    }

    /// Chooses the first criterion where the chosen one is not under review.
    pub(super) fn keep_choice(&mut self) {
        if let Some(first) = self.review.first_choice(&self.facts) {
            self.choose(first);
        }
    }
}
