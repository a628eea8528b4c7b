//! Reads the tags of a repository, by their commits.
//!
//! Knows nothing of which of them deliver something.

use std::cmp::Ordering;
use std::collections::HashMap;

use anyhow::Result;

use crate::git::Repository;
use crate::git::commit::subject;
use crate::model::id::ObjectId;
use crate::model::increment::LeftOutHistory;
use crate::model::text::Untrusted;

/// Maximum number of tags read that `packed-refs` does not resolve.
const MAX_PEELED: usize = 10_000;

/// A tag of a commit.
pub(super) struct CommitTag {
    /// The name without `refs/tags/`.
    pub(super) name: Vec<u8>,
    /// The ref's target: the commit, or a tag object with a message.
    object: ObjectId,
    annotated: bool,
}

/// All tags; those of one commit sorted by how well they name its delivery: annotated ones first,
/// then those that look most like a version, then by name.
#[derive(Default)]
pub(super) struct Tags {
    by_commit: HashMap<ObjectId, Vec<CommitTag>>,
    /// Tags that lead to no commit here.
    unread: Vec<Vec<u8>>,
    /// Tags that were not looked at, since there are too many.
    beyond: Vec<Vec<u8>>,
}

impl Tags {
    /// Reads all tags.
    pub(super) fn read(repository: &Repository) -> Result<Self> {
        let mut tags = Self::default();
        let mut peeled = 0;
        for found in repository.location.refs.list("refs/tags/")? {
            let name = found
                .name
                .strip_prefix(b"refs/tags/")
                .unwrap_or(&found.name)
                .to_vec();
            let commit = match found.peeled {
                Some(commit) => Ok(commit),
                None if peeled == MAX_PEELED => {
                    tags.beyond.push(name);
                    continue;
                }
                None => {
                    peeled += 1;
                    repository.to_commit(found.id)
                }
            };
            match commit {
                Ok(commit) => {
                    let tag = CommitTag {
                        name,
                        object: found.id,
                        annotated: found.id != commit,
                    };
                    tags.by_commit.entry(commit).or_default().push(tag);
                }
                Err(_) => tags.unread.push(name),
            }
        }
        for tags in tags.by_commit.values_mut() {
            tags.sort_by(|a, b| {
                plainest(a)
                    .cmp(&plainest(b))
                    .then_with(|| by_version(&a.name, &b.name))
            });
        }
        Ok(tags)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_commit.is_empty()
    }

    /// Returns the tags on a commit; the first names its delivery.
    pub(super) fn on(&self, commit: ObjectId) -> &[CommitTag] {
        self.by_commit.get(&commit).map_or(&[], Vec::as_slice)
    }

    /// Returns the names of the tags on some commits, one for each.
    pub(super) fn names_of(&self, commits: &[ObjectId]) -> Vec<Untrusted> {
        let first = commits.iter().filter_map(|commit| self.on(*commit).first());
        first.map(|tag| Untrusted::from(&tag.name[..])).collect()
    }

    /// Iterates over the tagged commits, in no order.
    pub(super) fn commits(&self) -> impl Iterator<Item = ObjectId> {
        self.by_commit.keys().copied()
    }

    /// Lists the tags that were not read, and so take no part in any increment.
    pub(super) fn left_out(&self) -> Vec<LeftOutHistory> {
        let (gone, all_gone) = (
            "tag that leads to no commit here",
            "tags that lead to no commit here",
        );
        let many = format!("more tags than the {MAX_PEELED} that are looked at");
        let one = format!("tag more than the {MAX_PEELED} that are looked at");
        let names = |tags: &[Vec<u8>]| tags.iter().map(|name| Untrusted::from(&name[..])).collect();
        [
            LeftOutHistory::counted(self.unread.len(), gone, all_gone, names(&self.unread)),
            LeftOutHistory::counted(self.beyond.len(), &one, &many, names(&self.beyond)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Returns the first line of an annotated tag's message, else the name.
pub(super) fn title(repository: &Repository, tag: &CommitTag) -> Result<Untrusted> {
    let message = if tag.annotated {
        repository.tag_message(tag.object)?
    } else {
        None
    };
    let line = message
        .as_ref()
        .map(|message| subject(message.as_bytes()))
        .unwrap_or_default();
    Ok(Untrusted::from(if line.is_empty() {
        tag.name.as_slice()
    } else {
        line
    }))
}

/// Ranks a tag; smaller is better as a name.
fn plainest(tag: &CommitTag) -> (bool, u8) {
    let name = tag.name.strip_prefix(b"v").unwrap_or(&tag.name);
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let likeness = match name {
        [first, ..] if first.is_ascii_digit() && name.iter().all(is_number) => 0,
        [first, ..] if first.is_ascii_digit() => 1,
        _ if name.iter().any(u8::is_ascii_digit) => 2,
        _ => 3,
    };
    (!tag.annotated, likeness)
}

/// Compares names by version: `v1.9` comes before `v1.10`.
pub(super) fn by_version(a: &[u8], b: &[u8]) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, two) = (number(left), number(right));
        let order = match (one.is_empty(), two.is_empty()) {
            (false, false) => one.len().cmp(&two.len()).then_with(|| one.cmp(two)),
            _ => left.first().cmp(&right.first()),
        };
        if order != Ordering::Equal || left.is_empty() {
            return order.then_with(|| a.cmp(b));
        }
        let step = |rest: &[u8], digits: &[u8]| {
            zeros(rest) + digits.len().max(usize::from(zeros(rest) == 0))
        };
        let (first, second) = (step(left, one), step(right, two));
        (left, right) = (&left[first..], &right[second..]);
    }
}

/// Returns the digits at the start, without leading zeros; one zero of a number 0 stays.
fn number(text: &[u8]) -> &[u8] {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    &text[zeros(text).min(end)..end]
}

/// Counts the leading zeros of the digits at the start, except for the last digit.
fn zeros(text: &[u8]) -> usize {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end]
        .iter()
        .take_while(|byte| **byte == b'0')
        .count()
        .min(end.saturating_sub(1))
}
