//! The menus about people: who is who, what somebody is here, whether they are admitted.

use crate::app::facts::Facts;
use crate::app::facts::roles::ROLE_KEYS;
use crate::app::overlays::menu::{Choice, Menu, MenuItem, item};
use crate::model::id::WriterId;
use crate::model::person::Role;

impl Facts {
    /// Everybody of whom something is known, to say what they are; whoever is no reviewer says it
    /// of themselves alone.
    pub fn people_menu(&self) -> Menu {
        let me = &self.engagement.me;
        let entry = |writer: &WriterId| {
            let you = if writer == me { " (you)" } else { "" };
            let role = if writer == me {
                self.role()
            } else {
                self.record.role_of(writer)
            };
            let signed = self
                .signing(writer)
                .map(|words| format!(" · {words}"))
                .unwrap_or_default();
            let text = format!("{}{you}{signed}", self.called(writer));
            let pending = self
                .record
                .people
                .get(writer)
                .filter(|person| person.pending.is_some());
            let kind = pending.map_or(role.name(), |person| person.standing());
            MenuItem {
                kind: kind.to_owned(),
                ..MenuItem::new(text, Choice::Person(writer.clone()))
            }
        };
        // Whoever waits to be admitted stands first.
        let mut others: Vec<&WriterId> = self
            .record
            .people
            .keys()
            .filter(|writer| *writer != me)
            .collect();
        others.retain(|writer| self.is_reviewer() || self.is_pending(writer));
        let (pending, others): (Vec<&WriterId>, Vec<&WriterId>) = others
            .into_iter()
            .partition(|writer| self.is_pending(writer));
        let mut items: Vec<MenuItem> = pending
            .into_iter()
            .chain(std::iter::once(me))
            .chain(others)
            .map(entry)
            .collect();
        for (index, item) in items.iter_mut().enumerate() {
            item.key = char::from_digit(index as u32 + 1, 10);
        }
        Menu::new("Who is who", items)
    }

    /// What somebody can be.
    pub(in crate::app) fn role_menu(&self, writer: &WriterId) -> Menu {
        let entry = |(role, key): (Role, char)| {
            let text = format!("{}: {}", role.name(), role.duties());
            item(key, text, Choice::Role(writer.clone(), role))
        };
        Menu::new(
            format!("{} is here as", self.name_of(writer)),
            ROLE_KEYS.into_iter().map(entry).collect(),
        )
    }

    /// Makes the menu that asks as what to admit somebody. What changes nothing stands first, where
    /// the cursor is: the question opens by itself, and a key may be meant for the screen below.
    pub(in crate::app) fn admit_menu(&self, writer: &WriterId) -> Menu {
        let admit = |(role, key): (Role, char)| {
            let text = format!("admit as {}: {}", role.with_article(), role.duties());
            item(key, text, Choice::Admit(writer.clone(), Some(role)))
        };
        let mut items = vec![item(
            'n',
            "not now: their statements are shown but do not count",
            Choice::AdmitLater(writer.clone()),
        )];
        items.extend(ROLE_KEYS.into_iter().map(admit));
        items.push(item(
            'x',
            "never on this machine, even if others admit them",
            Choice::Admit(writer.clone(), None),
        ));
        let mut menu = Menu::new(self.claim_of(writer), items);
        menu.facts = self.facts_about(writer);
        menu.is_unseen = true;
        menu
    }
}
