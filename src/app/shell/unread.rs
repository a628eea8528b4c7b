//! Marks what was on the screen as read, and goes from one new thing to the next.

use crate::app::facts::apply::Fact;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::screens::ask::{Ask, Destination};
use crate::app::{Message, Model, Screen};
use crate::model::id::EventId;
use crate::model::unread::{UnreadItem, UnreadPlace};

impl Model {
    /// Notes what the screen that was just drawn shows: a menu, which takes keys from now on, or new
    /// things, which are read once the user goes on.
    pub(super) fn note_drawn(&mut self) {
        if let Some(Overlay::Menu(menu)) = &mut self.overlay {
            menu.is_unseen = false;
        }
        self.drawn = if self.overlay.is_some() {
            Vec::new()
        } else {
            self.shown_unread()
        };
    }

    /// Marks what the last drawn screen showed as read.
    pub(super) fn read_drawn(&mut self, effects: &mut Vec<Effect>) {
        let drawn = std::mem::take(&mut self.drawn);
        if !drawn.is_empty() {
            self.learn(Fact::Read(drawn.clone()));
            effects.push(Effect::MarkRead(drawn));
        }
    }

    /// Lists the new things that can be read on the screen: what the cursor is on, as far as it is
    /// in view.
    fn shown_unread(&self) -> Vec<EventId> {
        let (facts, screens) = (&self.facts, &self.screens);
        if facts.unread.items().is_empty() {
            return Vec::new();
        }
        let outcome = |at| facts.engagement.increments.get(at);
        match screens.active {
            Screen::Review => {
                let mut shown = screens.review.shown_unread(facts);
                if let Some(increment) = outcome(screens.review.increment) {
                    shown.extend(facts.unread.of_increment(&increment.id));
                }
                shown
            }
            Screen::Overview => outcome(screens.overview.column)
                .map(|increment| facts.unread.of_increment(&increment.id))
                .unwrap_or_default(),
            Screen::Amendments => screens
                .amendments
                .chosen(facts)
                .map(|amendment| facts.unread.of_amendment(amendment.change))
                .unwrap_or_default(),
            Screen::Verify => self.unread_on_walk(),
            Screen::Snags | Screen::Spec | Screen::Gaps | Screen::Lapses => Vec::new(),
        }
    }

    /// Lists what is new in the note of the walk through addressed notes, while all of it is in view.
    fn unread_on_walk(&self) -> Vec<EventId> {
        let (facts, walk) = (&self.facts, &self.screens.verify);
        let room = usize::from(walk.areas(facts).note.height);
        let view = walk.view.as_ref().filter(|view| view.lines.len() <= room);
        let place = view.map(|view| UnreadPlace::Thread(view.id));
        let items = place.iter().flat_map(|place| facts.unread.at(place));
        items.map(|item| item.id).collect()
    }

    /// Goes to the next new thing, over increments and screens; each is visited once before any is
    /// visited again.
    pub(super) fn next_new(&mut self, effects: &mut Vec<Effect>) {
        let items = self.facts.unread.items();
        let is_left = |item: &&UnreadItem| !self.visited.contains(&item.id);
        if items.iter().filter(is_left).count() == 0 {
            self.visited.clear();
        }
        let next = items.iter().find(|item| !self.visited.contains(&item.id));
        let Some(next) = next.cloned() else {
            self.message = Some(Message::info("nothing new of others"));
            return;
        };
        let same: Vec<UnreadItem> = self.facts.unread.at(&next.place).cloned().collect();
        self.visited.extend(same.iter().map(|item| item.id));
        let left = items.len() - same.len();
        let words = self.facts.unread_counted(&same).unwrap_or_default();
        let words = match left {
            0 => words,
            left => format!("{words}; {left} more"),
        };
        self.message = Some(Message::info(words));
        self.go_to_new(&next.place, effects);
    }

    fn go_to_new(&mut self, place: &UnreadPlace, effects: &mut Vec<Effect>) {
        let facts = &self.facts;
        let ask = match place {
            UnreadPlace::Thread(id) => {
                let threads = &facts.record.threads;
                let index = threads.iter().position(|thread| thread.id == *id);
                let index = index.and_then(|index| u32::try_from(index).ok());
                index.map(|index| Ask::GoTo(Destination::Thread(index)))
            }
            UnreadPlace::Criterion(key) => facts.engagement.criterion_of(key).map(|criterion| {
                Ask::GoTo(Destination::Criterion {
                    criterion,
                    increment: facts.judged_in(criterion),
                })
            }),
            UnreadPlace::Increment(id) => {
                let increment = facts.engagement.increment_of(id);
                increment.map(|increment| Ask::GoTo(Destination::Increment(increment)))
            }
            UnreadPlace::Amendment(change) => {
                let mut all = facts.engagement.agreed.amendments.iter();
                let at = all.position(|amendment| amendment.change == *change);
                if let Some(at) = at {
                    self.show(Screen::Amendments);
                    let asks = self.screens.amendments.go(&self.facts, at);
                    return self.answer(asks, effects);
                }
                None
            }
        };
        match ask {
            Some(ask) => self.answer(vec![ask], effects),
            None => {
                let words = "what this is about is in no increment or spec any more";
                self.message = Some(Message::info(words));
            }
        }
    }
}
