//! Asks whom to admit when a new writer's first statements arrive.
//!
//! Owns the question. The consequences of an answer are worked out where the record is folded.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::Choice;
use crate::app::{Message, Model};
use crate::model::id::WriterId;
use crate::model::person::Role;
use crate::model::record::Record;

impl Model {
    /// Asks about new pending writers: at the start of a session with the question itself, later in
    /// a message only, so that nothing opens over the reviewer's work.
    pub(in crate::app) fn ask_about_new_people(&mut self, old: &Record) {
        let is_start = !std::mem::replace(&mut self.knows_people, true);
        let is_new = |writer: &WriterId| {
            old.people
                .get(writer)
                .is_none_or(|person| person.pending.is_none())
        };
        let Some(new) = self
            .facts
            .record
            .pending()
            .map(|(writer, _)| writer)
            .find(|writer| is_new(writer))
            .cloned()
        else {
            return;
        };
        if is_start && self.overlay.is_none() {
            self.overlay = Some(Overlay::Menu(self.facts.admit_menu(&new)));
            return;
        }
        let key = self.facts.key(Action::People).unwrap_or_default();
        self.message = Some(Message::info(format!(
            "{}: {key} admits them",
            self.facts.claim_of(&new)
        )));
    }

    /// Updates the signatures shown in the question, while it is open.
    pub(in crate::app) fn tell_signing_in_question(&mut self) {
        let Some(Overlay::Menu(menu)) = &self.overlay else {
            return;
        };
        let about = menu.items().iter().find_map(|item| match &item.choice {
            Choice::Admit(writer, _) => Some(writer.clone()),
            _ => None,
        });
        let facts = about.map(|writer| self.facts.facts_about(&writer));
        if let (Some(facts), Some(Overlay::Menu(menu))) = (facts, &mut self.overlay) {
            menu.facts = facts;
        }
    }

    /// Admits or refuses a writer on this machine, and asks about the next pending one.
    pub(in crate::app) fn admit(
        &mut self,
        writer: WriterId,
        role: Option<Role>,
        effects: &mut Vec<Effect>,
    ) {
        effects.push(Effect::Admit {
            writer: writer.clone(),
            role,
        });
        match role {
            // Recorded as well, so that it holds for everybody who counts the user's statements.
            Some(role) if self.facts.is_reviewer() => self.say_role(writer.clone(), role, effects),
            Some(role) => {
                let text = format!(
                    "{} counts as {} on this machine",
                    self.facts.called(&writer),
                    role.with_article()
                );
                self.message = Some(Message::info(text));
            }
            None => {
                let text = format!(
                    "{} was refused: their statements do not count on this machine",
                    self.facts.called(&writer)
                );
                self.message = Some(Message::info(text));
            }
        }
        self.ask_about_next(&writer);
    }

    /// Asks about the next pending writer in the order of ids; closes the menu when there is none.
    pub(in crate::app) fn ask_about_next(&mut self, after: &WriterId) {
        let next = self
            .facts
            .record
            .pending()
            .map(|(writer, _)| writer)
            .find(|writer| *writer > after)
            .cloned();
        self.overlay = next.map(|writer| Overlay::Menu(self.facts.admit_menu(&writer)));
    }
}
