//! Saves which specs and folders of a project are reviewed on this machine, if they differ from the
//! detected ones, from one start to the next.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::codec::read;
use super::codec::values::Spelled;
use super::codec::write::Toml;
use super::project::{LocalPath, MAX_SMALL_FILE, spell_path};
use super::{Project, durable};

/// Specs and folders named by the user, as absolute paths or relative to the repository's top.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SpecPaths {
    /// Specs, or folders of them.
    pub specs: Vec<PathBuf>,
    /// The folders that the review is limited to.
    pub paths: Vec<PathBuf>,
}

impl SpecPaths {
    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.specs.is_empty() && self.paths.is_empty()
    }

    /// Saves it for the project.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, project: &Project) -> Result<()> {
        let file = file(project);
        let doing = || format!("keeping what is reviewed in {}", file.display());
        if !project.check().with_context(doing)? {
            durable::private_dir(&project.root, project.path()).with_context(doing)?;
        }
        let spell = |paths: &[PathBuf]| {
            paths
                .iter()
                .map(|path| spell_path(path))
                .collect::<Vec<_>>()
        };
        let mut out = Toml::default();
        out.plain("version", 1);
        out.ids("specs", &spell(&self.specs));
        out.ids("paths", &spell(&self.paths));
        durable::replace(&file, out.finish().as_bytes(), true).with_context(doing)
    }

    /// Loads the saved scope; empty when none was saved.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn load(project: &Project) -> Result<Self> {
        let file = file(project);
        let doing = || {
            format!(
                "reading {}; remove it to have the specs found",
                file.display()
            )
        };
        if !project.check().with_context(doing)? {
            return Ok(Self::default());
        }
        let Some(bytes) = durable::read_if_there(&file, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(Self::default());
        };
        read::document::<ScopeFile>(&bytes)
            .map(Into::into)
            .with_context(doing)
    }
}

fn file(project: &Project) -> PathBuf {
    project.path().join("scope.toml")
}

/// `scope.toml`.
#[derive(Deserialize)]
struct ScopeFile {
    #[serde(default)]
    specs: Vec<Spelled<LocalPath>>,
    #[serde(default)]
    paths: Vec<Spelled<LocalPath>>,
}

impl From<ScopeFile> for SpecPaths {
    fn from(written: ScopeFile) -> Self {
        let paths = |of: Vec<Spelled<LocalPath>>| of.into_iter().map(|path| path.0.0).collect();
        Self {
            specs: paths(written.specs),
            paths: paths(written.paths),
        }
    }
}
