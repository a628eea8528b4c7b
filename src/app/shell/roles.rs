//! Records who has which role: a reviewer says it of others, a contractor of themselves.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::{Message, Model};
use crate::model::event::Body;
use crate::model::id::WriterId;
use crate::model::increment::Commit;
use crate::model::person::Role;
use crate::model::statement;

impl Model {
    /// Tells a user who wrote commits of the delivery, and has nothing in the record yet, how to
    /// say that they are the contractor. Once in a session.
    pub(in crate::app) fn hint_at_role(&mut self, commits: &[Commit]) {
        let email = &self.facts.engagement.who.email;
        let unknown = !email.is_blank()
            && !self
                .facts
                .record
                .people
                .contains_key(&self.facts.engagement.me);
        if self.hinted_at_role || !unknown || !self.facts.is_reviewer() || self.message.is_some() {
            return;
        }
        let address = [b"<", email.as_bytes(), b">"].concat();
        if commits
            .iter()
            .any(|commit| commit.author.as_bytes().ends_with(&address))
            && let Some(key) = self.facts.key(Action::People)
        {
            self.hinted_at_role = true;
            let text = format!(
                "some commits here are yours; if you deliver this, press {key} to say that you are the contractor"
            );
            self.message = Some(Message::info(text));
        }
    }

    /// Records a writer's role in this project.
    pub(in crate::app) fn say_role(
        &mut self,
        writer: WriterId,
        role: Role,
        effects: &mut Vec<Effect>,
    ) {
        let known = self.facts.record.people.get(&writer);
        let known = known.filter(|person| !person.name.is_blank());
        let person = match known {
            Some(person) => person.clone(),
            None if writer == self.facts.engagement.me => self.facts.engagement.who.clone(),
            None => Default::default(),
        };
        self.message = Some(Message::info(format!(
            "{} is {} here",
            self.facts.called(&writer),
            role.with_article()
        )));
        let body = Body::Role {
            writer,
            name: person.name,
            email: person.email,
            role,
        };
        effects.push(Effect::Record(Box::new(statement::say(
            &self.facts.record,
            &self.facts.engagement.me,
            body,
        ))));
    }
}
