//! How sure it is that a change bears on a criterion.

use crate::model::index::CriterionIndex;
use crate::model::link::LinkKind;
use crate::trace::suggest::Strength;

/// How sure it is that a change bears on a criterion, in order from a guess to a reviewer's word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LinkState {
    /// The words are alike: a guess, which does not count.
    Suggested(Strength),
    /// An id that several specs have is named, without telling which is meant: it counts for none
    /// of them.
    Unclear,
    /// The contractor or the spec says so.
    Declared,
    /// A reviewer says so.
    Confirmed,
}

impl LinkState {
    /// Returns the state of a link of a kind.
    pub fn of(kind: &LinkKind) -> Self {
        match kind {
            LinkKind::Confirmed(_) => Self::Confirmed,
            LinkKind::Declared(_) => Self::Declared,
        }
    }

    /// Tells whether the state counts as a link.
    pub fn counts(self) -> bool {
        matches!(self, Self::Declared | Self::Confirmed)
    }

    /// Returns the state's words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Declared => "declared",
            Self::Unclear => "unclear: several specs have this id",
            Self::Suggested(Strength::Strong) => "suggested, strong",
            Self::Suggested(Strength::Fair) => "suggested, fair",
            Self::Suggested(Strength::Weak) => "suggested, weak",
        }
    }
}

/// A criterion that a hunk bears on, or may bear on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HunkLink {
    /// The criterion.
    pub criterion: CriterionIndex,
    /// How sure it is that the hunk bears on it.
    pub state: LinkState,
}
