//! Digests the changes of a range: the digest survives a merge, a squash merge and a rebase.

use anyhow::Result;

use super::files::{UNASKED, diff_of};
use crate::digest;
use crate::git::Repository;
use crate::model::change::{FileChange, FileEntry, Side, TextDiff};
use crate::model::id::Digest;
use crate::model::increment::CommitRange;

/// Maximum number of files of a range that are read.
const MAX_FILES: usize = 4_000;
/// Maximum number of bytes of changed lines that are digested.
const MAX_BYTES: usize = 64 << 20;

/// Digests the changes of a range: of each file the path and mode, and the removed and added lines
/// in order, independent of surroundings and line numbers. Others' work that was merged in does not
/// count. `None` when that is too much to read, or the range changes nothing: two ranges without a
/// digest count as different.
///
/// # Errors
/// When an end of the range cannot be read.
pub fn content_of(repository: &Repository, range: &CommitRange) -> Result<Option<Digest>> {
    let changes = repository.changes(range)?;
    if changes.cut.is_some() || changes.files.is_empty() || changes.files.len() > MAX_FILES {
        return Ok(None);
    }
    let mut others = vec![false; changes.files.len()];
    for upstream in repository.upstream_in(range)? {
        let theirs = repository.others_work(range, &changes.files, upstream)?;
        others
            .iter_mut()
            .zip(theirs)
            .for_each(|(known, theirs)| *known |= theirs);
    }
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut bytes = 0;
    for (change, _) in changes
        .files
        .iter()
        .zip(others)
        .filter(|(_, is_others)| !is_others)
    {
        let diff = diff_of(repository, change, UNASKED);
        let part = file(change, diff.as_text());
        bytes += part.len();
        if bytes > MAX_BYTES {
            return Ok(None);
        }
        parts.push(part);
    }
    Ok((!parts.is_empty()).then(|| digest::of_parts(parts.iter().map(Vec::as_slice))))
}

/// Encodes the change of one file as bytes that depend on nothing else.
fn file(change: &FileChange, text: Option<&TextDiff>) -> Vec<u8> {
    let mut part = Vec::new();
    let mut add = |bytes: &[u8]| {
        part.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        part.extend_from_slice(bytes);
    };
    for side in [Side::Old, Side::New] {
        let entry = change.entry(side);
        add(entry.map_or(&[][..], |entry| entry.path.as_bytes()));
        add(&entry.map_or(0, |entry| entry.mode).to_le_bytes());
    }
    match text {
        Some(text) => {
            for change in &text.changes {
                for side in [Side::Old, Side::New] {
                    add(side.name().as_bytes());
                    change
                        .lines(side)
                        .clone()
                        .for_each(|line| add(text.text(side).raw_line(line)));
                }
            }
        }
        // For a file that is not text, its content.
        None => {
            let id = |entry: &FileEntry| entry.id;
            add(change
                .new
                .as_ref()
                .or(change.old.as_ref())
                .map(id)
                .as_ref()
                .map_or(&[][..], |id| id.as_bytes()));
        }
    }
    part
}
