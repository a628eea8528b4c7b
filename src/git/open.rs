//! Finds and opens repositories, and reports what is peculiar about them.
//!
//! Searches upwards for a git directory, reads how its data is stored, and refuses what would block
//! or mislead. Knows nothing of commits.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs};

use anyhow::{Context as _, Result, anyhow, bail, ensure};

use crate::model::id::ObjectId;
use crate::model::text::RepoPath;

use super::alternates;
use super::config::RawConfig;
use super::packed::PackedRefs;
use super::refs::{Refs, parse_id};
use super::small_file;

const MAX_CONFIG_BYTES: u64 = 1 << 20;
const MAX_SHALLOW_BYTES: u64 = 16 << 20;
/// The same of a submodule, of which there may be many; and maximum number of files in a folder of
/// its packs.
const MAX_MODULE_SHALLOW_BYTES: u64 = 256 << 10;
const MAX_MODULE_FILES: usize = 2_000;
/// Maximum size of a `.git` file, which has one path.
const MAX_POINTER_BYTES: u64 = 8 << 10;

/// The location of an open repository, and how to read it. Cheap to clone and to send to other
/// threads.
#[derive(Clone, Debug)]
pub struct Location {
    /// The git directory.
    pub git_dir: PathBuf,
    /// The work tree it was found in; `None` for a bare repository. Never read by this layer.
    pub work_dir: Option<PathBuf>,
    /// The folders and files under review; all when empty. Files outside are counted and not
    /// listed.
    pub within: Vec<RepoPath>,
    /// Peculiarities that a reviewer should know, each in a few plain words; paths in them are
    /// escaped.
    pub remarks: Vec<String>,
    pub(super) refs: Refs,
    pub(super) objects: Vec<PathBuf>,
    pub(super) sha256: bool,
    pub(super) partial: bool,
    /// Commits at which this clone was cut (shallow), without their parents.
    pub(super) cut: Arc<HashSet<ObjectId>>,
}

/// Why no repository was opened. Its `Display` says what to do next.
#[derive(Debug)]
pub enum OpenError {
    /// There is no repository in the directory or above.
    NotARepository {
        /// Where the search began.
        looked_from: PathBuf,
    },
    /// A bare repository inside another's work tree: a delivery can hide one there, with a
    /// configuration that `git` would obey.
    BareInsideWorkTree {
        /// The hidden repository.
        bare: PathBuf,
        /// The work tree around it.
        work_tree: PathBuf,
    },
    /// Its refs are stored in the reftable format.
    Reftable {
        /// Its git directory.
        git_dir: PathBuf,
    },
    /// Anything else.
    Other(anyhow::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotARepository { looked_from } => write!(
                f,
                "no git repository in {looked_from:?} or above; go to one, or name it with `-C DIR` \
                 (`snaglist demo` opens a made-up one)"
            ),
            Self::BareInsideWorkTree { bare, work_tree } => write!(
                f,
                "{bare:?} is a bare repository inside the work tree {work_tree:?}, which may be a trap, so it \
                 was not opened; to review it, move it out of there first"
            ),
            Self::Reftable { git_dir } => write!(
                f,
                "{git_dir:?} keeps its refs as a reftable, which cannot be read; make a copy that does not: \
                 `git clone --ref-format=files REPOSITORY COPY`"
            ),
            Self::Other(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<anyhow::Error> for OpenError {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

/// Searches for a repository in `dir` and above.
pub(super) fn discover(dir: &Path) -> Result<Location, OpenError> {
    let start = dir
        .canonicalize()
        .with_context(|| format!("looking for a repository in {dir:?}"))?;
    for folder in start.ancestors() {
        let dot_git = folder.join(".git");
        if fs::symlink_metadata(&dot_git).is_ok() {
            let (git_dir, remarks) = follow_dot_git(&dot_git)?;
            if is_git_dir(&git_dir) {
                return inspect(git_dir, Some(folder.to_owned()), remarks);
            }
        }
        if is_git_dir(folder) && !folder.ends_with(".git") {
            return match folder.ancestors().skip(1).find(|above| is_work_tree(above)) {
                Some(above) => Err(OpenError::BareInsideWorkTree {
                    bare: folder.to_owned(),
                    work_tree: above.to_owned(),
                }),
                None => inspect(folder.to_owned(), None, Vec::new()),
            };
        }
    }
    Err(OpenError::NotARepository { looked_from: start })
}

/// Opens a git directory, without a work tree.
pub(super) fn at(git_dir: PathBuf) -> Result<Location, OpenError> {
    if !is_git_dir(&git_dir) {
        return Err(OpenError::NotARepository {
            looked_from: git_dir,
        });
    }
    inspect(git_dir, None, Vec::new())
}

/// Locates the objects in the git directory of a submodule, and nothing else of it: its refs are
/// not read. Also returns how many files with packs there are.
pub(super) fn objects_at(git_dir: PathBuf) -> Result<(Location, usize)> {
    ensure!(is_git_dir(&git_dir), "{git_dir:?} is not a git directory");
    let common_dir = common_dir_of(&git_dir)?;
    let config = read_config(&common_dir)?;
    check_extensions(&config)?;
    let objects = alternates::folders(&common_dir, &mut Vec::new())?;
    let mut files = 0;
    for directory in &objects {
        files += check_packs(&directory.join("pack"), MAX_MODULE_FILES)?.1;
    }
    let refs = Refs {
        git_dir: git_dir.clone(),
        common_dir,
        packed: PackedRefs::default(),
    };
    let cut = Arc::new(read_shallow(&refs, MAX_MODULE_SHALLOW_BYTES)?);
    let (work_dir, within, remarks) = Default::default();
    let (sha256, partial) = (is_sha256(&config), false);
    Ok((
        Location {
            git_dir,
            work_dir,
            within,
            remarks,
            refs,
            objects,
            sha256,
            partial,
            cut,
        },
        files,
    ))
}

fn is_work_tree(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(".git")).is_ok()
}

/// Whether it is a git directory, as git's `is_git_directory` in its `setup.c`.
pub(super) fn is_git_dir(folder: &Path) -> bool {
    let common = folder.join("commondir").is_file();
    fs::symlink_metadata(folder.join("HEAD")).is_ok()
        && (common || (folder.join("objects").is_dir() && folder.join("refs").exists()))
}

/// Resolves `.git`, which may be the directory, a file that names it, or a link to either.
fn follow_dot_git(dot_git: &Path) -> Result<(PathBuf, Vec<String>)> {
    let mut remarks = Vec::new();
    if let Ok(target) = fs::read_link(dot_git) {
        remarks.push(format!("`.git` is a symbolic link to {target:?}"));
    }
    let metadata = fs::metadata(dot_git).with_context(|| {
        format!("{dot_git:?} leads nowhere; repair the link, or name the repository with `-C DIR`")
    })?;
    if metadata.is_dir() {
        return Ok((dot_git.to_owned(), remarks));
    }
    let pointer = read_file(dot_git, MAX_POINTER_BYTES)?.unwrap_or_default();
    let target = pointer
        .strip_prefix(b"gitdir:")
        .map(<[u8]>::trim_ascii)
        .and_then(small_file::path_from);
    let target = target.with_context(|| format!("{dot_git:?} does not name a git directory"))?;
    let parent = dot_git.parent().unwrap_or(dot_git);
    let git_dir = parent.join(target);
    let git_dir = git_dir
        .canonicalize()
        .with_context(|| format!("{dot_git:?} names {git_dir:?}"))?;
    Ok((git_dir, remarks))
}

fn inspect(
    git_dir: PathBuf,
    work_dir: Option<PathBuf>,
    mut remarks: Vec<String>,
) -> Result<Location, OpenError> {
    let common_dir = common_dir_of(&git_dir)?;
    let config = read_config(&common_dir)?;
    if config.is_cut() {
        let message = "the clone's `config` has sections with names of more than 4,096 bytes, or more than 10,000 values; \
                       these are not looked at";
        remarks.push(message.to_owned());
    }
    if config
        .get("extensions.refstorage")
        .is_some_and(|kind| kind != b"files")
    {
        return Err(OpenError::Reftable { git_dir });
    }
    check_extensions(&config)?;
    let objects = alternates::folders(&common_dir, &mut remarks)?;
    let refs = Refs {
        git_dir: git_dir.clone(),
        common_dir,
        packed: PackedRefs::default(),
    };
    let mut partial =
        config.get("extensions.partialclone").is_some() || config.is_true("remote.origin.promisor");
    for directory in &objects {
        partial |= check_packs(&directory.join("pack"), usize::MAX)?.0;
    }
    if partial {
        remarks.push("partial clone: some contents may not have been downloaded".to_owned());
    }
    let cut = read_shallow(&refs, MAX_SHALLOW_BYTES)?;
    if !cut.is_empty() {
        remarks.push(
            "history cut here (shallow clone); `git fetch --unshallow` gets the rest".to_owned(),
        );
    }
    if refs.common_dir.join("info/grafts").is_file() {
        remarks.push("`info/grafts` would change the history; not followed".to_owned());
    }
    if !refs.list("refs/replace/")?.is_empty() {
        remarks.push("replace refs would change what is shown; not followed".to_owned());
    }
    if refs.has_too_many()? {
        let message = "more than 100,000 loose refs: those beyond are not looked at; `git pack-refs --all` in a clone of \
                       your own makes them readable";
        remarks.push(message.to_owned());
    }
    let sha256 = is_sha256(&config);
    Ok(Location {
        git_dir,
        work_dir,
        within: Vec::new(),
        remarks,
        refs,
        objects,
        sha256,
        partial,
        cut: Arc::new(cut),
    })
}

/// Returns the directory with what work trees share: `refs`, `objects` and `config`.
fn common_dir_of(git_dir: &Path) -> Result<PathBuf> {
    let Some(path) = read_file(&git_dir.join("commondir"), MAX_POINTER_BYTES)? else {
        return Ok(git_dir.to_owned());
    };
    let path = small_file::path_from(path.trim_ascii_end()).context("reading `commondir`")?;
    let common = git_dir.join(path);
    common
        .canonicalize()
        .with_context(|| format!("the main repository {common:?} is gone"))
}

fn is_sha256(config: &RawConfig) -> bool {
    config
        .get("extensions.objectformat")
        .is_some_and(|name| name.eq_ignore_ascii_case(b"sha256"))
}

/// Reads the clone's own configuration, as data.
pub(super) fn read_config(common_dir: &Path) -> Result<RawConfig> {
    let text = read_file(&common_dir.join("config"), MAX_CONFIG_BYTES)?;
    Ok(RawConfig::parse(&text.unwrap_or_default()))
}

/// Refuses unknown extensions, by which a repository says "do not read me unless you know this":
/// `Documentation/technical/repository-version` of git.
fn check_extensions(config: &RawConfig) -> Result<()> {
    if config
        .get("core.repositoryformatversion")
        .is_none_or(|version| version == b"0")
    {
        return Ok(());
    }
    for (name, value) in config.under("extensions") {
        match name.as_slice() {
            b"objectformat" => {
                let known = [b"sha1".as_slice(), b"sha256"];
                ensure!(
                    known.contains(&value),
                    "the repository's object format is not known; use sha1 or sha256"
                );
            }
            b"noop"
            | b"preciousobjects"
            | b"partialclone"
            | b"worktreeconfig"
            | b"refstorage"
            | b"relativeworktrees"
            | b"compatobjectformat"
            | b"submodulepathconfig" => {}
            _ => bail!(
                "the repository uses the extension `{}`, which is not known here; review a plain clone of it",
                name.escape_ascii()
            ),
        }
    }
    Ok(())
}

/// Checks that all packs there, and no more than `most` files, are regular files. Tells whether one
/// of the packs came from a server that keeps the rest back ("promisor"), and how many files there
/// are.
fn check_packs(directory: &Path, most: usize) -> Result<(bool, usize)> {
    let (mut promised, mut files) = (false, 0);
    let Ok(entries) = fs::read_dir(directory) else {
        return Ok((false, 0));
    };
    for entry in entries.flatten() {
        let path = entry.path();
        files += 1;
        ensure!(files <= most, "{directory:?} has more than {most} files");
        let is_file = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
        let extension = path.extension().unwrap_or_default();
        if !is_file
            && (extension == "pack" || extension == "idx" || path.ends_with("multi-pack-index"))
        {
            return Err(anyhow!(
                "{path:?} is not a regular file; `git fsck` says more"
            ));
        }
        promised |= extension == "promisor";
    }
    Ok((promised, files))
}

fn read_shallow(refs: &Refs, limit: u64) -> Result<HashSet<ObjectId>> {
    let list = read_file(&refs.common_dir.join("shallow"), limit)?.unwrap_or_default();
    Ok(list
        .split(|&byte| byte == b'\n')
        .filter_map(parse_id)
        .collect())
}

fn read_file(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    small_file::read(path, limit).with_context(|| format!("reading {path:?}"))
}
