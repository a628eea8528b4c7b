//! Finds reverts among commits, and which commits are reverted in the end.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::reach::CommitReach;
use crate::model::id::ObjectId;
use crate::model::increment::Commit;

/// Minimum number of digits that name a commit.
const MIN_DIGITS: usize = 7;

/// The reverts in some commits.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reverts {
    /// By reverted commit: the one that reverts it.
    pub of: BTreeMap<ObjectId, ObjectId>,
    /// Commits whose subject quotes that of the commit they revert: it claims nothing for them.
    pub quoting: BTreeSet<ObjectId>,
    /// Commits that revert something outside of these commits, with how they name it.
    pub elsewhere: Vec<(ObjectId, Called)>,
}

/// How a reverting commit names the reverted one.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Called {
    ids: Vec<String>,
    subject: Option<String>,
}

impl Reverts {
    /// Finds reverts among commits, given newest first. A commit whose revert is reverted counts
    /// again.
    pub fn of(commits: &[Commit]) -> Self {
        let mut found = Self::default();
        let older = Older::new(commits);
        for (at, commit) in commits.iter().enumerate() {
            let Some(called) = called(commit) else {
                continue;
            };
            if !restores(commit) {
                found.quoting.insert(commit.id);
            }
            // A reverted commit reverts nothing.
            if found.of.contains_key(&commit.id) {
                continue;
            }
            let targets = called.among(&older, at + 1, &found.of);
            if targets.is_empty() {
                found.elsewhere.push((commit.id, called));
            }
            for target in targets {
                found.take_back(target, commit.id, &older);
            }
        }
        found
    }

    /// Adds the reverts of these commits (newest first) by commits elsewhere.
    pub fn add_later(&mut self, commits: &[Commit], later: &Reverts) {
        let older = Older::new(commits);
        for (by, called) in &later.elsewhere {
            for target in called.among(&older, 0, &self.of) {
                self.take_back(target, *by, &older);
            }
        }
    }

    /// Drops reverts by commits that are reverted themselves.
    pub fn forget_undone(&mut self) {
        let of = &self.of;
        self.elsewhere.retain(|(by, _)| !of.contains_key(by));
    }

    fn take_back(&mut self, target: &Commit, by: ObjectId, older: &Older) {
        let merged = if target.parents.len() > 1 {
            older.brought(target)
        } else {
            Vec::new()
        };
        for id in merged.into_iter().chain([target.id]) {
            self.of.entry(id).or_insert(by);
        }
    }
}

/// Commits, newest first, indexed for lookup: thousands of them may revert thousands each.
struct Older<'c> {
    commits: &'c [Commit],
    /// Their ids in hex, sorted, with their indexes.
    ids: OnceCell<Vec<(String, usize)>>,
    /// By subject, without the number of a pull request: the indexes of commits.
    subjects: OnceCell<BTreeMap<String, Vec<usize>>>,
    reach: OnceCell<CommitReach<'c>>,
}

impl<'c> Older<'c> {
    fn new(commits: &'c [Commit]) -> Self {
        Self {
            commits,
            ids: OnceCell::new(),
            subjects: OnceCell::new(),
            reach: OnceCell::new(),
        }
    }

    /// Iterates over the indexes of commits with ids that begin with some digits.
    fn called(&self, digits: &str) -> impl Iterator<Item = usize> {
        let ids = self.ids.get_or_init(|| {
            let ids = self
                .commits
                .iter()
                .enumerate()
                .map(|(at, commit)| (commit.id.to_string(), at));
            let mut ids: Vec<(String, usize)> = ids.collect();
            ids.sort_unstable();
            ids
        });
        let first = ids.partition_point(|(id, _)| id.as_str() < digits);
        ids[first..]
            .iter()
            .take_while(move |(id, _)| id.starts_with(digits))
            .map(|(_, at)| *at)
    }

    /// Returns the indexes of commits with a subject, newest first.
    fn titled(&self, subject: &str) -> &[usize] {
        let subjects = self.subjects.get_or_init(|| {
            let mut subjects: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, commit) in self.commits.iter().enumerate() {
                let subject = commit.subject();
                subjects
                    .entry(without_number(&subject.lossy()).to_owned())
                    .or_default()
                    .push(at);
            }
            subjects
        });
        subjects.get(subject).map_or(&[], Vec::as_slice)
    }

    fn brought(&self, merge: &Commit) -> Vec<ObjectId> {
        self.reach
            .get_or_init(|| CommitReach::of(self.commits))
            .brought(merge)
    }
}

impl Called {
    /// Finds the reverted commits from an index on: those with the ids; else the newest with the
    /// subject that is not reverted yet.
    fn among<'c>(
        &self,
        older: &Older<'c>,
        from: usize,
        gone: &BTreeMap<ObjectId, ObjectId>,
    ) -> Vec<&'c Commit> {
        let meant = self
            .ids
            .iter()
            .flat_map(|digits| older.called(digits))
            .filter(|at| *at >= from);
        let meant: BTreeSet<usize> = meant.collect();
        if !meant.is_empty() {
            return meant.into_iter().map(|at| &older.commits[at]).collect();
        }
        let Some(subject) = &self.subject else {
            return Vec::new();
        };
        let titled = older.titled(subject).iter().filter(|at| **at >= from);
        let mut titled = titled.map(|at| &older.commits[*at]);
        titled
            .find(|commit| !gone.contains_key(&commit.id))
            .into_iter()
            .collect()
    }
}

/// Returns how a commit names what it reverts; `None` when it is no revert.
fn called(commit: &Commit) -> Option<Called> {
    let subject = commit.subject();
    let subject = subject.lossy();
    let quoted = quoted(&subject);
    let message = commit.message.lossy();
    let mut ids = Vec::new();
    let words: Vec<&str> = message.split_whitespace().collect();
    for three in words.windows(3) {
        let says =
            three[0].eq_ignore_ascii_case("reverts") || three[0].eq_ignore_ascii_case("reverting");
        if says && three[1].eq_ignore_ascii_case("commit") {
            ids.extend(digits(three[2]));
        }
    }
    for two in words
        .windows(2)
        .filter(|two| two[0].eq_ignore_ascii_case("reverts"))
    {
        ids.extend(digits(two[1]));
    }
    (quoted.is_some() || !ids.is_empty()).then_some(Called {
        ids,
        subject: quoted,
    })
}

/// Returns the quoted subject in `Revert "…"` or `Reapply "…"`.
fn quoted(subject: &str) -> Option<String> {
    let inside = |opening: &str| {
        let rest = subject.trim().strip_prefix(opening)?;
        rest.rfind('"')
            .map(|end| without_number(&rest[..end]).to_owned())
    };
    // Reapplying is reverting a revert.
    inside("Revert \"")
        .or_else(|| inside("Reapply \"").map(|subject| format!("Revert \"{subject}\"")))
}

/// Whether a commit restores what a revert took: `Reapply "…"`, `Revert "Revert "…""`.
fn restores(commit: &Commit) -> bool {
    let subject = commit.subject();
    let subject = subject.lossy();
    subject.starts_with("Reapply \"") || subject.matches("Revert \"").count() == 2
}

/// Strips the pull request number that hosts append to a subject: `Refund once (#12)`.
fn without_number(subject: &str) -> &str {
    let subject = subject.trim();
    let number = |at: usize| {
        let inner = subject[at..].strip_prefix(" (#")?.strip_suffix(')')?;
        inner
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(at)
    };
    subject
        .rfind(" (#")
        .and_then(number)
        .map_or(subject, |at| &subject[..at])
}

fn digits(word: &str) -> Option<String> {
    let word = word
        .trim_matches(|c: char| !c.is_ascii_alphanumeric())
        .to_ascii_lowercase();
    (word.len() >= MIN_DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(word)
}
