//! Whose words count: the question that is asked when somebody's first words arrive.
//!
//! Owns the question. What follows from an answer is worked out where the record is folded.

use super::keymap::Action;
use super::menu::{Choice, Menu, item};
use super::msg::Effect;
use super::overlay::Overlay;
use super::{Message, Model};
use crate::model::id::WriterId;
use crate::model::record::{Person, Record, Role};
use crate::safe;

/// Cells that a name and an address may take in the question, so that what somebody says they are stands on a narrow screen.
const NAME: usize = 20;
const ADDRESS: usize = 24;

impl Model {
    /// Asks about those who are pending: at the start of a session with the question itself, later in a message, so that
    /// nothing opens over what the reviewer is doing.
    pub(super) fn ask_about_new_people(&mut self, old: &Record) {
        let is_start = !std::mem::replace(&mut self.knows_people, true);
        let is_new = |writer: &WriterId| old.people.get(writer).is_none_or(|person| person.pending.is_none());
        let Some(new) =
            self.record.pending().map(|(writer, _)| writer).find(|writer| is_new(writer)).cloned()
        else {
            return;
        };
        if is_start && self.overlay.is_none() {
            self.overlay = Some(Overlay::Menu(self.admit_menu(&new)));
            return;
        }
        let key = self.keymap.keys(Action::People).first().map(ToString::to_string).unwrap_or_default();
        self.message = Some(Message::info(format!("{}: {key} admits them", self.claim_of(&new))));
    }

    /// `Bo Berg, bo@example.org, says they are a reviewer`
    fn claim_of(&self, writer: &WriterId) -> String {
        let Some(person) = self.record.people.get(writer) else { return writer.to_string() };
        let name = safe::inline(if person.name.is_blank() {
            writer.as_str().as_bytes()
        } else {
            person.name.as_bytes()
        });
        let email = safe::fit(&safe::inline(&person.email), ADDRESS);
        let email = if email.is_empty() { String::new() } else { format!(", {email}") };
        let signed = self.signing(writer).unwrap_or_default();
        let namesake = if person.has_namesake {
            format!(" [{writer}], who looks like somebody else here")
        } else {
            String::new()
        };
        let says = person.pending.unwrap_or_default().with_article();
        let entries =
            if person.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", person.entries) };
        format!("{}{namesake}{email}{signed}, says they are {says} ({entries})", safe::fit(&name, NAME))
    }

    /// As what somebody is admitted, or not.
    pub(super) fn admit_menu(&self, writer: &WriterId) -> Menu {
        let roles = [(Role::Reviewer, 'r'), (Role::Contractor, 'c'), (Role::Observer, 'o')];
        let admit = |(role, key): (Role, char)| {
            let text = format!("admit as {}: {}", role.with_article(), role.duties());
            item(key, text, Choice::Admit(writer.clone(), Some(role)))
        };
        let mut items: Vec<_> = roles.into_iter().map(admit).collect();
        items.push(item(
            'n',
            "not now: their words are shown and count for nothing",
            Choice::AdmitLater(writer.clone()),
        ));
        items.push(item(
            'x',
            "never on this machine, whoever else admits them",
            Choice::Admit(writer.clone(), None),
        ));
        Menu::new(self.claim_of(writer), items)
    }

    /// Carries an answer out, and asks about the next one who is pending.
    pub(super) fn admit(&mut self, writer: WriterId, role: Option<Role>, effects: &mut Vec<Effect>) {
        effects.push(Effect::Admit { writer: writer.clone(), role });
        match role {
            // Said in the record as well, so that it holds for everybody who counts my words.
            Some(role) if self.is_reviewer() => self.say_role(writer.clone(), role, effects),
            Some(role) => {
                let text =
                    format!("{} counts as {} on this machine", self.plain_name(&writer), role.with_article());
                self.message = Some(Message::info(text));
            }
            None => {
                let text = format!("nothing of {} counts on this machine", self.plain_name(&writer));
                self.message = Some(Message::info(text));
            }
        }
        self.ask_about_next(&writer);
    }

    /// Asks about whoever is pending after somebody, in the order of their ids.
    pub(super) fn ask_about_next(&mut self, after: &WriterId) {
        let next = self.record.pending().map(|(writer, _)| writer).find(|writer| *writer > after).cloned();
        self.overlay = next.map(|writer| Overlay::Menu(self.admit_menu(&writer)));
    }

    fn plain_name(&self, writer: &WriterId) -> String {
        let named = |person: &&Person| !person.name.is_blank();
        let person = self.record.people.get(writer).filter(named);
        person.map_or_else(|| writer.to_string(), |person| safe::inline(&person.name).into_string())
    }
}
