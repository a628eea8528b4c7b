//! Filters lists of threads by state.

use crate::model::note::{Thread, ThreadState};

/// The states that the snags screen lists.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum StateFilter {
    /// Blocking notes that are not settled, and unmet criteria.
    #[default]
    Snags,
    /// Threads that wait for the contractor.
    Open,
    /// Threads that wait for a reviewer.
    Addressed,
    /// Threads that were verified as fixed.
    Verified,
    /// Threads that were withdrawn.
    Withdrawn,
    /// All threads.
    All,
}

impl StateFilter {
    /// All filters, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Snags,
        Self::Open,
        Self::Addressed,
        Self::Verified,
        Self::Withdrawn,
        Self::All,
    ];

    /// Returns the filter's words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Snags => "snags: open blocking notes and unmet criteria",
            Self::Open => "open notes",
            Self::Addressed => "addressed notes",
            Self::Verified => "verified notes",
            Self::Withdrawn => "withdrawn notes",
            Self::All => "all notes",
        }
    }

    /// Tells whether the filter lets a thread through.
    pub fn takes(self, thread: &Thread) -> bool {
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
