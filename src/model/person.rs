//! The people of a project: who they are, and what they may do.

use super::text::Untrusted;

/// A person's role in a project.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Role {
    /// Judges; only reviewers' verdicts count.
    #[default]
    Reviewer,
    /// Delivers; replies and makes claims.
    Contractor,
    /// Reads along.
    Observer,
}

impl Role {
    /// All roles, the one with most rights first.
    pub const ALL: [Self; 3] = [Self::Reviewer, Self::Contractor, Self::Observer];

    /// Returns the name in the record and on screens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Contractor => "contractor",
            Self::Observer => "observer",
        }
    }

    /// Returns the name with its article: `a reviewer`.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Reviewer => "a reviewer",
            Self::Contractor => "the contractor",
            Self::Observer => "an observer",
        }
    }

    /// Describes the role in a few words.
    pub fn duties(self) -> &'static str {
        match self {
            Self::Reviewer => "judges; only reviewers' verdicts count",
            Self::Contractor => "delivers, replies, says what was fixed",
            Self::Observer => "reads and comments",
        }
    }

    /// Parses a role from its [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A person who wrote in the record.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Person {
    /// The name to show; empty when the person gave none.
    pub name: Untrusted,
    /// The email address, possibly empty.
    pub email: Untrusted,
    /// The role; observer while the person is pending.
    pub role: Role,
    /// The role that the person claims, where nobody on this machine admitted them: their words are
    /// shown but do not count.
    pub pending: Option<Role>,
    /// Whether somebody on this machine decided that the person's words do not count, so that
    /// nobody is asked again.
    pub is_refused: bool,
    /// Whether another person's name looks the same.
    pub has_namesake: bool,
    /// How many entries of the record the person wrote.
    pub entries: usize,
}

impl Person {
    /// Names the role in a word, or says that the person's words do not count.
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
    if number == 1 {
        "1 entry".to_owned()
    } else {
        format!("{number} entries")
    }
}
