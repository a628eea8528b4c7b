//! Resolves the folders that a review is limited to.

use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};

use crate::git::Repository;
use crate::git::increments::FoundIncrements;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, LeftOutHistory};
use crate::model::text::RepoPath;
use crate::safe;

/// Converts typed paths to repository paths. The top of the repository is no limit.
///
/// # Errors
/// When one is outside the repository.
pub(super) fn typed(repository: &Repository, paths: &[PathBuf]) -> Result<Vec<RepoPath>> {
    let mut within = Vec::new();
    for path in paths {
        let work_dir = repository.location().work_dir.as_deref();
        let own = work_dir
            .and_then(|top| path.strip_prefix(top).ok())
            .unwrap_or(path);
        let parts = parts(own).filter(|_| own.is_relative());
        let Some(parts) = parts else {
            bail!(
                "`--path {}` leads out of the repository; give a folder in it, from its top",
                safe::inline(path.as_os_str().as_encoded_bytes())
            );
        };
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        within.push(RepoPath::new(parts));
    }
    Ok(within)
}

fn parts(path: &Path) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => {
                if !joined.is_empty() {
                    joined.push(b'/');
                }
                joined.extend_from_slice(name.as_encoded_bytes());
            }
            _ => return None,
        }
    }
    Some(joined)
}

/// Checks that each of the paths is in some version under review.
///
/// # Errors
/// When one is in none of them.
pub(super) fn check(repository: &Repository, found: &FoundIncrements) -> Result<()> {
    let ranges = found
        .increments
        .iter()
        .rev()
        .map(|increment| increment.range);
    let ends = ranges.flat_map(|range| [Some(range.head), range.base]);
    let ends: Vec<ObjectId> = [Some(found.head), found.base]
        .into_iter()
        .chain(ends)
        .flatten()
        .collect();
    for path in &repository.location().within {
        if !ends.iter().any(|commit| repository.has_path(*commit, path)) {
            bail!(
                "`--path {}`: no version under review has such a folder or file; paths start at the top of the \
                 repository, and `git ls-tree -r --name-only HEAD` lists them",
                safe::path(path)
            );
        }
    }
    Ok(())
}

/// Describes the changes under review that are not shown because they are outside the folders.
pub(super) fn left_out(repository: &Repository, found: &FoundIncrements) -> Option<LeftOutHistory> {
    let words = words(repository)?;
    let range = CommitRange {
        base: found.base,
        head: found.head,
    };
    let outside = repository.changes(&range).ok()?.outside;
    let told = |files: &str, are: &str| format!("{files} {words} {are} not shown");
    LeftOutHistory::counted(
        outside,
        &told("file", "is"),
        &told("files", "are"),
        Vec::new(),
    )
}

/// Words the limit: ``outside `services/pay` ``, made safe; `None` where there is none.
pub fn words(repository: &Repository) -> Option<String> {
    let within = &repository.location().within;
    let names: Vec<String> = within
        .iter()
        .map(|path| format!("`{}`", safe::path(path)))
        .collect();
    (!names.is_empty()).then(|| format!("outside {}", names.join(", ")))
}
