//! Detects another version of a judged spec nearby: in the work tree, or at the head under review.

use std::borrow::Cow;

use anyhow::Result;

use super::listed;
use super::shelf::Shelf;
use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;

/// Words which version is judged, if there are others.
pub(super) fn remark(
    repository: &Repository,
    head: ObjectId,
    shelf: &Shelf<'_>,
    specs: &[Spec],
) -> Result<Option<String>> {
    let is_head = matches!(shelf, Shelf::Commit { commit, .. } if *commit == head);
    let other = if is_head {
        Shelf::work_tree(repository)?
    } else {
        Some(Shelf::head(repository, head))
    };
    let Some(other) = other else { return Ok(None) };
    // At the head under review, one without a blob came from elsewhere.
    let inside = specs.iter().filter(|spec| !is_head || spec.blob.is_some());
    let others: Vec<&RepoPath> = inside
        .filter(|spec| is_other(&other, spec))
        .map(|spec| &spec.path)
        .collect();
    if others.is_empty() {
        return Ok(None);
    }
    let named = listed(others.iter().copied());
    let verb = if others.len() == 1 {
        "differs"
    } else {
        "differ"
    };
    let how = if is_head {
        "; `--spec-at worktree` judges the files as they lie there"
    } else {
        ""
    };
    let (judged, elsewhere) = (shelf.what(), other.what());
    Ok(Some(format!(
        "the judged version of {named} is that {judged}; {elsewhere} it {verb}{how}"
    )))
}

/// Whether the same file has other content elsewhere. Line ends do not count: git may change them.
fn is_other(elsewhere: &Shelf<'_>, spec: &Spec) -> bool {
    let Ok(Some(entry)) = elsewhere.entry(&spec.path) else {
        return false;
    };
    if entry.blob.is_some() && entry.blob == spec.blob {
        return false;
    }
    elsewhere
        .read(&entry)
        .is_ok_and(|bytes| plain(&bytes) != plain(spec.source.as_bytes()))
}

fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.contains(&b'\r') {
        Cow::Owned(
            bytes
                .iter()
                .copied()
                .filter(|byte| *byte != b'\r')
                .collect(),
        )
    } else {
        Cow::Borrowed(bytes)
    }
}
