//! Moves a note to other lines by hand, when it was not relocated or was relocated to the wrong
//! lines.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::{Message, Model, Screen};
use crate::model::event::{Body, Statement};
use crate::model::statement;

impl Model {
    /// Picks up the note under the cursor; the second time, puts it on what the cursor is on then.
    pub(in crate::app) fn move_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(id) = self.moving else {
            return self.take_note_up();
        };
        let Some(thread) = self.facts.record.thread(id).cloned() else {
            self.moving = None;
            return;
        };
        let on_diff = self.screens.active == Screen::Review && self.screens.review.diff_focus;
        let section = self
            .screens
            .review
            .rows
            .get(self.screens.review.view.cursor)
            .map(|(section, _)| section);
        let file = section
            .filter(|_| on_diff)
            .and_then(|section| section.file());
        let Some(anchor) = file.and_then(|file| self.screens.review.anchor_here(file)) else {
            self.message = Some(Message::info(self.facts.with_keys(
                "put the cursor on a line or a file header of the diff first",
                &[(Action::Back, "cancels")],
            )));
            return;
        };
        self.moving = None;
        self.screens.review.selecting = None;
        let body = Body::Edit {
            of: id,
            note: thread.body,
        };
        let said = Statement {
            anchor: Some(anchor.into()),
            ..statement::say(&self.facts.record, &self.facts.engagement.me, body)
        };
        let said = self.screens.review.with_context(&self.facts, said, None);
        self.message = Some(Message::info(format!("note {} moved here", id.short())));
        effects.push(self.facts.saying(said));
    }

    fn take_note_up(&mut self) {
        let Some(thread) = self.found_thread() else {
            return;
        };
        if thread.author != self.facts.engagement.me && !self.facts.is_reviewer() {
            self.message = Some(Message::info(
                "only its writer or a reviewer can move that note",
            ));
            return;
        }
        self.moving = Some(thread.id);
        let words = format!("go to the new place of note {}", thread.id.short());
        let keys = [
            (Action::SelectLines, "selects lines"),
            (Action::MoveNote, "puts it there"),
            (Action::Back, "cancels"),
        ];
        self.message = Some(Message::info(self.facts.with_keys(words, &keys)));
    }
}
