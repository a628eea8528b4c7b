//! Threads: what notes and replies say now, and where each thread stands.

use std::collections::{HashMap, HashSet};

use super::live;
use crate::model::event::{Body, Event, VerifiedAs};
use crate::model::id::{EventId, WriterId};
use crate::model::note::{Anchor, NoteBody, Place, Reply, Thread, ThreadState};
use crate::model::text::Untrusted;

/// What was said of threads, sorted by what it is about, in order.
#[derive(Default)]
pub(super) struct Said<'a> {
    notes: Vec<&'a Event>,
    /// By thread: replies and claims.
    replies: HashMap<EventId, Vec<&'a Event>>,
    /// By the event of a note, reply or claim: edits and retractions.
    edits: HashMap<EventId, Vec<&'a Event>>,
    /// By thread: claims and verifications.
    states: HashMap<EventId, Vec<&'a Event>>,
}

impl<'a> Said<'a> {
    /// Takes an event if it is about a thread.
    pub fn take(&mut self, event: &'a Event) {
        match &event.statement.body {
            Body::Note { .. } => self.notes.push(event),
            Body::Reply { thread, .. } => self.replies.entry(*thread).or_default().push(event),
            Body::Edit { of, .. } | Body::Retract { of } => self.edits.entry(*of).or_default().push(event),
            Body::Claim { thread, .. } => {
                self.replies.entry(*thread).or_default().push(event);
                self.states.entry(*thread).or_default().push(event);
            }
            Body::Verify { thread, .. } => self.states.entry(*thread).or_default().push(event),
            _ => {}
        }
    }

    /// The threads in the order in which they were opened.
    pub fn threads(&self, is_reviewer: impl Fn(&WriterId) -> bool) -> Vec<Thread> {
        self.notes.iter().filter_map(|note| self.thread(note, &is_reviewer)).collect()
    }

    fn thread(&self, opened: &'a Event, is_reviewer: impl Fn(&WriterId) -> bool) -> Option<Thread> {
        let Body::Note { criterion, .. } = &opened.statement.body else { return None };
        let words = self.words(opened);
        let statement = &opened.statement;
        let mut taken_back = HashSet::new();
        let mut replies = Vec::new();
        for reply in self.replies.get(&opened.id).into_iter().flatten() {
            let words = self.words(reply);
            if words.retracted {
                taken_back.insert(reply.id);
            }
            let is_claim = matches!(reply.statement.body, Body::Claim { .. });
            if !(is_claim && words.text().is_blank()) {
                replies.push(words.reply(reply));
            }
        }
        let counts = |event: &&&Event| match &event.statement.body {
            Body::Verify { state, .. } => {
                is_reviewer(&event.writer)
                    || (*state == VerifiedAs::Withdrawn && event.writer == opened.writer)
            }
            _ => !taken_back.contains(&event.id),
        };
        let states: Vec<&Event> =
            self.states.get(&opened.id).into_iter().flatten().filter(counts).copied().collect();
        let states = live(&states);
        Some(Thread {
            id: opened.id,
            author: opened.writer.clone(),
            at: opened.at,
            place: Place {
                increment: statement.subject.as_ref().and_then(|subject| subject.increment.clone()),
                criterion: criterion.clone(),
                anchor: words.anchor.cloned(),
            },
            subject: statement.subject.clone(),
            body: words.note()?,
            edited: (words.last.id != opened.id).then_some(words.last.at),
            heads: words.heads,
            retracted: words.retracted,
            replies,
            state: state(&states),
            state_heads: states.iter().map(|event| event.id).collect(),
        })
    }

    /// Only the writer of words can change or take them back.
    fn words(&self, first: &'a Event) -> Words<'a> {
        let edits = self.edits.get(&first.id).into_iter().flatten();
        let own = edits.filter(|edit| edit.writer == first.writer);
        let all: Vec<&Event> = std::iter::once(first).chain(own.copied()).collect();
        let heads = live(&all);
        let says = |event: &&&'a Event| !matches!(event.statement.body, Body::Retract { .. });
        let last = heads.iter().rev().find(says).or_else(|| all.iter().rev().find(says));
        Words {
            last: last.copied().unwrap_or(first),
            anchor: all.iter().rev().find_map(|event| event.statement.anchor.as_ref()),
            retracted: !heads.iter().any(|head| says(&head)),
            heads: heads.iter().map(|head| head.id).collect(),
        }
    }
}

/// What a note, reply or claim says now.
struct Words<'a> {
    /// The event with the words; the last ones when they were taken back.
    last: &'a Event,
    /// Where a note was moved to last: new words alone move nothing.
    anchor: Option<&'a Anchor>,
    retracted: bool,
    heads: Vec<EventId>,
}

impl Words<'_> {
    fn note(&self) -> Option<NoteBody> {
        match &self.last.statement.body {
            Body::Note { note, .. } | Body::Edit { note, .. } => Some(note.clone()),
            _ => None,
        }
    }

    fn text(&self) -> Untrusted {
        match &self.last.statement.body {
            Body::Reply { text, .. } | Body::Claim { text, .. } => text.clone(),
            Body::Note { note, .. } | Body::Edit { note, .. } => note.text.clone(),
            _ => Untrusted::default(),
        }
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

/// Where a thread stands. Where several statements are live, the one that leaves most to do: an
/// unanswered claim waits for a reviewer, whatever was said without knowing of it.
fn state(live: &[&Event]) -> ThreadState {
    let verified = |wanted| {
        let says =
            |event: &&&Event| matches!(event.statement.body, Body::Verify { state, .. } if state == wanted);
        live.iter().rev().find(says).map(|event| event.writer.clone())
    };
    let claim = live.iter().rev().find_map(|event| match event.statement.body {
        Body::Claim { commit, .. } => Some(ThreadState::Addressed { by: event.writer.clone(), commit }),
        _ => None,
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
