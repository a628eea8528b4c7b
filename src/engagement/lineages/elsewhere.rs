//! Finds criteria that moved to files outside the known spec paths: a spec that only its reviewer
//! named can be moved, or split, and only the files' content shows that.

use std::collections::HashSet;

use super::files::is_text;
use crate::git::{FileContent, Repository};
use crate::model::change::FileEntry;
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::spec;

/// Maximum number of changed files that are searched, and of their bytes.
const MAX_FILES: usize = 200;
const MAX_BYTES: usize = 8 << 20;
/// Number of texts from which a file counts as a new home while the old spec still exists.
const ENOUGH: usize = 2;

/// Finds specs in files that were added or changed between two commits, with criteria of `old` that
/// none of `new` has, the specs found at the newer commit.
pub(super) fn elsewhere(
    repository: &Repository,
    from: ObjectId,
    to: ObjectId,
    old: &[Spec],
    new: &[Spec],
) -> Vec<Spec> {
    let there: HashSet<Digest> = digests(new).collect();
    let lost: HashSet<Digest> = digests(old)
        .filter(|digest| !there.contains(digest))
        .collect();
    let gone: Vec<&RepoPath> = old
        .iter()
        .map(|spec| &spec.path)
        .filter(|path| !new.iter().any(|spec| spec.path == **path))
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let Ok(changes) = repository.changes(&CommitRange {
        base: Some(from),
        head: to,
    }) else {
        return Vec::new();
    };
    let mut left = MAX_BYTES;
    let came = changes
        .files
        .iter()
        .filter_map(|change| change.new.as_ref());
    let came = came.filter(|entry| entry.is_plain() && is_text(&entry.path));
    came.filter(|entry| !new.iter().any(|spec| spec.path == entry.path))
        .take(MAX_FILES)
        .filter_map(|entry| read(repository, entry, &mut left))
        .filter(|spec| {
            let held = digests(std::slice::from_ref(spec))
                .filter(|digest| lost.contains(digest))
                .count();
            let is_moved = gone.iter().any(|path| name(path) == name(&spec.path));
            is_moved || held >= if gone.is_empty() { ENOUGH } else { 1 }
        })
        .collect()
}

fn digests(specs: &[Spec]) -> impl Iterator<Item = Digest> {
    specs
        .iter()
        .flat_map(|spec| &spec.criteria)
        .map(|criterion| criterion.digest)
}

/// Reads the spec in a file, as long as the byte budget lasts.
fn read(repository: &Repository, entry: &FileEntry, left: &mut usize) -> Option<Spec> {
    let FileContent::Bytes(bytes) = repository.read(entry.id, *left as u64).ok()? else {
        return None;
    };
    *left = left.saturating_sub(bytes.len());
    spec::read(&entry.path, &bytes, Some(entry.id))
        .ok()
        .filter(|spec| !spec.criteria.is_empty())
}

/// Returns a file's name without its folder.
fn name(path: &RepoPath) -> &[u8] {
    path.as_bytes()
        .rsplit(|byte| *byte == b'/')
        .next()
        .unwrap_or_default()
}
