//! Where the lines of notes stand now, in the newest round of the increment that each is on.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::put_right::{now_at, text};
use crate::diff::{self, Relocation};
use crate::git::Repository;
use crate::git::increments::Found;
use crate::model::change::{FileText, Side};
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
    /// Whether nothing was looked for yet.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Of all live notes on lines.
    pub fn of(
        &mut self,
        repository: &Repository,
        record: &Record,
        found: &Found,
    ) -> BTreeMap<EventId, Standing> {
        let mut all = BTreeMap::new();
        let mut texts = Texts { repository, read: HashMap::new() };
        for thread in record.live_threads() {
            let Some((anchor, lines)) =
                thread.place.anchor.as_ref().and_then(|anchor| Some((anchor, anchor.lines?)))
            else {
                continue;
            };
            let Some(commit) = looked_for_in(found, thread, anchor) else { continue };
            let place = Place { blob: anchor.blob, first: lines.first, last: lines.last, commit };
            let found = self.known.entry((thread.id, place));
            all.insert(thread.id, *found.or_insert_with(|| standing(&mut texts, commit, thread, anchor)));
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

/// Contents, each read once.
struct Texts<'r> {
    repository: &'r Repository,
    read: HashMap<ObjectId, Option<Rc<FileText>>>,
}

impl Texts<'_> {
    fn of(&mut self, id: ObjectId) -> Option<Rc<FileText>> {
        self.read.entry(id).or_insert_with(|| text(self.repository, id).map(Rc::new)).clone()
    }
}

fn standing(texts: &mut Texts<'_>, commit: ObjectId, thread: &Thread, anchor: &Anchor) -> Standing {
    let Some(entry) = now_at(texts.repository, commit, thread, anchor) else { return Standing::Gone };
    if Some(entry.id) == anchor.blob {
        return Standing::Exact;
    }
    let Some(now) = texts.of(entry.id) else { return Standing::Gone };
    let then = anchor.blob.and_then(|blob| texts.of(blob));
    of(diff::relocate(anchor, then.as_deref(), &now, entry.id))
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
