//! What came since a person last looked: commits and rounds from the clone, statements of others
//! from the record.

use super::text::Untrusted;

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

/// The remote-tracking branch of the reviewed branch, as far as it differs from that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RemoteBranch {
    /// The full name: `refs/remotes/origin/delivery`.
    pub remote: Untrusted,
    /// The local branch, without `refs/heads/`.
    pub local: Untrusted,
    /// The commits that the remote-tracking branch has and the local branch lacks.
    pub ahead: CommitCount,
    /// The commits that the local branch has and the remote-tracking branch lacks.
    pub behind: CommitCount,
    /// Whether the remote-tracking branch is reviewed, in the place of the local one.
    pub is_reviewed: bool,
    /// Whether the user named what is reviewed for this run, so that it stays.
    pub is_typed: bool,
}

impl RemoteBranch {
    /// Returns the name without `refs/remotes/`, as people type it.
    pub fn short(&self) -> &[u8] {
        let full = self.remote.as_bytes();
        full.strip_prefix(b"refs/remotes/").unwrap_or(full)
    }

    /// Says how the two branches differ, and which of them is reviewed. `shown` makes a name safe.
    pub fn words(&self, shown: impl Fn(&[u8]) -> String) -> String {
        let (remote, local) = (shown(self.short()), shown(self.local.as_bytes()));
        match (self.is_reviewed, self.behind.count) {
            (true, 0) => format!("{remote} is reviewed instead of the local branch {local}"),
            (true, _) => format!(
                "{remote} is reviewed instead of the local branch {local}, which has {} of its own",
                self.behind.words()
            ),
            (false, 0) => {
                let have = if self.ahead.count == 1 { "is" } else { "are" };
                format!(
                    "{remote} has {} that {have} not reviewed here",
                    self.ahead.words()
                )
            }
            (false, here) => format!(
                "{remote} was rewritten: {} there, {here}{} here",
                self.ahead.words(),
                if self.behind.more { " or more" } else { "" }
            ),
        }
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
