//! What came since a person last looked: commits and rounds from the clone, statements of others
//! from the record.

/// A number of commits, counted up to a limit.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct CommitCount {
    pub count: usize,
    /// Whether there are more than were counted.
    pub more: bool,
}

impl CommitCount {
    /// Words the number: `1 commit`, `3 commits`, `more than 10000 commits`.
    pub fn words(self) -> String {
        let counted = counted(self.count, "commit");
        if self.more {
            format!("more than {counted}")
        } else {
            counted
        }
    }
}

/// What a clone has that it did not have when it was read before.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Delivered {
    /// The number of increments that were not there.
    pub increments: usize,
    /// The number of increments that have another head.
    pub rounds: usize,
    /// The commits in the histories of the new heads alone.
    pub commits: CommitCount,
}

impl Delivered {
    /// Words each number that is not zero: `1 new increment`, `2 new rounds`, `3 commits`.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.increments > 0 {
            words.push(counted(self.increments, "new increment"));
        }
        if self.rounds > 0 {
            words.push(counted(self.rounds, "new round"));
        }
        if self.commits.count > 0 {
            words.push(self.commits.words());
        }
        words
    }
}

/// Words a number of things: `1 reply`, `2 replies`, `3 notes`.
pub fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix("reply")) {
        (1, _) => format!("1 {what}"),
        (_, Some(before)) => format!("{count} {before}replies"),
        (_, None) => format!("{count} {what}s"),
    }
}
