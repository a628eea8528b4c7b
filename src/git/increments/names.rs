//! Ids and titles of increments, made from names that came from outside.
//!
//! Knows nothing of history.

use std::collections::HashSet;

use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::Increment;

/// Hex digits of an id made from a commit.
const DIGITS: usize = 12;

/// The name as an id, or the start of the commit's id when the name holds what no id may.
pub(super) fn id(name: &[u8], commit: ObjectId) -> IncrementId {
    plain(name).unwrap_or_else(|| from_hex(commit.short(DIGITS)))
}

/// The name as an id, which is also safe to show.
pub(super) fn plain(name: &[u8]) -> Option<IncrementId> {
    std::str::from_utf8(name).ok()?.parse().ok()
}

/// Gives those that share an id with an older one an id of their own.
pub(super) fn make_unique(increments: &mut [Increment]) {
    let mut taken = HashSet::new();
    for increment in increments {
        let head = increment.range.head;
        if taken.contains(&increment.id) {
            increment.id = id(format!("{}~{}", increment.id, head.short(7)).as_bytes(), head);
        }
        if taken.contains(&increment.id) {
            increment.id = from_hex(head.to_string());
        }
        let mut number = 2;
        while !taken.insert(increment.id.clone()) {
            increment.id = from_hex(format!("{}~{number}", head.short(DIGITS)));
            number += 1;
        }
    }
}

/// Hex digits, `~` and short decimal numbers are always an id.
fn from_hex(text: String) -> IncrementId {
    text.parse().unwrap_or_else(|_| unreachable!("hex digits make an id"))
}

/// Which increment a tag delivers, and for which time: `billing-r2`, `billing.r2`, `billing_r2` and
/// `billing-round-2` are the second round of `billing`. Without such an end it is the first round of
/// its own.
pub(super) fn round_of(tag: &[u8]) -> (&[u8], u32) {
    let digits = tag.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (start, number) = tag.split_at(tag.len() - digits);
    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse::<u32>().ok());
    let stem = ["-round-", "-r", ".r", "_r"].iter().find_map(|mark| {
        let at = start.len().checked_sub(mark.len())?;
        start[at..].eq_ignore_ascii_case(mark.as_bytes()).then(|| &start[..at])
    });
    match (stem, number) {
        (Some(stem), Some(number)) if !stem.is_empty() && number > 0 => (stem, number),
        _ => (tag, 1),
    }
}

/// What a merge brought: its id's name and its title, from its message.
///
/// GitHub: `Merge pull request #7 from org/branch`, then the title. GitLab: `Merge branch 'x' into
/// 'main'`, then the title, then `See merge request`. Bitbucket: `Merged in branch (pull request #7)`,
/// then the title. Git: `Merge branch 'x'`, `Merge remote-tracking branch 'origin/x'`, `Merge tag 'x'`.
pub(super) fn of_merge(message: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut lines =
        message.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let subject = lines.next().unwrap_or_default();
    let body = lines.next();
    if let Some(rest) = subject.strip_prefix(b"Merge pull request #") {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let branch = rest[digits..].strip_prefix(b" from ").unwrap_or(&rest[digits..]);
        return ([b"pr-", &rest[..digits]].concat(), body.unwrap_or(branch).to_vec());
    }
    if let Some(rest) = subject.strip_prefix(b"Merged in ") {
        let branch = rest.split(|&byte| byte == b' ').next().unwrap_or(rest);
        return (branch.to_vec(), body.unwrap_or(branch).to_vec());
    }
    for start in ["Merge branch '", "Merge remote-tracking branch '", "Merge tag '"] {
        let Some(rest) = subject.strip_prefix(start.as_bytes()) else { continue };
        let Some(end) = rest.iter().position(|&byte| byte == b'\'') else { continue };
        let branch = rest[..end].strip_prefix(b"origin/").unwrap_or(&rest[..end]);
        let from_gitlab = message.windows(17).any(|words| words == b"See merge request");
        let title = body.filter(|_| from_gitlab).unwrap_or(branch);
        return (branch.to_vec(), title.to_vec());
    }
    (Vec::new(), subject.to_vec())
}
