//! Who is who, from what was said of roles.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::event::{Body, Event};
use crate::model::id::WriterId;
use crate::model::record::{Person, Role};
use crate::model::text::Untrusted;

/// Everybody who wrote or was given a role, from events in their order.
///
/// Everybody says their own name and address. A role is what a reviewer said of somebody else last;
/// where none did, what they said of themselves; where they did not either, reviewer. What others than
/// reviewers say of other people does not count.
pub(super) fn people(ordered: &[&Event]) -> BTreeMap<WriterId, Person> {
    let mut people: BTreeMap<WriterId, Person> = BTreeMap::new();
    let mut named = BTreeSet::new();
    let mut placed = BTreeSet::new();
    for event in ordered {
        let by = person(&mut people, &event.writer).role;
        let Body::Role { writer, name, email, role } = &event.statement.body else { continue };
        let themselves = *writer == event.writer;
        if !themselves && by != Role::Reviewer {
            continue;
        }
        let person = person(&mut people, writer);
        if themselves {
            named.insert(writer);
        } else {
            placed.insert(writer);
        }
        if themselves || !named.contains(writer) {
            (person.name, person.email) = (name.clone(), email.clone());
        }
        if !themselves || !placed.contains(writer) {
            person.role = *role;
        }
    }
    people
}

fn person<'a>(people: &'a mut BTreeMap<WriterId, Person>, writer: &WriterId) -> &'a mut Person {
    people.entry(writer.clone()).or_insert_with(|| Person {
        name: Untrusted::default(),
        email: Untrusted::default(),
        role: Role::Reviewer,
    })
}
