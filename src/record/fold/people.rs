//! Who is who, and whose words count, from what was said of roles and what was decided on this machine.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::event::{Body, Event};
use crate::model::id::WriterId;
use crate::model::record::{Person, Role};
use crate::record::admission::Admission;
use crate::safe;

/// Who decides whose words count.
#[derive(Clone, Default, Debug)]
pub struct Trust {
    /// Who writes on this machine; their words always count.
    pub me: Option<WriterId>,
    /// What was decided on this machine; `None` for a record in which everybody counts.
    pub admission: Option<Admission>,
}

impl Trust {
    fn refuses(&self, writer: &WriterId) -> bool {
        self.admission.as_ref().is_some_and(|admission| admission.refuses(writer))
    }

    /// What a writer counts as before anything is read: whether they are admitted, and as what.
    fn at_first(&self, writer: &WriterId) -> (bool, Option<Role>) {
        let is_me = self.me.as_ref() == Some(writer);
        match &self.admission {
            None => (true, None),
            Some(admission) => match admission.of_writer(writer) {
                Some(role) => (true, role),
                None => (is_me, None),
            },
        }
    }
}

/// What is known of somebody while events are gone through.
struct Known {
    person: Person,
    /// Whether their words count.
    is_admitted: bool,
    /// Whether their name is their own word.
    is_named: bool,
    /// Whether their role is somebody else's word.
    is_placed: bool,
}

/// Everybody who wrote or was given a role, from events in their order.
///
/// Everybody says their own name and address. A role is what an admitted reviewer said of somebody else last, which admits
/// them too; where none did, what they were admitted as on this machine; else what they said of themselves; else reviewer.
/// What others than admitted reviewers say of other people does not count. Whoever is not admitted, or refused here, is
/// pending: an observer, whose claims change nothing.
pub(super) fn people(ordered: &[&Event], trust: &Trust) -> BTreeMap<WriterId, Person> {
    let mut people: BTreeMap<WriterId, Known> = BTreeMap::new();
    for event in ordered {
        let by = known(&mut people, &event.writer, trust);
        by.person.entries = by.person.entries.saturating_add(1);
        let may_place = by.is_admitted && by.person.role == Role::Reviewer && !trust.refuses(&event.writer);
        let Body::Role { writer, name, email, role } = &event.statement.body else { continue };
        let themselves = *writer == event.writer;
        if !themselves && !may_place {
            continue;
        }
        let known = known(&mut people, writer, trust);
        known.is_named |= themselves;
        known.is_placed |= !themselves;
        known.is_admitted |= !themselves;
        if themselves || !known.is_named {
            (known.person.name, known.person.email) = (name.clone(), email.clone());
        }
        if !themselves || !known.is_placed {
            known.person.role = *role;
        }
    }
    let mut people: BTreeMap<WriterId, Person> =
        people.into_iter().map(|(writer, known)| (writer.clone(), settled(&writer, known, trust))).collect();
    tell_apart(&mut people);
    people
}

fn known<'a>(people: &'a mut BTreeMap<WriterId, Known>, writer: &WriterId, trust: &Trust) -> &'a mut Known {
    people.entry(writer.clone()).or_insert_with(|| {
        let (is_admitted, role) = trust.at_first(writer);
        let person = Person { role: role.unwrap_or_default(), ..Person::default() };
        Known { person, is_admitted, is_named: false, is_placed: role.is_some() }
    })
}

fn settled(writer: &WriterId, known: Known, trust: &Trust) -> Person {
    let Known { mut person, is_admitted, .. } = known;
    if !is_admitted || trust.refuses(writer) {
        person.pending = Some(person.role);
        person.role = Role::Observer;
    }
    person
}

/// Marks those whose names look like somebody else's.
fn tell_apart(people: &mut BTreeMap<WriterId, Person>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut twice: BTreeSet<String> = BTreeSet::new();
    let looks: Vec<String> = people.values().map(|person| safe::look(&person.name)).collect();
    for look in looks.iter().filter(|look| !look.is_empty()) {
        if !seen.insert(look.clone()) {
            twice.insert(look.clone());
        }
    }
    for (person, look) in people.values_mut().zip(&looks) {
        person.has_namesake = twice.contains(look);
    }
}
