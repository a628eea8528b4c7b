//! Handles merges with swapped parents. Somebody merged the default branch into a delivery branch,
//! and then fast-forwarded the default branch to that merge: its own line continues at the second
//! parent, and the first parent was delivered.
//!
//! Knows nothing of increments.

use anyhow::Result;

use crate::git::Repository;
use crate::model::id::ObjectId;

use super::names;

/// The name of a line that is no branch's: its first parents are the line.
pub(super) const UNNAMED: &[u8] = b"";

/// Puts the parent that continues the branch `line` before the other. Returns the branch on which
/// the merge was made, if the parents had to be swapped.
///
/// # Errors
/// When the commit cannot be read.
pub(super) fn put_line_first(
    repository: &Repository,
    line: &[u8],
    merge: ObjectId,
    parents: &mut [ObjectId],
) -> Result<Option<Vec<u8>>> {
    let [first, second] = parents else {
        return Ok(None);
    };
    if repository
        .links(merge)?
        .is_some_and(|links| !links.says_into)
    {
        return Ok(None);
    }
    let message = repository.commit(merge)?.message;
    let made_on = names::brought_into(message.as_bytes(), line).map(<[u8]>::to_vec);
    if made_on.is_some() {
        std::mem::swap(first, second);
    }
    Ok(made_on)
}
