//! Verdicts on criteria and outcomes of increments.

/// One reviewer's judgement of a criterion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// The delivery does what the criterion asks.
    Met,
    /// It does not.
    NotMet,
    /// In part.
    Partial,
    /// Let go, for a stated reason.
    Waived,
    /// The criterion itself is at fault.
    Unclear,
}

impl Verdict {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Met, Self::NotMet, Self::Partial, Self::Waived, Self::Unclear];

    /// The name in the record, in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Partial => "partial",
            Self::Waived => "waived",
            Self::Unclear => "unclear",
        }
    }

    /// The words on screens and in the summary.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotMet => "not met",
            other => other.name(),
        }
    }

    /// The verdict of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// Whether it stands between the delivery and acceptance.
    pub fn is_snag(self) -> bool {
        matches!(self, Self::NotMet | Self::Partial | Self::Unclear)
    }
}

/// Where a criterion stands once all verdicts are folded together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CriterionState {
    /// Nobody has judged it.
    Unreviewed,
    /// Every verdict that counts says this.
    Judged(Verdict),
    /// Verdicts that count differ; counts as not met until somebody resolves it.
    Disputed,
    /// The spec's text or the evidence changed since: check again.
    Stale,
}

impl CriterionState {
    /// All: settled ones first, those nobody looked at last.
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

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Judged(verdict) => verdict.name(),
            Self::Disputed => "disputed",
            Self::Stale => "stale",
        }
    }

    /// The words on screens and in the summary.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreviewed => "not reviewed",
            Self::Judged(verdict) => verdict.words(),
            Self::Disputed => "disputed",
            Self::Stale => "check again",
        }
    }

    /// Whether it needs nothing more.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Judged(Verdict::Met | Verdict::Waived))
    }
}

/// What was decided about an increment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// Being looked at.
    InReview,
    /// The contractor is to do more.
    ChangesRequested,
    /// Taken as it is.
    Accepted,
    /// Taken, with something still to be done.
    AcceptedWithConditions,
    /// Not taken.
    Rejected,
}

impl Outcome {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::InReview,
        Self::ChangesRequested,
        Self::Accepted,
        Self::AcceptedWithConditions,
        Self::Rejected,
    ];

    /// The name in the record and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::InReview => "in-review",
            Self::ChangesRequested => "changes-requested",
            Self::Accepted => "accepted",
            Self::AcceptedWithConditions => "accepted-with-conditions",
            Self::Rejected => "rejected",
        }
    }

    /// The words on screens and in the summary.
    pub fn words(self) -> &'static str {
        match self {
            Self::InReview => "in review",
            Self::ChangesRequested => "changes requested",
            Self::Accepted => "accepted",
            Self::AcceptedWithConditions => "accepted with conditions",
            Self::Rejected => "rejected",
        }
    }

    /// What was decided then, after the name of an earlier round: "round 1 was accepted".
    pub fn past(self) -> &'static str {
        match self {
            Self::InReview => "was in review",
            Self::ChangesRequested => "had changes requested",
            Self::Accepted => "was accepted",
            Self::AcceptedWithConditions => "was accepted with conditions",
            Self::Rejected => "was rejected",
        }
    }

    /// The outcome of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}
