//! Lists the commits between two states of a submodule, when its objects are on this machine.
//!
//! They are searched for in the clone's own `modules` folder, and in the work tree where the
//! submodule itself is the repository. Its folder there is the only part of a work tree that is
//! ever opened, and links on the way to it are not followed. Knows nothing of files and their
//! differences.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::model::content::SubmoduleLog;
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::text::RepoPath;

use super::Repository;
use super::{open, small_file};

/// Maximum number of commits listed for each direction.
const MAX_COMMITS: usize = 100;
/// Maximum number of submodules searched for the commits, and of folders searched for submodules.
const MAX_MODULES: usize = 64;
const MAX_FOLDERS: usize = 512;
/// Maximum depth of names such as `libs/parser`.
const MAX_DEPTH: usize = 4;
/// Maximum number of git directories that are opened for all submodules together, each once.
const MAX_OPENED: usize = 128;
/// Budget in bytes for reading in all of them together. Histories of 100,000 commits fit in.
const MAX_WORK: u64 = 64 << 20;
/// Charge in bytes for opening a git directory, and for searching one of its packs.
const OPENING: u64 = 64 << 10;
const LOOKING: u64 = 4 << 10;

/// The git directories of submodules, and what was read in them.
#[derive(Default)]
pub(super) struct Submodules {
    /// Those below `modules`, once they were listed.
    listed: Option<Vec<PathBuf>>,
    /// Those that were opened; `None` where that failed.
    opened: HashMap<PathBuf, Option<Submodule>>,
    /// Bytes that were read of histories, and charged for searching.
    work: u64,
}

/// The objects of a submodule.
struct Submodule {
    repository: Repository,
    /// How many files with packs it has.
    files: usize,
}

impl Repository {
    /// Lists the commits from one state to the other; `None` when this machine does not have them.
    pub(super) fn submodule_log(
        &self,
        path: &RepoPath,
        old: ObjectId,
        new: ObjectId,
    ) -> Option<SubmoduleLog> {
        let modules = self.location.refs.common_dir.join("modules");
        let own = below(&modules, path);
        let embedded = self
            .location
            .work_dir
            .as_ref()
            .and_then(|work| below(work, path))
            .map(|dir| dir.join(".git"));
        let mut submodules = self.submodules.borrow_mut();
        let named = own.into_iter().chain(embedded.filter(|dir| is_folder(dir)));
        let listed = submodules.listed.get_or_insert_with(|| git_dirs(&modules));
        for dir in named.chain(listed.clone()) {
            if !submodules.has_room_for(&dir) {
                return Some(SubmoduleLog {
                    is_unsearched: true,
                    ..SubmoduleLog::default()
                });
            }
            if let Some(module) = submodules.with_both(dir, old, new) {
                let before = module.work();
                let log = log_between(module, old, new);
                let work = module.work() - before;
                module.close_files();
                submodules.work += work;
                return log;
            }
        }
        None
    }
}

fn log_between(module: &Repository, old: ObjectId, new: ObjectId) -> Option<SubmoduleLog> {
    let between = |base, head| {
        module
            .commits(
                &CommitRange {
                    base: Some(base),
                    head,
                },
                MAX_COMMITS,
            )
            .ok()
    };
    let (added, removed) = (between(old, new)?, between(new, old)?);
    let more = added.more || removed.more;
    Some(SubmoduleLog {
        added: added.commits,
        removed: removed.commits,
        more,
        is_unsearched: false,
    })
}

impl Submodules {
    /// Whether the budget allows to search a git directory.
    fn has_room_for(&self, git_dir: &Path) -> bool {
        self.work <= MAX_WORK
            && (self.opened.len() < MAX_OPENED || self.opened.contains_key(git_dir))
    }

    /// Returns the repository in a git directory, if it has both commits. Opens it the first time.
    fn with_both(&mut self, git_dir: PathBuf, old: ObjectId, new: ObjectId) -> Option<&Repository> {
        let work = &mut self.work;
        let module = self.opened.entry(git_dir).or_insert_with_key(|git_dir| {
            *work += OPENING;
            let (location, files) = open::objects_at(git_dir.clone()).ok()?;
            *work += files as u64 * LOOKING;
            Some(Submodule {
                repository: Repository::reopen(&location).ok()?,
                files,
            })
        });
        let Submodule { repository, files } = module.as_ref()?;
        let mut has = |id| {
            *work += (1 + *files as u64) * LOOKING;
            repository.links(id).is_ok_and(|links| links.is_some())
        };
        let has_both = has(old) && has(new);
        if !has_both {
            repository.close_files();
        }
        has_both.then_some(repository)
    }
}

/// Returns the folder at a path below another; `None` when it does not exist, when a link is on the
/// way, or when the path would lead elsewhere.
fn below(folder: &Path, path: &RepoPath) -> Option<PathBuf> {
    let mut at = folder.to_owned();
    for part in path.as_bytes().split(|&byte| byte == b'/') {
        let odd =
            part.is_empty() || part == b"." || part == b".." || part.eq_ignore_ascii_case(b".git");
        at.push(small_file::path_from(part).filter(|_| !odd)?);
        if !is_folder(&at) {
            return None;
        }
    }
    Some(at)
}

/// Whether it is a folder itself and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Lists the git directories below `modules`: a submodule's name need not be its path.
fn git_dirs(modules: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![(modules.to_owned(), 0)];
    let mut looked_at = 0;
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            looked_at += 1;
            if looked_at > MAX_FOLDERS || found.len() == MAX_MODULES {
                return found;
            }
            let path = entry.path();
            if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            if open::is_git_dir(&path) {
                found.push(path);
            } else if depth < MAX_DEPTH {
                folders.push((path, depth + 1));
            }
        }
    }
    found
}
