//! The notes of the walk, and statements about their rounds.

use crate::app::facts::Facts;
use crate::model::event::{Statement, VerifiedAs};
use crate::model::id::{EventId, ObjectId};
use crate::model::note::{Thread, ThreadState};
use crate::model::statement;

/// A note of the walk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Walked {
    /// The note's id.
    pub thread: EventId,
    /// The note as it was when the walk last looked at it, to notice changes.
    pub(super) seen: Thread,
    /// The commit that is claimed to have fixed it.
    pub fix: Option<ObjectId>,
    /// The reviewer's answer in this walk.
    pub said: Option<VerifiedAs>,
}

/// Lists the addressed notes in scope, by increment, file and line.
pub(super) fn addressed(facts: &Facts) -> Vec<Walked> {
    let place = |thread: &Thread| {
        let increment = thread
            .place
            .increment
            .as_ref()
            .and_then(|id| facts.engagement.increment_of(id));
        let anchor = thread.place.anchor.as_ref();
        let line = anchor
            .and_then(|anchor| anchor.lines)
            .map_or(0, |lines| lines.first);
        (increment, anchor.map(|anchor| anchor.path.clone()), line)
    };
    let mut threads: Vec<&Thread> = facts.record.live_threads().collect();
    threads.retain(|thread| facts.is_in_scope(thread));
    threads.sort_by_cached_key(|thread| place(thread));
    let walked = |thread: &Thread| match thread.state {
        ThreadState::Addressed { commit, .. } => Some(Walked {
            thread: thread.id,
            seen: thread.clone(),
            fix: commit,
            said: None,
        }),
        _ => None,
    };
    threads.into_iter().filter_map(walked).collect()
}

/// Adds to a statement the round of the note's own increment, not the one on the review screen.
pub(super) fn with_round_of(facts: &Facts, mut said: Statement, thread: EventId) -> Statement {
    let found = facts
        .record
        .thread(thread)
        .and_then(|thread| thread.place.increment.as_ref());
    let increment = found.and_then(|id| facts.engagement.increment_of(id));
    let increment = increment.and_then(|index| facts.engagement.increments.get(index));
    said.subject = increment.map(|increment| statement::subject(increment, None, Vec::new()));
    said
}
