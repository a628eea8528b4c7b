//! Statements of others that a person has not had on the screen yet, and what each is about.

use std::collections::BTreeMap;

use super::amendment::TextChange;
use super::id::{EventId, IncrementId, WriterId};
use super::note::ThreadState;
use super::record::Record;
use super::spec::CriterionKey;

/// A kind of unread statement, in the order in which they are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum UnreadKind {
    Reply,
    Note,
    /// The contractor says that a note was fixed.
    Claim,
    /// A note was verified, reopened or withdrawn.
    State,
    /// A note or reply got other words.
    Edit,
    Verdict,
    /// A decision about a change of the spec.
    Amendment,
    Outcome,
}

impl UnreadKind {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Claim => "claim",
            Self::State => "state",
            Self::Edit => "edit",
            Self::Verdict => "verdict",
            Self::Amendment => "amendment",
            Self::Outcome => "outcome",
        }
    }

    /// Words a number of them: `1 reply`, `2 replies`.
    pub fn counted(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Reply => ("reply", "replies"),
            Self::Note => ("note", "notes"),
            Self::Claim => ("claimed fix", "claimed fixes"),
            Self::State => ("change of a note's state", "changes of notes' states"),
            Self::Edit => ("edit", "edits"),
            Self::Verdict => ("verdict", "verdicts"),
            Self::Amendment => ("decision on the spec", "decisions on the spec"),
            Self::Outcome => ("outcome", "outcomes"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

/// What an unread statement is about, and where it can be read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum UnreadPlace {
    /// A thread, by its id.
    Thread(EventId),
    Criterion(CriterionKey),
    /// A change of the spec.
    Amendment(TextChange),
    Increment(IncrementId),
}

/// An unread statement that stands in the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnreadItem {
    /// The event; of a note or reply with other words, the first of them.
    pub id: EventId,
    pub kind: UnreadKind,
    pub by: WriterId,
    pub place: UnreadPlace,
}

impl Record {
    /// Lists what is unread and stands in the record: first threads, then criteria, amendments and
    /// increments.
    pub fn unread_items(&self) -> Vec<UnreadItem> {
        let mut items = Vec::new();
        if self.unread.is_empty() {
            return items;
        }
        let item = |id: EventId, kind, place: UnreadPlace| {
            let by = self.unread.get(&id)?.clone();
            Some(UnreadItem {
                id,
                kind,
                by,
                place,
            })
        };
        for thread in self.live_threads() {
            let place = || UnreadPlace::Thread(thread.id);
            let words = |id, heads: &[EventId], kind| {
                let edit = |head: &EventId| item(*head, UnreadKind::Edit, place());
                item(id, kind, place()).or_else(|| heads.iter().find_map(edit))
            };
            items.extend(words(thread.id, &thread.heads, UnreadKind::Note));
            let replies = thread.replies.iter().filter(|reply| !reply.retracted);
            items.extend(
                replies.filter_map(|reply| words(reply.id, &reply.heads, UnreadKind::Reply)),
            );
            let newer = self
                .newer
                .iter()
                .filter(|newer| newer.thread == Some(thread.id));
            items.extend(newer.filter_map(|newer| item(newer.id, UnreadKind::Reply, place())));
            let kind = match thread.state {
                ThreadState::Addressed { .. } => UnreadKind::Claim,
                ThreadState::Open
                | ThreadState::Verified { .. }
                | ThreadState::Withdrawn { .. } => UnreadKind::State,
            };
            // A claim that came with words is among the replies.
            let is_reply = |head: &EventId| thread.replies.iter().any(|reply| reply.id == *head);
            let states = thread.state_heads.iter().filter(|head| !is_reply(head));
            items.extend(states.filter_map(|head| item(*head, kind, place())));
        }
        for (key, given) in &self.verdicts {
            let place = || UnreadPlace::Criterion(key.clone());
            let given = given.iter();
            items.extend(given.filter_map(|given| item(given.id, UnreadKind::Verdict, place())));
        }
        for (change, given) in &self.amendments {
            let place = || UnreadPlace::Amendment(*change);
            let given = given.iter();
            items.extend(given.filter_map(|given| item(given.id, UnreadKind::Amendment, place())));
        }
        for (increment, decisions) in &self.decisions {
            let place = || UnreadPlace::Increment(increment.clone());
            let standing = decisions.iter().filter(|decision| !decision.is_taken_back);
            items.extend(
                standing
                    .filter_map(|decision| item(decision.given.id, UnreadKind::Outcome, place())),
            );
        }
        items
    }
}

/// Counts items by kind, and names the writer of those of one kind when they are one person's:
/// `2 replies of Cleo, 1 verdict of Bo`. `name` words a writer's name, made safe.
pub fn counted(items: &[UnreadItem], name: impl Fn(&WriterId) -> String) -> String {
    let mut kinds: BTreeMap<UnreadKind, Vec<&WriterId>> = BTreeMap::new();
    for item in items {
        kinds.entry(item.kind).or_default().push(&item.by);
    }
    let words = kinds.into_iter().map(|(kind, by)| {
        let counted = kind.counted(by.len());
        match by.split_first() {
            Some((first, rest)) if rest.iter().all(|other| other == first) => {
                format!("{counted} of {}", name(first))
            }
            _ => counted,
        }
    });
    words.collect::<Vec<_>>().join(", ")
}
