//! What became of what was said of the earlier rounds of an increment.

use std::collections::HashSet;

use super::id::{ObjectId, WriterId};
use super::increment::Increment;
use super::note::{Thread, ThreadState};
use super::record::{Record, Subject};

/// Statements of earlier rounds, and how many of them are followed up in the newest one.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FollowUp {
    /// Blocking notes of earlier rounds that were not withdrawn.
    pub blocking: usize,
    /// How many of them are addressed or verified.
    pub addressed: usize,
    /// Verdicts of earlier rounds.
    pub verdicts: usize,
    /// How many of them lapsed.
    pub lapsed: usize,
    /// Whether the verdicts are those of the user alone.
    pub are_mine: bool,
}

impl FollowUp {
    /// Counts what was said of the earlier rounds of an increment; the verdicts are those of `me`,
    /// or everybody's.
    pub fn of(record: &Record, increment: &Increment, me: Option<&WriterId>) -> Self {
        let heads: HashSet<ObjectId> = increment.earlier.iter().map(|round| round.head).collect();
        let is_earlier = |subject: Option<&Subject>| {
            subject.is_some_and(|subject| {
                subject.increment.as_ref() == Some(&increment.id)
                    && heads.contains(&subject.range.head)
            })
        };
        let mut found = Self {
            are_mine: me.is_some(),
            ..Self::default()
        };
        let blocks = |thread: &&Thread| {
            thread.body.blocks() && !matches!(thread.state, ThreadState::Withdrawn { .. })
        };
        for thread in record.live_threads().filter(blocks) {
            if is_earlier(thread.subject.as_deref()) {
                found.blocking += 1;
                found.addressed += usize::from(thread.state != ThreadState::Open);
            }
        }
        let verdicts = record.verdicts.values().flatten();
        for given in verdicts.filter(|given| given.value.verdict.is_some()) {
            let is_counted = me.is_none_or(|me| given.by == *me);
            if is_counted && is_earlier(given.subject.as_deref()) {
                found.verdicts += 1;
                found.lapsed += usize::from(record.stale.contains_key(&given.id));
            }
        }
        found
    }

    /// Words it in a sentence: `2 of 3 blocking notes addressed; 1 of your 4 verdicts lapsed.`
    /// `None` when nothing was said of earlier rounds.
    pub fn words(self) -> Option<String> {
        let mut parts = Vec::new();
        if self.blocking > 0 {
            let notes = plural(self.blocking, "note");
            parts.push(format!(
                "{} of {} blocking {notes} addressed",
                self.addressed, self.blocking
            ));
        }
        match (self.verdicts, self.lapsed) {
            (0, _) => {}
            (1, 0) if self.are_mine => parts.push("your verdict stands".to_owned()),
            (1, _) if self.are_mine => parts.push("your verdict lapsed".to_owned()),
            (all, 0) if self.are_mine => parts.push(format!("your {all} verdicts stand")),
            (all, lapsed) if self.are_mine => {
                parts.push(format!("{lapsed} of your {all} verdicts lapsed"));
            }
            (all, lapsed) => {
                let verdicts = plural(all, "verdict");
                parts.push(format!("{lapsed} of {all} {verdicts} lapsed"));
            }
        }
        let words = parts.join("; ");
        let mut chars = words.chars();
        let first: String = chars.next()?.to_uppercase().collect();
        Some(format!("{first}{}.", chars.as_str()))
    }
}

fn plural(count: usize, what: &str) -> String {
    format!("{what}{}", if count == 1 { "" } else { "s" })
}
