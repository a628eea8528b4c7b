//! Where the lines of notes stand now, in the newest round of the increment that each is on.

use std::collections::{BTreeMap, HashMap};

use super::put_right::{now_at, text};
use crate::diff::{self, Relocation};
use crate::git::Repository;
use crate::git::increments::Found;
use crate::model::change::Side;
use crate::model::id::{EventId, ObjectId};
use crate::model::note::{Anchor, Standing, Thread};
use crate::model::record::Record;

/// Where the lines of notes stand; what was found once is remembered.
#[derive(Default)]
pub struct Standings {
    known: HashMap<(EventId, Place), Standing>,
}

/// Where a note was made, and in which commit it is looked for: while both are the same, so is the answer.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    blob: Option<ObjectId>,
    first: u32,
    last: u32,
    commit: ObjectId,
}

impl Standings {
    /// Of all live notes on lines.
    pub fn of(
        &mut self,
        repository: &Repository,
        record: &Record,
        found: &Found,
    ) -> BTreeMap<EventId, Standing> {
        let mut all = BTreeMap::new();
        for thread in record.live_threads() {
            let Some((anchor, lines)) =
                thread.place.anchor.as_ref().and_then(|anchor| Some((anchor, anchor.lines?)))
            else {
                continue;
            };
            let Some(commit) = looked_for_in(found, thread, anchor) else { continue };
            let place = Place { blob: anchor.blob, first: lines.first, last: lines.last, commit };
            let found = self.known.entry((thread.id, place));
            all.insert(thread.id, *found.or_insert_with(|| standing(repository, commit, thread, anchor)));
        }
        all
    }
}

/// The commit whose content a note's side is; that under review where its increment is no more.
fn looked_for_in(found: &Found, thread: &Thread, anchor: &Anchor) -> Option<ObjectId> {
    let increment = found.increments.iter().find(|one| Some(&one.id) == thread.place.increment.as_ref());
    match (increment, anchor.side) {
        (Some(increment), Side::New) => Some(increment.range.head),
        (Some(increment), Side::Old) => increment.range.base,
        (None, _) => Some(found.head),
    }
}

fn standing(repository: &Repository, commit: ObjectId, thread: &Thread, anchor: &Anchor) -> Standing {
    let Some(entry) = now_at(repository, commit, thread, anchor) else { return Standing::Gone };
    if Some(entry.id) == anchor.blob {
        return Standing::Exact;
    }
    let Some(now) = text(repository, entry.id) else { return Standing::Gone };
    let then = anchor.blob.and_then(|blob| text(repository, blob));
    of(diff::relocate(anchor, then.as_ref(), &now, entry.id))
}

/// The word for a place that was found again, or was not.
pub(super) fn of(place: Relocation) -> Standing {
    match place {
        Relocation::Exact(_) => Standing::Exact,
        Relocation::Moved(_) => Standing::Moved,
        Relocation::Edited(_) => Standing::Edited,
        Relocation::Gone => Standing::Gone,
    }
}
