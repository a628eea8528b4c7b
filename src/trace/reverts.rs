//! Commits that take others back, and which are taken back in the end.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::brought;
use crate::model::id::ObjectId;
use crate::model::increment::Commit;

/// The fewest digits that name a commit.
const MIN_DIGITS: usize = 7;

/// What some commits take back.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reverts {
    /// By a commit that is taken back, the one that does it.
    pub of: BTreeMap<ObjectId, ObjectId>,
    /// The commits whose subject is that of a commit they take back: it claims nothing for them.
    pub quoting: BTreeSet<ObjectId>,
    /// Those that take back something that is not among the commits: what they call it.
    pub elsewhere: Vec<(ObjectId, Called)>,
}

/// How a reverting commit calls what it takes back.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Called {
    ids: Vec<String>,
    subject: Option<String>,
}

impl Reverts {
    /// What commits, newest first, take back of each other. A commit whose revert is taken back stands again.
    pub fn of(commits: &[Commit]) -> Self {
        let mut found = Self::default();
        for (at, commit) in commits.iter().enumerate() {
            let Some(called) = called(commit) else { continue };
            if !restores(commit) {
                found.quoting.insert(commit.id);
            }
            // What is taken back itself takes nothing back.
            if found.of.contains_key(&commit.id) {
                continue;
            }
            let older = &commits[at + 1..];
            let targets = called.among(older, &found.of);
            if targets.is_empty() {
                found.elsewhere.push((commit.id, called));
            }
            for target in targets {
                found.take_back(target, commit.id, older);
            }
        }
        found
    }

    /// Adds what commits elsewhere take back of these, newest first.
    pub fn add_later(&mut self, commits: &[Commit], later: &Reverts) {
        for (by, called) in &later.elsewhere {
            for target in called.among(commits, &self.of) {
                self.take_back(target, *by, commits);
            }
        }
    }

    /// Leaves out what commits take back that are taken back themselves.
    pub fn forget_undone(&mut self) {
        let of = &self.of;
        self.elsewhere.retain(|(by, _)| !of.contains_key(by));
    }

    fn take_back(&mut self, target: &Commit, by: ObjectId, commits: &[Commit]) {
        let merged = if target.parents.len() > 1 { brought(target, commits) } else { Vec::new() };
        for id in merged.into_iter().chain([target.id]) {
            self.of.entry(id).or_insert(by);
        }
    }
}

impl Called {
    /// The commits that are meant: those of the ids; else the newest with the subject that stands still.
    fn among<'a>(&self, commits: &'a [Commit], gone: &BTreeMap<ObjectId, ObjectId>) -> Vec<&'a Commit> {
        let is_meant = |commit: &&Commit| {
            let id = commit.id.to_string();
            self.ids.iter().any(|digits| id.starts_with(digits.as_str()))
        };
        let by_id: Vec<&Commit> = commits.iter().filter(is_meant).collect();
        if !by_id.is_empty() {
            return by_id;
        }
        let Some(subject) = &self.subject else { return Vec::new() };
        let same = |commit: &&Commit| {
            !gone.contains_key(&commit.id) && without_number(&commit.subject().lossy()) == *subject
        };
        commits.iter().find(same).into_iter().collect()
    }
}

/// What a commit says that it takes back; `None` when it takes nothing back.
fn called(commit: &Commit) -> Option<Called> {
    let subject = commit.subject();
    let subject = subject.lossy();
    let quoted = quoted(&subject);
    let message = commit.message.lossy();
    let mut ids = Vec::new();
    let words: Vec<&str> = message.split_whitespace().collect();
    for three in words.windows(3) {
        let says = three[0].eq_ignore_ascii_case("reverts") || three[0].eq_ignore_ascii_case("reverting");
        if says && three[1].eq_ignore_ascii_case("commit") {
            ids.extend(digits(three[2]));
        }
    }
    for two in words.windows(2).filter(|two| two[0].eq_ignore_ascii_case("reverts")) {
        ids.extend(digits(two[1]));
    }
    (quoted.is_some() || !ids.is_empty()).then_some(Called { ids, subject: quoted })
}

/// The subject of the commit that `Revert "…"` or `Reapply "…"` takes back.
fn quoted(subject: &str) -> Option<String> {
    let inside = |opening: &str| {
        let rest = subject.trim().strip_prefix(opening)?;
        rest.rfind('"').map(|end| without_number(&rest[..end]).to_owned())
    };
    // What is applied again is a revert that is taken back.
    inside("Revert \"").or_else(|| inside("Reapply \"").map(|subject| format!("Revert \"{subject}\"")))
}

/// Whether a commit puts back what a revert took: `Reapply "…"`, `Revert "Revert "…""`.
fn restores(commit: &Commit) -> bool {
    let subject = commit.subject();
    let subject = subject.lossy();
    subject.starts_with("Reapply \"") || subject.matches("Revert \"").count() == 2
}

/// A subject without the number of the pull request that hosts put behind it: `Refund once (#12)`.
fn without_number(subject: &str) -> &str {
    let subject = subject.trim();
    let number = |at: usize| {
        let inner = subject[at..].strip_prefix(" (#")?.strip_suffix(')')?;
        inner.bytes().all(|byte| byte.is_ascii_digit()).then_some(at)
    };
    subject.rfind(" (#").and_then(number).map_or(subject, |at| &subject[..at])
}

fn digits(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    (word.len() >= MIN_DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(word)
}
