//! Finds the versions of the specs on the way to a head: along its first parents, and along a side
//! branch where a merge brought the change.

use std::sync::Arc;

use anyhow::Result;

use super::files::{SpecFileRules, SpecFiles};
use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;

/// Maximum number of commits walked: some seconds' worth.
const MAX_COMMITS: usize = 20_000;
/// Maximum number of commits walked on one side branch.
const MAX_SIDE: usize = 2_000;
/// Maximum number of versions.
pub(super) const MAX_VERSIONS: usize = 200;
/// Maximum depth of merges within merges that are followed.
const MAX_DEPTH: usize = 3;

/// The spec files from one commit on.
#[derive(Clone)]
pub(super) struct SpecsVersion {
    pub(super) files: Arc<SpecFiles>,
    /// The commit that created this version; `None` until the walk has reached it.
    pub(super) made_by: Option<ObjectId>,
}

/// The versions found so far, newest first.
#[derive(Clone)]
pub(super) struct VersionTrail {
    pub(super) versions: Vec<SpecsVersion>,
    /// The next commit of the walk, which has the last version's files.
    at: Option<ObjectId>,
    left: usize,
}

/// The state before a commit on its own line.
struct EarlierState {
    parent: ObjectId,
    files: Arc<SpecFiles>,
}

impl VersionTrail {
    pub(super) fn new(head: ObjectId, files: Arc<SpecFiles>) -> Self {
        Self {
            versions: vec![SpecsVersion {
                files,
                made_by: None,
            }],
            at: Some(head),
            left: MAX_COMMITS,
        }
    }

    /// Whether a limit ended the walk.
    pub(super) fn is_cut(&self) -> bool {
        self.at.is_some() && (self.left == 0 || self.versions.len() >= MAX_VERSIONS)
    }

    /// Walks to the next older version while `goes_on` agrees for the commits on the way; false if
    /// there is none.
    pub(super) fn extend(
        &mut self,
        repository: &Repository,
        kept: &SpecFileRules,
        goes_on: &dyn Fn(ObjectId) -> bool,
    ) -> bool {
        while let Some(commit) = self.at.filter(|commit| goes_on(*commit)) {
            if self.left == 0 || self.versions.len() >= MAX_VERSIONS {
                return false;
            }
            self.left -= 1;
            let Some(files) = self
                .versions
                .last()
                .map(|version| Arc::clone(&version.files))
            else {
                return false;
            };
            let Ok(Some(before)) = before(repository, kept, commit, &files) else {
                self.at = None;
                return false;
            };
            self.at = Some(before.parent);
            if before.files == files {
                continue;
            }
            let mut older = Vec::new();
            let mut made_by = commit;
            if let Some(side) = side(
                repository,
                kept,
                commit,
                &files,
                &before.files,
                &mut self.left,
                MAX_DEPTH,
            ) {
                made_by = side.first_made_by;
                older = side.older;
            }
            if let Some(last) = self.versions.last_mut() {
                last.made_by = Some(made_by);
            }
            self.versions.extend(older);
            self.versions.push(SpecsVersion {
                files: before.files,
                made_by: None,
            });
            return true;
        }
        false
    }
}

/// Returns the first parent and its files; `None` at the root or where the clone ends.
fn before(
    repository: &Repository,
    kept: &SpecFileRules,
    commit: ObjectId,
    files: &Arc<SpecFiles>,
) -> Result<Option<EarlierState>> {
    let Some(parent) = repository.parents_of(commit)?.first().copied() else {
        return Ok(None);
    };
    Ok(Some(EarlierState {
        parent,
        files: at_parent(repository, kept, commit, parent, files)?,
    }))
}

fn at_parent(
    repository: &Repository,
    kept: &SpecFileRules,
    commit: ObjectId,
    parent: ObjectId,
    files: &Arc<SpecFiles>,
) -> Result<Arc<SpecFiles>> {
    if repository.tree_of(parent)? == repository.tree_of(commit)? {
        return Ok(Arc::clone(files));
    }
    let changes = repository.changes(&CommitRange {
        base: Some(parent),
        head: commit,
    })?;
    let old = kept.before(files, &changes.files, parent);
    Ok(if old == **files {
        Arc::clone(files)
    } else {
        Arc::new(old)
    })
}

/// Versions on a side branch that a merge brought.
struct SideBranch {
    /// The commit that created the merge's own version.
    first_made_by: ObjectId,
    /// Versions before it, without the one at the merge's first parent.
    older: Vec<SpecsVersion>,
}

/// Finds the versions between a merge and its first parent, if they came unchanged from one side
/// branch.
fn side(
    repository: &Repository,
    kept: &SpecFileRules,
    merge: ObjectId,
    files: &Arc<SpecFiles>,
    base: &Arc<SpecFiles>,
    left: &mut usize,
    depth: usize,
) -> Option<SideBranch> {
    let parents = repository.parents_of(merge).ok()?;
    for parent in parents.iter().skip(1).copied() {
        if at_parent(repository, kept, merge, parent, files).ok()? != *files {
            continue;
        }
        if let Some(side) = down(repository, kept, parent, files, base, left, depth) {
            return Some(side);
        }
    }
    None
}

/// Walks down a side branch from the commit with some files to the one with those of `base`.
fn down(
    repository: &Repository,
    kept: &SpecFileRules,
    from: ObjectId,
    files: &Arc<SpecFiles>,
    base: &Arc<SpecFiles>,
    left: &mut usize,
    depth: usize,
) -> Option<SideBranch> {
    let (mut at, mut files) = (from, Arc::clone(files));
    let mut first_made_by = None;
    let mut older: Vec<SpecsVersion> = Vec::new();
    for _ in 0..MAX_SIDE {
        if *left == 0 || older.len() >= MAX_VERSIONS {
            return None;
        }
        *left -= 1;
        let before = before(repository, kept, at, &files).ok().flatten()?;
        if before.files != files {
            let nested = depth
                .checked_sub(1)
                .and_then(|depth| side(repository, kept, at, &files, &before.files, left, depth));
            let (made_by, nested) = nested.map_or((at, Vec::new()), |nested| {
                (nested.first_made_by, nested.older)
            });
            match older.last_mut() {
                Some(last) => last.made_by = Some(made_by),
                None => first_made_by = Some(made_by),
            }
            older.extend(nested);
            if before.files == *base {
                return Some(SideBranch {
                    first_made_by: first_made_by?,
                    older,
                });
            }
            older.push(SpecsVersion {
                files: Arc::clone(&before.files),
                made_by: None,
            });
        }
        (at, files) = (before.parent, before.files);
    }
    None
}
