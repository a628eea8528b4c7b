//! The screens, one module each.

pub mod amendments;
pub mod ask;
pub mod gaps;
pub mod overview;
pub mod review;
pub mod snags;
pub mod spec;
pub mod verify;

/// Which screen is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Screen {
    /// Criteria by increments.
    Overview,
    /// Criteria beside the diff.
    Review,
    /// All threads.
    Snags,
    /// The addressed notes, one by one.
    Verify,
    /// The whole spec.
    Spec,
    /// Uncovered criteria, changes without a criterion.
    Gaps,
    /// What the delivery changes in the agreed spec.
    Amendments,
}

impl Screen {
    /// The name under which it is remembered.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Review => "review",
            Self::Snags => "snags",
            Self::Verify => "verify",
            Self::Spec => "spec",
            Self::Gaps => "gaps",
            Self::Amendments => "amendments",
        }
    }
}
