//! Reads files on disk as specs: plain ones only, within limits, and none outside their folder.
//!
//! A delivery may have put links, pipes and devices in the place of a spec. Knows nothing of what
//! is in a file.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use super::shelf::ShelfFile;
use crate::git::PRUNED;
use crate::model::text::RepoPath;
use crate::spec;

/// Limit of one walk, in entries.
const MAX_ENTRIES: usize = 200_000;
const MAX_DEPTH: usize = 64;

/// Number of folders above a named one that may tell what its files are:
/// `openspec/changes/archive/x`.
const CONTEXT: usize = 4;

/// A folder on disk; nothing outside it is read.
pub(super) struct DiskTree {
    /// Its path, with links resolved.
    root: PathBuf,
    /// The prefix of its files' paths: empty, or ending in `/`.
    prefix: Vec<u8>,
}

impl DiskTree {
    /// Opens the folder at a path; its files' paths start below it.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let root = root
            .canonicalize()
            .context("opening the folder of the specs")?;
        Ok(Self {
            root,
            prefix: Vec::new(),
        })
    }

    /// Opens the folder at a path; its files' paths start with the names of its parent folders, as
    /// far as they can tell what the files are.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn in_context(root: &Path) -> Result<Self> {
        let tree = Self::new(root)?;
        let names = tree.root.iter().rev().map(|name| name.as_encoded_bytes());
        let names = names
            .take(CONTEXT)
            .take_while(|name| !PRUNED.contains(name) && *name != b"/");
        let names: Vec<&[u8]> = names.collect();
        let prefix = names
            .iter()
            .rev()
            .flat_map(|name| [*name, b"/"])
            .collect::<Vec<_>>()
            .concat();
        Ok(Self { prefix, ..tree })
    }

    /// Returns a file's path below the folder; empty for the folder itself.
    pub(super) fn below<'p>(&self, path: &'p RepoPath) -> &'p [u8] {
        if self.prefix.strip_suffix(b"/") == Some(path.as_bytes()) {
            return &[];
        }
        path.as_bytes()
            .strip_prefix(self.prefix.as_slice())
            .unwrap_or(path.as_bytes())
    }

    /// Lists the `wanted` files. Links are listed, never followed; nested repositories,
    /// dependencies and build output are skipped. Ends early at a limit.
    pub(super) fn files(
        &self,
        wanted: &mut dyn FnMut(&RepoPath) -> bool,
    ) -> Result<Vec<ShelfFile>> {
        let mut files = Vec::new();
        let mut left = MAX_ENTRIES;
        let mut todo = vec![(self.root.clone(), self.prefix.clone(), 0)];
        while let Some((dir, prefix, depth)) = todo.pop() {
            // A folder that cannot be read hides only its own files.
            let Ok(entries) = fs::read_dir(&dir) else {
                continue;
            };
            for entry in entries.filter_map(Result::ok) {
                left = left.saturating_sub(1);
                if left == 0 {
                    return Ok(files);
                }
                let Ok(kind) = entry.file_type() else {
                    continue;
                };
                let name = entry.file_name();
                let name = name.as_encoded_bytes();
                let path = [prefix.as_slice(), name].concat();
                if kind.is_dir() {
                    let is_passed_over = PRUNED.contains(&name) || name == b".git";
                    if depth < MAX_DEPTH && !is_passed_over && !entry.path().join(".git").exists() {
                        todo.push((entry.path(), [path.as_slice(), b"/"].concat(), depth + 1));
                    }
                } else if kind.is_file() || kind.is_symlink() {
                    let path = RepoPath::new(path);
                    if wanted(&path) {
                        files.push(ShelfFile {
                            path,
                            blob: None,
                            is_link: kind.is_symlink(),
                        });
                    }
                }
            }
        }
        Ok(files)
    }

    /// Returns the file at a path below the folder; `None` when there is none, or it is a folder.
    pub(super) fn entry(&self, path: &RepoPath) -> Option<ShelfFile> {
        let kind = fs::symlink_metadata(self.root.join(local(self.below(path))?))
            .ok()?
            .file_type();
        let entry = ShelfFile {
            path: path.clone(),
            blob: None,
            is_link: kind.is_symlink(),
        };
        (!kind.is_dir()).then_some(entry)
    }

    /// Reads a file below the folder. Links are followed as long as they stay inside.
    ///
    /// # Errors
    /// When it is no plain file, lies outside, or is too long for a spec.
    pub(super) fn read(&self, path: &RepoPath) -> Result<Vec<u8>> {
        let local = local(self.below(path)).context("no path of this machine can hold its name")?;
        let file = self
            .root
            .join(local)
            .canonicalize()
            .context("looking for it in the work tree")?;
        let Ok(inside) = file.strip_prefix(&self.root) else {
            bail!("it is a link that leads out of the repository, and was not followed");
        };
        let is_git = inside.components().any(|part| part.as_os_str() == ".git");
        ensure!(
            !is_git,
            "it is a link into git's own files, and was not followed"
        );
        read(&file)
    }
}

/// Reads a plain file, following links.
///
/// # Errors
/// When it cannot be read, is anything but a plain file, or is too long for a spec.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    // Opening a pipe would wait for whoever writes to it.
    let metadata = fs::metadata(file).context("looking for the file")?;
    ensure!(metadata.is_file(), "it is not a plain file");
    let limit = spec::MAX_BYTES as u64;
    if metadata.len() > limit {
        let bytes = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
        bail!(spec::ReadError::TooLarge {
            bytes,
            limit: spec::MAX_BYTES
        });
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Converts a repository path to one of this machine; `None` where that is impossible.
fn local(path: &[u8]) -> Option<PathBuf> {
    #[cfg(unix)]
    let local = {
        use std::os::unix::ffi::OsStrExt as _;
        PathBuf::from(std::ffi::OsStr::from_bytes(path))
    };
    #[cfg(not(unix))]
    let local = PathBuf::from(std::str::from_utf8(path).ok()?);
    let is_plain = local
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    is_plain.then_some(local)
}
