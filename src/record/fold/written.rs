//! Collects the names and ranges that statements use.
//!
//! Knows nothing of what they refer to today.

use std::collections::HashMap;

use crate::model::event::Event;
use crate::model::names::{Round, RoundMention};

/// Each name and range once, in the order of appearance.
#[derive(Default)]
pub(super) struct RoundMentions {
    all: Vec<RoundMention>,
    /// Index into `all` by name and range.
    index: HashMap<Round, usize>,
}

impl RoundMentions {
    /// Records the name and range of an event, if it names a delivery.
    pub(super) fn take(&mut self, event: &Event, by_reviewer: bool) {
        let Some(round) = Round::written(event) else {
            return;
        };
        match self.index.get(&round) {
            Some(at) => self.all[*at].by_reviewer |= by_reviewer,
            None => {
                self.index.insert(round.clone(), self.all.len());
                self.all.push(RoundMention { round, by_reviewer });
            }
        }
    }

    /// Returns all names and ranges.
    pub(super) fn into_all(self) -> Vec<RoundMention> {
        self.all
    }
}
