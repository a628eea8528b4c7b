//! Folds threads: the current words of notes and replies, and the state of each thread.

use std::collections::{HashMap, HashSet};

use super::{TakenBack, live};
use crate::model::event::{Body, Event, VerifiedAs};
use crate::model::id::{EventId, WriterId};
use crate::model::names::Names;
use crate::model::note::{NoteBody, Place, Reply, Thread, ThreadState};
use crate::model::text::Untrusted;

/// Events about threads, sorted by target, in order.
#[derive(Default)]
pub(super) struct ThreadEvents<'a> {
    notes: Vec<&'a Event>,
    /// Replies and claims by thread.
    replies: HashMap<EventId, Vec<&'a Event>>,
    /// Edits and retractions, by the event of a note, reply or claim.
    edits: HashMap<EventId, Vec<&'a Event>>,
    /// Claims and verifications by thread.
    states: HashMap<EventId, Vec<&'a Event>>,
}

/// Whose words count for what.
#[derive(Clone, Copy)]
pub(super) struct CountingWriters<'a> {
    /// Whether a writer may judge.
    pub is_reviewer: &'a dyn Fn(&WriterId) -> bool,
    /// Whether a writer's claims count.
    pub is_admitted: &'a dyn Fn(&WriterId) -> bool,
}

impl<'a> ThreadEvents<'a> {
    /// Takes an event if it is about a thread.
    pub(super) fn take(&mut self, event: &'a Event) {
        let body = &event.statement.body;
        if let Body::Note { .. } = body {
            self.notes.push(event);
        }
        if let Body::Edit { of, .. } | Body::Retract { of } = body {
            self.edits.entry(*of).or_default().push(event);
        }
        if let Body::Reply { thread, .. } | Body::Claim { thread, .. } = body {
            self.replies.entry(*thread).or_default().push(event);
        }
        if let Body::Claim { thread, .. } | Body::Verify { thread, .. } = body {
            self.states.entry(*thread).or_default().push(event);
        }
    }

    /// Folds the threads, in the order in which they were opened.
    pub(super) fn threads(
        &self,
        counts: CountingWriters<'_>,
        taken_back: &TakenBack<'_>,
        names: &Names,
    ) -> Vec<Thread> {
        self.notes
            .iter()
            .filter_map(|note| self.thread(note, counts, taken_back, names))
            .collect()
    }

    fn thread(
        &self,
        opened: &'a Event,
        CountingWriters {
            is_reviewer,
            is_admitted,
        }: CountingWriters<'_>,
        taken_back: &TakenBack<'_>,
        names: &Names,
    ) -> Option<Thread> {
        let Body::Note { criterion, .. } = &opened.statement.body else {
            return None;
        };
        let words = self.words(opened);
        let mut void_claims = HashSet::new();
        let mut replies = Vec::new();
        for reply in self.replies.get(&opened.id).into_iter().flatten() {
            let words = self.words(reply);
            if words.retracted {
                void_claims.insert(reply.id);
            }
            let is_claim = matches!(reply.statement.body, Body::Claim { .. });
            if !(is_claim && words.text().is_blank()) {
                replies.push(words.reply(reply));
            }
        }
        let counts = |event: &&&Event| {
            let Body::Verify { state, .. } = &event.statement.body else {
                return is_admitted(&event.writer);
            };
            is_reviewer(&event.writer)
                || (*state == VerifiedAs::Withdrawn && event.writer == opened.writer)
        };
        let is_void = |event: &Event| {
            let is_verified = matches!(event.statement.body, Body::Verify { .. });
            if is_verified {
                taken_back.has(event)
            } else {
                void_claims.contains(&event.id)
            }
        };
        let states: Vec<&Event> = self
            .states
            .get(&opened.id)
            .into_iter()
            .flatten()
            .filter(counts)
            .copied()
            .collect();
        let states = live(&states, is_void);
        let mut body = words.note()?;
        if body.blocks() && !is_reviewer(&opened.writer) {
            // Notes by others are shown but do not block.
            body.blocking = Some(false);
        }
        let moved = self.moved(opened, is_reviewer);
        let increment = |event: &Event| names.subject(event)?.increment.clone();
        Some(Thread {
            id: opened.id,
            author: opened.writer.clone(),
            at: opened.at,
            place: Place {
                increment: moved.and_then(increment).or_else(|| increment(opened)),
                criterion: criterion
                    .as_ref()
                    .map(|written| names.criterion(opened, written).clone()),
                anchor: moved.unwrap_or(opened).statement.anchor.clone(),
            },
            subject: names.subject(opened),
            body,
            edited: (words.last.id != opened.id).then_some(words.last.at),
            heads: words.heads,
            retracted: words.retracted,
            replies,
            state: state(&states),
            state_heads: states.iter().map(|event| event.id).collect(),
            since: states
                .iter()
                .map(|event| event.at)
                .max()
                .unwrap_or(opened.at),
            private: false,
        })
    }

    /// Finds the edit that moved a note last. Its writer may move it, and so may every reviewer:
    /// the writer of a note whose lines are gone may be gone, too.
    fn moved(&self, opened: &Event, is_reviewer: impl Fn(&WriterId) -> bool) -> Option<&'a Event> {
        let edits = self.edits.get(&opened.id).into_iter().flatten().copied();
        let mut counts =
            edits.filter(|edit| edit.writer == opened.writer || is_reviewer(&edit.writer));
        counts.rfind(|edit| {
            matches!(edit.statement.body, Body::Edit { .. }) && edit.statement.anchor.is_some()
        })
    }

    /// Folds the words of an event. Only their writer can change them or take them back.
    fn words(&self, first: &'a Event) -> CurrentWords<'a> {
        let edits = self.edits.get(&first.id).into_iter().flatten();
        let own = edits.filter(|edit| edit.writer == first.writer);
        let all: Vec<&Event> = std::iter::once(first).chain(own.copied()).collect();
        let heads = live(&all, |_| false);
        let says = |event: &&&'a Event| !matches!(event.statement.body, Body::Retract { .. });
        let last = heads
            .iter()
            .rev()
            .find(says)
            .or_else(|| all.iter().rev().find(says));
        CurrentWords {
            last: last.copied().unwrap_or(first),
            retracted: !heads.iter().any(|head| says(&head)),
            heads: heads.iter().map(|head| head.id).collect(),
        }
    }
}

/// The current words of a note, reply or claim.
struct CurrentWords<'a> {
    /// The event with the words; the last ones when they were taken back.
    last: &'a Event,
    retracted: bool,
    heads: Vec<EventId>,
}

impl CurrentWords<'_> {
    fn note(&self) -> Option<NoteBody> {
        let (Body::Note { note, .. } | Body::Edit { note, .. }) = &self.last.statement.body else {
            return None;
        };
        Some(note.clone())
    }

    fn text(&self) -> Untrusted {
        if let Body::Reply { text, .. } | Body::Claim { text, .. } = &self.last.statement.body {
            return text.clone();
        }
        self.note().map(|note| note.text).unwrap_or_default()
    }

    fn reply(self, first: &Event) -> Reply {
        Reply {
            id: first.id,
            author: first.writer.clone(),
            at: first.at,
            text: self.text(),
            retracted: self.retracted,
            heads: self.heads,
        }
    }
}

/// Folds the state of a thread. Of several live statements, the one that leaves most to do wins: an
/// unanswered claim waits for a reviewer, whatever was said without knowing of it.
fn state(live: &[&Event]) -> ThreadState {
    let verified = |wanted| {
        let says = |event: &&&Event| matches!(event.statement.body, Body::Verify { state, .. } if state == wanted);
        live.iter()
            .rev()
            .find(says)
            .map(|event| event.writer.clone())
    };
    let claim = live.iter().rev().find_map(|event| {
        let Body::Claim { commit, .. } = event.statement.body else {
            return None;
        };
        Some(ThreadState::Addressed {
            by: event.writer.clone(),
            commit,
        })
    });
    if let Some(claim) = claim {
        claim
    } else if verified(VerifiedAs::Reopened).is_some() {
        ThreadState::Open
    } else if let Some(by) = verified(VerifiedAs::Verified) {
        ThreadState::Verified { by }
    } else if let Some(by) = verified(VerifiedAs::Withdrawn) {
        ThreadState::Withdrawn { by }
    } else {
        ThreadState::Open
    }
}
