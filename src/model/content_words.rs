//! Words for changed files without lines to show, and for changed modes.
//!
//! The words hold numbers, ids and terms of our own only, so they are safe to show.

use super::change::{FileChange, FileDiff, FileEntry};
use super::content::{LfsPointer, Media, SubmoduleLog};
use super::id::ObjectId;
use super::increment::Commit;

/// Describes a diff without lines; `None` where the lines speak for themselves.
pub fn said(diff: &FileDiff) -> Option<String> {
    match diff {
        FileDiff::Text(_) => None,
        FileDiff::Binary {
            old,
            new,
            what: [was, is],
        } => {
            let one = was.zip(*is).is_none_or(|(was, is)| was.format == is.format);
            let of = is.or(*was).filter(|_| one);
            let side = |bytes: &Option<u64>, media: &Option<Media>| match (bytes, media) {
                (None, _) => "nothing".to_owned(),
                (Some(bytes), Some(media)) if of.is_none() => {
                    format!("{}, {}", media.format, measured(*bytes, media.pixels))
                }
                (Some(bytes), media) => measured(*bytes, media.and_then(|media| media.pixels)),
            };
            let what = of.map_or("binary", |media| media.format);
            Some(format!(
                "{what}: {} before, {} now",
                side(old, was),
                side(new, is)
            ))
        }
        FileDiff::Lfs { old, new } => {
            let side = |pointer: &Option<LfsPointer>| {
                pointer.map_or("nothing".to_owned(), |pointer| {
                    format!(
                        "{} ({})",
                        measured(pointer.size, None),
                        pointer.oid.short(12)
                    )
                })
            };
            Some(format!(
                "kept in Git LFS, not in this repository: {} before, {} now",
                side(old),
                side(new)
            ))
        }
        FileDiff::TooLarge { old, new } => {
            let side = |bytes: &Option<u64>| {
                bytes.map_or("nothing".to_owned(), |bytes| measured(bytes, None))
            };
            Some(format!("large: {} before, {} now", side(old), side(new)))
        }
        FileDiff::Submodule { old, new, log } => {
            let id = |id: &Option<ObjectId>| id.map_or("nothing".to_owned(), |id| id.short(12));
            let commits = log.as_ref().map_or(String::new(), |log| between(log));
            Some(format!(
                "submodule: {} before, {} now{commits}",
                id(old),
                id(new)
            ))
        }
        FileDiff::Unreadable(why) => Some(why.clone()),
    }
}

fn measured(bytes: u64, pixels: Option<(u32, u32)>) -> String {
    let unit = if bytes == 1 { "byte" } else { "bytes" };
    let size = format!("{bytes} {unit}");
    pixels.map_or(size.clone(), |(wide, high)| {
        format!("{wide} × {high}, {size}")
    })
}

fn between(log: &SubmoduleLog) -> String {
    let count = |commits: &[Commit]| {
        let more = if log.more { " or more" } else { "" };
        let unit = if commits.len() == 1 && !log.more {
            "commit"
        } else {
            "commits"
        };
        format!("{}{more} {unit}", commits.len())
    };
    if log.is_unsearched {
        return "; its commits were not looked for, too much was read for other submodules"
            .to_owned();
    }
    match (log.added.is_empty(), log.removed.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("; {} added", count(&log.added)),
        (true, false) => format!("; {} removed", count(&log.removed)),
        (false, false) => format!(
            "; {} added, {} removed",
            count(&log.added),
            count(&log.removed)
        ),
    }
}

/// Describes a change of mode or type; `None` when both stayed, and for added and deleted files.
pub fn mode_said(change: &FileChange) -> Option<String> {
    let (old, new) = change.old.as_ref().zip(change.new.as_ref())?;
    let kind = |entry: &FileEntry| match entry {
        entry if entry.is_link() => "a symbolic link",
        entry if entry.is_submodule() => "a submodule",
        _ => "a file",
    };
    if kind(old) != kind(new) {
        return Some(format!("{} before, {} now", kind(old), kind(new)));
    }
    if old.mode != new.mode {
        let what = if new.mode == 0o100_755 {
            "executable now"
        } else {
            "no longer executable"
        };
        return Some(format!("{what}, mode {:o} → {:o}", old.mode, new.mode));
    }
    (old.is_link() && old.id != new.id).then(|| "symbolic link, leads elsewhere now".to_owned())
}
