//! The fate of a criterion between two versions of the specs.
//!
//! Owns the vocabulary that `spec follow` and screens use. Knows nothing of how fates are found.

use super::spec::CriterionKey;

/// The fate of one criterion of an older version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fate {
    /// Its successors in the newer version: one, several after a split, none when it was removed.
    /// Statements go to the first, which has most of its words.
    pub to: Vec<CriterionKey>,
    /// How the successor differs.
    pub relation: Relation,
    /// How certain this is.
    pub sure: Sureness,
}

impl Fate {
    /// Whether statements about the criterion carry over: not when it was removed, nor on a guess,
    /// which a person has to check first.
    pub fn carries(&self) -> bool {
        !self.to.is_empty() && self.sure != Sureness::Unsure
    }
}

/// How a criterion of a newer version differs from its older version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// Same words and id, in any place. Two ids made up by the reader count as the same.
    Same,
    /// Same words under another id.
    Renumbered,
    /// Other words under the same id.
    Reworded,
    /// Other words under another id.
    Both,
    /// Removed, and another criterion has its id.
    Replaced,
    /// Removed, and nothing has its id.
    Gone,
    /// Its words are divided among several criteria.
    Split,
    /// Its words are joined with another's in one criterion.
    Merged,
}

impl Relation {
    /// Returns the name in JSON.
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

/// How certain it is that two versions of a criterion belong together; greater is more certain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sureness {
    /// A guess: a person has to check, and nothing carries over.
    Unsure,
    /// All signs point to it.
    Likely,
    /// The same words, or the same id in the same place with almost the same words.
    Certain,
}

impl Sureness {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsure => "unsure",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}
