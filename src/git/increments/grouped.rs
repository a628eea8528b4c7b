//! Finds increments without any marks: the last commits, grouped by author and the author's day.
//!
//! Knows nothing of tags, merges and branches.

use anyhow::Result;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use crate::git::commit::{MAX_MESSAGE_BYTES, subject};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange, Increment, IncrementSource};
use crate::model::text::Untrusted;

use super::chain::{ChainCommit, CommitChain};
use super::{Ground, names};

/// Maximum number of commits offered.
const MAX_COMMITS: usize = 50;

/// Consecutive commits by one author on one day; newest first during construction.
struct CommitGroup {
    day: String,
    author: Untrusted,
    base: Option<ObjectId>,
    newest: Commit,
    oldest: ObjectId,
    commits: usize,
}

/// Finds the groups, and whether there are older commits.
pub(super) fn find(ground: &Ground<'_>, chain: &CommitChain) -> Result<(Vec<Increment>, bool)> {
    let mut groups: Vec<CommitGroup> = Vec::new();
    for step in chain.steps.iter().take(MAX_COMMITS) {
        add(ground, step, &mut groups)?;
    }
    let mut more = chain.more || chain.steps.len() > MAX_COMMITS;
    // The last group may be incomplete, and would have another id tomorrow.
    if more && groups.len() > 1 {
        groups.pop();
    }
    more |= groups.last().is_some_and(|group| group.base.is_some());
    Ok((
        groups
            .into_iter()
            .rev()
            .map(CommitGroup::into_increment)
            .collect(),
        more,
    ))
}

fn add(ground: &Ground<'_>, step: &ChainCommit, groups: &mut Vec<CommitGroup>) -> Result<()> {
    let (commit, offset) = ground
        .repository
        .commit_and_offset(step.id, MAX_MESSAGE_BYTES)?;
    let day = day(&commit, offset);
    match groups.last_mut() {
        Some(group) if group.day == day && group.author == commit.author => {
            group.base = step.parents.first().copied();
            group.oldest = step.id;
            group.commits += 1;
        }
        _ => groups.push(CommitGroup {
            day,
            author: commit.author.clone(),
            base: step.parents.first().copied(),
            newest: commit,
            oldest: step.id,
            commits: 1,
        }),
    }
    Ok(())
}

impl CommitGroup {
    /// Makes an increment named after its day and first commit, so that the name stays valid when
    /// the author continues that day.
    fn into_increment(self) -> Increment {
        let id = names::id(
            format!("{}-{}", self.day, self.oldest.short(7)).as_bytes(),
            self.oldest,
        );
        let title = if self.commits == 1 {
            Untrusted::from(subject(self.newest.message.as_bytes()))
        } else {
            let name = self
                .author
                .as_bytes()
                .split(|&byte| byte == b'<')
                .next()
                .unwrap_or_default();
            let count = format!("{}, {} commits by ", self.day, self.commits);
            Untrusted::new([count.as_bytes(), name.trim_ascii()].concat())
        };
        Increment::new(
            id,
            title,
            CommitRange {
                base: self.base,
                head: self.newest.id,
            },
            IncrementSource::Grouped,
        )
    }
}

/// Formats `2024-05-03` by the author's clock; empty for a time outside every calendar.
fn day(commit: &Commit, offset: i32) -> String {
    let at = Timestamp::from_millisecond(commit.at.0).ok();
    let local = at.and_then(|at| {
        at.checked_add(SignedDuration::from_mins(i64::from(offset)))
            .ok()
    });
    local.map_or("undated".to_owned(), |local| {
        Offset::UTC.to_datetime(local).date().to_string()
    })
}
