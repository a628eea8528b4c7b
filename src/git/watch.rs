//! Notices when branches or tags of a clone change, at the price of a few calls of `stat`.
//!
//! Compares the state of `HEAD`, `packed-refs` and the folders of refs; reads the refs only after
//! one of these changed, and objects never. Follows no link.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::digest;
use crate::model::id::Digest;

use super::open::Location;
use super::refs::RefTarget;

/// Maximum number of folders of refs that are watched.
pub const MAX_FOLDERS: usize = 1_000;
/// Maximum number of files of refs that are watched as well. Git replaces such a file, which changes
/// its folder; other programs may write into it.
const MAX_FILES: usize = 1_000;
/// Maximum depth of these folders, as for reading refs.
const MAX_DEPTH: usize = 32;
/// Maximum number of entries of these folders that are looked at to find more folders.
const MAX_ENTRIES: usize = 100_000;
/// The folders with branches and tags. Other refs are no deliveries.
const WATCHED: [&str; 3] = ["refs/heads", "refs/remotes", "refs/tags"];

impl Location {
    /// Digests where `HEAD`, branches and tags lead, to tell later whether any of them changed.
    ///
    /// # Errors
    /// When refs cannot be read.
    pub fn heads(&self) -> Result<Digest> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        match self.refs.find(b"HEAD")? {
            Some(RefTarget::Symbolic(name)) => parts.push(name),
            Some(RefTarget::Id(id)) => parts.push(id.as_bytes().to_vec()),
            None => {}
        }
        for folder in WATCHED {
            for found in self.refs.list(&format!("{folder}/"))? {
                parts.push(found.name);
                parts.push(found.id.as_bytes().to_vec());
            }
        }
        Ok(digest::of_parts(parts.iter().map(Vec::as_slice)))
    }
}

/// The watch over the refs of a clone.
pub struct RefsWatch {
    location: Location,
    /// The digest of the refs as last read; see [`Location::heads`].
    heads: Digest,
    /// The folders of refs as last listed.
    folders: Vec<PathBuf>,
    /// Files of refs in them.
    files: Vec<PathBuf>,
    /// A hash of the state of all watched files and folders; `None` before the first look.
    state: Option<u64>,
    /// Whether to read the refs once more: file systems may date two changes alike.
    again: bool,
}

impl RefsWatch {
    /// Starts to watch a clone that was read when its refs had the digest `heads`.
    pub fn new(location: Location, heads: Digest) -> Self {
        Self {
            location,
            heads,
            folders: Vec::new(),
            files: Vec::new(),
            state: None,
            again: false,
        }
    }

    /// Compares from now on with the digest of the refs when the clone was read again.
    pub fn was_read(&mut self, heads: Digest) {
        self.heads = heads;
        // The refs may have changed again since they were read.
        self.again = true;
    }

    /// Tells whether a branch, a tag or `HEAD` changed since the last look that found a change.
    ///
    /// # Errors
    /// When refs cannot be read; the next look tries again.
    pub fn look(&mut self) -> Result<bool> {
        let is_same = self.state.is_some() && self.state == Some(self.stat());
        if is_same && !std::mem::take(&mut self.again) {
            return Ok(false);
        }
        if !is_same {
            (self.folders, self.files) = self.list();
            self.again = true;
        }
        // Taken before the refs are read, so that a change meanwhile is found by the next look.
        let state = self.stat();
        self.state = None;
        let heads = self.location.heads()?;
        self.state = Some(state);
        let is_changed = heads != self.heads;
        self.heads = heads;
        Ok(is_changed)
    }

    /// Whether there are more folders of refs than are watched.
    pub fn is_cut(&self) -> bool {
        self.folders.len() >= MAX_FOLDERS
    }

    /// Hashes the state of the watched files and folders.
    fn stat(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let refs = &self.location.refs;
        let files = [
            refs.git_dir.join("HEAD"),
            refs.common_dir.join("packed-refs"),
        ];
        for path in files.iter().chain(&self.folders).chain(&self.files) {
            let found = fs::symlink_metadata(path).ok();
            let state = found.map(|found| (found.len(), found.modified().ok()));
            state.hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Lists the folders of refs, and files in them.
    fn list(&self) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let (mut found, mut files) = (Vec::new(), Vec::new());
        let mut entries = 0;
        let top = WATCHED.map(|folder| (self.location.refs.common_dir.join(folder), 0));
        let mut waiting: Vec<(PathBuf, usize)> = top.into();
        while let Some((folder, depth)) = waiting.pop() {
            if found.len() >= MAX_FOLDERS {
                break;
            }
            if depth < MAX_DEPTH && is_folder(&folder) {
                let below = fs::read_dir(&folder).into_iter().flatten().flatten();
                for entry in below.take(MAX_ENTRIES.saturating_sub(entries)) {
                    entries += 1;
                    match entry.file_type() {
                        Ok(kind) if kind.is_dir() => waiting.push((entry.path(), depth + 1)),
                        Ok(kind) if kind.is_file() && files.len() < MAX_FILES => {
                            files.push(entry.path());
                        }
                        _ => {}
                    }
                }
            }
            found.push(folder);
        }
        (found, files)
    }
}

/// Whether it is a folder, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
