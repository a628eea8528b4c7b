//! Finds the project of a repository in the data directory, and refuses a data directory that came
//! with it.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::OpenRequest;
use crate::git::{Repository, folders};
use crate::model::id::ObjectId;
use crate::record::{DataDir, Identity, Project, project_id};
use crate::safe;

/// Finds a repository's project, and the user's identity.
pub(super) fn record_of(
    repository: &Repository,
    wanted: &OpenRequest,
) -> Result<(Project, Identity)> {
    let data = DataDir::from(wanted.data_dir.clone())?;
    check_outside(repository, data.path())?;
    let clone = &repository.location().git_dir;
    let id = match data
        .known_project(clone)
        .filter(|id| still_there(repository, id.as_str()))
    {
        Some(id) => id,
        None => {
            let head = repository.head()?;
            let root = head
                .as_ref()
                .map_or(Ok(None), |(head, _)| repository.root_of(*head));
            // Damage keeps a record from having a name only where the clone has no remote.
            let known = root.as_ref().ok().copied().flatten();
            let id = project_id(known, repository.remote_url().as_ref());
            if head.is_none() && id.is_none() {
                bail!(
                    "there is no commit yet on this branch; check out one with commits, or fetch them first"
                );
            }
            if id.is_none() {
                root.context("looking for the first commit, which names the record")?;
            }
            id.context(
                "this history has no first commit (a shallow clone?) and the clone no remote, so its record has no \
                 name; fetch the whole history with `git fetch --unshallow`",
            )?
        }
    };
    let identity = data.identity(repository.user())?;
    Ok((data.project(&id), identity))
}

/// Whether the repository has the root commit in a project's id.
fn still_there(repository: &Repository, id: &str) -> bool {
    match id.strip_prefix("root-").map(str::parse::<ObjectId>) {
        Some(Ok(root)) => repository.commit(root).is_ok(),
        Some(Err(_)) => false,
        None => true,
    }
}

/// Checks that the data directory is not part of what is reviewed: a delivery could bring a record,
/// and a configuration that `git` would obey.
fn check_outside(repository: &Repository, data: &Path) -> Result<()> {
    let location = repository.location();
    let mut reviewed = folders::of_repository(&location.git_dir);
    reviewed.extend(
        location
            .work_dir
            .as_deref()
            .and_then(|dir| dir.canonicalize().ok()),
    );
    let ways = folders::ways(data);
    if let Some(folder) = reviewed
        .iter()
        .find(|folder| ways.iter().any(|way| way.starts_with(folder)))
    {
        bail!(
            "the data directory {} lies in {}, which is reviewed here, so a delivery could put a record into it; \
             choose one outside with `--data-dir` or SNAGLIST_DATA_DIR",
            safe::inline(data.as_os_str().as_encoded_bytes()),
            safe::inline(folder.as_os_str().as_encoded_bytes())
        );
    }
    Ok(())
}
