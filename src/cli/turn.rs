//! Whose turn it is: what waits for the contractor, what for the reviewers, and since when.

use std::collections::HashMap;

use crate::engagement::Engagement;
use crate::model::id::EventId;
use crate::model::note::{Thread, ThreadState};
use crate::model::record::Record;
use crate::model::spec::CriterionKey;
use crate::model::time::Timestamp;
use crate::model::verdict::CriterionState;

/// What waits for whom. Both may be there, and neither.
#[derive(Default)]
pub(super) struct Turn {
    pub contractor: Contractor,
    pub reviewers: Reviewers,
}

/// What waits for the contractor.
#[derive(Default)]
pub(super) struct Contractor {
    /// When the oldest of it was said; `None` when nothing waits.
    pub since: Option<Timestamp>,
    /// Blocking notes that are open.
    pub notes: usize,
    /// Criteria with a verdict that stands in the way.
    pub criteria: usize,
}

/// What waits for the reviewers.
#[derive(Default)]
pub(super) struct Reviewers {
    /// When the oldest of it was said or delivered; `None` when nothing waits, or nobody knows.
    pub since: Option<Timestamp>,
    /// Notes that the contractor says are put right.
    pub addressed: usize,
    /// Criteria whose verdicts lapsed.
    pub stale: usize,
    /// Criteria that nobody has judged.
    pub unreviewed: usize,
    /// Criteria on which reviewers differ.
    pub disputed: usize,
}

impl Contractor {
    /// Whether nothing waits.
    pub fn is_idle(&self) -> bool {
        self.notes + self.criteria == 0
    }
}

impl Reviewers {
    /// Whether nothing waits.
    pub fn is_idle(&self) -> bool {
        self.addressed + self.stale + self.unreviewed + self.disputed == 0
    }
}

impl Turn {
    /// Over some criteria, with where they stand, and all threads.
    pub fn of(engagement: &Engagement, record: &Record, states: &[(CriterionKey, CriterionState)]) -> Self {
        let mut turn = Self::default();
        for (key, state) in states {
            let given = || record.verdicts_on(key).map(|given| given.at).max();
            match state {
                CriterionState::Judged(verdict) if verdict.is_snag() => {
                    turn.contractor.criteria += 1;
                    wait(&mut turn.contractor.since, given());
                }
                CriterionState::Judged(_) => {}
                CriterionState::Disputed => {
                    turn.reviewers.disputed += 1;
                    wait(&mut turn.reviewers.since, given());
                }
                CriterionState::Stale => turn.reviewers.stale += 1,
                CriterionState::Unreviewed => turn.reviewers.unreviewed += 1,
            }
        }
        if turn.reviewers.stale + turn.reviewers.unreviewed > 0 {
            let delivered = engagement.repository.commit(engagement.found.head).ok().map(|commit| commit.at);
            wait(&mut turn.reviewers.since, delivered);
        }
        let times: HashMap<EventId, Timestamp> =
            engagement.journal.events().iter().map(|event| (event.id, event.at)).collect();
        for thread in record.live_threads() {
            turn.add(thread, &times);
        }
        turn
    }

    fn add(&mut self, thread: &Thread, times: &HashMap<EventId, Timestamp>) {
        let last = thread.state_heads.iter().filter_map(|head| times.get(head)).max().copied();
        match thread.state {
            ThreadState::Open if thread.body.blocks() => {
                self.contractor.notes += 1;
                wait(&mut self.contractor.since, last.or(Some(thread.at)));
            }
            ThreadState::Addressed { .. } => {
                self.reviewers.addressed += 1;
                wait(&mut self.reviewers.since, last);
            }
            _ => {}
        }
    }
}

fn wait(since: &mut Option<Timestamp>, from: Option<Timestamp>) {
    *since = match (*since, from) {
        (Some(since), Some(from)) => Some(since.min(from)),
        (since, from) => since.or(from),
    };
}
