//! Parses and resolves a note's subject: a file or lines of it, in an increment.

use std::ffi::OsStr;

use anyhow::{Context as _, Result, bail};

use super::args::Note;
use super::pick::{self, Picked};
use crate::app::facts::threads;
use crate::diff;
use crate::engagement::{Engagement, LARGE};
use crate::git::FileContent;
use crate::model::change::{FileEntry, FileText, Side};
use crate::model::id::ObjectId;
use crate::model::increment::Increment;
use crate::model::note::Anchor;
use crate::model::record::Record;
use crate::model::spec::LineRange;
use crate::model::text::{RepoPath, Untrusted};
use crate::safe;

/// A typed `PATH[:LINE[-LINE]]`, and the side.
pub(super) struct TypedPlace {
    path: RepoPath,
    lines: Option<LineRange>,
    side: Side,
    /// The whole text as a path, for a file with a name that ends like line numbers.
    whole: RepoPath,
}

impl TypedPlace {
    /// Parses a target. Never fails: without line numbers it is a path.
    pub(super) fn parse(typed: &OsStr, side: Option<Side>) -> Self {
        let typed = typed.as_encoded_bytes();
        let typed = typed.strip_prefix(b"./").unwrap_or(typed);
        let whole = RepoPath::new(typed);
        let colon = typed.iter().rposition(|byte| *byte == b':');
        let split = colon.and_then(|colon| Some((&typed[..colon], lines(&typed[colon + 1..])?)));
        let (path, lines) = match split {
            Some((path, lines)) => (RepoPath::new(path), Some(lines)),
            None => (whole.clone(), None),
        };
        Self {
            path,
            lines,
            side: side.unwrap_or(Side::New),
            whole,
        }
    }
}

/// Parses `12` or `12-15`, counted from 1.
fn lines(typed: &[u8]) -> Option<LineRange> {
    let typed = std::str::from_utf8(typed).ok()?;
    let (first, last) = typed.split_once('-').unwrap_or((typed, typed));
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|line| *line > 0);
    Some(LineRange::new(number(first)?, number(last)?))
}

/// Finds the increment of a note: the one named; else the newest that changes the file; else the
/// newest that bears on the criterion; else the newest.
///
/// # Errors
/// When none has that name, or one of the increments searched cannot be read.
pub(super) fn increment(
    engagement: &Engagement,
    record: &Record,
    note: &Note,
    target: Option<&TypedPlace>,
    picked: Option<Picked<'_>>,
) -> Result<Increment> {
    let all = &engagement.found.increments;
    if let Some(name) = &note.increment {
        return pick::increment(all, name).cloned();
    }
    if let Some(target) = target {
        for increment in all.iter().rev() {
            let changes = engagement.repository.changes(&increment.range)?;
            let path = |entry: &FileEntry| entry.path == target.path || entry.path == target.whole;
            if changes
                .files
                .iter()
                .any(|change| change.entry(target.side).is_some_and(path))
            {
                return Ok(increment.clone());
            }
        }
    } else if let Some(picked) = picked {
        return Ok(pick::newest(engagement, record, all, &picked.key())?.0);
    }
    all.last()
        .cloned()
        .context("there is no increment; `--base REV` starts earlier")
}

/// Makes a note's anchor.
///
/// # Errors
/// When the file or the lines do not exist.
pub(super) fn anchor(
    engagement: &Engagement,
    increment: &Increment,
    target: &TypedPlace,
) -> Result<Anchor> {
    let commit = match target.side {
        Side::New => Some(increment.range.head),
        Side::Old => increment.range.base,
    };
    let Some(commit) = commit else {
        bail!(
            "{} starts with the first commit, so it has no old side",
            increment.id
        );
    };
    let repository = &engagement.repository;
    let (entry, lines) = match repository.entry(commit, &target.path)? {
        Some(entry) => (entry, target.lines),
        None => match repository.entry(commit, &target.whole)? {
            Some(entry) => (entry, None),
            None => return Err(no_such_file(engagement, increment, commit, target)),
        },
    };
    let mut anchor = Anchor {
        path: entry.path.clone(),
        side: target.side,
        blob: Some(entry.id),
        lines,
        text: Untrusted::default(),
        before: None,
        after: None,
    };
    if let Some(lines) = lines {
        let text = read(engagement, &entry)?;
        if lines.last > text.len() {
            let path = safe::path(&entry.path);
            bail!(
                "{path} has {} at {}",
                super::output::count(text.len() as usize, "line"),
                commit.short(7)
            );
        }
        (anchor.text, anchor.before, anchor.after) = diff::anchor_text(&text, lines);
    }
    Ok(anchor)
}

fn read(engagement: &Engagement, entry: &FileEntry) -> Result<FileText> {
    let path = safe::path(&entry.path);
    if entry.is_submodule() {
        bail!("{path} is a submodule, which has no lines; name it without a line");
    }
    match engagement
        .repository
        .read(entry.id, LARGE)
        .with_context(|| format!("reading {path}"))?
    {
        FileContent::Bytes(bytes) => Ok(FileText::new(bytes)),
        FileContent::TooLarge(size) => {
            bail!("{path} is too large to find lines in ({size} bytes); name it without a line")
        }
        FileContent::Missing => {
            bail!("this clone does not have {path}; fetch it, or name it without a line")
        }
    }
}

fn no_such_file(
    engagement: &Engagement,
    increment: &Increment,
    commit: ObjectId,
    target: &TypedPlace,
) -> anyhow::Error {
    let changes = engagement.repository.changes(&increment.range);
    let changes = changes.map(|changes| changes.files).unwrap_or_default();
    let paths = changes
        .iter()
        .filter_map(|change| change.entry(target.side));
    let paths: Vec<String> = paths
        .map(|entry| safe::path(&entry.path).into_string())
        .collect();
    pick::unknown(
        &format!("file at {}", commit.short(7)),
        &target.path.lossy(),
        paths.iter().map(String::as_str),
        "paths are from the top of the repository; `--increment` and `--side` say in which version",
    )
}

/// Spells an anchor as it is typed, safe.
pub(super) fn spell(anchor: &Anchor) -> String {
    let side = if anchor.side == Side::Old {
        " (old)"
    } else {
        ""
    };
    format!("{}{side}", threads::path_and_lines(anchor))
}
