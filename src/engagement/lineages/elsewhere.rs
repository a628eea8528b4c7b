//! Files at no place of a dialect that criteria went to: a spec that only its reviewer named can be moved, or
//! divided, and nothing but what is in the files says so.

use std::collections::HashSet;

use super::files::is_text;
use crate::git::{Content, Repository};
use crate::model::change::FileEntry;
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::spec;

/// At most so many changed files are looked into, and so many bytes of them.
const MAX_FILES: usize = 200;
const MAX_BYTES: usize = 8 << 20;
/// So many texts make a file one that criteria went to while the spec they stood in is still there.
const ENOUGH: usize = 2;

/// Specs in files that came or changed between two commits and hold criteria of `old` that stand in none of `new`,
/// which are those found at the newer commit.
pub(super) fn elsewhere(
    repository: &Repository,
    from: ObjectId,
    to: ObjectId,
    old: &[Spec],
    new: &[Spec],
) -> Vec<Spec> {
    let there: HashSet<Digest> = digests(new).collect();
    let lost: HashSet<Digest> = digests(old).filter(|digest| !there.contains(digest)).collect();
    let gone: Vec<&RepoPath> = old
        .iter()
        .map(|spec| &spec.path)
        .filter(|path| !new.iter().any(|spec| spec.path == **path))
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let Ok(changes) = repository.changes(&CommitRange { base: Some(from), head: to }) else {
        return Vec::new();
    };
    let mut left = MAX_BYTES;
    let came = changes.files.iter().filter_map(|change| change.new.as_ref());
    let came = came.filter(|entry| entry.is_plain() && is_text(&entry.path));
    came.filter(|entry| !new.iter().any(|spec| spec.path == entry.path))
        .take(MAX_FILES)
        .filter_map(|entry| read(repository, entry, &mut left))
        .filter(|spec| {
            let held = digests(std::slice::from_ref(spec)).filter(|digest| lost.contains(digest)).count();
            let is_moved = gone.iter().any(|path| name(path) == name(&spec.path));
            is_moved || held >= if gone.is_empty() { ENOUGH } else { 1 }
        })
        .collect()
}

fn digests(specs: &[Spec]) -> impl Iterator<Item = Digest> {
    specs.iter().flat_map(|spec| &spec.criteria).map(|criterion| criterion.digest)
}

/// The spec in a file, as long as bytes are left.
fn read(repository: &Repository, entry: &FileEntry, left: &mut usize) -> Option<Spec> {
    let Content::Bytes(bytes) = repository.read(entry.id, *left as u64).ok()? else { return None };
    *left = left.saturating_sub(bytes.len());
    spec::read(&entry.path, &bytes, Some(entry.id)).ok().filter(|spec| !spec.criteria.is_empty())
}

/// A file's name without its folder.
fn name(path: &RepoPath) -> &[u8] {
    path.as_bytes().rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}
