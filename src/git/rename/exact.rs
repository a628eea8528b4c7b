//! Renames without edits: a deleted and an added file of the same content.
//!
//! Reads nothing but ids. Knows nothing of similarity.

use std::collections::{HashMap, VecDeque};

use crate::model::change::{FileChange, FileEntry};
use crate::model::id::ObjectId;

/// How many files of equal content are looked at for each added one, as in git's `find_identical_files`.
const MAX_EQUAL: usize = 100;

/// Makes one entry of a deleted and an added file of the same content, as `find_exact_renames` in git's
/// `diffcore-rename.c` pairs them: each added file in turn takes the first deleted one with its base
/// name, or else the first. `files` are sorted by path and stay so.
pub(in crate::git) fn pair_identical(files: &mut Vec<FileChange>) {
    let mut deleted: HashMap<ObjectId, VecDeque<usize>> = HashMap::new();
    for (at, change) in files.iter().enumerate() {
        if let (Some(old), None) = (&change.old, &change.new) {
            deleted.entry(old.id).or_default().push_back(at);
        }
    }
    if deleted.is_empty() {
        return;
    }
    let mut taken = vec![false; files.len()];
    for at in 0..files.len() {
        let (None, Some(new)) = (&files[at].old, &files[at].new) else { continue };
        let Some(candidates) = deleted.get_mut(&new.id) else { continue };
        let old = |from: usize| files[from].old.as_ref();
        let equal = candidates.iter().take(MAX_EQUAL).enumerate();
        let mut fitting = equal.filter(|(_, from)| old(**from).is_some_and(|old| may_be_one(old, new)));
        let first = fitting.clone().next();
        let same_name = fitting
            .find(|(_, from)| old(**from).is_some_and(|old| old.path.base_name() == new.path.base_name()));
        if let Some((found, _)) = same_name.or(first)
            && let Some(from) = candidates.remove(found)
        {
            files[at].old = files[from].old.clone();
            taken[from] = true;
        }
    }
    remove_taken(files, &taken);
}

/// Whether the types allow the two to be one file under two names: git asks for equal modes unless both
/// are plain files.
pub(super) fn may_be_one(old: &FileEntry, new: &FileEntry) -> bool {
    old.is_plain() && new.is_plain() || old.mode == new.mode
}

/// Removes the deletions that have become renames.
pub(super) fn remove_taken(files: &mut Vec<FileChange>, taken: &[bool]) {
    let mut taken = taken.iter();
    files.retain(|_| !taken.next().copied().unwrap_or(false));
}
