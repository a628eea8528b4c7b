//! Saves which remote-tracking branch of a project is reviewed on this machine in the place of a
//! local branch, from one start to the next.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::codec::read;
use super::codec::write::Toml;
use super::project::MAX_SMALL_FILE;
use super::{Project, durable};

/// A branch that is reviewed in the place of the one that the clone is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewedHead {
    /// The full name of the remote-tracking branch.
    pub remote: String,
    /// The local branch, without `refs/heads/`. The choice holds while a clone is on it.
    pub local: String,
}

impl ReviewedHead {
    /// Saves the choice for the project; `None` to review the local branch again.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(choice: Option<&Self>, project: &Project) -> Result<()> {
        let file = file(project);
        let doing = || format!("keeping which branch is reviewed in {}", file.display());
        if !project.check().with_context(doing)? {
            durable::private_dir(&project.root, project.path()).with_context(doing)?;
        }
        let mut out = Toml::default();
        out.plain("version", 1);
        if let Some(choice) = choice {
            out.string("remote", &choice.remote);
            out.string("local", &choice.local);
        }
        durable::replace(&file, out.finish().as_bytes(), true).with_context(doing)
    }

    /// Loads the saved choice; `None` when there is none.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn load(project: &Project) -> Result<Option<Self>> {
        let file = file(project);
        let doing = || {
            format!(
                "reading {}; remove it to review the branch that the clone is on",
                file.display()
            )
        };
        if !project.check().with_context(doing)? {
            return Ok(None);
        }
        let Some(bytes) = durable::read_if_there(&file, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(None);
        };
        let read = read::document::<HeadFile>(&bytes).with_context(doing)?;
        let choice = read.remote.zip(read.local);
        Ok(choice.map(|(remote, local)| Self { remote, local }))
    }
}

fn file(project: &Project) -> PathBuf {
    project.path().join("head.toml")
}

/// `head.toml`.
#[derive(Deserialize)]
struct HeadFile {
    remote: Option<String>,
    local: Option<String>,
}
