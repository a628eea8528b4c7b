//! Creates the repository, commit by commit. Knows nothing of what the commits are about.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::steps::{Other, STEPS, StoryCommit};
use super::time;
use crate::git::builder::RepoBuilder;
use crate::model::id::ObjectId;

/// Placeholder for a zero-width space, which nobody would see in our own texts either.
const HIDDEN: &str = "@ZWSP@";

/// The commits, in the order of [`STEPS`].
pub(super) struct DemoHistory(Vec<ObjectId>);

impl DemoHistory {
    /// Returns the commit of the step with that folder of texts.
    pub(super) fn commit(&self, folder: &str) -> Result<ObjectId> {
        let step = STEPS.iter().position(|step| step.folder == folder);
        step.and_then(|step| self.0.get(step))
            .copied()
            .with_context(|| format!("no step {folder}"))
    }
}

/// Creates the repository in `dir`, with `delivery` checked out.
pub(super) fn build(dir: &Path) -> Result<DemoHistory> {
    let mut repository = RepoBuilder::init(dir)?;
    let commits = STEPS
        .iter()
        .map(|step| commit(&mut repository, step))
        .collect::<Result<_>>()?;
    repository.finish()?;
    Ok(DemoHistory(commits))
}

fn commit(repository: &mut RepoBuilder, step: &StoryCommit) -> Result<ObjectId> {
    for (path, text) in step.texts {
        repository.write(path, text.replace(HIDDEN, "\u{200b}"))?;
    }
    for other in step.others {
        match other {
            Other::Remove(path) => repository.remove(path),
            Other::Executable(path) => repository.executable(path, true),
            Other::Bytes(path, bytes) => repository.write(path, bytes)?,
        };
    }
    let at = time(step.at)?.as_second();
    repository
        .author(step.by.name, step.by.email)
        .zone(step.by.zone)
        .at(at);
    let commit = repository.commit(step.message)?;
    if let Some(branch) = step.branch {
        repository.branch(branch)?;
    }
    if let Some((name, message)) = step.tag {
        repository.annotated_tag(name, message)?;
    }
    Ok(commit)
}
