//! Checks that a copy of the record is still ours alone, and removes leftovers of a killed process:
//! locks, and half-written files.
//!
//! Removes only files with the names and in the places that git and libgit2 use: each directory is
//! named, and reached without following a link. Anything else in there belongs to somebody, and
//! stays.

use std::io::Read as _;
use std::path::Path;

use anyhow::Result;

use crate::record::files;

/// Locks at the top of a repository.
const LOCKS: [&str; 4] = [
    "HEAD.lock",
    "config.lock",
    "packed-refs.lock",
    "shallow.lock",
];

/// Maximum depth of our refs below `refs/snaglist`: `v1/in/<remote>/<rung>/<writer>`, and some more
/// for names that a remote made up.
const MAX_DEPTH: usize = 8;

/// Maximum size of a half-written ref, in bytes: an id of SHA-256 and a line break.
const MAX_REF: u64 = 65;

/// Checks that reads and writes in a copy stay inside it.
///
/// # Errors
/// When it, or a part of it that is written to, is a link, belongs to somebody else, or is of the
/// wrong kind. The caller must then leave it as it is.
pub(super) fn check(dir: &Path) -> Result<()> {
    // Not joined with "": a slash at the end would follow a link.
    files::open_dir(dir)?;
    let ours = [
        "objects",
        "objects/pack",
        "objects/info",
        "refs",
        "refs/snaglist",
        "refs/snaglist/v1",
    ];
    for folder in ours
        .into_iter()
        .chain(["refs/snaglist/v1/w", "refs/snaglist/v1/in"])
    {
        files::open_dir(&dir.join(folder))?;
    }
    for file in ["HEAD", "config", "packed-refs"] {
        files::check_file(&dir.join(file))?;
    }
    // Git would take refs, objects and configuration from the directories that these name.
    files::check_absent(&dir.join("commondir"))?;
    files::check_absent(&dir.join("objects/info/alternates"))
}

/// Removes leftovers. Call only while nobody else can be writing there.
///
/// A leftover that cannot be removed makes the next step fail, which reports it.
pub(super) fn heal(dir: &Path) {
    let Ok(Some(top)) = files::open_dir(dir) else {
        return;
    };
    let names = files::names_in(dir);
    names
        .iter()
        .filter(|(name, _)| is_top(name))
        .for_each(|(_, path)| remove(path));
    let objects = dir.join("objects");
    for (name, path) in files::names_in(&objects) {
        let folder = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_object(&name) {
            remove(&path);
        } else if folder || name == "pack" {
            let within = files::names_in(&path);
            within
                .iter()
                .filter(|(name, _)| is_object(name))
                .for_each(|(_, path)| remove(path));
        }
    }
    let mut folders = vec![(dir.join("refs"), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for (name, path) in files::names_in(&folder) {
            if name.ends_with(".lock") {
                if depth > 0 && is_ref(&path) {
                    remove(&path);
                }
                continue;
            }
            // Only our refs, and nothing that is mounted there.
            let ours = depth > 0 || name == "snaglist";
            let here = || {
                files::open_dir(&path).is_ok_and(|found| {
                    found.is_some_and(|found| files::on_one_file_system(&found, &top))
                })
            };
            if ours && depth < MAX_DEPTH && here() {
                folders.push((path, depth + 1));
            }
        }
    }
}

fn remove(path: &Path) {
    let _ = files::remove(path);
}

fn is_top(name: &str) -> bool {
    files::is_temporary(name, super::store::MENDING)
        || LOCKS.contains(&name)
        || name == "packed-refs.new"
}

/// Whether a file name belongs to an object or a pack that was being written.
fn is_object(name: &str) -> bool {
    // By git; by libgit2, with suffixes of eight bytes in hex; by `git repack`.
    let git = [
        "tmp_obj_",
        "tmp_pack_",
        "tmp_idx_",
        "tmp_rev_",
        "tmp_mtimes_",
        "tmp_bitmap_",
    ];
    let libgit2 = ["pack_git2_", "tmp_object_git2_"];
    let repacked = || {
        let rest = name.strip_prefix(".tmp-")?;
        let (process, pack) = rest.split_once("-pack-")?;
        let (id, _) = pack.split_once('.')?;
        let hex = id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(hex && !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit()))
    };
    git.iter().any(|begins| files::is_temporary(name, begins))
        || libgit2.iter().any(|begins| {
            name.strip_prefix(begins)
                .is_some_and(|end| files::is_random(end, 16))
        })
        || repacked().unwrap_or(false)
}

/// Whether a ref's lock has valid content: the beginning of an id.
fn is_ref(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = files::open(path).and_then(|file| file.take(MAX_REF + 1).read_to_end(&mut bytes));
    let id = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    read.is_ok() && bytes.len() as u64 <= MAX_REF && id.iter().all(u8::is_ascii_hexdigit)
}
