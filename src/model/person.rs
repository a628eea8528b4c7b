//! The people of a project: who they are, and what they may say.

use super::text::Untrusted;

/// What somebody is in a project.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Role {
    /// Judges; only their verdicts count.
    #[default]
    Reviewer,
    /// Delivers; replies and claims.
    Contractor,
    /// Reads along.
    Observer,
}

impl Role {
    /// All of them, the one that decides most first.
    pub const ALL: [Self; 3] = [Self::Reviewer, Self::Contractor, Self::Observer];

    /// The name in the record and on screens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Contractor => "contractor",
            Self::Observer => "observer",
        }
    }

    /// With its article: `a reviewer`.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Reviewer => "a reviewer",
            Self::Contractor => "the contractor",
            Self::Observer => "an observer",
        }
    }

    /// What they do, in a few words.
    pub fn duties(self) -> &'static str {
        match self {
            Self::Reviewer => "judges; only reviewers' verdicts count",
            Self::Contractor => "delivers, replies, says what was put right",
            Self::Observer => "reads and comments",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Somebody who wrote in the record.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Person {
    /// Name as to be shown; empty when they never said.
    pub name: Untrusted,
    /// Address, possibly empty.
    pub email: Untrusted,
    /// What they are; an observer while they are pending.
    pub role: Role,
    /// What they say they are, where nobody admitted them on this machine: their words are shown and count for nothing.
    pub pending: Option<Role>,
    /// Whether their words count for nothing because that was decided on this machine; they are not asked about.
    pub is_refused: bool,
    /// Whether somebody else's name looks the same.
    pub has_namesake: bool,
    /// How many entries of the record they wrote.
    pub entries: usize,
}

impl Person {
    /// Says in a word what they are, or that their words count for nothing.
    pub fn standing(&self) -> &'static str {
        match self.pending {
            Some(_) if self.is_refused => "refused",
            Some(_) => "pending",
            None => self.role.name(),
        }
    }
}

/// Counts entries of the record: `1 entry`, `2 entries`.
pub fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}
