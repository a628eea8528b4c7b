//! Locates the record: the data directory, one directory per project, and how projects are told
//! apart.
//!
//! Owns names and places. Knows nothing of events.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, Result, anyhow};
use serde::Deserialize;

use super::codec::read;
use super::codec::write::Toml;
use super::{durable, files, url};
use crate::digest;
use crate::model::id::{ObjectId, ProjectId};
use crate::model::text::Untrusted;

/// Maximum size in bytes of a small file of ours: settings of a project, identity, place.
pub(super) const MAX_SMALL_FILE: usize = 256 << 10;

/// The directory with everything that this program keeps. Nothing is created in it before something
/// has to be written.
#[derive(Clone, Debug)]
pub struct DataDir {
    root: PathBuf,
}

impl DataDir {
    /// Uses the given directory, else `snaglist` in the platform's data directory.
    ///
    /// # Errors
    /// When none is given and the user has no home directory.
    pub fn from(given: Option<PathBuf>) -> Result<Self> {
        let root = match given {
            Some(root) => std::path::absolute(&root)
                .with_context(|| format!("finding the data directory {}", root.display()))?,
            None => directories::BaseDirs::new()
                .ok_or_else(|| {
                    anyhow!("no home directory is known; name one for the record with --data-dir")
                })?
                .data_dir()
                .join("snaglist"),
        };
        Ok(Self { root })
    }

    /// Returns the directory's path.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Returns a project's directory in it.
    pub fn project(&self, id: &ProjectId) -> Project {
        Project {
            root: self.root.clone(),
            dir: self.root.join("projects").join(id.as_str()),
            id: id.clone(),
        }
    }

    /// Finds the project that a clone was last opened as, from [`Project::remember_clone`]. `None`
    /// when no project knows the clone, or several do.
    ///
    /// The clone's directory may contain another repository by now: for a `root-` id, check that
    /// the clone has that commit.
    pub fn known_project(&self, clone: &Path) -> Option<ProjectId> {
        let clone = spell_path(clone);
        let ids = files::names_in(&self.root.join("projects")).into_iter();
        let ids = ids.filter_map(|(name, _)| name.parse().ok());
        let mut knowing = ids.filter(|id| {
            self.project(id)
                .clones()
                .is_ok_and(|known| known.contains(&clone))
        });
        knowing.next().filter(|_| knowing.next().is_none())
    }
}

/// The directory of one project within the [`DataDir`].
#[derive(Clone, Debug)]
pub struct Project {
    pub(super) root: PathBuf,
    pub(super) dir: PathBuf,
    id: ProjectId,
}

impl Project {
    /// Returns the project's id.
    pub fn id(&self) -> &ProjectId {
        &self.id
    }

    /// Returns the directory's path; it may not exist yet.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// Checks that the project's directory, if it exists, is the user's own, and that no link
    /// inside the data directory leads there.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self) -> Result<bool> {
        Ok(files::check_dir(&self.root, &self.dir)?)
    }

    /// Records that a clone belongs to this project, for [`DataDir::known_project`].
    ///
    /// # Errors
    /// When `project.toml` cannot be read or written.
    pub fn remember_clone(&self, clone: &Path) -> Result<()> {
        let clone = spell_path(clone);
        if self.clones()?.contains(&clone) {
            return Ok(());
        }
        let path = self.dir.join("project.toml");
        let doing = || format!("noting the clone in {}", path.display());
        durable::private_dir(&self.root, &self.dir).with_context(doing)?;
        let _lock = durable::lock(&self.lock_path()).with_context(doing)?;
        let mut clones = self.clones()?;
        clones.push(clone);
        clones.sort();
        clones.dedup();
        let mut out = Toml::default();
        out.plain("version", 1);
        out.ids("clones", &clones);
        durable::replace(&path, out.finish().as_bytes(), true).with_context(doing)
    }

    /// Returns the path of the lock for numbering and publishing events.
    pub(super) fn lock_path(&self) -> PathBuf {
        self.dir.join("lock")
    }

    /// Returns the git directories of the clones known to belong to this project.
    ///
    /// # Errors
    /// When `project.toml` cannot be read.
    pub fn known_clones(&self) -> Result<Vec<PathBuf>> {
        let paths = self.clones()?;
        Ok(paths
            .iter()
            .filter_map(|spelled| read_path(spelled))
            .collect())
    }

    fn clones(&self) -> Result<Vec<String>> {
        let path = self.dir.join("project.toml");
        let doing = || {
            format!(
                "reading {}; repair or remove it (only known clones are lost)",
                path.display()
            )
        };
        files::check_dir(&self.root, &self.dir).with_context(doing)?;
        let Some(bytes) = durable::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(Vec::new());
        };
        let written: ProjectFile = read::document(&bytes).with_context(doing)?;
        Ok(written.clones)
    }
}

/// `project.toml`.
#[derive(Deserialize)]
struct ProjectFile {
    /// The git directories of the known clones, as [`spell_path`] spells them.
    #[serde(default)]
    clones: Vec<String>,
}

/// Spells a path of this machine as text, losslessly.
pub(super) fn spell_path(path: &Path) -> String {
    super::codec::escape::spell_bytes(path.as_os_str().as_encoded_bytes())
}

/// Parses the output of [`spell_path`]; `None` where this machine's paths cannot hold it.
fn read_path(spelled: &str) -> Option<PathBuf> {
    let bytes = super::codec::escape::read_bytes(spelled)?;
    #[cfg(unix)]
    return Some(PathBuf::from(
        <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes),
    ));
    #[cfg(not(unix))]
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// A path of this machine in a file of ours, as [`spell_path`] spells it.
pub(super) struct LocalPath(pub(crate) PathBuf);

impl FromStr for LocalPath {
    type Err = ();

    fn from_str(spelled: &str) -> Result<Self, ()> {
        read_path(spelled).map(Self).ok_or(())
    }
}

/// Makes a project's id: from the root commit of its first-parent history, which every clone
/// shares; else from its remote's address, normalised. `None` when it has neither.
pub fn project_id(root: Option<ObjectId>, remote_url: Option<&Untrusted>) -> Option<ProjectId> {
    let name = match (root, remote_url) {
        (Some(root), _) => format!("root-{root}"),
        (None, Some(url)) if !url.is_blank() => {
            format!("url-{}", digest::of_bytes(&url::normalise(url.as_bytes())))
        }
        _ => return None,
    };
    name.parse().ok()
}
