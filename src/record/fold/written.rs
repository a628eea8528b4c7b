//! The names and ranges that statements were written under.
//!
//! Knows nothing of what they stand for today.

use std::collections::HashMap;

use crate::model::event::Event;
use crate::model::names::{Round, Written};

/// Each name and range once, in the order in which they are met.
#[derive(Default)]
pub(super) struct Met {
    all: Vec<Written>,
    /// By what was met: its index.
    index: HashMap<Round, usize>,
}

impl Met {
    /// Takes note of what an event was written under, if it names a delivery.
    pub fn take(&mut self, event: &Event, by_reviewer: bool) {
        let Some(round) = Round::written(event) else { return };
        match self.index.get(&round) {
            Some(at) => self.all[*at].by_reviewer |= by_reviewer,
            None => {
                self.index.insert(round.clone(), self.all.len());
                self.all.push(Written { round, by_reviewer });
            }
        }
    }

    /// All of them.
    pub fn into_all(self) -> Vec<Written> {
        self.all
    }
}
