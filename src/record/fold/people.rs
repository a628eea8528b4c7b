//! Who is who, and whose words count, from what was said of roles and what was decided on this machine.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::event::{Body, Event};
use crate::model::id::WriterId;
use crate::model::person::{Person, Role};
use crate::model::text::Untrusted;
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
        self.me.as_ref() != Some(writer)
            && self.admission.as_ref().is_some_and(|admission| admission.refuses(writer))
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
    /// Whose word their role is.
    placed: Placed,
}

/// Whose word it is what somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Placed {
    /// Their own.
    Themselves,
    /// That of whoever admitted them on this machine: they can give up being a reviewer, and not become one.
    Admission,
    /// An admitted reviewer's, in the record.
    Reviewer,
}

/// Everybody who wrote or was given a role, from events in their order.
///
/// Everybody says their own name and address. A role is what an admitted reviewer said of somebody else last, which admits
/// them too; where none did, what they were admitted as on this machine, or less in their own word since; else what they
/// said of themselves; else reviewer.
/// What others than admitted reviewers say of other people does not count. Whoever is not admitted, or refused here, is
/// pending: an observer, whose claims change nothing.
pub(super) fn people(ordered: &[&Event], trust: &Trust) -> BTreeMap<WriterId, Person> {
    let mut people: BTreeMap<WriterId, Known> = BTreeMap::new();
    for event in ordered {
        let by = known(&mut people, &event.writer, trust);
        by.person.entries += 1;
        let may_place = by.is_admitted && by.person.role == Role::Reviewer && !trust.refuses(&event.writer);
        let Body::Role { writer, name, email, role } = &event.statement.body else { continue };
        let themselves = *writer == event.writer;
        if !themselves && !may_place {
            continue;
        }
        let known = known(&mut people, writer, trust);
        known.is_named |= themselves;
        if themselves || !known.is_named {
            (known.person.name, known.person.email) = (name.clone(), email.clone());
        }
        if !themselves {
            (known.placed, known.is_admitted) = (Placed::Reviewer, true);
        }
        let counts = match known.placed {
            Placed::Themselves => true,
            Placed::Admission => *role != Role::Reviewer,
            Placed::Reviewer => !themselves,
        };
        if counts {
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
        let placed = if role.is_some() { Placed::Admission } else { Placed::Themselves };
        Known { person, is_admitted, is_named: false, placed }
    })
}

fn settled(writer: &WriterId, known: Known, trust: &Trust) -> Person {
    let Known { mut person, is_admitted, .. } = known;
    if !is_admitted || trust.refuses(writer) {
        person.pending = Some(person.role);
        person.role = Role::Observer;
        person.is_refused = trust.refuses(writer);
    }
    person
}

/// Marks those whose names look like somebody else's, or could hold what tells others apart.
fn tell_apart(people: &mut BTreeMap<WriterId, Person>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut twice: BTreeSet<String> = BTreeSet::new();
    let look = |(writer, person): (&WriterId, &Person)| match person.name.is_blank() {
        true => safe::look(&writer.as_str().into()),
        false => safe::look(&person.name),
    };
    let looks: Vec<String> = people.iter().map(look).collect();
    for look in &looks {
        if !seen.insert(look.clone()) {
            twice.insert(look.clone());
        }
    }
    for (person, look) in people.values_mut().zip(&looks) {
        person.has_namesake =
            twice.contains(look) || (look.is_empty() && !person.name.is_blank()) || is_odd(&person.name);
    }
}

/// Whether there is something in a name that names do not have, as the brackets in which ids are shown.
fn is_odd(name: &Untrusted) -> bool {
    let usual = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,-'’&_@+/·".contains(c);
    !name.lossy().chars().all(usual)
}
