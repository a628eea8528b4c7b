//! Who took part, under names that tell them apart.

use std::collections::BTreeMap;

use crate::model::id::WriterId;
use crate::model::record::{Person, Record};
use crate::model::summary::Participant;
use crate::model::text::Untrusted;
use crate::safe;

/// Everybody of the record; `writers` has one item an event. Writers who show under one name, on
/// purpose or not, have their ids beside it.
pub(super) fn participants<'a>(
    record: &Record,
    writers: impl Iterator<Item = &'a WriterId>,
) -> BTreeMap<WriterId, Participant> {
    let mut events: BTreeMap<&WriterId, u32> = BTreeMap::new();
    for writer in writers {
        *events.entry(writer).or_default() += 1;
    }
    let mut shown: BTreeMap<String, u32> = BTreeMap::new();
    for writer in record.people.keys() {
        *shown.entry(as_shown(&record.name_of(writer))).or_default() += 1;
    }
    let participant = |(writer, person): (&WriterId, &Person)| {
        let mut name = record.name_of(writer);
        if shown.get(&as_shown(&name)).is_some_and(|times| *times > 1) {
            let told_apart = [name.as_bytes().trim_ascii(), b" (", writer.as_str().as_bytes(), b")"].concat();
            name = Untrusted::new(told_apart);
        }
        let events = events.get(writer).copied().unwrap_or_default();
        (writer.clone(), Participant { name, role: person.role, events })
    };
    record.people.iter().map(participant).collect()
}

/// What a reader would take for the same name.
fn as_shown(name: &Untrusted) -> String {
    safe::inline(name).to_lowercase()
}
