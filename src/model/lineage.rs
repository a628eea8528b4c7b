//! What became of a criterion between two versions of the specs.
//!
//! Owns the words for it, as `spec follow` and screens use them. Knows nothing of how it is found out.

use super::spec::CriterionKey;

/// What became of one criterion of an older version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fate {
    /// Where it is in the newer version: one, several for a split, none when it is no more. What was said of it goes
    /// to the first: of several, the one with most of its words.
    pub to: Vec<CriterionKey>,
    /// How it differs there.
    pub relation: Relation,
    /// How sure that is.
    pub sure: Sureness,
}

impl Fate {
    /// Whether what was said of the criterion is taken along: not when it is no more, nor on a guess, which a
    /// person has to look at first.
    pub fn carries(&self) -> bool {
        !self.to.is_empty() && self.sure != Sureness::Unsure
    }
}

/// How a criterion of a newer version differs from what it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// Same words and id, wherever it stands. Two ids that the spec does not write, but the reader made, count as the same.
    Same,
    /// Same words under another id.
    Renumbered,
    /// Other words under the same id.
    Reworded,
    /// Other words under another id.
    Both,
    /// It is no more, and its id stands on another criterion.
    Replaced,
    /// It is no more, and neither is its id.
    Gone,
    /// Its words stand in several criteria.
    Split,
    /// Its words stand in a criterion together with another one's.
    Merged,
}

impl Relation {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Renumbered => "renumbered",
            Self::Reworded => "reworded",
            Self::Both => "both",
            Self::Replaced => "replaced",
            Self::Gone => "gone",
            Self::Split => "split",
            Self::Merged => "merged",
        }
    }
}

/// How sure it is that a criterion of a newer version is one of an older version. The greater, the surer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sureness {
    /// A person has to look: nothing is taken along.
    Unsure,
    /// Everything points to it.
    Likely,
    /// The same words, or the same id in the same place with almost the same words.
    Certain,
}

impl Sureness {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsure => "unsure",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}
