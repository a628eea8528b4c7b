//! Whether a note was put right: the commits in which it may have been, and its lines then and now.

use std::sync::Arc;

use anyhow::Result;

use super::files::{UNASKED, diff_of};
use crate::diff::{self, Relocation};
use crate::git::increments::Found;
use crate::git::{Content, Repository, SimilarityBudget};
use crate::model::change::{FileEntry, FileText, TextDiff};
use crate::model::comparison::{Candidates, ComparedFile, Comparison, Fix, Version};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange};
use crate::model::note::{Anchor, Standing, Thread};
use crate::model::text::RepoPath;

/// Commits that are offered.
const MAX_COMMITS: usize = 500;

/// Commits in which the note's lines are looked at.
const MAX_LOOKED_AT: usize = 200;

/// Files of a commit that are listed.
const MAX_FILES: usize = 40;

/// The commits from the base of a note's increment to the head under review, newest first, and which of
/// them changed the note's lines last.
///
/// # Errors
/// When the commits cannot be listed.
pub fn candidates(repository: &Repository, found: &Found, thread: &Thread) -> Result<Candidates> {
    let increment = found.increments.iter().find(|one| Some(&one.id) == thread.place.increment.as_ref());
    let base = increment.map_or(found.base, |increment| increment.range.base);
    let range = CommitRange { base, head: found.head };
    let commits = repository.commits(&range, MAX_COMMITS)?.commits;
    let seen = thread.subject.as_ref().map(|subject| subject.range.head);
    let since: Vec<&Commit> =
        commits.iter().take_while(|commit| Some(commit.id) != seen).take(MAX_LOOKED_AT).collect();
    let anchor = thread.place.anchor.as_ref();
    let mut touched = None;
    for commit in since.iter().filter(|commit| commit.parents.len() == 1) {
        let Some(anchor) = anchor else { break };
        let entry = |id| repository.entry(id, &anchor.path).ok().flatten();
        let (before, after) = (entry(commit.parents[0]), entry(commit.id));
        if before.as_ref().map(|entry| entry.id) == after.as_ref().map(|entry| entry.id) {
            continue;
        }
        touched = touched.or(Some(commit.id));
        if changes_lines(repository, anchor, before.as_ref(), after.as_ref()) {
            return Ok(Candidates { likely: Some(commit.id), changed_lines: true, commits });
        }
    }
    let likely = touched.or_else(|| since.first().map(|commit| commit.id));
    Ok(Candidates { likely, changed_lines: false, commits })
}

/// Whether an anchor's lines, as they stand before a commit, are others after it.
fn changes_lines(
    repository: &Repository,
    anchor: &Anchor,
    before: Option<&FileEntry>,
    after: Option<&FileEntry>,
) -> bool {
    let Some(before) = before else { return false };
    let Some(then) = text(repository, before.id) else { return false };
    let Some(lines) = diff::relocate(anchor, None, &then, before.id).lines() else { return false };
    match after.and_then(|after| text(repository, after.id)) {
        Some(now) => !diff::unchanged(&then, &now, &[lines]),
        None => true,
    }
}

/// What a note was written on beside what stands there at the head under review, and the commit that is
/// claimed to have put it right.
pub fn compare(repository: &Repository, found: &Found, thread: &Thread, fix: Option<ObjectId>) -> Comparison {
    let mut remarks = Vec::new();
    let fix = fix.and_then(|fix| described(repository, found, fix, &mut remarks));
    let anchor = thread.place.anchor.as_ref();
    let (standing, file) = match anchor {
        Some(anchor) => beside(repository, found, thread, anchor, &mut remarks),
        None => (Standing::Exact, None),
    };
    Comparison { standing, file, fix, remarks }
}

fn beside(
    repository: &Repository,
    found: &Found,
    thread: &Thread,
    anchor: &Anchor,
    remarks: &mut Vec<String>,
) -> (Standing, Option<ComparedFile>) {
    let entry = now_at(repository, found, thread, anchor);
    let now_id = entry.as_ref().map(|entry| entry.id);
    let now = match now_id {
        Some(id) => text(repository, id),
        None => {
            remarks.push("the file is no longer there".to_owned());
            Some(FileText::new(Vec::new()))
        }
    };
    let Some(now) = now else {
        remarks.push("the file cannot be read, or has no lines".to_owned());
        return (Standing::Gone, None);
    };
    let then = anchor.blob.and_then(|blob| text(repository, blob));
    let place = match now_id {
        Some(id) => diff::relocate(anchor, then.as_ref(), &now, id),
        None => Relocation::Gone,
    };
    let standing = match place {
        Relocation::Exact(_) => Standing::Exact,
        Relocation::Moved(_) => Standing::Moved,
        Relocation::Edited(_) => Standing::Edited,
        Relocation::Gone => Standing::Gone,
    };
    let lines = if anchor.lines.is_some() { place.lines() } else { None };
    let path = entry.map_or_else(|| anchor.path.clone(), |entry| entry.path);
    let commit = thread.subject.as_ref().map(|subject| subject.range.head);
    let mut versions = [
        Version { path: anchor.path.clone(), commit, lines: anchor.lines, before: 0 },
        Version { path, commit: Some(found.head), lines, before: 0 },
    ];
    let (then, now) = match then {
        Some(then) => (then, now),
        None => {
            remarks.push("the file as it was is not in this clone: the note's own lines only".to_owned());
            let first = |version: &Version| version.lines.map_or(0, |lines| lines.first - 1);
            let cut = match lines {
                Some(lines) => (lines.first - 1..lines.last).map(|line| now.raw_line(line)).collect::<Vec<_>>(),
                None => Vec::new(),
            };
            let cut = FileText::new(cut.concat());
            versions.iter_mut().for_each(|version| version.before = first(version));
            (FileText::new(anchor.text.as_bytes().to_vec()), cut)
        }
    };
    let diff = diff::text(&versions[1].path, Arc::new(then), Arc::new(now));
    (standing, Some(ComparedFile { versions, diff: Arc::new(diff) }))
}

/// The file at the head under review: by its path, else where it was moved to since the note.
fn now_at(repository: &Repository, found: &Found, thread: &Thread, anchor: &Anchor) -> Option<FileEntry> {
    if let Some(entry) = repository.entry(found.head, &anchor.path).ok().flatten() {
        return Some(entry);
    }
    let base = thread.subject.as_ref().map(|subject| subject.range.head);
    let mut changes = repository.changes(&CommitRange { base, head: found.head }).ok()?;
    repository.find_similar(&mut changes.files, SimilarityBudget::default());
    let moved = |old: &FileEntry| old.path == anchor.path;
    changes.files.into_iter().find(|change| change.old.as_ref().is_some_and(moved))?.new
}

/// The commit that is claimed to have put something right, with what it changes.
fn described(
    repository: &Repository,
    found: &Found,
    fix: ObjectId,
    remarks: &mut Vec<String>,
) -> Option<Fix> {
    let Ok(commit) = repository.commit(fix) else {
        remarks.push(format!("{} is not in this clone; fetch it first", fix.short(7)));
        return None;
    };
    if repository.merge_base(fix, found.head).ok().flatten() != Some(fix) {
        remarks.push(format!("{} is not part of what is under review", fix.short(7)));
    }
    let range = CommitRange { base: commit.parents.first().copied(), head: fix };
    let files = repository.changes(&range).map(|changes| changes.files).unwrap_or_default();
    let more = files.len().saturating_sub(MAX_FILES);
    let counted = files.iter().take(MAX_FILES).map(|change| {
        let diff = diff_of(repository, change, UNASKED);
        let text = diff.as_text();
        let path: RepoPath = change.path().clone();
        (path, text.map_or(0, TextDiff::insertions), text.map_or(0, TextDiff::deletions))
    });
    Some(Fix { files: counted.collect(), more, commit })
}

fn text(repository: &Repository, id: ObjectId) -> Option<FileText> {
    match repository.read(id, UNASKED) {
        Ok(Content::Bytes(bytes)) => Some(FileText::new(bytes)),
        _ => None,
    }
}
