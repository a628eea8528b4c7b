//! How sure it is that something bears on a criterion.

use crate::model::link::LinkKind;
use crate::trace::suggest::Strength;

/// How sure it is that something bears on a criterion, from a guess to a reviewer's word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LinkState {
    /// The texts are alike: a guess, which counts for nothing.
    Suggested(Strength),
    /// An id that several specs have is named, and nothing says which is meant: it counts for none.
    Unclear,
    /// The contractor's or the spec's claim.
    Declared,
    /// A reviewer said so.
    Confirmed,
}

impl LinkState {
    /// What a link is, by who says so.
    pub fn of(kind: &LinkKind) -> Self {
        match kind {
            LinkKind::Confirmed(_) => Self::Confirmed,
            LinkKind::Declared(_) => Self::Declared,
        }
    }

    /// Whether it counts as a link.
    pub fn counts(self) -> bool {
        matches!(self, Self::Declared | Self::Confirmed)
    }

    /// As a person reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Declared => "declared",
            Self::Unclear => "its id is named, several specs have it",
            Self::Suggested(Strength::Strong) => "suggested, strong",
            Self::Suggested(Strength::Fair) => "suggested, fair",
            Self::Suggested(Strength::Weak) => "suggested, weak",
        }
    }
}

/// A criterion that something bears on, or may.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HunkLink {
    /// The criterion's number.
    pub criterion: usize,
    /// How sure that is.
    pub state: LinkState,
}
