//! Acts on the thread under the cursor: deletes a note, sets a thread's state.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::undo::Undo;
use crate::app::{Message, Model};
use crate::model::event::{Body, VerifiedAs};
use crate::model::statement;

impl Model {
    /// Returns the thread that keys act on, by its index in the record: the one under the cursor of
    /// the screen shown.
    pub fn thread_in_focus(&self) -> Option<u32> {
        self.screens.shown().thread(&self.facts)
    }

    pub(super) fn own_thread_in_focus(&mut self) -> Option<crate::model::note::Thread> {
        let thread = self
            .thread_in_focus()
            .and_then(|thread| self.facts.record.threads.get(thread as usize));
        let why = match thread {
            None => self.facts.with_keys(
                "no note under the cursor",
                &[(Action::NextNote, "goes to the next one")],
            ),
            Some(thread) if thread.author != self.facts.engagement.me => self
                .facts
                .with_keys("that note is not yours", &[(Action::Reply, "replies")]),
            Some(thread) => return Some(thread.clone()),
        };
        self.message = Some(Message::info(why));
        None
    }

    /// Deletes the user's own note under the cursor.
    pub fn delete_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(thread) = self.own_thread_in_focus() else {
            return;
        };
        let body = Body::Retract { of: thread.id };
        effects.push(self.facts.saying(statement::say(
            &self.facts.record,
            &self.facts.engagement.me,
            body,
        )));
        self.undo.push(Undo::Deleted(thread.id));
        self.message = Some(Message::info(
            self.facts
                .with_keys("note deleted", &[(Action::Undo, "brings it back")]),
        ));
    }

    /// Records a new state of the thread under the cursor.
    pub fn say_thread_state(&mut self, state: VerifiedAs, effects: &mut Vec<Effect>) {
        let thread = self
            .thread_in_focus()
            .and_then(|thread| self.facts.record.threads.get(thread as usize));
        let Some(thread) = thread else { return };
        let (thread, before) = (thread.id, thread.state_heads.clone());
        let said = statement::say(
            &self.facts.record,
            &self.facts.engagement.me,
            Body::Verify { thread, state },
        );
        self.undo.push(Undo::State { thread, before });
        effects.push(
            self.facts
                .saying(self.screens.review.with_context(&self.facts, said, None)),
        );
    }
}
