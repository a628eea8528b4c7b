//! Groups changes into hunks, and digests hunks.

use std::collections::HashMap;
use std::ops::Range;

use super::CONTEXT;
use crate::digest;
use crate::model::change::{Change, FileText, Hunk};
use crate::model::id::Digest;
use crate::model::text::RepoPath;

/// Groups a file's changes into hunks: changes with at most `2 * CONTEXT` equal lines between them
/// belong together, so that the context of two hunks never overlaps.
pub(super) fn hunks(
    path: &RepoPath,
    old: &FileText,
    new: &FileText,
    changes: &[Change],
) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let mut seen = HashMap::new();
    let mut start = 0;
    while let Some(first) = changes.get(start) {
        let mut last = first;
        let mut end = start + 1;
        while let Some(next) = changes
            .get(end)
            .filter(|next| next.old.start - last.old.end <= 2 * CONTEXT)
        {
            last = next;
            end += 1;
        }
        let content = digest(path, old, new, &changes[start..end]);
        hunks.push(Hunk {
            changes: start as u32..end as u32,
            old: with_context(first.old.start, last.old.end, old.len()),
            new: with_context(first.new.start, last.new.end, new.len()),
            digest: nth(content, seen.entry(content).or_insert(0)),
        });
        start = end;
    }
    hunks
}

fn with_context(start: u32, end: u32, len: u32) -> Range<u32> {
    start.saturating_sub(CONTEXT)..(end + CONTEXT).min(len)
}

/// Digests the path, then each removed and added line, each after a byte for its side.
fn digest(path: &RepoPath, old: &FileText, new: &FileText, changes: &[Change]) -> Digest {
    let lines = changes.iter().flat_map(|change| {
        let removed = change
            .old
            .clone()
            .map(|line| (&b"-"[..], old.raw_line(line)));
        removed.chain(
            change
                .new
                .clone()
                .map(|line| (&b"+"[..], new.raw_line(line))),
        )
    });
    let lines = lines.flat_map(|(side, line)| [side, line]);
    digest::of_parts(std::iter::once(path.as_bytes()).chain(lines))
}

/// Makes the digest of a hunk unique among hunks of one file with the same lines, by counting those
/// before it.
fn nth(content: Digest, before: &mut u32) -> Digest {
    let ordinal = *before;
    *before += 1;
    match ordinal {
        0 => content,
        _ => digest::of_parts([&content.0[..], &ordinal.to_le_bytes()]),
    }
}
