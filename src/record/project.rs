//! Where the record lives: the data directory, one directory a project, and how a project is told
//! from another.
//!
//! Owns names and places. Knows nothing of events.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};

use super::codec::read::{self, Fault, Section};
use super::codec::write::Toml;
use super::{durable, files, url};
use crate::digest;
use crate::model::id::{ObjectId, ProjectId};
use crate::model::text::Untrusted;

/// The most bytes that a small file of ours may have: settings of a project, identity, place.
pub(super) const MAX_SMALL_FILE: usize = 256 << 10;

/// The directory that holds everything this program keeps. Nothing is made in it before something is
/// to be written.
#[derive(Clone, Debug)]
pub struct DataDir {
    root: PathBuf,
}

impl DataDir {
    /// The given directory, else `snaglist` in the platform's data directory.
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

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// A project's part of it.
    pub fn project(&self, id: &ProjectId) -> Project {
        Project { root: self.root.clone(), dir: self.root.join("projects").join(id.as_str()), id: id.clone() }
    }

    /// The project that a clone was last opened as, from [`Project::remember_clone`]. `None` when it
    /// is not known, or when several projects know it.
    ///
    /// The directory may hold another repository by now: of a `root-` id, make sure that the clone
    /// has that commit.
    pub fn known_project(&self, clone: &Path) -> Option<ProjectId> {
        let clone = spell_path(clone);
        let ids = files::names_in(&self.root.join("projects")).into_iter();
        let ids = ids.filter_map(|(name, _)| name.parse().ok());
        let mut knowing =
            ids.filter(|id| self.project(id).clones().is_ok_and(|known| known.contains(&clone)));
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
    /// Which project.
    pub fn id(&self) -> &ProjectId {
        &self.id
    }

    /// Where it is; not necessarily there yet.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// Sees to it that the project's directory, where there is one, is the user's own, and no link leads there
    /// from within the data directory.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self) -> Result<bool> {
        Ok(files::check_dir(&self.root, &self.dir)?)
    }

    /// Notes that a clone is of this project, for [`DataDir::known_project`].
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

    /// Held while numbering and publishing events.
    pub(super) fn lock_path(&self) -> PathBuf {
        self.dir.join("lock")
    }

    /// The clones known to be of this project: their git directories.
    ///
    /// # Errors
    /// When `project.toml` cannot be read.
    pub fn known_clones(&self) -> Result<Vec<PathBuf>> {
        let paths = self.clones()?;
        Ok(paths.iter().filter_map(|spelled| read_path(spelled)).collect())
    }

    fn clones(&self) -> Result<Vec<String>> {
        let path = self.dir.join("project.toml");
        let doing =
            || format!("reading {}; repair or remove it (only known clones are lost)", path.display());
        files::check_dir(&self.root, &self.dir).with_context(doing)?;
        let Some(bytes) = durable::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(Vec::new());
        };
        let clones =
            || Section::root(&read::parse(&bytes)?).list("clones", |v| read::string(v).map(str::to_owned));
        clones().map_err(readable).with_context(doing)
    }
}

/// A fault in a file of our own, as an error.
pub(super) fn readable(fault: Fault) -> anyhow::Error {
    match fault {
        Fault::Unknown => anyhow!("it names something that this version does not know"),
        Fault::Malformed(why) => anyhow!(why),
    }
}

/// A path of this machine as text, losslessly.
pub(super) fn spell_path(path: &Path) -> String {
    super::codec::spell_bytes(path.as_os_str().as_encoded_bytes())
}

/// The path that [`spell_path`] spelled; `None` where this machine's paths cannot hold it.
pub(super) fn read_path(spelled: &str) -> Option<PathBuf> {
    let bytes = super::codec::read_bytes(spelled)?;
    #[cfg(unix)]
    return Some(PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes)));
    #[cfg(not(unix))]
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// How a project is known: by the root commit of its first-parent history, which every clone shares;
/// else by its remote's address, however that is spelled. `None` when there is neither.
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
