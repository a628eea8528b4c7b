//! The snags screen: all threads and unmet criteria, filtered.

use crate::app::Model;
use crate::app::viewport::Viewport;
use crate::model::note::{Label, Thread, ThreadState};

/// The snags screen's state.
#[derive(Clone, Default, Debug)]
pub struct Snags {
    /// What is listed.
    pub rows: Vec<SnagRow>,
    /// Where in the list the cursor is.
    pub view: Viewport,
    /// Which states are listed.
    pub state: StateFilter,
    /// Which label is listed; every one when `None`.
    pub label: Option<Label>,
    /// Which criterion's are listed; every one's when `None`.
    pub criterion: Option<usize>,
}

/// A row of the snags screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SnagRow {
    /// A thread, by its index in the record.
    Thread(u32),
    /// An unmet criterion, by its number.
    Criterion(usize),
}

/// Which states the snags screen lists.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum StateFilter {
    /// What stands between the delivery and acceptance.
    #[default]
    Snags,
    /// Threads that wait for the contractor.
    Open,
    /// Threads that wait for a reviewer.
    Addressed,
    /// Threads that were put right.
    Verified,
    /// Threads no longer asked for.
    Withdrawn,
    /// Everything.
    All,
}

impl StateFilter {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Snags, Self::Open, Self::Addressed, Self::Verified, Self::Withdrawn, Self::All];

    /// As a person reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Snags => "snags: blocking and unsettled, and unmet criteria",
            Self::Open => "open notes",
            Self::Addressed => "addressed notes",
            Self::Verified => "verified notes",
            Self::Withdrawn => "withdrawn notes",
            Self::All => "all notes",
        }
    }

    fn takes(self, thread: &Thread) -> bool {
        match self {
            Self::Snags => thread.is_snag(),
            Self::Open => thread.state == ThreadState::Open,
            Self::Addressed => matches!(thread.state, ThreadState::Addressed { .. }),
            Self::Verified => matches!(thread.state, ThreadState::Verified { .. }),
            Self::Withdrawn => matches!(thread.state, ThreadState::Withdrawn { .. }),
            Self::All => true,
        }
    }
}

impl Model {
    /// Lists the snags anew; the cursor stays on what it is on.
    pub fn rebuild_snags(&mut self) {
        let on = self.snags.rows.get(self.snags.view.cursor).copied();
        let filter = &self.snags;
        let wanted = filter.criterion.and_then(|number| self.facts.engagement.key(number));
        let mut rows: Vec<SnagRow> = Vec::new();
        if filter.state == StateFilter::Snags && filter.label.is_none() {
            let unmet = self.facts.engagement.numbers(self.facts.scope).filter(|number| {
                filter.criterion.is_none_or(|only| only == *number) && self.facts.is_unmet(*number)
            });
            rows.extend(unmet.map(SnagRow::Criterion));
        }
        let threads = self.facts.record.threads.iter().enumerate().filter(|(_, thread)| !thread.retracted);
        let threads = threads.filter(|(_, thread)| {
            filter.state.takes(thread)
                && self.facts.is_in_scope(thread)
                && filter.label.is_none_or(|label| thread.body.label == label)
                && wanted.is_none_or(|key| thread.place.criterion.as_ref() == Some(key))
        });
        rows.extend(threads.map(|(index, _)| SnagRow::Thread(index as u32)));
        let cursor =
            on.and_then(|on| rows.iter().position(|row| *row == on)).unwrap_or(self.snags.view.cursor);
        self.snags.rows = rows;
        self.snags.view.go(cursor, self.snags.rows.len());
    }
}
