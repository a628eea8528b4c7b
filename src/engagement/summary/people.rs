//! Lists the participants, with distinct names.

use std::collections::BTreeMap;

use crate::model::id::WriterId;
use crate::model::person::Person;
use crate::model::record::Record;
use crate::model::summary::Participant;

/// Collects everybody in the record; `writers` has one item per event.
pub(super) fn participants<'a>(
    record: &Record,
    writers: impl Iterator<Item = &'a WriterId>,
) -> BTreeMap<WriterId, Participant> {
    let mut events: BTreeMap<&WriterId, u32> = BTreeMap::new();
    for writer in writers {
        *events.entry(writer).or_default() += 1;
    }
    let participant = |(writer, person): (&WriterId, &Person)| {
        let name = record.name_of(writer);
        let events = events.get(writer).copied().unwrap_or_default();
        (
            writer.clone(),
            Participant {
                name,
                role: person.role,
                pending: person.pending,
                events,
            },
        )
    };
    record.people.iter().map(participant).collect()
}
