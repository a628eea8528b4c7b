//! Verdicts on criteria and outcomes of increments.

/// One reviewer's judgement of a criterion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// The delivery does what the criterion asks.
    Met,
    /// The delivery does not do it.
    NotMet,
    /// The delivery does it in part.
    Partial,
    /// Not required, for a stated reason.
    Waived,
    /// The criterion itself is at fault.
    Unclear,
}

impl Verdict {
    /// All verdicts in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Met,
        Self::NotMet,
        Self::Partial,
        Self::Waived,
        Self::Unclear,
    ];

    /// Returns the name in the record, in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Partial => "partial",
            Self::Waived => "waived",
            Self::Unclear => "unclear",
        }
    }

    /// Returns the words on screens and in the summary.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotMet => "not met",
            other => other.name(),
        }
    }

    /// Parses a verdict from its [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// Whether it blocks acceptance.
    pub fn is_snag(self) -> bool {
        matches!(self, Self::NotMet | Self::Partial | Self::Unclear)
    }
}

/// The state of a criterion, folded from all verdicts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CriterionState {
    /// Nobody has judged it.
    Unreviewed,
    /// All verdicts that count agree.
    Judged(Verdict),
    /// Verdicts that count differ; counts as not met until somebody resolves it.
    Disputed,
    /// The spec's text or the evidence changed since: needs another check.
    Stale,
}

impl CriterionState {
    /// All states: settled ones first, unreviewed ones last.
    pub const ALL: [Self; 8] = [
        Self::Judged(Verdict::Met),
        Self::Judged(Verdict::Waived),
        Self::Judged(Verdict::Partial),
        Self::Judged(Verdict::NotMet),
        Self::Judged(Verdict::Unclear),
        Self::Disputed,
        Self::Stale,
        Self::Unreviewed,
    ];

    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Judged(verdict) => verdict.name(),
            Self::Disputed => "disputed",
            Self::Stale => "stale",
        }
    }

    /// Returns the words on screens and in the summary.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreviewed => "not reviewed",
            Self::Judged(verdict) => verdict.words(),
            Self::Disputed => "disputed",
            Self::Stale => "check again",
        }
    }

    /// Whether nothing more is needed.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Judged(Verdict::Met | Verdict::Waived))
    }
}

/// A decision about an increment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// Still under review.
    InReview,
    /// The contractor has to do more.
    ChangesRequested,
    /// Accepted as it is.
    Accepted,
    /// Accepted, with conditions still to be met.
    AcceptedWithConditions,
    /// Not accepted.
    Rejected,
}

impl Outcome {
    /// All outcomes in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::InReview,
        Self::ChangesRequested,
        Self::Accepted,
        Self::AcceptedWithConditions,
        Self::Rejected,
    ];

    /// Returns the name in the record and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::InReview => "in-review",
            Self::ChangesRequested => "changes-requested",
            Self::Accepted => "accepted",
            Self::AcceptedWithConditions => "accepted-with-conditions",
            Self::Rejected => "rejected",
        }
    }

    /// Returns the words on screens and in the summary.
    pub fn words(self) -> &'static str {
        match self {
            Self::InReview => "in review",
            Self::ChangesRequested => "changes requested",
            Self::Accepted => "accepted",
            Self::AcceptedWithConditions => "accepted with conditions",
            Self::Rejected => "rejected",
        }
    }

    /// Words the outcome of an earlier round, to follow its name: "round 1 was accepted".
    pub fn past(self) -> &'static str {
        match self {
            Self::InReview => "was in review",
            Self::ChangesRequested => "had changes requested",
            Self::Accepted => "was accepted",
            Self::AcceptedWithConditions => "was accepted with conditions",
            Self::Rejected => "was rejected",
        }
    }

    /// Parses an outcome from its [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}
