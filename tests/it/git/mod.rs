//! Reading repositories, as a user would notice: opening, history, files, and hostile clones.

mod alike;
mod bounds;
mod changes;
mod content;
mod damaged;
mod folders;
mod history;
mod kinds;
mod merges;
mod messages;
mod misleading;
mod opening;
mod packed;
mod packs;
mod renames;
mod resolving;
mod round_pack;
mod watch;

use std::path::Path;
use std::process::Command;

use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;
use tempfile::TempDir;

/// A fresh repository and the directory it is in.
fn fresh() -> (TempDir, RepoBuilder) {
    let dir = tempfile::tempdir().unwrap();
    let builder = RepoBuilder::init(dir.path()).unwrap();
    (dir, builder)
}

fn open(dir: &TempDir) -> Repository {
    Repository::discover(dir.path()).unwrap()
}

fn range(base: Option<ObjectId>, head: ObjectId) -> CommitRange {
    CommitRange { base, head }
}

/// Where a loose object is.
fn loose_path(dir: &TempDir, id: ObjectId) -> std::path::PathBuf {
    let hex = id.to_string();
    dir.path()
        .join(".git/objects")
        .join(&hex[..2])
        .join(&hex[2..])
}

/// Runs git on a repository of our own making, without this machine's configuration.
fn git(dir: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
