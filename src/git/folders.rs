//! Lists the folders of a repository, and those that `git` enters for a given directory.
//!
//! A caller that guards what is run needs to know whether one lies inside the other. Opens no
//! repository, so that a damaged one cannot circumvent it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{open, small_file};

/// Maximum size of a file that names a directory, in bytes.
const MAX_POINTER_BYTES: u64 = 8 << 10;

/// Maximum number of work trees of one repository.
const MAX_WORK_TREES: usize = 1_000;

/// Lists every folder whose content comes with a repository: git directories and work trees, with
/// links resolved. Accepts a git directory that no longer exists.
pub fn of_repository(git_dir: &Path) -> Vec<PathBuf> {
    let common =
        pointed(&git_dir.join("commondir"), b"", git_dir).unwrap_or_else(|| git_dir.to_owned());
    let mut found = vec![git_dir.to_owned(), common.clone()];
    // A linked work tree is named by the path of its `.git`.
    let mut linked = vec![git_dir.join("gitdir")];
    let entries = fs::read_dir(common.join("worktrees"))
        .into_iter()
        .flatten()
        .flatten();
    linked.extend(
        entries
            .take(MAX_WORK_TREES)
            .map(|entry| entry.path().join("gitdir")),
    );
    for file in linked {
        let dir = file.parent().unwrap_or(git_dir);
        found.extend(
            pointed(&file, b"", dir).and_then(|dot_git| Some(dot_git.parent()?.to_owned())),
        );
    }
    if common.ends_with(".git") {
        found.extend(common.parent().map(Path::to_owned));
    }
    if let Ok(config) = open::read_config(&common) {
        let tree = config.get("core.worktree").and_then(small_file::path_from);
        found.extend(tree.map(|tree| git_dir.join(tree)));
    }
    real(found)
}

/// Lists every folder that `git` may enter when it talks to a directory, with links resolved; empty
/// when there is no such directory.
pub fn entered(dir: &Path) -> Vec<PathBuf> {
    let mut named = vec![dir.to_owned()];
    // As `enter_repo` in git's `path.c`.
    let mut longer = dir.as_os_str().to_owned();
    longer.push(".git");
    named.push(PathBuf::from(longer));
    let mut found = Vec::new();
    for dir in named
        .into_iter()
        .filter(|dir| dir.is_dir() || dir.is_file())
    {
        let dot_git = dir.join(".git");
        for pointer in [&dir, &dot_git] {
            found.extend(pointed(
                pointer,
                b"gitdir:",
                pointer.parent().unwrap_or(&dir),
            ));
        }
        found.extend([dot_git, dir].into_iter().filter(|dir| dir.is_dir()));
    }
    let common = found
        .iter()
        .filter_map(|dir| pointed(&dir.join("commondir"), b"", dir))
        .collect::<Vec<_>>();
    found.extend(common);
    real(found)
}

/// Lists where an absolute path leads, whether it exists or not: its end with links resolved, and
/// the place of each link on its way.
pub fn ways(path: &Path) -> Vec<PathBuf> {
    let mut at = PathBuf::new();
    let mut found = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(at.pop()),
            part => at.push(part),
        }
        if fs::symlink_metadata(&at).is_ok_and(|found| found.is_symlink()) {
            found.push(at.clone());
            at = at.canonicalize().unwrap_or(at);
        }
    }
    found.push(at.canonicalize().unwrap_or(at));
    found
}

/// Reads the path after some words in a small file, relative to `base`; `None` where there is no
/// such file.
fn pointed(file: &Path, words: &[u8], base: &Path) -> Option<PathBuf> {
    let text = small_file::read(file, MAX_POINTER_BYTES).ok()??;
    let path = small_file::path_from(text.strip_prefix(words)?.trim_ascii())?;
    Some(base.join(path))
}

fn real(folders: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut real: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| folder.canonicalize().ok())
        .collect();
    real.sort();
    real.dedup();
    real
}
