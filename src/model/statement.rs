//! Builds what a writer is about to say from what stands in the record.
//!
//! The screen and the commands share these, so that a verdict typed and a verdict pressed are the
//! same event. Knows no clock and no journal.

use super::event::{Body, Statement, VerifiedAs};
use super::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use super::increment::Increment;
use super::link::LinkTarget;
use super::note::{NoteBody, Place, Reply, Thread};
use super::record::{Evidence, Given, Record, SpecRef, Subject};
use super::spec::{Criterion, CriterionKey, Spec};
use super::text::Untrusted;
use super::verdict::{Outcome, Verdict};

/// The round something is said of.
pub fn subject(increment: &Increment, tree: Option<ObjectId>, evidence: Vec<Evidence>) -> Subject {
    Subject { increment: Some(increment.id.clone()), range: increment.range, tree, evidence }
}

/// The spec, and the criterion of it, that something is said of.
pub fn spec_ref(spec: &Spec, criterion: Option<&Criterion>) -> SpecRef {
    SpecRef { path: spec.path.clone(), blob: spec.blob, criterion: criterion.map(|found| found.digest) }
}

/// A verdict, or (`None`) one taken back.
///
/// It replaces the writer's own and those that lapsed; other reviewers' live ones stay beside it,
/// so that a difference shows as a dispute, unless `resolve` says that it settles that dispute.
pub fn verdict(
    record: &Record,
    me: &WriterId,
    criterion: CriterionKey,
    verdict: Option<Verdict>,
    comment: Untrusted,
    resolve: bool,
) -> Statement {
    let standing = record.verdicts.get(&criterion).map_or(&[][..], Vec::as_slice);
    let replaces = standing
        .iter()
        .filter(|given| resolve || given.by == *me || record.stale.contains(&given.id))
        .map(|given| given.id)
        .collect();
    Statement { replaces, ..Statement::new(Body::Verdict { criterion, verdict, comment }) }
}

/// A new note.
pub fn note(place: Place, note: NoteBody, subject: Option<Subject>, spec: Option<SpecRef>) -> Statement {
    let criterion = place.criterion;
    let statement = Statement::new(Body::Note { note, criterion });
    Statement { subject, spec, anchor: place.anchor, ..statement }
}

/// New words for a note.
pub fn edit(thread: &Thread, note: NoteBody) -> Statement {
    let replaces = thread.heads.clone();
    Statement { replaces, ..Statement::new(Body::Edit { of: thread.id, note }) }
}

/// A note taken back.
pub fn retract(thread: &Thread) -> Statement {
    Statement { replaces: thread.heads.clone(), ..Statement::new(Body::Retract { of: thread.id }) }
}

/// A reply taken back.
pub fn retract_reply(reply: &Reply) -> Statement {
    Statement { replaces: reply.heads.clone(), ..Statement::new(Body::Retract { of: reply.id }) }
}

/// An answer in a thread.
pub fn reply(thread: EventId, text: Untrusted) -> Statement {
    Statement::new(Body::Reply { thread, text })
}

/// A reviewer's word on where a thread stands.
pub fn verify(thread: &Thread, state: VerifiedAs, subject: Option<Subject>) -> Statement {
    let replaces = thread.state_heads.clone();
    Statement { replaces, subject, ..Statement::new(Body::Verify { thread: thread.id, state }) }
}

/// A link confirmed (`true`) or rejected.
pub fn link(
    record: &Record,
    criterion: CriterionKey,
    target: LinkTarget,
    holds: bool,
    subject: Option<Subject>,
) -> Statement {
    let standing = record.links.get(&(criterion.clone(), target.clone()));
    let replaces = ids(standing.map_or(&[], Vec::as_slice));
    let body = if holds { Body::Link { criterion, target } } else { Body::Unlink { criterion, target } };
    Statement { replaces, subject, ..Statement::new(body) }
}

/// Content looked at, or (`false`) not after all.
pub fn viewed(record: &Record, me: &WriterId, content: Digest, viewed: bool) -> Statement {
    let own = record.viewed.get(&content).and_then(|by| by.get(me));
    let replaces = own.map(|given| given.id).into_iter().collect();
    Statement { replaces, ..Statement::new(Body::Viewed { content, viewed }) }
}

/// What was decided about an increment.
pub fn outcome(
    record: &Record,
    increment: IncrementId,
    outcome: Outcome,
    comment: Untrusted,
    subject: Option<Subject>,
) -> Statement {
    let replaces = ids(record.outcomes.get(&increment).map_or(&[], Vec::as_slice));
    let body = Body::Outcome { increment, outcome, comment };
    Statement { replaces, subject, ..Statement::new(body) }
}

fn ids<T>(given: &[Given<T>]) -> Vec<EventId> {
    given.iter().map(|given| given.id).collect()
}
