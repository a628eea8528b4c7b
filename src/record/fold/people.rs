//! Folds who is who, and whose words count, from role events and the decisions of this machine.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::event::{Body, Event};
use crate::model::id::WriterId;
use crate::model::person::{Person, Role};
use crate::model::text::Untrusted;
use crate::record::admission::Admission;
use crate::safe;

/// The basis for whose words count.
#[derive(Clone, Default, Debug)]
pub struct Trust {
    /// The writer on this machine, whose words always count.
    pub me: Option<WriterId>,
    /// The decisions of this machine; `None` for a record in which everybody counts.
    pub admission: Option<Admission>,
}

impl Trust {
    fn refuses(&self, writer: &WriterId) -> bool {
        self.me.as_ref() != Some(writer)
            && self
                .admission
                .as_ref()
                .is_some_and(|admission| admission.refuses(writer))
    }

    /// Returns a writer's standing before any event is read: whether they are admitted, and as
    /// what.
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

/// Facts about a person, collected while events are read.
struct PersonFacts {
    person: Person,
    /// Whether their words count.
    is_admitted: bool,
    /// Whether they stated their name themselves.
    is_named: bool,
    /// Who gave them their role.
    placed: RoleSource,
}

/// Who gave a person their role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RoleSource {
    /// The person.
    Themselves,
    /// Whoever admitted them on this machine: they can give up being a reviewer, but not become
    /// one.
    Admission,
    /// An admitted reviewer, in the record.
    Reviewer,
}

/// Folds everybody who wrote or was given a role, from events in their order.
///
/// Everybody states their own name and address. The role comes from the first of these that exists:
/// 1. the last role that an admitted reviewer gave to them as another person, which also admits
///    them;
/// 2. the role they were admitted with on this machine, or a lesser one that they stated since;
/// 3. the role they stated themselves;
/// 4. reviewer.
///
/// Statements about other people by anybody but admitted reviewers do not count. People who are not
/// admitted, or refused here, are pending: observers, whose claims change nothing.
pub(super) fn people(ordered: &[&Event], trust: &Trust) -> BTreeMap<WriterId, Person> {
    let mut people: BTreeMap<WriterId, PersonFacts> = BTreeMap::new();
    for event in ordered {
        let by = known(&mut people, &event.writer, trust);
        by.person.entries += 1;
        let may_place =
            by.is_admitted && by.person.role == Role::Reviewer && !trust.refuses(&event.writer);
        let Body::Role {
            writer,
            name,
            email,
            role,
        } = &event.statement.body
        else {
            continue;
        };
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
            (known.placed, known.is_admitted) = (RoleSource::Reviewer, true);
        }
        let counts = match known.placed {
            RoleSource::Themselves => true,
            RoleSource::Admission => *role != Role::Reviewer,
            RoleSource::Reviewer => !themselves,
        };
        if counts {
            known.person.role = *role;
        }
    }
    let mut people: BTreeMap<WriterId, Person> = people
        .into_iter()
        .map(|(writer, known)| (writer.clone(), settled(&writer, known, trust)))
        .collect();
    tell_apart(&mut people);
    people
}

fn known<'a>(
    people: &'a mut BTreeMap<WriterId, PersonFacts>,
    writer: &WriterId,
    trust: &Trust,
) -> &'a mut PersonFacts {
    people.entry(writer.clone()).or_insert_with(|| {
        let (is_admitted, role) = trust.at_first(writer);
        let person = Person {
            role: role.unwrap_or_default(),
            ..Person::default()
        };
        let placed = if role.is_some() {
            RoleSource::Admission
        } else {
            RoleSource::Themselves
        };
        PersonFacts {
            person,
            is_admitted,
            is_named: false,
            placed,
        }
    })
}

fn settled(writer: &WriterId, known: PersonFacts, trust: &Trust) -> Person {
    let PersonFacts {
        mut person,
        is_admitted,
        ..
    } = known;
    if !is_admitted || trust.refuses(writer) {
        person.pending = Some(person.role);
        person.role = Role::Observer;
        person.is_refused = trust.refuses(writer);
    }
    person
}

/// Marks people whose names look like somebody else's, or could contain the marks that tell people
/// apart.
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
        person.has_namesake = twice.contains(look)
            || (look.is_empty() && !person.name.is_blank())
            || is_odd(&person.name);
    }
}

/// Whether a name has characters that names do not have, such as the brackets in which ids are
/// shown.
fn is_odd(name: &Untrusted) -> bool {
    let usual = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,-'’&_@+/·".contains(c);
    !name.lossy().chars().all(usual)
}
